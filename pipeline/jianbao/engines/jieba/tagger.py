"""Taggers: jieba.posseg's words and tags, in C where it is compiled, else by jieba itself.

Both give the same words and tags; the compiled one is some thirty times as fast, loads in a fifth of a second
and takes 30 MB. It reads jieba's dictionary from the installed package and the hidden Markov model from
``data/jieba_model.npz`` (jieba 0.42.1, MIT; made by ``jianbao.training.jieba_tables``).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from jianbao.resources import data_path, package_file

try:
    from jianbao.engines.jieba import _posseg  # type: ignore[attr-defined]
except ImportError:  # installed without a C compiler
    _posseg = None

Word = tuple[str, int | None, str | None]  # with its frequency and its tag, None where jieba is to find them
Columns = tuple[list[int], list[int], list[str]]  # starts, ends, tags


class Tagger(Protocol):
    """Cuts a text into words with tags."""

    def tokens(self, text: str, hmm: bool = True) -> Columns:
        """Starts and ends (half-open, code points of ``text``) and tags of the words; blanks are in none.

        hmm: guess words that no dictionary holds.
        """
        ...


class PythonTagger:
    """jieba.posseg as it is, over a tokenizer of its own: the global one belongs to whoever imports us."""

    def __init__(self, dictionary: Path | None = None, words: Iterable[Word] = ()) -> None:
        self._tagger = pos_tokenizer(dictionary, words)

    def tokens(self, text: str, hmm: bool = True) -> Columns:
        """As ``Tagger.tokens``."""
        starts, ends, tags = [], [], []
        at = 0
        for word, tag in self._tagger.cut(text, HMM=hmm):
            end = at + len(word)
            if not word.isspace():
                starts.append(at)
                ends.append(end)
                tags.append(tag)
            at = end
        return starts, ends, tags


def is_compiled() -> bool:
    """Whether the tagger in C is there."""
    return _posseg is not None


def make_tagger(dictionary: Path | None = None, words: Iterable[Word] = ()) -> Tagger:
    """A tagger over ``dictionary`` (jieba's own by default) and the user's ``words``.

    Raises ValueError where the dictionary is not one of jieba's, OSError where it cannot be read.
    """
    words = tuple(words)
    if _posseg is None:
        return PythonTagger(dictionary, words)
    if words:
        known = pos_tokenizer(dictionary, words)
        tables = known.tokenizer.FREQ, known.word_tag_tab, float(known.tokenizer.total)
        return _compiled(*tables)
    try:
        return _compiled((dictionary or main_dictionary()).read_bytes())
    except ValueError:  # jieba says what is wrong with it, or takes it after all
        return PythonTagger(dictionary)


def main_dictionary() -> Path:
    """The dictionary that jieba brings."""
    return package_file("jieba", "dict.txt")


def plain_tokenizer(dictionary: Path | None = None) -> Any:
    """A ``jieba.Tokenizer``, loaded from its dictionary.

    jieba itself would read a cache from the shared temporary folder, whoever wrote it.
    """
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer(str(dictionary) if dictionary else None)
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


def pos_tokenizer(dictionary: Path | None = None, words: Iterable[Word] = ()) -> Any:
    """A ``jieba.posseg.POSTokenizer`` of its own, over ``dictionary`` and the user's ``words``."""
    import jieba.posseg

    tokenizer = plain_tokenizer(dictionary)
    for word, frequency, tag in words:
        tokenizer.add_word(word, frequency, tag)
    tagger = jieba.posseg.POSTokenizer(tokenizer)
    tagger.makesure_userdict_loaded()
    return tagger


def _compiled(*source: Any) -> Tagger:
    made: Tagger = _posseg.Tagger(_model(), *source)
    return made


@cache
def _model() -> dict[str, Any]:
    """The arrays of the hidden Markov model, as the compiled tagger takes them."""
    with np.load(data_path("jieba_model.npz")) as file:
        arrays = {name: file[name] for name in file.files}
    names, base = arrays.pop("names").tolist(), int(arrays.pop("base"))
    return {"names": names, "base": base} | {name: array.tobytes() for name, array in arrays.items()}
