"""A run: what it leaves on disk, and that nothing finished is lost whatever happens."""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from jianbao import Config, run
from jianbao.errors import ConfigError, EngineError, ReadError, WriteError
from jianbao.manifest import Manifest
from jianbao.writing.folder import RunFolder

JIANBAO = [sys.executable, "-m", "jianbao.cli"]


def quick() -> Config:
    return Config.make(stages=["sentences", "points"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five small pages."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for day in range(1, 6):
        text = f"市领导调研第{day}小学\n\n本报讯 5月{day}日,市长周启明到第{day}小学调研。\n"
        (pages / f"2021-05-0{day}_01.txt").write_text(text, "utf-8")
    return pages


def ids(out: Path) -> list[str]:
    return [record.page.id for record in RunFolder(out).pages()]


def test_a_run_leaves_whole_readable_files(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    manifest = run([str(folder)], out, quick())
    assert manifest.status == "done"
    assert manifest.counts["pages"] == manifest.counts["articles"] == 5
    assert sorted(p.name for p in out.iterdir()) == [
        "articles.jsonl", "inputs.jsonl", "journal.jsonl", "manifest.json", "pages.jsonl", "rejected.jsonl",
        "schema.json",
    ]  # fmt: skip
    articles = list(RunFolder(out).articles())
    assert [a.date for a in articles] == [f"2021-05-0{d}" for d in range(1, 6)]
    assert all(a.sentences for a in articles)
    assert manifest.counts["characters"] == sum(len(a.text) for a in articles)
    saved = json.loads((out / "manifest.json").read_text("utf-8"))
    assert saved["stages"] == ["sentences", "points"]
    assert saved["config_digest"]


def test_pages_come_back_with_their_articles(folder: Path, tmp_path: Path) -> None:
    run([str(folder)], tmp_path / "out", quick())
    for record, articles in RunFolder(tmp_path / "out").by_page():
        assert [a.id for a in articles] == record.articles
        for article in articles:
            start, end = article.raw_span(article.body.start, article.body.end)
            assert record.page.text[start:end].startswith("本报讯")


def test_a_stopped_run_goes_on_where_it_stopped(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([str(folder)], out, quick())
    whole = (out / "articles.jsonl").read_bytes()
    pages = (out / "pages.jsonl").read_bytes().splitlines(keepends=True)
    (out / "pages.jsonl").write_bytes(b"".join(pages[:2]) + pages[2][:40])  # killed in the middle of a line
    manifest = run([str(folder)], out, quick(), resume=True)
    assert manifest.counts["skipped"] == 2
    assert manifest.counts["pages"] == 3
    assert (out / "articles.jsonl").read_bytes() == whole
    assert len(ids(out)) == len(set(ids(out))) == 5


def test_a_page_that_changed_is_done_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([str(folder)], out, quick())
    (folder / "2021-05-03_01.txt").write_text("新的标题\n\n新的内容在这里。\n", "utf-8")
    assert run([str(folder)], out, quick(), resume=True).counts["skipped"] == 4
    assert len(ids(out)) == len(set(ids(out))) == 5
    assert any("新的内容" in a.text for a in RunFolder(out).articles())
    assert not any("第3小学" in a.text for a in RunFolder(out).articles())


def test_another_configuration_cannot_be_resumed(folder: Path, tmp_path: Path) -> None:
    run([str(folder)], tmp_path / "out", quick())
    with pytest.raises(ConfigError, match="another configuration"):
        run([str(folder)], tmp_path / "out", Config.make(stages=["sentences"]), resume=True)


@pytest.mark.parametrize("status", ["interrupted", "running", "failed"])
def test_a_stopped_run_goes_on_unasked(folder: Path, tmp_path: Path, status: str) -> None:
    out, notes = tmp_path / "out", list[str]()
    _stop(run([str(folder)], out, quick()), out, status)
    manifest = run([str(folder)], out, quick(), on_note=notes.append)
    assert (manifest.status, manifest.counts["skipped"]) == ("done", 5)
    assert "going on" in notes[0]
    _stop(manifest, out, status)
    assert "skipped" not in run([str(folder)], out, quick(), overwrite=True).counts


def _stop(manifest: Manifest, out: Path, status: Any) -> None:
    """Make it look as if the run had been stopped: by kill -9 nothing is counted."""
    manifest.status, manifest.counts = status, {}
    manifest.write(out)


@pytest.mark.parametrize("status", ["done", "running"])
@pytest.mark.parametrize(
    ("inputs", "options", "stages", "message"),
    [
        (["pages"], {}, ["sentences"], "another configuration"),
        (["pages/2021-05-01_01.txt"], {}, ["sentences", "points"], "made of other input"),
        (["pages"], {"date": "2020"}, ["sentences", "points"], "made of other input"),
        (["pages"], {"outlet": "青川日报"}, ["sentences", "points"], "made of other input"),
    ],
)
def test_what_is_there_is_not_replaced_by_something_else(
    folder: Path,
    tmp_path: Path,
    status: str,
    inputs: list[str],
    options: Any,
    stages: list[str],
    message: str,
) -> None:
    out, config = tmp_path / "out", Config.make(stages=stages)
    _stop(run([str(folder)], out, quick()), out, status)
    paths = [str(tmp_path / i) for i in inputs]
    before = (out / "articles.jsonl").read_bytes()
    with pytest.raises(ConfigError, match=f"{message}.*--overwrite"):
        run(paths, out, config, **options)
    assert (out / "articles.jsonl").read_bytes() == before
    assert run(paths, out, config, overwrite=True, **options).status == "done"


def test_a_finished_run_of_the_same_is_done_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run([str(folder)], tmp_path / "out", quick())
    monkeypatch.chdir(tmp_path)  # the same path, said otherwise
    assert run(["./pages"], "out", quick()).counts["pages"] == 5


def test_standard_input_is_never_taken_for_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("会议召开。\n".encode())))
    run(["-"], tmp_path / "out", quick())
    with pytest.raises(ConfigError, match="made of other input"):
        run(["-"], tmp_path / "out", quick())


def test_pages_without_a_manifest_are_not_replaced(folder: Path, tmp_path: Path) -> None:
    run([str(folder)], tmp_path / "out", quick())
    (tmp_path / "out" / "manifest.json").write_text("{")
    with pytest.raises(ConfigError, match="no manifest"):
        run([str(folder)], tmp_path / "out", quick(), resume=True)


def test_a_folder_without_a_page_is_free(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    run([str(empty)], tmp_path / "out", Config.make(stages=["sentences"]))
    assert run([str(folder)], tmp_path / "out", quick()).counts["pages"] == 5


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "2021-05-02_01.txt").write_bytes(b"")
    manifest = run([str(folder), str(tmp_path / "nowhere.txt")], tmp_path / "out", quick())
    assert manifest.counts["pages"] == 4
    reasons = [r.reason for r in RunFolder(tmp_path / "out").rejected()]
    assert manifest.counts["rejected"] == len(reasons) == 2
    assert any("2021-05-02_01.txt" in reason for reason in reasons)
    assert any("nowhere.txt" in reason for reason in reasons)


def test_strict_stops_at_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="nowhere"):
        run([str(tmp_path / "nowhere.txt")], tmp_path / "out", quick(), strict=True)


def test_workers_give_what_one_process_gives(folder: Path, tmp_path: Path) -> None:
    run([str(folder)], tmp_path / "one", quick())
    run([str(folder)], tmp_path / "two", quick(), workers=2)
    assert (tmp_path / "one" / "articles.jsonl").read_bytes() == (
        tmp_path / "two" / "articles.jsonl"
    ).read_bytes()


def test_an_output_folder_that_cannot_be_made_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WriteError, match="cannot make the folder"):
        run([str(folder)], tmp_path / "file" / "out", quick())


def test_a_full_disk_leaves_whole_lines_and_says_what_to_do(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": f"r{i}", "text": "会议强调,要办好实事。" * 50}, ensure_ascii=False)
        for i in range(300)
    ]
    source = tmp_path / "many.jsonl"
    source.write_text("\n".join(lines), "utf-8")

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    done = subprocess.run(
        [*JIANBAO, "run", str(source), "-o", str(tmp_path / "out"), "--stages", "sentences"],
        preexec_fn=small_files, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "free some space and run again with --resume" in done.stderr
    assert "Traceback" not in done.stderr
    for name in ("articles.jsonl", "pages.jsonl"):
        assert all(json.loads(line) for line in (tmp_path / "out" / name).read_bytes().splitlines())


def _hear_ctrl_c() -> None:
    """Jobs that a shell starts in the background do not hear Ctrl-C, nor do their children: this one shall."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_keeps_what_was_finished(tmp_path: Path) -> None:
    source = tmp_path / "many.jsonl"
    with open(source, "w", encoding="utf-8") as file:
        for i in range(20_000):
            file.write(
                json.dumps({"id": f"r{i}", "text": "会议强调,要办好实事。" * 100}, ensure_ascii=False) + "\n"
            )
    out = tmp_path / "out"
    process = subprocess.Popen(
        [*JIANBAO, "run", str(source), "-o", str(out), "--stages", "sentences,tokens"],
        stderr=subprocess.PIPE, text=True, preexec_fn=_hear_ctrl_c,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    pages = out / "pages.jsonl"
    while time.monotonic() < deadline and not (pages.exists() and pages.stat().st_size):
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "continue with --resume" in stderr
    assert "Traceback" not in stderr
    done = [json.loads(line) for line in pages.read_bytes().splitlines()]
    assert 0 < len(done) < 20_000
    assert json.loads((out / "manifest.json").read_text("utf-8"))["status"] == "interrupted"


def test_the_chain_of_a_run_is_checked_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="quotes needs entities"):
        run([str(tmp_path)], tmp_path / "out", Config(stages=("quotes",)))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_model_that_is_wrong_is_told_at_the_start_and_as_it_is(
    folder: Path, tmp_path: Path, workers: int
) -> None:
    config = Config.make(settings=[f"entities.engine='spacy:{tmp_path}'"], stages=["tokens", "entities"])
    out = tmp_path / "out"
    with pytest.raises(EngineError, match="is not a spaCy pipeline that can be loaded"):
        run([str(folder)], out, config, workers=workers)
    assert not out.exists()


def test_a_run_is_not_resumed_with_a_dictionary_that_has_changed(folder: Path, tmp_path: Path) -> None:
    terms = tmp_path / "terms.txt"
    terms.write_text("云岭县 LOC\n", "utf-8")
    config = Config.make(settings=[f"tokens.user_dict='{terms}'"], stages=["tokens"])
    run([str(folder)], tmp_path / "out", config)
    assert run([str(folder)], tmp_path / "out", config, resume=True).counts["skipped"] == 5
    terms.write_text("云岭 LOC\n", "utf-8")
    with pytest.raises(ConfigError, match="cannot be resumed"):
        run([str(folder)], tmp_path / "out", config, resume=True)
