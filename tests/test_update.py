"""A folder that is brought up to date: only what changed is read, only the stages that changed run again."""

from __future__ import annotations

import ast
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from jianbao import Config, run
from jianbao import digests as digest_module
from jianbao.digests import stage_digests
from jianbao.errors import ConfigError
from jianbao.reading import read_pages
from jianbao.stages.sentences.stage import SentencesStage
from jianbao.writing.folder import RunFolder

TEXT = "一是抓好落实，二是办好实事。会议听取了“{}”汇报，5人参加。"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    for day in range(1, 6):
        add(folder, day)
    return folder


def add(folder: Path, day: int, text: str = TEXT) -> Path:
    path = folder / f"2021-05-0{day}.txt"
    path.write_text(f"市里召开第{day}次会议\n\n{text.format(day)}\n", "utf-8")
    os.utime(path, (1_600_000_000 + day, 1_600_000_000 + day))
    return path


def chain(*stages: str, **settings: Any) -> Config:
    return Config.make(settings=[f"{k.replace('__', '.')}={v}" for k, v in settings.items()], stages=stages)


def stored(out: Path) -> list[bytes]:
    return (out / "articles.jsonl").read_bytes().splitlines(keepends=True)


def test_a_folder_that_grows_is_read_where_it_grew(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, config = tmp_path / "out", chain("sentences")
    run([str(archive)], out, config, update=True)
    add(archive, 6)
    add(archive, 2, "内容换了。")
    opened: list[str] = []
    real = Path.open
    monkeypatch.setattr(
        Path, "open", lambda self, *a, **k: (opened.append(self.name), real(self, *a, **k))[1]
    )
    manifest = run([str(archive)], out, config, update=True)
    monkeypatch.undo()
    assert (manifest.counts["skipped"], manifest.counts["pages"]) == (4, 2)
    texts = {name for name in opened if name.startswith("2021")}
    assert texts == {"2021-05-02.txt", "2021-05-06.txt"}
    assert len(stored(out)) == 6
    assert sum("内容换了" in line.decode() for line in stored(out)) == 1


def test_a_file_of_another_time_and_the_same_content_is_known(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([str(archive)], out, chain("sentences"))
    for path in archive.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))
    manifest = run([str(archive)], out, chain("sentences"), update=True)
    assert (manifest.counts["skipped"], manifest.counts["pages"]) == (5, 0)


def test_a_file_that_changed_a_moment_after_it_was_read_is_read_again(archive: Path, tmp_path: Path) -> None:
    """The same size and time, another content: a time so fresh is not trusted."""
    out, path = tmp_path / "out", add(archive, 1, "会议讲落实。")
    os.utime(path)
    stat = path.stat()
    run([str(archive)], out, chain("sentences"))
    path.write_text(path.read_text("utf-8").replace("落实", "实事"), "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert run([str(archive)], out, chain("sentences"), update=True).counts["pages"] == 1


def test_the_date_of_all_pages_is_part_of_what_is_read(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([str(archive)], out, chain("sentences"), outlet="青川日报")
    manifest = run([str(archive)], out, chain("sentences"), outlet="云岭日报", update=True)
    assert manifest.counts["pages"] == 5
    assert {a.outlet for a in RunFolder(out).articles()} == {"云岭日报"}


ENGINE = {"entities__engine": "jieba"}
STAGES = ("sentences", "tokens", "entities", "quantities", "points", "slogans", "keywords")


TERMS = "terms.txt"


def without(*names: str, **settings: Any) -> Config:
    return chain(*(name for name in STAGES if name not in names), **ENGINE, **settings)


@pytest.mark.parametrize(
    ("after", "ran", "left", "workers"),
    [
        (without(keywords__limit=3), {"keywords"}, set(), 1),
        (without(keywords__limit=3), {"keywords"}, set(), 2),
        (without("keywords"), set(), {"keywords"}, 1),
        (without("quantities"), {"keywords"}, {"quantities"}, 1),
        (without("points", tokens__user_dict=TERMS), set(STAGES) - {"points", "sentences"}, {"points"}, 1),
    ],
    ids=["settings", "two workers", "last stage gone", "a stage gone that others read", "read by others"],
)
def test_only_stages_that_changed_run_again_and_all_is_as_if_made_anew(
    archive: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    after: Config,
    ran: set[str],
    left: set[str],
    workers: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(TERMS).write_text("抓好落实 -\n", "utf-8")
    out, whole = tmp_path / "out", tmp_path / "whole"
    run([str(archive)], out, without())
    manifest = run([str(archive)], out, after, update=True, workers=workers)
    assert (manifest.counts["updated"], manifest.counts["skipped"]) == (5, 5)
    assert {name for name in manifest.seconds if name != "layout"} == ran
    run([str(archive)], whole, after)
    assert stored(out) == stored(whole)
    assert (out / "pages.jsonl").read_bytes() == (whole / "pages.jsonl").read_bytes()
    for article in RunFolder(out).articles():
        assert not left & article.layers().keys()


def test_another_configuration_is_refused_unless_an_update_is_asked_for(
    archive: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run([str(archive)], out, chain("sentences"))
    with pytest.raises(ConfigError, match="--update"):
        run([str(archive)], out, chain("sentences", "points"))


class Stopped(Exception):
    pass


def test_a_stopped_update_goes_on(tmp_path: Path) -> None:
    table, out, whole = tmp_path / "in.jsonl", tmp_path / "out", tmp_path / "whole"
    rows = [{"id": f"p{i}", "title": f"第{i}次", "text": TEXT.format(i)} for i in range(200)]
    table.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    run([str(table)], out, chain("sentences"))

    def stop(progress: Any) -> None:
        if progress.articles >= 100:
            raise Stopped

    after = chain("sentences", "points")
    with pytest.raises(Stopped):
        run([str(table)], out, after, update=True, on_progress=stop)
    manifest = run([str(table)], out, after)  # the same command without --update: it was stopped
    assert 0 < manifest.counts["updated"] < 150
    run([str(table)], whole, after)
    assert sorted(stored(out)) == sorted(stored(whole))
    assert len(stored(out)) == 200


def test_the_digest_of_a_stage_is_of_its_settings_and_code_and_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = stage_digests(chain("sentences", "points").build())
    assert plain == stage_digests(chain("sentences", "points").build())
    one, other = (stage_digests(c.build()) for c in (without(), without(keywords__limit=3)))
    assert {name for name in one if one[name] != other[name]} == {"keywords"}
    changed = tmp_path / "stage.py"
    source = Path(str(digest_module._source(SentencesStage.__module__)))
    changed.write_bytes(source.read_bytes() + b"\n# another\n")
    real = digest_module._source
    for cached in (digest_module.code_digest, digest_module._names):
        cached.cache_clear()
    monkeypatch.setattr(
        digest_module, "_source", lambda name: changed if name == SentencesStage.__module__ else real(name)
    )
    now = stage_digests(chain("sentences", "points").build())
    monkeypatch.undo()
    for cached in (digest_module.code_digest, digest_module._names):
        cached.cache_clear()
    assert now["sentences"] != plain["sentences"]
    assert now["points"] == plain["points"]


def test_what_a_stage_does_not_use_is_not_in_its_digest() -> None:
    found = digest_module._closure(SentencesStage.__module__)
    assert "jianbao.article" in found
    assert not {"jianbao", "jianbao.runner", "jianbao.stages.points.stage"} & found


def test_the_patterns_find_the_imports_and_data_files_of_all_our_modules() -> None:
    data = re.compile(r"[\w-]+\.(?:tsv|txt)(?:\.gz)?")
    for path in Path(str(digest_module._source("jianbao"))).parent.rglob("*.py"):
        source = path.read_text("utf-8")
        modules, files = digest_module.named_in(source)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                assert {alias.name for alias in node.names} <= modules, path
            elif isinstance(node, ast.ImportFrom) and node.module:
                assert {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)} <= modules, (
                    path
                )
            elif (
                isinstance(node, ast.Constant) and isinstance(node.value, str) and data.fullmatch(node.value)
            ):
                assert node.value in files, path


def test_a_file_that_need_not_be_read_keeps_its_ids(archive: Path) -> None:
    known = {str(archive / "2021-05-02.txt"): ["2021-05-02"]}
    found = [page.id for page in read_pages(archive, skip=known.get)]
    assert found == ["2021-05-01", "2021-05-03", "2021-05-04", "2021-05-05"]


def test_the_halves_of_a_story_on_two_pages_are_read_together(tmp_path: Path) -> None:
    """An update finds the story as it was, whole; and whole again where one of its pages has changed."""
    folder, out, config = tmp_path / "archive", tmp_path / "out", chain("sentences")
    folder.mkdir()

    def write(end: str) -> None:
        for page, text in (
            (1, "云岭县召开春耕会议\n　　会议提出，要备足种子、化肥、农药、农膜，（下转第二版）\n"),
            (2, f"　　（上接第一版）检修好水渠、机井、农机，{end}\n"),
        ):
            path = folder / f"2021-03-07_0{page}.txt"
            path.write_text(text, "utf-8")
            os.utime(path, (1_600_000_000, 1_600_000_000))

    write("确保不误农时。")
    run([str(folder)], out, config, update=True)
    before = stored(out)
    assert "农膜，检修好水渠" in "".join(line.decode() for line in before).replace("\\n", "")
    manifest = run([str(folder)], out, config, update=True)
    assert (manifest.counts["skipped"], manifest.counts["pages"]) == (1, 0)
    assert stored(out) == before
    write("确保不误农时、不误季节。")
    run([str(folder)], out, config, update=True)
    assert [line.decode().count("不误季节") for line in stored(out)] == [1]
