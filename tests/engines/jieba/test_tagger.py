"""The tagger in C gives the words and tags of jieba.posseg, whatever the text, dictionary and user words."""

from __future__ import annotations

import sys
from pathlib import Path

import jieba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jianbao.engines.jieba import tagger
from jianbao.engines.jieba.tagger import PythonTagger, Tagger, make_tagger
from jianbao.resources import data_path
from jianbao.training.jieba_tables import make_tables

pytestmark = pytest.mark.skipif(not tagger.is_compiled(), reason="installed without a C compiler")

SEED = Path(__file__).parents[3] / "corpus" / "2021-05_gaoxin-shibao.txt"
WORDS = [("枫杨办事处", None, "ns"), ("堵点卡点", 50, None), ("会议", 0, None), ("ABC-1", 3, "nz")]
# Ideographs of the model and beyond it, signs, digits of several scripts, blanks.
ALPHABET = "会议市长王明䶮囍𠮷的了在高新区·3５٣.+#&_-%aZ，。\r\n\u3000 \u2028\x1c\u200b"


@pytest.fixture(scope="module")
def pair() -> tuple[Tagger, Tagger]:
    return make_tagger(), PythonTagger()


def test_the_compiled_tagger_is_the_one_in_use(pair: tuple[Tagger, Tagger]) -> None:
    assert not isinstance(pair[0], PythonTagger)
    assert pair[0].tokens("高新区召开会议") == ([0, 3, 5], [3, 5, 7], ["nr", "v", "n"])


@pytest.mark.parametrize("hmm", [True, False])
def test_the_page_in_corpus(pair: tuple[Tagger, Tagger], hmm: bool) -> None:
    text = SEED.read_text("utf-8")
    assert pair[0].tokens(text, hmm) == pair[1].tokens(text, hmm)


def test_awkward_texts(pair: tuple[Tagger, Tagger], awkward: str) -> None:
    assert pair[0].tokens(awkward) == pair[1].tokens(awkward)


def test_every_single_character(pair: tuple[Tagger, Tagger]) -> None:
    characters = [chr(c) for c in range(0x20000) if not 0xD800 <= c < 0xE000]
    assert [c for c in characters if pair[0].tokens(c) != pair[1].tokens(c)] == []


@settings(deadline=None, max_examples=300)
@given(st.text(st.one_of(st.sampled_from(ALPHABET), st.characters()), max_size=60))
def test_any_text(pair: tuple[Tagger, Tagger], text: str) -> None:
    assert pair[0].tokens(text) == pair[1].tokens(text)
    assert pair[0].tokens(text, False) == pair[1].tokens(text, False)


def test_user_words_are_obeyed_alike() -> None:
    ours, theirs = make_tagger(words=WORDS), PythonTagger(words=WORDS)
    for text in ("枫杨办事处开会议", "破解堵点卡点", "型号ABC-1", SEED.read_text("utf-8")):
        assert ours.tokens(text) == theirs.tokens(text)
    assert ours.tokens("枫杨办事处") == ([0], [5], ["ns"])


def test_another_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "small.txt"
    path.write_text("云岭县 10 ns\n云岭 3 nr\r\n农业局 10 nt \n云岭 4 nz\n", "utf-8")
    ours, theirs = make_tagger(path), PythonTagger(path)
    for text in ("云岭县农业局", "云岭农业局在云岭县", "县农业"):
        assert ours.tokens(text) == theirs.tokens(text)


@pytest.mark.parametrize("line", ["云岭县", "云岭县 10", "云岭县 很多 ns", "云岭县 10 ns 岭", ""])
def test_a_line_that_jieba_refuses_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(f"农业局 10 nt\n{line}\n", "utf-8")
    with pytest.raises(ValueError, match="Line 2"):
        make_tagger(path)


def test_surrogates_and_wrong_arguments_are_told(pair: tuple[Tagger, Tagger]) -> None:
    assert pair[0].tokens("\ud800会议") == pair[1].tokens("\ud800会议")
    with pytest.raises(TypeError):
        pair[0].tokens(b"bytes")  # type: ignore[arg-type]


def test_damaged_tables_are_refused() -> None:
    tables = tagger._model()
    dictionary = tagger.main_dictionary().read_bytes()
    for name in tables:
        broken = {k: v for k, v in tables.items() if k != name}
        with pytest.raises(ValueError, match=r"table|states"):
            tagger._posseg.Tagger(broken, dictionary)
    with pytest.raises(ValueError, match="states_at is out of order"):
        tagger._posseg.Tagger(tables | {"states_at": tables["states_at"][::-1]}, dictionary)


def test_the_shipped_model_is_that_of_the_installed_jieba() -> None:
    with np.load(data_path("jieba_model.npz")) as shipped:
        for name, array in make_tables().items():
            assert np.array_equal(shipped[name], array, equal_nan=array.dtype.kind == "f"), name


def test_no_cache_in_the_shared_folder_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jieba.marshal, "load", lambda _: pytest.fail("jieba's cache was read"))
    make_tagger()
    PythonTagger(words=WORDS)


def test_without_the_extension_the_result_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger, "_posseg", None)
    assert isinstance(make_tagger(), PythonTagger)


def test_memory_is_given_back(pair: tuple[Tagger, Tagger]) -> None:
    name = pair[0].tokens("会议")[2][0]
    before = sys.getrefcount(name)
    for _ in range(1000):
        pair[0].tokens("会议会议")
    assert sys.getrefcount(name) - before < 10
