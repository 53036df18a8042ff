"""``jianbao read``: what reading makes of a file."""

from __future__ import annotations

import json
from pathlib import Path

from jianbao.cli import app
from made_files import BODY, TEXT, TITLE, story, web_page
from typer.testing import CliRunner


def call(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["read", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_the_articles_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "2022-04-13_01.txt"
    path.write_bytes(TEXT.encode("gbk"))
    code, out, _ = call(path, "--blocks")
    assert code == 0
    assert "gb18030" in out
    assert "2022-04-13" in out
    assert "1 article" in out
    assert "林晓峰" in out
    assert "paragraph" in out


def test_json_holds_blocks_and_notes(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(web_page(story() + "<p>【打印】【关闭】</p>"), "utf-8")
    code, out, _ = call(path, "--json")
    record = json.loads(out)
    assert code == 0
    assert record["format"] == "html"
    assert "left out" in record["notes"][0]
    (article,) = record["articles"]
    assert article["title"] == TITLE
    assert [block["text"] for block in article["blocks"]] == [TITLE, *BODY]


def test_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.rar").write_bytes(b"Rar!\x1a\x07" + bytes(20))
    code, _, err = call(tmp_path / "a.rar")
    assert code == 2
    assert "a RAR archive" in err
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    assert call(tmp_path)[0] == 1


def test_columns_that_were_guessed_are_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'题名,正文\n{TITLE},"{BODY[0]}"\n', "utf-8")
    _, _, err = call(path)
    assert "--columns title=题名,text=正文" in err
    assert call(path, "--columns", "text=nothing")[0] == 2
