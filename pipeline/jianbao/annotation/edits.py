"""Single corrections of an article, as a reader makes them: accept, reject, change or add a mark or a theme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct, structs

from jianbao.annotation.corrections import LAYERS, correct
from jianbao.annotation.marks import Mark, Marked, checked, to_marked
from jianbao.article import Article, Keyword, Span
from jianbao.errors import JianbaoError, ReadError
from jianbao.language.occurrences import occurrences_of

MAX_NOTE = 100  # characters of a holder's or speaker's name
MAX_THEME = 40


class Refused(JianbaoError):
    """A correction that does not fit the article; the message says why."""


class Edit(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One correction.

    action: ``accept`` and ``reject`` need ``before`` (a mark that is there) or ``theme``; ``change`` needs ``before``
    and ``after``, of the same layer; ``add`` needs ``after`` or ``theme``; ``check`` says that the whole article was
    looked through, and needs nothing.
    Marks: half-open, code points, into the text of the article; their labels are those of ``marks.LABELS`` but THEME:
    a theme is corrected by its words, since it need not stand in the text.
    """

    action: Literal["accept", "reject", "change", "add", "check"]
    before: Mark | None = None
    after: Mark | None = None
    theme: str = ""


def edited(article: Article, edits: Iterable[Edit]) -> Article:
    """``article`` after ``edits``, in their order; the article that was given stays as it was.

    Raises Refused for the first edit that does not fit: a mark that is not there or is there already, a span outside
    the text, an entity over another.

    >>> article = Article.from_text("李明到石桥镇。")
    >>> edited(article, [Edit("add", after=Mark(3, 6, "LOC"))]).entities[0].text
    '石桥镇'
    """
    for edit in edits:
        _check_parts(edit)
        article = _with_theme(article, edit) if edit.theme else _with_mark(article, edit)
    return article


def settled(edits: Iterable[Edit]) -> tuple[list[Mark], list[str], bool]:
    """What a person has confirmed or made: marks, themes, and whether the article was checked as a whole."""
    marks: dict[Mark, None] = {}
    themes: dict[str, None] = {}
    whole = False
    for edit in edits:
        whole = whole or edit.action == "check"
        if edit.theme:
            themes.pop(edit.theme, None)
            if edit.action != "reject":
                themes[edit.theme] = None
            continue
        if edit.before:
            marks.pop(edit.before, None)
        made = edit.before if edit.action == "accept" else edit.after
        if made:
            marks[made] = None
    return list(marks), list(themes), whole


def _check_parts(edit: Edit) -> None:
    """Raises Refused where an edit has not what its action needs, or more."""
    has = (edit.before is not None, edit.after is not None, bool(edit.theme))
    fits = {
        "accept": ((True, False, False), (False, False, True)),
        "reject": ((True, False, False), (False, False, True)),
        "change": ((True, True, False),),
        "add": ((False, True, False), (False, False, True)),
        "check": ((False, False, False),),
    }
    if has not in fits[edit.action]:
        needs = {"change": "before and after", "add": "after, or a theme", "check": "nothing else"}
        raise Refused(f"{edit.action} needs {needs.get(edit.action, 'before, or a theme')}")


def _with_theme(article: Article, edit: Edit) -> Article:
    theme = " ".join(edit.theme.split())
    themes = article.keywords or []
    there = any(k.term == theme for k in themes)
    if edit.action == "add":
        if there:
            raise Refused(f"{theme!r} is a theme already")
        if len(theme) > MAX_THEME:
            raise Refused(f"a theme has at most {MAX_THEME} characters")
        spans = [Span(at, at + len(theme)) for at in occurrences_of(theme, article.text)]
        new = Keyword(term=theme, score=1.0, method="corrected", spans=spans)
        return structs.replace(article, keywords=[*themes, new])
    if not there:
        raise Refused(f"{theme!r} is no theme of the article")
    if edit.action == "accept":
        return article
    return structs.replace(article, keywords=[k for k in themes if k.term != theme])


def _with_mark(article: Article, edit: Edit) -> Article:
    if edit.action == "check":
        return article
    before = _mark(article, edit.before)
    after = _mark(article, edit.after)
    marks = to_marked(article).marks
    if before and before not in marks:
        words = article.text[before.start : before.end]
        raise Refused(f"{before.label} {words!r} at {before.start} is not marked; load the article again")
    if edit.action == "accept":
        return article
    others = [m for m in marks if m != before]
    if after:
        _check_place(article, before, after, others)
    if before and before.label == "PER":
        others = _renamed(article, before, after, others)
    if before and before.label == "TIME":
        article = _with_time(article, before, after)
    now = sorted({*others, after} if after else set(others))
    return correct(article, Marked(article.id, article.text, now)).article


def _mark(article: Article, mark: Mark | None) -> Mark | None:
    """The mark without the blanks at its ends, checked against the text."""
    if mark is None:
        return None
    if mark.label == "THEME":
        raise Refused("a theme is corrected by its words: theme")
    try:
        checked("correction", article.text, mark.start, mark.end, mark.label)
    except ReadError as error:
        raise Refused(str(error)) from error
    words = article.text[mark.start : mark.end]
    if not words.strip():
        raise Refused(f"there are only blanks at {mark.start} to {mark.end}")
    note = " ".join(mark.note.split())
    if len(note) > MAX_NOTE:
        raise Refused(f"a name has at most {MAX_NOTE} characters")
    start = mark.start + len(words) - len(words.lstrip())
    return Mark(start, start + len(words.strip()), mark.label, note)


def _check_place(article: Article, before: Mark | None, after: Mark, others: list[Mark]) -> None:
    if before and LAYERS[before.label] != LAYERS[after.label]:
        raise Refused(f"{before.label} cannot become {after.label}; reject the one and add the other")
    if after == before or after in others:
        raise Refused(f"{after.label} {article.text[after.start : after.end]!r} is marked already")
    layer = LAYERS[after.label]
    like = [m for m in others if LAYERS[m.label] == layer and not (before and _cross(m, before))]
    over = next((m for m in like if _cross(m, after)), None)
    if over and layer != "posts":  # two people may hold one post
        words = article.text[over.start : over.end]
        raise Refused(f"it lies over {words!r} ({over.label}) at {over.start}; change or reject that first")
    if after.label == "POST":
        _check_holder(article, after, others)


def _check_holder(article: Article, post: Mark, others: list[Mark]) -> None:
    if post.note and post.note not in "".join(article.text.split()):
        known = {p.name for p in article.persons or ()}
        if post.note not in known:
            raise Refused(f"{post.note!r} is not named in the article")
    if not post.note and not any(m.label == "PER" for m in others):
        raise Refused("no person is marked in the article; say who holds the post")


def _cross(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end


def _renamed(article: Article, before: Mark, after: Mark | None, marks: list[Mark]) -> list[Mark]:
    """``marks`` after a name was changed: posts go to the new name, or with the last one."""
    old = article.text[before.start : before.end]
    if any(m.label == "PER" and article.text[m.start : m.end] == old for m in marks):
        return marks
    if after and after.label == "PER":
        new = article.text[after.start : after.end]
        return [
            structs.replace(m, note=new) if m.label in ("POST", "QUOTE") and m.note == old else m
            for m in marks
        ]
    return [m for m in marks if m.label != "POST" or m.note != old]


def _with_time(article: Article, before: Mark, after: Mark | None) -> Article:
    """The resolved time goes where its mark goes, and with it."""
    times = []
    for time in article.times or ():
        if not (time.start < before.end and before.start < time.end):
            times.append(time)
        elif after and after.label == "TIME":
            words = article.text[after.start : after.end]
            times.append(structs.replace(time, start=after.start, end=after.end, text=words))
    return structs.replace(article, times=times) if article.times else article
