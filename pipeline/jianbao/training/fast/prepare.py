"""What the fast engine's network learns from and is measured on, from the files; labels and rows are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jianbao.engines.fast.alphabet import Alphabet
from jianbao.tagging.labels import LABELS, label_set
from jianbao.training.accurate.data import (
    TEST,
    Example,
    Swaps,
    pages_and_unseen,
    read_corpus,
    words_and_unseen,
)
from jianbao.training.accurate.run import HEADS
from jianbao.training.accurate.silver import unlabelled_articles
from jianbao.training.fast.batches import RowVersions
from jianbao.training.fast.data import gold_lessons, hard_lessons, joined, renamed, soft_lessons
from jianbao.training.fast.exams import SOFT, Exam
from jianbao.training.fast.exported import alphabet_of
from jianbao.training.fast.labels import label, labelled
from jianbao.training.fast.net import alphabet_of_lac, lac_tags
from jianbao.training.fast.rows import Lesson, Rows, frequent, make_rows

WINDOW = 128  # characters of a row
STRINGS = 160_000
SWAPPED, SWAPPED_AGAIN = 9, 3  # versions of the pages with other names; where a trained student goes on
GOLD, GOLD_AGAIN = 0.2, 0.4  # of what is read in an epoch; at the finish twice that
LEARNED = ("lac", "msra", "cluener", "pku")  # the heads that learn labels; ``ours`` learns shares
Corpora = Mapping[str, Sequence[Example]]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files to train on.

    teacher: folder of a tagger (``jianbao train accurate``), which labels all texts but the gold pages. unlabelled:
    stories, ``title`` and ``text`` a line; of each file ``stories``, evenly spread. words: the People's Daily
    corpus, ``word/tag``. held_out: lists the ids of pages that are only measured on. begin: the folder of a student
    that is trained on, with its characters and strings; its own view is averaged with the teacher's.
    """

    teacher: Path
    gold: Sequence[Path]
    unlabelled: Sequence[Path]
    stories: int = 4000
    msra: Path | None = None
    cluener: Path | None = None
    words: Path | None = None
    msra_test: Path | None = None
    held_out: Path | None = None
    begin: Path | None = None


@dataclass(slots=True)
class Material:
    """The alphabet, what to train on before and at the finish, what to measure on."""

    alphabet: Alphabet
    sources: list[RowVersions]
    every: list[RowVersions]  # with the pages that were measured on
    exams: dict[str, Exam]


def labels_of_heads() -> dict[str, list[str]]:
    """The labels of each head."""
    return {head: label_set(kinds) for head, kinds in HEADS.items()} | {SOFT: LABELS, "lac": lac_tags()}


def prepare(inputs: Inputs, work: Path, processes: int, seed: int) -> Material:
    """Label, number and keep in ``work`` what ``inputs`` hold."""
    pages, unseen = pages_and_unseen(inputs.gold, inputs.held_out)
    corpora, tests = _corpora(inputs)
    known = [e.text for e in (*pages, *unseen)]
    maker = _Maker(work, Swaps(pages, seed))
    alphabet, soft = maker.soft(inputs, corpora, known, processes)
    size = int(soft.starts[-1])
    share, swapped = (GOLD_AGAIN, SWAPPED_AGAIN) if inputs.begin else (GOLD, SWAPPED)
    gold = maker.versions(alphabet, "gold", pages, seed, swapped)
    some = 1 if inputs.begin else swapped
    every = maker.versions(alphabet, "all-gold", [*pages, *unseen], seed, some) if unseen else gold
    if unseen:
        tests |= {"held out": (SOFT, unseen), "words of LAC": ("lac", unseen)}
    exams = {name: maker.exam(alphabet, name, head, found) for name, (head, found) in tests.items()}
    seen = [RowVersions([soft]), RowVersions(gold, _times(gold, size, share))]
    return Material(
        alphabet, seen, [RowVersions([soft]), RowVersions(every, _times(every, size, 2 * share))], exams
    )


def _times(versions: Sequence[Rows], size: int, share: float) -> int:
    """How often a version is read in an epoch that reads ``size`` other characters."""
    return max(1, round(share / (1 - share) * size / int(versions[0].starts[-1])))


def _corpora(inputs: Inputs) -> tuple[dict[str, list[Example]], dict[str, tuple[str, Sequence[Example]]]]:
    """The corpora by the head that learns them, and what to measure on: name, head, examples."""
    found: dict[str, list[Example]] = {}
    tests: dict[str, tuple[str, Sequence[Example]]] = {}
    for head, path in (("msra", inputs.msra), ("cluener", inputs.cluener)):
        if path:
            found[head] = joined(read_corpus(path))
    if inputs.words:
        words, test = words_and_unseen(inputs.words)
        found["pku"], tests["pku"] = joined(words), ("pku", test)
    if inputs.msra_test:
        tests["msra"] = ("msra", read_corpus(inputs.msra_test)[:TEST])
    return found, tests


@dataclass(slots=True)
class _Maker:
    work: Path
    swaps: Swaps

    def soft(
        self, inputs: Inputs, corpora: Corpora, known: Sequence[str], processes: int
    ) -> tuple[Alphabet, Rows]:
        """All that the teacher labels, and the alphabet: LAC's characters, and the strings met most in it."""
        path = self.work / "alphabet.json"
        if path.exists():
            alphabet = Alphabet(*json.loads(path.read_text("utf-8")))
            return alphabet, self.rows(alphabet, "soft", ())
        lessons = list(self._lessons(inputs, corpora, known, processes))
        if inputs.begin:
            alphabet = alphabet_of(inputs.begin)
        else:
            characters = "".join(sorted({*alphabet_of_lac(), "\n"}))
            alphabet = Alphabet(characters, frequent((lesson.text for lesson in lessons), STRINGS))
        rows = self.rows(alphabet, "soft", lessons)
        path.write_text(json.dumps([alphabet.characters, alphabet.strings], ensure_ascii=False), "utf-8")
        return alphabet, rows

    def _lessons(
        self, inputs: Inputs, corpora: Corpora, known: Sequence[str], processes: int
    ) -> Iterator[Lesson]:
        """News as it is and with other names; corpora with what their own annotators say as well."""
        tags, names = lac_tags(), labels_of_heads()
        for number, path in enumerate(inputs.unlabelled):
            folder = self.work / "labels" / f"news-{number}"
            texts = list(unlabelled_articles(path, known, most=inputs.stories))
            label(texts, inputs.teacher, folder, processes, inputs.begin)
            yield from soft_lessons(labelled(folder), tags, {}, names)
            yield from renamed(soft_lessons(labelled(folder), tags, {}, names), self.swaps, 0.5, tags)
        for head, examples in corpora.items():
            folder = self.work / "labels" / head
            label([e.text for e in examples], inputs.teacher, folder, processes, inputs.begin)
            yield from soft_lessons(labelled(folder), tags, {head: examples}, names)

    def versions(
        self, alphabet: Alphabet, name: str, pages: Sequence[Example], seed: int, swapped: int
    ) -> list[Rows]:
        """The pages as they are, and with other names, in windows of several lengths."""
        swaps, tags = Swaps(pages, seed), lac_tags()
        out = [self.rows(alphabet, f"{name}-0", gold_lessons(pages, tags))]
        for k in range(swapped):
            changed = gold_lessons([swaps(page, 0.4) for page in pages], tags)
            out.append(self.rows(alphabet, f"{name}-swapped-{k}", changed, most=(128, 96, 112)[k % 3]))
        return out

    def exam(self, alphabet: Alphabet, name: str, head: str, examples: Sequence[Example]) -> Exam:
        names = labels_of_heads()[head]
        ours = head in (SOFT, "lac")
        lessons = gold_lessons(examples, lac_tags()) if ours else hard_lessons(examples, head, names)
        return Exam(head, names, self.rows(alphabet, f"exam-{name}", lessons, ["lac" if ours else head]))

    def rows(
        self,
        alphabet: Alphabet,
        name: str,
        lessons: Iterable[Lesson],
        heads: Sequence[str] = LEARNED,
        most: int = WINDOW,
    ) -> Rows:
        """The rows kept under ``name``; made of ``lessons`` where there are none."""
        path = self.work / "rows" / f"{name}.npz"
        if not path.exists():
            make_rows(lessons, alphabet, heads, most).save(path)
        return Rows.load(path)
