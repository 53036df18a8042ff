"""Stories that go on on another page of the issue: 下转第二版 and 上接第一版 are found and the halves put together."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from jianbao.article import Article, Page, PageLine
from jianbao.language.expressions import any_of
from jianbao.language.width import fold
from jianbao.reading.layout.lines import physical_lines
from jianbao.reading.layout.split import split_page

_HELD = 40  # pages of an issue that wait for the rest of a story
_TAIL = 90  # characters: the mark that a story goes on stands this near its end
_HEAD = 2  # characters: ... and the mark where it comes from stands this near the start of a paragraph
_FOLIO = 60  # characters: a head of the page has no more
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")}


@dataclass(slots=True)
class Mark:
    """A printed mark: its raw span, the page it names, and the raw span of what belongs to it.

    Of a mark ahead, ``end`` is where its story stops, before the mark. Of a mark back, ``begin`` to ``end`` is the
    second half, and ``head`` to ``begin`` what stands above it: mark and repeated headline.
    """

    start: int
    stop: int
    page: int | None
    head: int
    begin: int
    end: int


def join_continued(
    pages: Iterable[Page], on_linked: Callable[[str], None] = lambda path: None
) -> Iterator[Page]:
    """The pages with the second half of each story behind its first, as far as one issue holds both.

    The text of both pages is changed before anything else sees it: a half goes from the later page to the earlier
    one, and what stood at the break (下转第二版, 上接第一版, the headline again) stands behind the story. Printed lines
    keep the page they were printed on. A page that held nothing else is gone. Pages are held back only from a mark
    that a story goes on until the other half is found, the issue ends, or 40 pages wait.

    on_linked: is told the file of each page with a mark: what becomes of it depends on other files.
    """
    held: list[Page] = []
    for page in pages:
        if held and (_issue(held[0]) != _issue(page) or len(held) >= _HELD):
            yield from _filled(held)
            held = []
        if page.title or page.blocks:  # what its file marks is whole
            yield from _filled(held)
            held = []
            yield page
            continue
        ahead, back = _says(page, _ahead()), _says(page, _back())
        if ahead or back:
            on_linked(page.source.path)
        if ahead:
            held.append(page)
        elif held:
            held.append(page)
            if back:
                _match(held)
                if not any(_open(p) for p in held):
                    yield from _filled(held)
                    held = []
        else:
            yield page
    _match(held)
    yield from _filled(held)


def _says(page: Page, mark: re.Pattern[str]) -> bool:
    """Whether a mark is on the page, also one that is broken over two lines."""
    return bool(mark.search("".join(fold(page.text).split())))


def _filled(pages: Iterable[Page]) -> Iterator[Page]:
    return (page for page in pages if page.text.strip())


def _issue(page: Page) -> tuple[str, str]:
    """What the pages of one issue have in common: the file, or the folder and the date."""
    if page.source.record is not None:
        return page.source.path, page.date or ""
    folder, name = os.path.split(page.source.path)
    return folder, page.date or re.sub(r"\d{1,3}(?=\D*\Z)", "", name)


def _number(page: Page) -> int | None:
    """The number of a page in its issue: of its folio, its place in the file, or the end of its file's name."""
    for line in physical_lines(page.text)[:4]:
        if len(line) > _FOLIO or _ahead().search(line.text) or _back().search(line.text):
            continue
        found = re.search(
            r"第\s*([A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版|\A[A-Z]?(\d{2})\b", line.text
        )
        if found:
            return _value(found[1] or found[2])
    if page.source.record is not None:
        return page.source.record
    name = re.search(r"(\d{1,3})\D*\Z", os.path.splitext(os.path.basename(page.source.path))[0])
    return int(name[1]) if name else None


def _open(page: Page) -> bool:
    return bool(_marks_ahead(page))


def _match(pages: list[Page]) -> None:
    """Put together what can be among ``pages``."""
    for page in pages:
        for mark in sorted(_marks_ahead(page), key=lambda m: -m.start):
            best, other, back = 0, None, None
            for candidate in pages:
                if candidate is page:
                    continue
                for found in _marks_back(candidate):
                    points = _points(mark, found, page, candidate)
                    if points > best:
                        best, other, back = points, candidate, found
            if other is not None and back is not None:
                _join(page, mark, other, back)


def _points(ahead: Mark, back: Mark, page: Page, other: Page) -> int:
    """How well two marks fit each other: by the pages that they name; 0 where these speak against it."""
    here, there = _number(page), _number(other)
    points = 1
    for named, real in ((ahead.page, there), (back.page, here)):
        if named is not None and real is not None:
            points += 2 if named == real else -2
    return points


def _join(page: Page, ahead: Mark, other: Page, back: Mark) -> None:
    """Move the second half from ``other`` behind the first on ``page``."""
    half, head = _part(other, back.begin, back.end), _part(other, back.head, back.begin)
    first, mark = _part(page, 0, ahead.end), _part(page, ahead.start, ahead.stop)
    rest = _Text(page.text[ahead.stop :], _moved(page.printed, ahead.stop, len(page.text), -ahead.stop))
    tail = _Text("", [])
    for piece in (mark, head):
        for line in piece.aside():
            tail = tail.plus("\n" if tail.text else "", line)
    joined = first.plus("\n", half).plus("\n\n", tail)
    if rest.text.strip():
        joined = joined.plus("" if rest.text[0] == "\n" else "\n\n", rest)
    left = _part(other, 0, back.head)
    right = _Text(other.text[back.end :], _moved(other.printed, back.end, len(other.text), -back.end))
    _set(page, joined)
    _set(other, left.plus("", right))


@dataclass(slots=True)
class _Text:
    """A text and its printed lines."""

    text: str
    printed: list[PageLine]

    def plus(self, between: str, other: _Text) -> _Text:
        """Itself, ``between``, and the other."""
        at = len(self.text) + len(between)
        return _Text(
            self.text + between + other.text, self.printed + _moved(other.printed, 0, len(other.text), at)
        )

    def aside(self) -> list[_Text]:
        """Its lines, each by itself, as furniture."""
        out = []
        for line in physical_lines(self.text):
            printed = _moved(self.printed, line.start, line.end, -line.start)
            known = [PageLine(p.start, p.end, "furniture", p.box, p.page, p.score) for p in printed]
            out.append(_Text(self.text[line.start : line.end], known))
        return out


def _part(page: Page, start: int, end: int) -> _Text:
    text = page.text[start:end]
    bare = text.rstrip()
    return _Text(bare, _moved(page.printed, start, start + len(bare), -start))


def _moved(lines: Iterable[PageLine], start: int, end: int, by: int) -> list[PageLine]:
    """The printed lines as far as they lie between two offsets, moved."""
    return [
        PageLine(
            max(line.start, start) + by, min(line.end, end) + by, line.kind, line.box, line.page, line.score
        )
        for line in lines
        if min(line.end, end) > max(line.start, start)
    ]


def _set(page: Page, made: _Text) -> None:
    page.text, page.printed = made.text, made.printed
    page.source.sha256 = hashlib.sha256(page.text.encode()).hexdigest()


def _marks_ahead(page: Page) -> list[Mark]:
    """Where stories of a page break off."""
    found = []
    for article in split_page(page) if _says(page, _ahead()) else ():
        body_end = _body_end(article)
        for match in _ahead().finditer(fold(article.text)):
            if match.start() >= body_end - _TAIL and match.start() > 0:
                start, stop = article.raw_span(match.start(), match.end())
                before = len(article.text[: match.start()].rstrip())
                end = article.raw_span(0, before)[1] if before else start
                found.append(
                    Mark(start, stop, _value(next(filter(None, match.groups()), None)), start, start, end)
                )
    return found


def _marks_back(page: Page) -> list[Mark]:
    """Where stories of other pages go on."""
    found = []
    starts = {line.start for line in physical_lines(page.text)}
    for article in split_page(page) if _says(page, _back()) else ():
        for match in _back().finditer(fold(article.text)):
            block = next((b for b in article.blocks if b.start <= match.start() < b.end), None)
            raw = article.raw_map.to_raw(match.start())
            near = block is not None and match.start() - block.start <= _HEAD
            if block is None or not (near or raw in starts):
                continue
            end = _body_end(article)
            if end <= match.end():
                continue
            headed = near and all(
                b.kind in ("headline", "furniture") for b in article.blocks if b.end <= block.start
            )
            titles = (b.start for b in article.blocks if b.kind == "headline")
            head = min(match.start(), next(titles, match.start())) if headed else match.start()
            behind = re.match(r"[\s·:,]*", article.text[match.end() :])
            begin = match.end() + (behind.end() if behind else 0)
            found.append(
                Mark(
                    article.raw_span(match.start(), match.end())[0],
                    article.raw_span(match.start(), match.end())[1],
                    _value(next(filter(None, match.groups()), None)),
                    article.raw_map.to_raw(head),
                    article.raw_map.to_raw(begin),
                    article.raw_span(begin, end)[1],
                )
            )
    return found


def _body_end(article: Article) -> int:
    """Where the last block of the article ends that is no furniture."""
    return max(
        (b.end for b in article.blocks if b.kind not in ("furniture", "headline")), default=len(article.text)
    )


def _value(text: str | None) -> int | None:
    """The number of a page as it is printed: 2, A02, 二, 十二.

    >>> [_value(text) for text in ("2", "A02", "二", "十二")]
    [2, 2, 2, 12]
    """
    if not text:
        return None
    digits = re.sub(r"\D", "", text)
    if digits:
        return int(digits)
    value = 0
    for char in text.strip():
        number = _DIGITS.get(char, 0)
        value = (value or 1) * 10 if number == 10 else value + number
    return value or None


@cache
def _ahead() -> re.Pattern[str]:
    return re.compile(any_of("printed_words.tsv", "turn.ahead"))


@cache
def _back() -> re.Pattern[str]:
    return re.compile(any_of("printed_words.tsv", "turn.back"))
