"""The jieba engine: names by the dictionary's tags, times by the calendar."""

from __future__ import annotations

from pathlib import Path

import jieba
import pytest
from jianbao.engines.jieba.engine import JiebaEngine
from jianbao.errors import EngineError


@pytest.fixture(scope="module")
def engine() -> JiebaEngine:
    return JiebaEngine()


def found(engine: JiebaEngine, text: str) -> list[tuple[str, str]]:
    [analysis] = engine.analyse([text])
    return [(text[s.start : s.end], s.type) for s in analysis.spans]


def test_places_that_touch_are_one(engine: JiebaEngine) -> None:
    assert found(engine, "调研组到河南省郑州市考察") == [("河南省郑州市", "LOC")]


def test_times_are_those_of_the_calendar(engine: JiebaEngine) -> None:
    text = "５月７日上午，会期两天，近年来少见，去年９月也开过"
    assert found(engine, text) == [("５月７日上午", "TIME"), ("去年９月", "TIME")]


def test_a_time_is_no_name_as_well(engine: JiebaEngine) -> None:
    [analysis] = engine.analyse(["七一前夕的2021年7月1日,李明到会"])
    ends = [s.end for s in analysis.spans]
    assert all(s.start >= end for s, end in zip(analysis.spans[1:], ends, strict=False))


def test_words_tile_the_text_but_for_blanks(engine: JiebaEngine) -> None:
    text = "高新区　召开 会议\n部署工作"
    [analysis] = engine.analyse([text])
    covered = {at for a, b in zip(analysis.starts, analysis.ends, strict=True) for at in range(a, b)}
    assert covered == {i for i, c in enumerate(text) if not c.isspace()}


def test_the_global_jieba_is_left_alone() -> None:
    words = jieba.lcut("枫杨办事处大里村")
    engine = JiebaEngine(words=[("枫杨办事处大里村", None, None)])
    assert jieba.lcut("枫杨办事处大里村") == words
    assert engine.analyse(["枫杨办事处大里村"])[0].ends == [8]


def test_another_dictionary_can_be_taken(tmp_path: Path) -> None:
    path = tmp_path / "small.txt"
    path.write_text("云岭县 10 ns\n农业局 10 nt\n", "utf-8")
    engine = JiebaEngine(path, hmm=False)
    assert found(engine, "云岭县农业局") == [("云岭县", "LOC"), ("农业局", "ORG")]
    assert engine.model == "small.txt"
    assert engine.digest != JiebaEngine().digest


def test_a_dictionary_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"none\.txt: no such dictionary"):
        JiebaEngine(tmp_path / "none.txt").load()
    (tmp_path / "gbk.txt").write_bytes("云岭县 10 ns\n".encode("gbk"))
    with pytest.raises(EngineError, match=r"gbk\.txt: not a jieba dictionary"):
        JiebaEngine(tmp_path / "gbk.txt").load()
