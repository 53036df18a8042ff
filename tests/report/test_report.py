"""The report's file: what is in it, what it says of itself, and what is left out when it would grow too large."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from handmade import report_block, write_run
from jianbao.article import Article
from jianbao.errors import ReadError, WriteError
from jianbao.report.chunks import Chunks
from jianbao.report.document import policy
from jianbao.report.elements.cite import cite
from jianbao.report.report import write_report
from jianbao.writing.folder import RunFolder

LABELS = Path(__file__).parents[2] / "pipeline" / "jianbao" / "report" / "assets" / "labels.json"
SCRIPTS = LABELS.parent / "js"


def test_the_file_holds_every_article_without_its_tokens(
    seed_report: Path, seed_articles: list[Article]
) -> None:
    page = seed_report.read_text("utf-8")
    chunk = report_block(page, "chunk-0")
    assert [a["text"] for _, a in chunk["items"]] == [a.text for a in seed_articles]
    assert all("tokens" not in a for _, a in chunk["items"])
    assert [row[0] for row in report_block(page, "contents")] == [a.id for a in seed_articles]


def test_no_text_of_the_paper_stands_in_the_markup(hostile_report: Path) -> None:
    page = hostile_report.read_text("utf-8")
    assert "owned" not in page
    assert "onerror=" not in re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)


def test_the_policy_lets_nothing_in(seed_report: Path) -> None:
    rules = policy()
    assert "default-src 'none'" in rules
    assert "unsafe" not in rules
    assert "http" not in rules
    page = seed_report.read_text("utf-8")
    assert page.count("<script>") == 2
    markup = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"<(?:script|link|img)[^>]*(?:src|href)=\"(?!data:)", markup)


def test_numbers_of_the_overview_are_those_of_the_run(
    seed_report: Path, seed_articles: list[Article]
) -> None:
    counts = report_block(seed_report.read_text("utf-8"), "overview")["counts"]
    assert counts["articles"] == len(seed_articles)
    assert counts["characters"] == sum(len(a.text) for a in seed_articles)
    assert counts["quotes"] == sum(len(a.quotes or ()) for a in seed_articles)
    assert counts["checks"] == sum(len(q.checks) for a in seed_articles for q in a.quantities or ())


def test_citations_hold_the_words_at_their_offsets(seed_report: Path, seed_articles: list[Article]) -> None:
    page = seed_report.read_text("utf-8")
    rows = report_block(page, "figures")["rows"] + report_block(page, "timeline")["rows"]
    assert rows
    for n, start, end, before, text, after in (row["cite"] for row in rows):
        whole = seed_articles[n].text
        assert whole[start:end] == text
        assert whole[:start].endswith(before.lstrip("…"))
        assert whole[end:].startswith(after.rstrip("…"))


def test_what_does_not_fit_is_counted_and_listed_by_title(
    seed_run: Path, seed_articles: list[Article]
) -> None:
    folder = RunFolder(seed_run)
    chunks = Chunks(budget=10)
    for record, articles in folder.by_page():
        chunks.add(record, articles)
    chunks.close()
    assert chunks.packed == []
    assert chunks.where == [-1] * len(seed_articles)


def test_a_chunk_is_closed_when_it_is_large() -> None:
    from jianbao.article import Page
    from jianbao.writing.folder import PageRecord

    chunks = Chunks(budget=10_000_000)
    for i in range(60):
        article = Article.from_text("云岭县开会。" * 300, id=f"a{i}")
        chunks.add(PageRecord(Page(id=f"a{i}", text=article.text), [article.id]), [article])
    chunks.close()
    assert len(chunks.packed) > 1
    assert chunks.where == sorted(chunks.where)
    assert len(chunks.where) == 60
    first = len(chunks.packed[0])
    chunks.trim(first)
    assert len(chunks.packed) == 1
    assert chunks.where.count(-1) == 60 - chunks.where.count(0)
    chunks.trim(first - 1)
    assert set(chunks.where) == {-1}


def test_a_run_without_layers_has_a_report_too(tmp_path: Path) -> None:
    article = Article.from_text("云岭县昨日开会。", id="bare", title="开会")
    made = write_report(write_run(tmp_path / "bare", [article]), tmp_path / "bare.html")
    assert made.articles == 1
    assert report_block(made.path.read_text("utf-8"), "people")["rows"] == []


def test_a_cite_stays_in_its_sentence() -> None:
    from jianbao.stages.sentences.stage import SentencesStage

    (article,) = SentencesStage()([Article.from_text("昨日有雨。周启明到会并讲话。今日晴。")])
    found = cite(0, article, 5, 8)
    assert (found.before, found.text, found.after) == ("", "周启明", "到会并讲话。")


def test_labels_have_two_languages_and_every_used_label_exists() -> None:
    labels = json.loads(LABELS.read_text("utf-8"))
    assert all(len(pair) == 2 for pair in labels.values())
    used = {
        key
        for path in SCRIPTS.glob("*.js")
        for key in re.findall(r"\bt\('([^'`$]+)'", path.read_text("utf-8"))
    }
    assert used
    assert used <= labels.keys()


def test_errors_are_explained(tmp_path: Path, seed_run: Path) -> None:
    with pytest.raises(ReadError, match="no run here"):
        write_report(tmp_path, tmp_path / "x.html")
    (tmp_path / "file").write_text("x")
    with pytest.raises(WriteError, match="cannot write"):
        write_report(seed_run, tmp_path / "file" / "x.html")


def test_the_command(seed_run: Path, seed_articles: list[Article], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jianbao.cli", "report", str(seed_run), "-o", str(tmp_path / "r.html")],
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert f"{len(seed_articles)} articles" in done.stdout
    assert (tmp_path / "r.html").stat().st_size < 2_000_000
