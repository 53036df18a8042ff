"""Markdown and RTF."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_files import BODY, OTHER, OTHER_BODY, TITLE
from reading_of import found


def test_markdown_with_front_matter(tmp_path: Path) -> None:
    front = f'---\ntitle: "{TITLE}"\ndate: 2022-04-13\nauthor:\n  - 林晓峰\nsource: 云岭日报\n---\n'
    text = f"{front}\n{BODY[1]}\n\n## 管得住\n\n**{BODY[2]}**\n\n> 群众说，[好事](http://x.cn)。\n"
    result = found(tmp_path, "a.md", text)
    article = result.article
    assert (article.title, article.date, article.outlet) == (TITLE, "2022-04-13", "云岭日报")
    assert result.names() == ["林晓峰"]
    assert article.subheads == ["管得住"]
    assert result.body() == [BODY[1], "管得住", BODY[2], "群众说，好事。"]


def test_markdown_headings_of_one_level_are_articles(tmp_path: Path) -> None:
    text = f"# {TITLE}\n\n{BODY[0]}\n\n# {OTHER}\n{OTHER_BODY[0]}\n{OTHER_BODY[1]}\n"
    result = found(tmp_path, "a.md", text)
    assert result.titles == [TITLE, OTHER]
    assert result.body(1) == [OTHER_BODY[0] + OTHER_BODY[1]]


@pytest.mark.parametrize("mark", ["**管得住 用得久**", "### 管得住 用得久"])
def test_markdown_subheads_and_tables(tmp_path: Path, mark: str) -> None:
    text = f"{TITLE}\n===\n\n{BODY[0]}\n\n{mark}\n\n| 村 | 库容 |\n|---|---|\n| 白沙村 | 8000 |\n"
    article = found(tmp_path, "a.md", text).article
    assert (article.title, article.subheads) == (TITLE, ["管得住 用得久"])
    assert [article.text[b.start : b.end] for b in article.blocks_of("table")] == ["村\t库容", "白沙村\t8000"]


def test_rtf_in_gbk_and_in_unicode(tmp_path: Path) -> None:
    lines = (TITLE, *BODY)
    gbk = ["".join(f"\\'{byte:02x}" for byte in line.encode("gbk")) for line in lines]
    numbers = [
        "".join(f"\\u{ord(ch) - 65536 if ord(ch) > 32767 else ord(ch)}?" for ch in line) for line in lines
    ]
    for shape in (gbk, numbers):
        text = "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 SimSun;}}\\f0 " + "\\par ".join(shape) + "\\par}"
        result = found(tmp_path, "a.rtf", text)
        assert (result.titles, result.body()) == ([TITLE], list(BODY))
