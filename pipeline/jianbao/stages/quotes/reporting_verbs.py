"""Reporting verbs (``data/reporting_verbs.tsv``): where they bring in speech, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple, cast

from jianbao.categories import QuoteKind
from jianbao.language.patterns import HAN, SENTENCE_ENDS, alternatives
from jianbao.resources import rows, word_lists
from jianbao.stages.quotes.spans import Cue, CueForm
from jianbao.stages.quotes.words import either, words

_VerbForm = Literal[
    "comma", "bare", "clause", "beside", "colon", "tell", "document", "issue"
]  # explained in reporting_verbs.tsv
_CLOSING = re.compile('[”」』"]')
_CLAUSE = re.compile(r"[^,。;:“”\n]{6,}")  # shorter ones are names: 称某某
_CLAIM = re.compile(r"[^,。;:\n]{4,}")
_OWN_CLAUSE = re.compile(r"(?:[他她我没不要想会很还]|自己|家里|当时)[^,。;:“”\n]{3,}")  # 他说|他年纪大了
_MAX_TERM = 12  # a quotation up to this length without a full stop is a term, not speech
_LONGEST_LOOK = 400
_SHORTEST_SAID = 5  # a quotation after 说 is no term if it is longer
_SHORTEST_CLAUSE = 6
_LONGEST_NOUN = 5
_REPORTED = "报道"
_LONGEST_SOURCE = 32
_BY_SOURCE = re.compile("据[^,。;:]{2,30}$")
_REPORT_MARK = re.compile('[,:] ?(?![“「『"])')
_ADDRESSING = ("demand", "hope", "propose", "warn")


class _Verb(NamedTuple):
    kind: QuoteKind
    form: _VerbForm
    guard: str  # characters that make another word of it: 访问


class _Match(NamedTuple):
    """A verb in the text, and what follows it up to where a clause may begin."""

    text: str
    found: re.Match[str]
    verb: _Verb
    tail: re.Match[str]
    limit: int

    def cue(self, content: int, form: CueForm) -> Cue:
        start, end = self.found.span()
        return Cue(start, end, content, self.found.group(), self.verb.kind, form)


@cache
def _verbs() -> dict[str, _Verb]:
    return {
        row[0]: _Verb(cast(QuoteKind, row[1]), cast(_VerbForm, row[2]), row[3] if len(row) > 3 else "")
        for row in rows("reporting_verbs.tsv")
    }


@cache
def _verb_pattern() -> re.Pattern[str]:
    broken = "".join(f"(?!{word})" for word in words("across"))  # 民警|告诉
    return re.compile(f"{broken}(?:{alternatives(_verbs())})")


@cache
def _tail() -> re.Pattern[str]:
    """What may stand between the verb and the mark: 告诉记者, 介绍说, 强调指出 ..."""
    to = rf"(?P<to>{HAN}{{0,8}}{either('reporter')}|{either('listener')})"
    return re.compile(
        rf"{either('after_verb')}?{to}?(?:的话)?(?:说|称)? ?(?P<mark>[,:]? ?)(?P<open>[“「『\"]?)"
    )


@cache
def _people_end() -> re.Pattern[str]:
    nouns = (n for n in word_lists("speakers.tsv")["person"] if len(n) > 1)
    return re.compile(rf"(?:{alternatives(nouns)})$")


@cache
def _document_end() -> re.Pattern[str]:
    return re.compile(rf"(?:》|{alternatives(word_lists('speakers.tsv')['text'])})$")


@cache
def _addressee() -> re.Pattern[str]:
    """To whom a demand or a hope is said, with a mark of its own: 要求|有关部门,|……."""
    nouns = word_lists("speakers.tsv")
    people = alternatives(n for kind in ("person", "body") for n in nouns[kind])
    return re.compile(
        rf"(?:{either('modifier')}{{0,3}}(?:(?:{people}|{either('addressed')})们?){{1,3}}|{either('each')})"
        rf"(?P<mark>[,:])(?!{either('added')})(?P<open>[“「『\"]?)"
    )


@cache
def _matter() -> re.Pattern[str]:
    """What is put forward, with its number: 提出|了四点要求:."""
    number = r"(?:[\d一二两三四五六七八九十几]{1,3}(?:点|条|项|个)(?:方面)?)?"
    return re.compile(
        rf"了?(?:以下|如下)?{number}的?{either('matter_kind')}?{either('matter')} ?:(?P<open>[“「『\"]?)"
    )


@cache
def _shortcoming() -> re.Pattern[str]:
    """What 指出 has for an object: 指出|存在的不足。."""
    return re.compile(rf"[^,。]{{0,16}}{either('shortcoming')}[,。;]")


@cache
def _guards() -> dict[str, re.Pattern[str]]:
    """The contexts of ``speech_guards.tsv`` as patterns."""
    lists = {where: alternatives(strings) for where, strings in word_lists("speech_guards.tsv").items()}
    return {
        "before": re.compile(rf"(?:{lists['before']})$"),
        "after": re.compile(lists["after"]),
        "clause": re.compile(lists["clause"]),
        "beside": re.compile(rf"{lists['clause']}|{lists['beside']}"),
        "object": re.compile(rf"[^,。;]{{0,8}}?(?:{lists['object']})"),
        "against": re.compile(rf"(?:{lists['against']})|[^,]{{0,60}}?(?:{lists['within']})"),
    }


def names_no_speaker(clause: str) -> bool:
    """Whether a clause that ends in a verb of speech opens as those do that have no speaker: 按照……要求.

    >>> names_no_speaker("按照上级"), names_no_speaker("会议")
    (True, False)
    """
    return _guards()["against"].match(clause) is not None


def is_beside(cue: Cue) -> bool:
    """Whether a verb stands straight before what is said and needs its speaker right before it: 她|说|自己有收获."""
    return cue.form == "bare" and cue.verb in _verbs() and _verbs()[cue.verb].form == "beside"


def find_cues(text: str, start: int, end: int) -> Iterator[Cue]:
    """The verbs of speech in ``text[start:end]`` (folded) that bring in speech, in order.

    >>> [(c.verb, c.form) for c in find_cues("他说,要办好。会议要求各单位抓好落实。", 0, 19)]
    [('说', 'comma'), ('要求', 'bare')]
    """
    for found in _verb_pattern().finditer(text, start, end):
        verb = _verbs()[found.group()]
        if found.group() == _REPORTED and not _names_source(text, start, found):
            continue
        if _is_other_word(text, start, found.start(), verb.guard):
            continue
        cue = _cue(text, found, verb, end)
        if cue is not None:
            yield cue


def _names_source(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether 报道 stands in 据某社报道,: a reporter's byline ends in the same word."""
    after = _REPORT_MARK.match(text, found.end())
    return (
        after is not None
        and _BY_SOURCE.search(text, max(start, found.start() - _LONGEST_SOURCE), found.start()) is not None
    )


def _is_other_word(text: str, start: int, at: int, guard: str) -> bool:
    """Whether the verb at ``at`` is a part of another word (访问), and does not follow a noun for people (群众|说)."""
    if not guard or at <= start or text[at - 1] not in guard:
        return False
    return _people_end().search(text, max(start, at - _LONGEST_NOUN), at) is None


@cache
def _warning() -> re.Pattern[str]:
    """What a weather station issues, with its words after a colon: 发布|大风蓝色预警信号:."""
    return re.compile(rf"{either('issue')}了?[^,。;:\n]{{0,16}}{either('warning')}:(?P<open>[“「『\"]?)")


def _cue(text: str, found: re.Match[str], verb: _Verb, limit: int) -> Cue | None:
    """What a verb brings in, by the words and the mark after it; None where it brings in nothing."""
    tail = _tail().match(text, found.end(), limit)
    if tail is None:  # cannot be: all of it is optional
        return None
    match = _Match(text, found, verb, tail, limit)
    if verb.form == "issue":
        issued = _warning().match(text, found.start(), limit)
        return match.cue(issued.end() - len(issued["open"]), "comma") if issued else None
    if matter := _matter().match(text, found.end(), limit):
        return match.cue(matter.end() - len(matter["open"]), "quote" if matter["open"] else "comma")
    mark, content = tail["mark"].strip(), tail.end() - len(tail["open"])
    noun = _is_noun(match)
    if (
        tail["open"]
        and (mark == ":" or _holds_speech(text, content, limit, found.group()))
        and not (noun and mark != ":")
    ):
        return match.cue(content, "quote")
    if found.group() in words("of_document") and mark and _is_of_document(match):
        return match.cue(content, "comma")
    if verb.form == "document":
        return None
    if mark == ":" or (mark == "," and verb.form != "colon"):
        return None if mark == "," and len(found.group()) > 1 and noun else match.cue(content, "comma")
    if not noun and _is_bare(match):
        if verb.kind in _ADDRESSING and (who := _addressee().match(text, found.end(), limit)):
            return match.cue(who.end() - len(who["open"]), "quote" if who["open"] else "bare")
        told = tail["to"] and verb.kind == "tell"  # 告诉她|……, but 希望|她们……
        return match.cue(content if told else found.end(), "bare")
    if tail.end() >= limit or mark == "," or text[tail.end()] in "。;\n":
        return match.cue(found.end(), "after")
    return None


def _is_of_document(match: _Match) -> bool:
    """Whether a document is the subject of the verb, right before it: 《意见》|明确, 通知|规定."""
    start = match.found.start()
    return _document_end().search(match.text, max(0, start - _LONGEST_NOUN), start) is not None


def _is_noun(match: _Match) -> bool:
    """Whether the verb is a noun there: 工作要求, 予以通报; 发布|通报称 is a verb all the same."""
    if match.found.group().endswith(("称", "说", "道")):
        return False
    start = match.found.start()
    return _guards()["before"].search(match.text, max(0, start - 3), start) is not None


def _holds_speech(text: str, at: int, end: int, verb: str) -> bool:
    """Whether the quotation that opens at ``at`` holds a sentence, not a term."""
    close = _CLOSING.search(text, at + 1, min(end, at + _LONGEST_LOOK))
    return close is not None and (
        (verb in words("says") and close.start() - at > _SHORTEST_SAID)
        or close.start() - at > _MAX_TERM
        or text[close.start() - 1] in SENTENCE_ENDS + ","
    )


def _is_bare(match: _Match) -> bool:
    """Whether a clause follows the verb at once: what is asked, hoped or claimed."""
    text, verb, tail, at = match.text, match.verb, match.tail, match.found.end()
    if at + _SHORTEST_CLAUSE > match.limit + 1:
        return False
    if match.found.group() == "提出":
        clause = _CLAUSE.match(text, at, match.limit) is not None
        return text.startswith("要", at) or (clause and text[at] != "了" and _is_of_document(match))
    if tail["to"] and verb.kind == "tell":  # 告诉记者……
        return not tail["mark"].strip() and text[tail.end() : tail.end() + 1] not in "。;\n"
    if verb.form == "clause":
        wanted = _CLAIM if match.found.group() in words("pretends") else _CLAUSE
        return _guards()["clause"].match(text, at) is None and wanted.match(text, at, match.limit) is not None
    if verb.form == "beside":
        own = _CLAUSE.match(text, at, match.limit) or _OWN_CLAUSE.match(text, at, match.limit)
        return _guards()["beside"].match(text, at) is None and own is not None
    return verb.form == "bare" and not _guards()["after"].match(text, at) and not _has_object(match)


def _has_object(match: _Match) -> bool:
    """Whether a verb has an object that is not said: 表示|感谢, 指出|存在的不足。."""
    text, at = match.text, match.found.end()
    if match.found.group() == "表示":
        return _guards()["object"].match(text, at) is not None
    return match.found.group() == "指出" and _shortcoming().match(text, at) is not None
