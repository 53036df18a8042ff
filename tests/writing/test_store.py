"""The folder of a run as a store: plain or in compressed parts, and whole again after a stop at any moment."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from jianbao import Config, run
from jianbao.article import encode
from jianbao.cli.query import query
from jianbao.errors import ReadError
from jianbao.search.index import Index, build
from jianbao.writing import compact as compaction
from jianbao.writing.folder import RunFolder
from jianbao.writing.parquet import tables_stamp

PART = 4_000  # bytes


def quick() -> Config:
    return Config.make(stages=["sentences"])


def pages(path: Path, number: int, word: str = "会议") -> Path:
    """A table of pages: several batches, since each is of 64 pages at most."""
    with open(path, "w", encoding="utf-8") as file:
        for i in range(number):
            row = {"id": f"p{i:03}", "title": f"第{i}次{word}", "text": f"{word}第{i}次召开。听取汇报。"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def content(out: Path) -> tuple[list[bytes], list[str]]:
    folder = RunFolder(out)
    return [encode(a) for a in folder.articles()], [record.page.id for record in folder.pages()]


def names(out: Path) -> list[str]:
    return sorted(p.name for p in out.iterdir() if p.name.startswith(("articles", "pages")))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pages(tmp_path_factory.mktemp("in") / "in.jsonl", 300)


@pytest.fixture(scope="module")
def plain(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    run([str(source)], out := tmp_path_factory.mktemp("runs") / "plain", quick())
    return out


@pytest.fixture(scope="module")
def parted(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    run([str(source)], out := tmp_path_factory.mktemp("runs") / "parted", quick(), shard_size=PART)
    return out


def test_parts_hold_what_one_piece_holds(plain: Path, parted: Path) -> None:
    assert names(plain) == ["articles.jsonl", "pages.jsonl"]
    assert "articles-00001.jsonl.zst" in names(parted)
    assert "pages-00003.jsonl.zst" in names(parted)
    assert content(parted) == content(plain)
    assert [[a.id for a in found] for _, found in RunFolder(parted).by_page()] == [
        [a.id for a in found] for _, found in RunFolder(plain).by_page()
    ]


def test_readers_do_not_care(plain: Path, parted: Path) -> None:
    assert build(parted) == build(plain) == 300
    found = [Index(out).search("第217次", limit=5) for out in (plain, parted)]
    assert found[0] == found[1]
    assert found[0].total == 1
    article = Index(parted).article(found[1].hits[0].id)
    assert article is not None
    assert article.title == "第217次会议"
    sql = "select count(*), min(title) from articles"
    assert query(parted, sql) == query(plain, sql)


def test_a_place_stays_good_when_its_part_is_compressed(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([str(source)], out, quick(), shard_size=1_000_000)
    assert names(out)[0] == "articles-00001.jsonl"
    folder = RunFolder(out)
    places = {a.id: place for place, a in folder.located_articles()}
    run([str(pages(tmp_path / "more.jsonl", 320))], out, quick(), resume=True, shard_size=PART)
    assert "articles-00001.jsonl.zst" in names(out)
    assert all(folder.article_at(place).id == id for id, place in places.items())


@pytest.mark.parametrize("shard_size", [0, PART])
@pytest.mark.parametrize("at", [0.0, 0.2, 0.5, 0.77, 0.999])
def test_stopped_at_any_byte_a_run_goes_on_to_the_same_end(
    source: Path, plain: Path, parted: Path, tmp_path: Path, shard_size: int, at: float
) -> None:
    """As if killed: the journal ends somewhere, the files hold whole and half lines behind it."""
    out = Path(shutil.copytree(parted if shard_size else plain, tmp_path / "out"))
    journal = out / "journal.jsonl"
    os.truncate(journal, int(journal.stat().st_size * at))
    last = RunFolder(out)
    for kind in ("articles", "pages"):
        number, _ = last.end(kind)
        with open(out / (f"{kind}-{number:05}.jsonl" if number else f"{kind}.jsonl"), "ab") as file:
            file.write(b'{"id":"half a li')
    manifest = run([str(source)], out, quick(), resume=True, shard_size=shard_size)
    assert manifest.counts.get("skipped", 0) + manifest.counts["pages"] == 300
    assert content(out) == content(plain)


def test_a_journal_that_is_lost_is_made_from_the_files(source: Path, plain: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(plain, tmp_path / "out"))
    (out / "journal.jsonl").unlink()
    lines = (out / "pages.jsonl").read_bytes().splitlines(keepends=True)
    (out / "pages.jsonl").write_bytes(b"".join(lines[:100]) + lines[100][:30])
    manifest = run([str(source)], out, quick(), resume=True)
    assert (manifest.counts["skipped"], manifest.counts["pages"]) == (100, 200)
    assert content(out) == content(plain)


def test_a_stop_while_a_part_is_compressed_changes_nothing(
    source: Path, parted: Path, plain: Path, tmp_path: Path
) -> None:
    import zstandard

    out = Path(shutil.copytree(parted, tmp_path / "out"))
    packed = (out / "pages-00002.jsonl.zst").read_bytes()
    plainly = zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True).read()
    (out / "pages-00002.jsonl").write_bytes(plainly)  # both are there
    (out / "pages-00003.jsonl.zst.tmp").write_bytes(b"half")
    assert content(out) == content(plain)
    (out / "pages-00002.jsonl.zst").unlink()  # only the articles had been compressed
    assert content(out) == content(plain)
    run([str(source)], out, quick(), resume=True, shard_size=PART)
    assert content(out) == content(plain)
    assert not [name for name in names(out) if name.startswith("pages-00002.jsonl") and "zst" not in name]


def stop_at(monkeypatch: pytest.MonkeyPatch, number: int) -> Callable[[], None]:
    """Renames after the ``number``-th fail, as a kill would have it; what is returned ends that."""
    real, done = os.replace, [0]

    def replace(a: object, b: object) -> None:
        if str(a).endswith(".compact"):
            done[0] += 1
            if done[0] > number:
                raise KeyboardInterrupt
        real(a, b)  # type: ignore[arg-type]

    monkeypatch.setattr(compaction.os, "replace", replace)
    return lambda: monkeypatch.setattr(compaction.os, "replace", real)


@pytest.mark.parametrize("shard_size", [0, PART])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_stop_while_old_pages_are_taken_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shard_size: int, number: int
) -> None:
    table, out, whole = tmp_path / "in.jsonl", tmp_path / "out", tmp_path / "whole"
    run([str(pages(table, 200))], out, quick(), shard_size=shard_size)
    changed = table.read_text("utf-8").replace("第3次", "第3回")
    table.write_text(changed, "utf-8")
    end = stop_at(monkeypatch, number)
    with pytest.raises(KeyboardInterrupt):
        run([str(table)], out, quick(), resume=True, shard_size=shard_size)
    end()
    run([str(table)], out, quick(), resume=True, shard_size=shard_size)
    run([str(table)], whole, quick())
    assert sorted(content(out)[0]) == sorted(content(whole)[0])
    assert sorted(content(out)[1]) == sorted(content(whole)[1])
    assert not list(out.glob("*.compact"))


@pytest.mark.parametrize("shard_size", [0, PART])
def test_pages_that_have_gone_are_listed_or_taken_out(tmp_path: Path, shard_size: int) -> None:
    table, out, notes = tmp_path / "in.jsonl", tmp_path / "out", list[str]()
    run([str(pages(table, 150))], out, quick(), shard_size=shard_size)
    rows = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join(rows[10:]), "utf-8")
    options = {"resume": True, "shard_size": shard_size}
    manifest = run([str(table)], out, quick(), on_note=notes.append, **options)
    assert manifest.counts["gone"] == 10
    assert "10 pages are no longer in the input" in notes[0]
    listed = [json.loads(line)["id"] for line in (out / "gone.jsonl").read_text("utf-8").splitlines()]
    assert listed == [f"p{i:03}" for i in range(10)]
    assert len(content(out)[1]) == 150
    manifest = run([str(table)], out, quick(), prune=True, **options)
    assert manifest.counts["pruned"] == 10
    assert content(out)[1] == [f"p{i:03}" for i in range(10, 150)]
    assert not (out / "gone.jsonl").exists()
    assert len(list(RunFolder(out).articles())) == 140


def test_pages_of_a_file_that_cannot_be_read_today_have_not_gone(tmp_path: Path) -> None:
    folder, out = tmp_path / "pages", tmp_path / "out"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"会议{name}召开。\n", "utf-8")
    run([str(folder)], out, quick())
    (folder / "b.txt").write_bytes(b"")
    manifest = run([str(folder)], out, quick(), resume=True, prune=True)
    assert "pruned" not in manifest.counts
    assert content(out)[1] == ["a", "b"]


def test_an_index_takes_in_what_is_new(source: Path, plain: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(plain, tmp_path / "out"))
    build(out)
    more = pages(tmp_path / "more.jsonl", 310)
    run([str(more)], out, quick(), resume=True)
    with pytest.raises(ReadError, match="changed since it was indexed"):
        Index(out)
    told: list[int] = []
    assert build(out, told.append) == 310
    assert Index(out).search("第305次").total == Index(out).search("第5次").total == 1
    run([str(pages(more, 310, "大会"))], out, quick(), resume=True)  # others in their place
    assert build(out) == 310
    assert Index(out).search("大会第305次").total == 1


def test_tables_follow_the_run_whatever_the_clock_says(source: Path, plain: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(plain, tmp_path / "out"))
    sql = "select count(*) from articles"
    assert query(out, sql)[1] == [(300,)]
    stamp = tables_stamp(out / "tables.duckdb")
    os.utime(out / "tables.duckdb", (4e9, 4e9))
    run([str(pages(tmp_path / "more.jsonl", 303))], out, quick(), resume=True)
    assert query(out, sql)[1] == [(303,)]
    assert tables_stamp(out / "tables.duckdb") != stamp


def test_a_missing_or_damaged_part_is_named(parted: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(parted, tmp_path / "out"))
    part = out / "articles-00002.jsonl.zst"
    part.write_bytes(part.read_bytes()[:200] + b"damaged" + part.read_bytes()[207:])
    with pytest.raises(ReadError, match=r"articles-00002.jsonl.zst: damaged"):
        list(RunFolder(out).articles())
