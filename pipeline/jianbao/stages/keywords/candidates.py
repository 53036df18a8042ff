"""Candidates for keywords: words, noun phrases by pattern, entities, quoted terms, slogans, words of the title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from jianbao.article import Article, Span
from jianbao.engines.jieba.engine import shared_jieba
from jianbao.language.rarity import general_idf
from jianbao.language.width import fold
from jianbao.resources import word_lists
from jianbao.stages.keywords.generic import generic_words
from jianbao.stages.slogans.words import BREAK, Words, make_words, words_of

MAX_WORDS = 4
MAX_CHARS = 12
LEAD = 120  # characters of the body in which a phrase counts even if it comes only once
_CONTENT = frozenset("NPLOTZVGAIJBMEFDR")  # classes a word alone, or the edge of a phrase, may have
_ALONE = frozenset("NPLOTZVGAIJEDM")
_GLUE = frozenset("UCXQK")  # may stand inside a phrase only: 的, 和, 于, 个
_NO_THEME = frozenset(
    "MDAR"
)  # classes of words that are no themes alone: figures, adverbs, adjectives, pronouns
_RARE = 8.0  # general rarity from which on a word that comes once, and not in the title, may be a theme
_FEW = 12  # candidates, below which all are looked at
_INNER = frozenset("UCXQKRMTFD")  # classes inside phrases that are none
_FIRM = 0.8  # share of the rarer word's texts in which the two stand together


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
        # a sentence is the lead of a story without a headline
        self.title = "" if title.endswith("。") else title
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
    or as an entity, a quoted term or a slogan. One whose edge cuts what belongs together is not one: 牢坚强战斗
    in 筑牢坚强战斗堡垒, where the tagger cut 筑|牢.

    Args:
        df: in how many newspaper texts a term comes.
    """
    phrases = _Phrases(draft, df)
    _mark_terms(draft, phrases)
    kept = {
        term: c
        for term, c in phrases.found()
        if not (c.left or c.right) or _is_marked(c) or not _cuts_a_word(c, df)
    }
    _count_inside(kept)
    _against_entities(draft, kept)
    return kept


def theme_candidates(
    draft: Draft, found: Mapping[str, Candidate], df: Mapping[str, int]
) -> dict[str, Candidate]:
    """Those of ``found`` that may be themes: half of them are not worth a closer look, as no editor chooses their like.

    Kept are what the article marks, words that name something and are not everywhere, phrases of a pattern that
    themes have or that newspapers know, and short ones without function words that come again. Where few are left,
    all are kept.
    """
    kept = {term: c for term, c in found.items() if _may_be_theme(c, draft.title, df)}
    return kept if len(kept) >= _FEW else dict(found)


def _may_be_theme(c: Candidate, title: str, df: Mapping[str, int]) -> bool:
    term = c.term
    if c.entity or c.quoted or c.slogan:
        return True
    if len(c.parts) == 1:
        if c.pattern in _NO_THEME or term in generic_words():
            return False
        return len(c.starts) > 1 or general_idf().get(term, _RARE) >= _RARE or term in title
    if term in df or c.pattern in _patterns():
        return True
    return len(c.starts) > 1 and len(c.parts) < MAX_WORDS and _INNER.isdisjoint(c.pattern[1:-1])


def _is_marked(c: Candidate) -> bool:
    return bool(c.entity or c.quoted or c.slogan)


def _cuts_a_word(c: Candidate, df: Mapping[str, int]) -> bool:
    """Whether an edge of ``c`` goes through what newspapers know as one word: 筑牢."""
    left, right = c.parts[0], c.parts[-1]
    return (len(left) == 1 and c.left != "" and tie(df, c.left, left) >= _FIRM) or (
        len(right) == 1 and c.right != "" and tie(df, right, c.right) >= _FIRM
    )


def tie(df: Mapping[str, int], left: str, right: str) -> float:
    """How firmly two words that stand side by side belong together: a boundary between them is doubtful."""
    if not left or not right or not (both := df.get(left + right)):
        return 0.0
    return min(1.0, both / (min(df.get(left, 0), df.get(right, 0)) + 5.0))


@cache
def _patterns() -> dict[str, str]:
    """Patterns of phrases that are candidates wherever they stand, and when: ``always``, or where ``known``."""
    return {p: when for when, listed in word_lists("theme_patterns.tsv").items() for p in listed}


class _Line:
    """Words in a row: what stands beside each, and which stretches of them may be terms."""

    def __init__(self, words: Words) -> None:
        text, self.starts, self.ends, self.classes = words
        self.text = text
        self.surface = words.surfaces()
        joined = [False, *map(int.__eq__, self.starts[1:], self.ends), False]  # to the word before
        content = [False, *(letter in _CONTENT for letter in self.classes), False]
        around = ["", *self.surface, ""]
        self.before = [word if near else "" for word, near in zip(around, joined, strict=False)]
        self.after = [word if near else "" for word, near in zip(around[2:], joined[1:], strict=False)]
        self.free_left = [not (near and full) for near, full in zip(joined, content, strict=False)]
        self.free_right = [not (near and full) for near, full in zip(joined[1:], content[2:], strict=False)]
        self._joined, self._content = joined, content[1:]

    def phrases(self) -> Iterator[tuple[int, int]]:
        """First and last word of every stretch that may be a term."""
        starts, ends, classes, content = self.starts, self.ends, self.classes, self._content
        goes_on = [near and letter != BREAK for near, letter in zip(self._joined, classes, strict=False)]
        closes = [letter not in _GLUE for letter in classes]
        count = len(starts)
        for i, begin in enumerate(starts):
            if not content[i]:
                continue
            size = ends[i] - begin
            if size > MAX_CHARS:
                continue
            if size > 1 and classes[i] in _ALONE:
                yield i, i
            for j in range(i + 1, min(i + MAX_WORDS, count)):
                if not goes_on[j] or ends[j] - begin > MAX_CHARS:
                    break
                if closes[j]:
                    yield i, j

    def candidate(self, i: int, j: int) -> Candidate:
        """The words from ``i`` to ``j`` as a candidate, not yet counted."""
        term = self.text[self.starts[i] : self.ends[j]]
        c = Candidate(term, self.classes[i : j + 1], tuple(self.surface[i : j + 1]))
        c.left, c.right = self.before[i], self.after[j]
        return c

    def compare_sides(self, c: Candidate, i: int, j: int) -> None:
        """Forget the word beside ``c`` where another one stands there this time."""
        if c.left != self.before[i]:
            c.left = ""
        if c.right != self.after[j]:
            c.right = ""

    def count(self, c: Candidate, i: int, j: int) -> None:
        """One more occurrence of ``c``, and how many of its sides are free."""
        c.starts.append(self.starts[i])
        c.free += self.free_left[i] + self.free_right[j]


class _Phrases:
    """The words and phrases of an article by term, in the order in which they first come.

    Most phrases come once and late in the text and are no themes: of these only the first and last word are
    kept, until they come again or are marked, unless they have a pattern that themes have.
    """

    def __init__(self, draft: Draft, df: Mapping[str, int]) -> None:
        self._df = df
        self._found: dict[str, Candidate | tuple[int, int]] = {}
        self._title, self._body = _Line(draft.title_words), _Line(draft.body_words)
        self._read_title()
        self._read_body(draft.head_end + LEAD)

    def found(self) -> Iterator[tuple[str, Candidate]]:
        """The terms that may be keywords so far."""
        return ((term, c) for term, c in self._found.items() if isinstance(c, Candidate))

    def get(self, term: str) -> Candidate | None:
        """The candidate ``term``, which is one from now on if it stands anywhere."""
        c = self._found.get(term)
        return self._first(term, c) if isinstance(c, tuple) else c

    def add(self, c: Candidate) -> None:
        """Take a candidate that is no phrase."""
        self._found[c.term] = c

    def _read_title(self) -> None:
        """The terms of the title, without places: these are counted in the body."""
        for i, j in self._title.phrases():
            c = self._title.candidate(i, j)
            known = self._found.setdefault(c.term, c)
            if isinstance(known, Candidate):
                self._title.compare_sides(known, i, j)

    def _read_body(self, lead_end: int) -> None:
        line, found, df, patterns = self._body, self._found, self._df, _patterns()
        text, starts, ends, classes = line.text, line.starts, line.ends, line.classes
        before, after, free_left, free_right = line.before, line.after, line.free_left, line.free_right
        for i, j in line.phrases():
            begin = starts[i]
            term = text[begin : ends[j]]
            c = found.get(term)
            if c is None:
                if i < j and begin >= lead_end:
                    # whether a phrase may be a theme where it comes but once, late in the text
                    when = patterns.get(classes[i : j + 1])
                    if when is None or len(term) < 3 or not (when == "always" or term in df):
                        found[term] = i, j
                        continue
                c = found[term] = line.candidate(i, j)
            else:
                if isinstance(c, tuple):
                    c = self._first(term, c)
                if c.left != before[i]:
                    c.left = ""
                if c.right != after[j]:
                    c.right = ""
            c.starts.append(begin)
            c.free += free_left[i] + free_right[j]

    def _first(self, term: str, words: tuple[int, int]) -> Candidate:
        """A phrase that came once so far as a candidate."""
        c = self._found[term] = self._body.candidate(*words)
        self._body.count(c, *words)
        return c


def _mark_terms(draft: Draft, phrases: _Phrases) -> None:
    """Entities, quoted terms and slogan members: as marks on candidates, or as candidates of their own."""
    article = draft.article
    for entity in article.entities or ():
        if entity.type != "TIME":
            _at(draft, phrases, entity.start, entity.end, entity.type[0]).entity = entity.type
    for quoted in article.quoted or ():
        if quoted.kind != "speech" and 2 <= quoted.end - quoted.start <= MAX_CHARS + 4:
            _at(draft, phrases, quoted.start, quoted.end, "Z").quoted += 1
    for family in article.slogans or ():
        for member in family.members:
            _at(draft, phrases, member.start, member.end, "N").slogan = True


def _at(draft: Draft, phrases: _Phrases, start: int, end: int, letter: str) -> Candidate:
    """The candidate that stands at ``start:end``; a new one of the class ``letter`` where no phrase is."""
    term = draft.text[start:end].replace("\n", "")
    c = phrases.get(term)
    if c is None:
        c = Candidate(term, letter, (term,))
        c.starts = [span.start for span in spans_of(term, draft.text, draft.head_end)]
        c.free = 2 * len(c.starts)
        phrases.add(c)
    return c


def _count_inside(found: dict[str, Candidate]) -> None:
    """Let each candidate know how often it comes inside a longer one that has a word more."""
    get = found.get
    for term, c in found.items():
        parts = c.parts
        if len(parts) > 1:
            most = max(len(c.starts), c.inside)
            inner = get(term[len(parts[0]) :])
            if inner is not None and inner.inside < most:
                inner.inside = most
            inner = get(term[: -len(parts[-1])])
            if inner is not None and inner.inside < most:
                inner.inside = most


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


def spans_of(term: str, text: str, start: int = 0) -> list[Span]:
    """All places of ``term`` in folded ``text`` from ``start`` on that do not overlap."""
    spans, at = [], text.find(term, start)
    while at >= 0:
        spans.append(Span(at, at + len(term)))
        at = text.find(term, at + len(term))
    return spans
