"""Appointments and removals: 李明任县教育局局长, 任命李明为局长, 免去李明的局长职务, 李明、王强分别任局长、院长."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from jianbao.article import Post
from jianbao.categories import PostStatus
from jianbao.language.patterns import alternatives
from jianbao.language.titles import TitleWord, status_words, title_set, titles
from jianbao.resources import word_lists
from jianbao.stages.people.mention import Mention
from jianbao.stages.people.post_runs import RunReader

_REACH = 80  # characters from a verb to the end of its posts
_MOST_TRIES = 5  # ends of posts that are tried
_ENDS = {
    "end": "end",
    "during": "during",
    "after": "after_post",
}  # kinds of words that end posts, and their lists
_SENTENCE = re.compile(r"[。;!?\n]")
_LED = re.compile(r"以[^。;!?\n]{0,80}$")  # 以某某为组长的
_BACK = 200  # characters before a name in which 免去 may stand


def _words(name: str) -> str:
    return alternatives(word_lists("appointments.tsv")[name])


@cache
def _gap() -> re.Pattern[str]:
    """What stands between two names of one row."""
    return re.compile(rf"(?:{alternatives(title_set('courtesy'))})?(?:\([^()]{{0,16}}\))?[ ]?[、和与及,][ ]?")


@cache
def _row_end() -> re.Pattern[str]:
    """What stands between a row of names and what is said of it: 等三名同志."""
    courtesy = alternatives(title_set("courtesy"))
    return re.compile(
        rf"(?:\([^()]{{0,16}}\))?(?:等)?(?:[\d一二两三四五六七八九十]+[名位]?)?(?:{courtesy}|人)?(?:\([^()]{{0,16}}\))?"
    )


@cache
def _verb() -> re.Pattern[str]:
    adverb = rf"(?P<adverb>(?:{_words('adverb')}|\d+[年月日])*)"
    return re.compile(
        rf"{adverb}(?:(?P<leave>{_words('leave')})|(?P<take>{_words('take')})|(?P<copula>{_words('copula')}))"
        r"(?P<past>过)?了?"
    )


@cache
def _later_removal() -> re.Pattern[str]:
    """What goes on about the one just appointed: ,免去其市长职务."""
    return re.compile(rf"[,;](?:同时)?(?:(?:{_words('remove')})[其他她]的?|{_words('leave')})")


@cache
def _decision() -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{_words(kind)})" for kind in ("remove", "propose", "appoint"))
    return re.compile(kinds)


@cache
def _replaced() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('replace')})$")


@cache
def _wish() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('wish')})由?$")


@cache
def _end() -> re.Pattern[str]:
    words = "|".join(f"(?P<{kind}>{_words(name)})" for kind, name in _ENDS.items())
    return re.compile(rf"(?P<sign>[,;。:!?\n()]|$)|{words}")


class _Reading(NamedTuple):
    """Posts, what ends them (a sign, or a kind of word), and where that ends."""

    posts: tuple[Post, ...]
    by: str
    after: int


class AppointmentReader:
    """Reads appointments and removals in one text, for rows of names.

    >>> text = "李明任局长"
    >>> mention = Mention("李明", 0, 2)
    >>> AppointmentReader(RunReader(text, text, [])).read([mention])
    >>> [(post.title, post.status) for run in mention.told for post in run]
    [('局长', '')]
    """

    def __init__(self, runs: RunReader) -> None:
        self._runs = runs
        self._folded = runs.folded

    def read(self, mentions: Sequence[Mention]) -> None:
        """Add what is said of the mentions, which are in order, to their ``told``."""
        last: list[Mention] = []
        rows = list(self._rows(mentions))
        for i, row in enumerate(rows):
            match = _row_end().match(self._folded, row[-1].end)
            at = match.end() if match else row[-1].end
            bearers = self._bearers(row, last)
            stop = self._stop(rows[i + 1][0] if i + 1 < len(rows) else None)
            if bearers and not self._appointed(bearers, at, stop):
                self._removed(bearers, at, stop)
            last = row

    def _stop(self, following: Mention | None) -> int:
        """Where the posts of a row end at the latest: at the 、 before the next name and its own posts."""
        if following is not None:
            at = self._start(following) - 1
            if self._folded[at : at + 1] == "、":
                return at
        return len(self._folded)

    def _bearers(self, row: list[Mention], last: list[Mention]) -> list[Mention]:
        """Of whom the post after ``row`` is said: where 接替 stands before it, of the row before, or of nobody here."""
        start = self._start(row[0])
        if not _replaced().search(self._folded, max(0, start - 4), start):
            return row
        gap = self._folded[last[-1].end : start] if last else "。"
        return [] if _SENTENCE.search(gap) else last

    def _rows(self, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
        row: list[Mention] = []
        for mention in mentions:
            if row and not _gap().fullmatch(self._folded, row[-1].end, mention.start):
                yield row
                row = []
            row.append(mention)
        if row:
            yield row

    def _appointed(self, row: Sequence[Mention], at: int, stop: int) -> bool:
        """出任, 当选, 任命……为, 辞去: whether a post is said of the row so."""
        verb = _verb().match(self._folded, at)
        reading = self._reading(verb.end(), stop) if verb else None
        if verb is None or reading is None:
            return False
        decision = self._decision_before(row[0].start) if verb["take"] is None else ""
        if verb["copula"] and not self._is_stated(row[0], decision, reading):
            return False
        if self._is_of_another(row[0], verb):
            return False
        status = "拟任" if self._is_wished(row[0]) else _status(verb, decision, reading.by)
        posts = _with_status(reading.posts, status)
        _give(row, posts, each="分别" in verb["adverb"])
        if more := _later_removal().match(self._folded, reading.after):
            self._add_removal(row, more.end(), stop)
        return True

    def _removed(self, row: Sequence[Mention], at: int, stop: int) -> bool:
        """免去……的局长职务."""
        if "职" not in self._folded[at : at + _REACH] or self._decision_before(row[0].start) != "remove":
            return False
        return self._add_removal(row, at + self._folded.startswith("的", at), stop)

    def _add_removal(self, row: Sequence[Mention], at: int, stop: int) -> bool:
        reading = self._reading(at, stop)
        if reading is None or reading.by != "end":
            return False
        _give(row, _with_status(reading.posts, "免去"), each=False)
        return True

    def _reading(self, start: int, stop: int) -> _Reading | None:
        """The posts that start at ``start`` and fill all up to a sign or word that may end them, or to ``stop``."""
        last = min(stop, start + _REACH)
        for tries, end in enumerate(_end().finditer(self._folded, start, last)):
            if posts := self._runs.filling(start, end.start()):
                return _Reading(
                    posts, end.lastgroup or "", end.start() if end["sign"] is not None else end.end()
                )
            if end["sign"] is not None or tries == _MOST_TRIES:
                break
        return None

    def _decision_before(self, at: int) -> str:
        """What the last verb of decision before ``at`` does: appoint, propose or remove; "" where there is none."""
        kind = ""
        for found in _decision().finditer(self._folded, max(0, at - _BACK), at):
            kind = found.lastgroup or ""
        return kind

    def _is_of_another(self, first: Mention, verb: re.Match[str]) -> bool:
        """被某某任命为: the post is that of somebody else."""
        start = self._start(first)
        return self._folded[max(0, start - 1) : start] == "被" and (verb["take"] or "").endswith("为")

    def _is_wished(self, first: Mention) -> bool:
        """支持某某出任: the post is not held yet."""
        start = self._start(first)
        return _wish().search(self._folded, max(0, start - 6), start) is not None

    @staticmethod
    def _start(mention: Mention) -> int:
        """Where a mention starts, the posts before the name included."""
        return min([mention.start, *(post.start for post in mention.posts)])

    def _is_stated(self, first: Mention, decision: str, reading: _Reading) -> bool:
        """Whether 为 after a name tells its post: after 任命, where a clause starts with the name, in 以……为."""
        start = self._start(first)
        if _LED.search(self._folded, max(0, start - _REACH), start):
            weak = titles().get(reading.posts[-1].title, TitleWord("office", False)).weak  # 以某某为代表的
            return reading.by in ("sign", "after") and not weak
        return reading.by == "sign" and (
            bool(decision) or self._folded[start - 1 : start] in ("", *"\n,;:。")
        )


def _status(verb: re.Match[str], decision: str, ended_by: str) -> PostStatus:
    """Whether a post is held, by its verb, what stands before that, and what ends it."""
    adverbs = verb["adverb"]
    lists = word_lists("appointments.tsv")
    if verb["leave"]:
        return "免去"
    if verb["past"] or any(word in adverbs for word in lists["past"]):
        return "曾任"
    if any(word in adverbs for word in lists["future"]) or (verb["copula"] and decision == "propose"):
        return "拟任"
    if ended_by == "during" or any(word in adverbs for word in lists["told"]):
        return "时任"
    return status_words().get(verb["take"] or "", "")


def _with_status(posts: Sequence[Post], status: PostStatus) -> tuple[Post, ...]:
    return tuple(replace(post, status=post.status or status) for post in posts)


def _give(row: Sequence[Mention], posts: tuple[Post, ...], *, each: bool) -> None:
    """All posts to everybody, or one to each where they are told apart and as many as the names."""
    if each and len(row) > 1 and len(posts) > 1:
        for mention, post in zip(row, posts if len(posts) == len(row) else (), strict=False):
            mention.told.append((post,))
        return
    for mention in row:
        mention.told.append(posts)
