"""Candidates for keywords: words, noun phrases by pattern, entities, quoted terms, slogans, words of the title."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from jianbao.article import Article, Span
from jianbao.engines.jieba.engine import shared_jieba
from jianbao.language.width import fold
from jianbao.stages.slogans.words import BREAK, Words, make_words, words_of

MAX_WORDS = 4
MAX_CHARS = 12
LEAD = 120  # characters of the body in which a phrase counts even if it comes only once
_CONTENT = frozenset("NPLOTZVGAIJBMEFDR")  # classes a word alone, or the edge of a phrase, may have
_ALONE = frozenset("NPLOTZVGAIJEDM")
_GLUE = frozenset("UCXQK")  # may stand inside a phrase only: 的, 和, 于, 个


class Candidate:
    """A term that may be a keyword, and where it stands.

    ``starts``: its offsets in the body; ``parts`` and ``pattern``: its words and their classes; ``free``: sides
    of occurrences that marks or function words bound; ``left`` and ``right``: the one word that always stands
    beside it, "" for none or several; ``within`` and ``cuts``: occurrences inside a longer entity, and across
    the edge of one.
    """

    __slots__ = (
        "cuts", "entity", "free", "inside", "left", "parts", "pattern", "quoted", "right", "slogan", "starts",
        "term", "within",
    )  # fmt: skip

    def __init__(self, term: str, pattern: str, parts: tuple[str, ...]) -> None:
        self.term = term
        self.pattern = pattern
        self.parts = parts
        self.starts: list[int] = []
        self.free = 0
        self.left = self.right = ""
        self.within = self.cuts = 0
        self.inside = 0  # occurrences of the commonest longer candidate
        self.entity = ""
        self.quoted = 0
        self.slogan = False


class Draft:
    """An article with its title set apart: what candidates and features are read from."""

    def __init__(self, article: Article) -> None:
        self.text = fold(article.text)
        title = fold(article.title).strip()
        self.title = (
            "" if title.endswith("。") else title
        )  # a sentence is the lead of a story without a headline
        heads = [b for b in article.blocks if b.kind == "headline"]
        self.head_end = heads[-1].end if heads and self.title else 0
        self.words = words_of(article)
        self.article = article

    @cached_property
    def body_words(self) -> Words:
        """The words after the headline."""
        i = self.words.first_at(self.head_end)
        w = self.words
        return Words(w.text, w.starts[i:], w.ends[i:], w.classes[i:]) if i else w

    @cached_property
    def title_words(self) -> Words:
        """The words of the title: those of the headline, or cut by jieba where the text has no headline."""
        if not self.title:
            return Words("", [], [], "")
        w, i = self.words, self.words.first_at(self.head_end)
        if i:
            return Words(w.text, w.starts[:i], w.ends[:i], w.classes[:i])
        return cut_title(self.title)


def cut_title(title: str) -> Words:
    """The words of a title that does not stand in the text, by jieba with its own dictionary."""
    found = shared_jieba().tokens(title)
    return make_words(title, found.starts, found.ends, found.tags)


def candidates(draft: Draft, df: Mapping[str, int]) -> dict[str, Candidate]:
    """The candidates of an article by term, those of the title first.

    A phrase has up to four words, begins and ends with a content word, and comes twice, in the title, early,
    or as an entity, a quoted term or a slogan. One whose edge cuts what belongs together is none: 牢坚强战斗 in
    筑牢坚强战斗堡垒, where the tagger cut 筑|牢.

    df: in how many newspaper texts a term comes.
    """
    found: dict[str, Candidate] = {}
    _phrases(draft.title_words, found, record=False)
    title_terms = set(found)
    _phrases(draft.body_words, found, record=True)
    _marked(draft, found)
    end = draft.head_end + LEAD
    kept = {
        term: c
        for term, c in found.items()
        if _is_marked(c)
        or (
            not _cuts_a_word(c, df)
            and (
                len(c.parts) == 1
                or len(c.starts) > 1
                or term in title_terms
                or (c.starts and c.starts[0] < end)
            )
        )
    }
    _count_inside(kept)
    _against_entities(draft, kept)
    return kept


def _is_marked(c: Candidate) -> bool:
    return bool(c.entity or c.quoted or c.slogan)


def _cuts_a_word(c: Candidate, df: Mapping[str, int]) -> bool:
    """Whether an edge of ``c`` goes through what newspapers know as one word: 筑牢."""
    left, right = c.parts[0], c.parts[-1]
    return (len(left) == 1 and tie(df, c.left, left) >= _FIRM) or (
        len(right) == 1 and tie(df, right, c.right) >= _FIRM
    )


_FIRM = 0.8  # share of the rarer word's texts in which the two stand together


def tie(df: Mapping[str, int], left: str, right: str) -> float:
    """How firmly two words that stand side by side belong together: a boundary between them is doubtful."""
    if not left or not right:
        return 0.0
    return min(1.0, df.get(left + right, 0) / (min(df.get(left, 0), df.get(right, 0)) + 5.0))


def _phrases(words: Words, found: dict[str, Candidate], *, record: bool) -> None:
    text, starts, ends, classes = words
    total = len(starts)
    surface = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    joined = [False, *(a == b for a, b in zip(starts[1:], ends, strict=False)), False]  # to the word before
    content = [letter in _CONTENT for letter in classes]
    content.append(False)
    for i in range(total):
        if not content[i]:
            continue
        begin = starts[i]
        before = surface[i - 1] if joined[i] else ""
        left_free = not (joined[i] and content[i - 1])
        for j in range(i, min(i + MAX_WORDS, total)):
            letter = classes[j]
            if letter == BREAK or (j > i and not joined[j]):
                break
            end = ends[j]
            size = end - begin
            if size > MAX_CHARS:
                break
            if letter in _GLUE or size < 2 or (j == i and letter not in _ALONE):
                continue
            term = text[begin:end]
            after = surface[j + 1] if joined[j + 1] else ""
            c = found.get(term)
            if c is None:
                c = found[term] = Candidate(term, classes[i : j + 1], tuple(surface[i : j + 1]))
                c.left, c.right = before, after
            else:
                if c.left != before:
                    c.left = ""
                if c.right != after:
                    c.right = ""
            if record:
                c.starts.append(begin)
                c.free += left_free + (not (joined[j + 1] and content[j + 1]))


def _marked(draft: Draft, found: dict[str, Candidate]) -> None:
    """Entities, quoted terms and slogan members: as marks on candidates, or as candidates of their own."""
    article = draft.article
    for entity in article.entities or ():
        if entity.type != "TIME":
            _mark(draft, found, entity.start, entity.end, entity.type[0]).entity = entity.type
    for quoted in article.quoted or ():
        if quoted.kind != "speech" and 2 <= quoted.end - quoted.start <= MAX_CHARS + 4:
            _mark(draft, found, quoted.start, quoted.end, "Z").quoted += 1
    for family in article.slogans or ():
        for member in family.members:
            _mark(draft, found, member.start, member.end, "N").slogan = True


def _mark(draft: Draft, found: dict[str, Candidate], start: int, end: int, letter: str) -> Candidate:
    term = draft.text[start:end].replace("\n", "")
    c = found.get(term)
    if c is None:
        c = found[term] = Candidate(term, letter, (term,))
        at = draft.text.find(term, draft.head_end)
        while at >= 0:
            c.starts.append(at)
            c.free += 2
            at = draft.text.find(term, at + len(term))
    return c


def _count_inside(found: dict[str, Candidate]) -> None:
    for c in found.values():
        if len(c.parts) > 1:
            for part in ("".join(c.parts[1:]), "".join(c.parts[:-1])):
                inner = found.get(part)
                if inner is not None:
                    inner.inside = max(inner.inside, len(c.starts), c.inside)


def _against_entities(draft: Draft, found: dict[str, Candidate]) -> None:
    """Count occurrences that lie inside a longer entity, and those that cut through one."""
    owner = [0] * (len(draft.text) + 1)
    size = [0]
    for number, entity in enumerate(draft.article.entities or (), 1):
        length = entity.end - entity.start
        owner[entity.start : entity.end] = [number] * length
        size.append(length)
    for c in found.values():
        length = len(c.term)
        for start in c.starts:
            first, last = owner[start], owner[start + length - 1]
            if first == last:
                c.within += first > 0 and size[first] > length
            else:
                c.cuts += (first > 0 and owner[start - 1] == first) or (
                    last > 0 and owner[start + length] == last
                )


def spans_of(term: str, text: str) -> list[Span]:
    """All places of ``term`` in folded ``text`` that do not overlap."""
    spans, at = [], text.find(term)
    while at >= 0:
        spans.append(Span(at, at + len(term)))
        at = text.find(term, at + len(term))
    return spans
