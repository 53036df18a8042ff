"""Input from object stores, and a published copy of a run: with fsspec's store in memory and its local files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from jianbao.cli import app
from jianbao.config import Config
from jianbao.errors import ConfigError, ReadError
from jianbao.reading import read_pages
from jianbao.runner import run
from jianbao.writing.folder import RunFolder
from typer.testing import CliRunner

TEXT = "县里召开会议\n\n会议强调，要抓好落实。"


@pytest.fixture
def memory() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield system
    system.store.clear()


@pytest.fixture
def archive(memory: Any) -> Any:
    for name, text in {
        "a/2021-05-07.txt": TEXT,
        "a/old/2020-01-02_x.txt": TEXT,
        "a/README.md": "about",
        "a/.hidden.txt": TEXT,
        "a/run/articles.jsonl": "{}",
        "a/run/manifest.json": "{}",
    }.items():
        memory.pipe_file(f"/{name}", text.encode())
    return memory


def test_a_folder_of_a_store_is_read_as_one_of_ours(archive: Any, tmp_path: Path) -> None:
    notes: list[str] = []
    pages = list(read_pages("memory://a", on_note=notes.append))
    assert [(p.id, p.date) for p in pages] == [
        ("2021-05-07", "2021-05-07"),
        ("old/2020-01-02_x", "2020-01-02"),
    ]
    assert pages[0].source.path == "memory:///a/2021-05-07.txt"
    assert "passed over, as no pages: 4" in notes[0]
    archive.get("/a", str(tmp_path), recursive=True)
    assert [p.text for p in read_pages(tmp_path, on_note=notes.append)] == [p.text for p in pages]


def test_a_file_and_a_glob_of_a_store_are_read(archive: Any) -> None:
    assert [p.id for p in read_pages("memory://a/README.md")] == ["README"]
    assert [p.id for p in read_pages("memory://a/**/*.txt", on_note=print)] == [
        "2021-05-07",
        "old/2020-01-02_x",
    ]


def test_a_table_in_parquet_is_read_from_a_store(memory: Any, tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.table({"id": ["x"], "text": [TEXT]}), tmp_path / "t.parquet")
    memory.put_file(str(tmp_path / "t.parquet"), "/t.parquet")
    assert [p.id for p in read_pages("memory://t.parquet")] == ["x"]


def test_what_a_store_does_not_have_is_told(memory: Any) -> None:
    with pytest.raises(ReadError, match=r"memory://none: there is no page file; check the address"):
        list(read_pages("memory://none"))


def test_a_store_that_nobody_knows_is_a_wrong_address() -> None:
    with pytest.raises(ConfigError, match="nosuch://bucket"):
        list(read_pages("nosuch://bucket/a"))


def _run(out: Path, source: str, **options: Any) -> None:
    run([source], out, Config.make(stages=["sentences"]), **options)


@pytest.mark.parametrize("shard_size", [0, 400])
def test_a_finished_run_is_published_and_brought_up_to_date(
    memory: Any, tmp_path: Path, shard_size: int
) -> None:
    rows = [json.dumps({"id": f"p{i}", "text": TEXT}) for i in range(200)]
    memory.pipe_file("/in.jsonl", "\n".join(rows[:150]).encode())
    out = tmp_path / "run"
    _run(out, "memory://in.jsonl", shard_size=shard_size, publish="memory://copies/run/")
    _check(memory, out, tmp_path / "one", 150)
    first = memory.info("/copies/run/schema.json")["created"]
    memory.pipe_file("/in.jsonl", "\n".join(rows).encode())
    _run(out, "memory://in.jsonl", shard_size=shard_size, publish="memory://copies/run", update=True)
    _check(memory, out, tmp_path / "two", 200)
    assert memory.info("/copies/run/schema.json")["created"] == first, "what is there is not copied again"


def _check(memory: Any, out: Path, copy: Path, pages: int) -> None:
    """The copy is the run, file by file, and can be read."""
    memory.get("/copies/run", str(copy), recursive=True)
    names = {p.name for p in copy.iterdir()} - {"published.json"}
    assert names == {p.name for p in out.iterdir()}
    assert all((copy / name).read_bytes() == (out / name).read_bytes() for name in names)
    assert len({a.id for a in RunFolder(copy).articles()}) == pages


def test_what_an_earlier_run_published_and_this_one_has_not_goes(memory: Any, tmp_path: Path) -> None:
    memory.pipe_file("/in.jsonl", json.dumps({"id": "p", "text": TEXT}).encode())
    _run(tmp_path / "a", "memory://in.jsonl", shard_size=1, publish="memory://copies/run")
    _run(tmp_path / "b", "memory://in.jsonl", publish="memory://copies/run")
    _check(memory, tmp_path / "b", tmp_path / "copy", 1)


def test_a_copy_that_cannot_be_written_is_told_and_the_run_is_whole(memory: Any, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text(TEXT, "utf-8")
    (tmp_path / "file").write_text("", "utf-8")
    out = tmp_path / "run"
    result = CliRunner().invoke(
        app,
        [
            "run",
            str(tmp_path / "in.txt"),
            "-o",
            str(out),
            "--stages",
            "sentences",
            "--publish",
            f"file://{tmp_path}/file/x",
        ],
    )
    assert result.exit_code == 3
    assert "file/x" in result.output
    assert "Traceback" not in result.output
    assert len(list(RunFolder(out).articles())) == 1


def test_a_run_is_not_written_into_a_store(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--publish"):
        _run(Path("s3://bucket/run"), str(tmp_path))
