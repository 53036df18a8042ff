"""What reading noted of pages, as ``jianbao run`` tells it: each kind once, and what it comes to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from handmade import report_block, write_run
from jianbao.article import Article, Page, PageLine
from jianbao.cli import app
from jianbao.reading.notes import NoteSum
from jianbao.report.report import write_report
from jianbao.writing.finished import finish
from jianbao.writing.folder import PageRecord
from jianbao.writing.writer import RunWriter
from made_files import TEXT
from typer.testing import CliRunner


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["run", *map(str, arguments), "--stages", "sentences"])
    return done.exit_code, done.stderr


def test_notes_of_one_kind_are_told_once_and_summed(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(1, 5):
        (folder / f"{number}.txt").write_bytes((TEXT * 9).encode() + b"\xff" * (number + 1))
    (folder / "5.txt").write_text(TEXT, "utf-8")
    code, told = run(folder, "-o", tmp_path / "out")
    assert code == 0
    lines = [line for line in told.splitlines() if "no text are replaced" in line]
    assert len(lines) == 2
    assert "1.txt" in lines[0]
    assert "4 times in all: 14 bytes" in lines[1]


def test_a_single_note_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode() + b"\xff\xff")
    code, told = run(tmp_path / "a.txt", "-o", tmp_path / "out")
    assert code == 0
    assert told.count("no text are replaced") == 1


@pytest.mark.parametrize(
    ("notes", "sums"),
    [
        (["saved from http://a.example/1.html", "saved from http://a.example/2.html"], 2),
        (["3 of 90 lines are low: 云岭", "1 of 30 lines are low: 石桥"], 1),
        (["no title is found on the page", "the entry holds a summary, not the whole article"], 2),
        (["2 lines are left out (line 3)", "2 rows are left out (line 3)"], 2),
    ],
)
def test_kinds_of_notes(notes: list[str], sums: int) -> None:
    found = NoteSum()
    for number, note in enumerate(notes):
        found.add(f"{number}.txt", note)
    kinds = found.kinds()
    assert len(kinds) == sums or "saved" in notes[0]
    assert sum(kind.pages for kind in kinds) == len(notes)


def test_the_report_tells_them_too(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    writer = RunWriter(folder, keep=False)
    for number in (1, 2):
        article = Article.from_text("云岭县昨日开会。", id=f"a{number}")
        page = Page(
            id=article.page_id,
            text=article.text,
            notes=[f"{number} of 9 lines are recognised with a score below 0.8"],
        )
        writer.write([finish(PageRecord(page, [article.id]), [article])])
    writer.close()
    (folder / "manifest.json").write_text("{}", "utf-8")
    made = write_report(folder, tmp_path / "report.html")
    (note,) = report_block(made.path.read_text("utf-8"), "origin")["notes"]
    assert (note["pages"], note["text"]) == (2, "3 of 18 lines are recognised with a score below 0.8")


def test_show_lists_doubtful_lines(tmp_path: Path) -> None:
    article = Article.from_text("云岭县昨日开会。\n石桥镇今日开会。", id="a")
    box = (0.0, 0.0, 9.0, 9.0)
    article.printed = [PageLine(0, 8, "body", box, 1, 0.99), PageLine(9, 17, "body", box, 3, 0.42)]
    folder = write_run(tmp_path / "run", [article])
    out = CliRunner().invoke(app, ["show", str(folder), "a"]).stdout
    (row,) = [line for line in out.splitlines() if "0.42" in line]
    assert "石桥镇今日开会" in row
    assert (
        json.loads(CliRunner().invoke(app, ["show", str(folder), "a", "--json"]).stdout)["printed"][1][5]
        == 0.42
    )
