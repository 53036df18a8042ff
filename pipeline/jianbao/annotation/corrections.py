"""What people changed of a run's marks: told by layer, applied to its articles, written as gold and as a dictionary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct, field, structs

from jianbao.annotation.marks import Mark, Marked, to_marked
from jianbao.article import Article, Entity, Keyword, Person, Post, Quote, Span
from jianbao.errors import ReadError
from jianbao.labels import TYPES

LAYERS: dict[str, str] = dict.fromkeys(TYPES, "entities") | {
    "POST": "posts",
    "QUOTE": "quotes",
    "THEME": "themes",
}


class Change(Struct, frozen=True):
    """One difference: a mark that was added, removed, or changed (its label, its edges or its note).

    text: the words of the mark as it is now, or as it was where it was removed.
    """

    article: str
    layer: str
    kind: str  # added, removed, changed
    text: str
    before: Mark | None = None
    after: Mark | None = None


class Corrected(Struct):
    """An article as it is now, and what was changed of it."""

    article: Article
    changes: list[Change] = field(default_factory=list)


def correct(article: Article, marked: Marked) -> Corrected:
    """``article`` with the marks of ``marked`` in place of what was found; what has no mark of its own stays.

    Raises ReadError where the text of ``marked`` is not the article's.
    """
    if "".join(marked.text.split()) != "".join(article.text.split()):
        raise ReadError(
            f"article {article.id!r}: its text was changed, so that the marks do not fit it; "
            "annotate the text as it was exported"
        )
    before = to_marked(article)
    changes = list(_changes(article, before.marks, marked.marks))
    touched = {change.layer for change in changes}
    done = structs.replace(article)
    if "entities" in touched:
        done.entities = _entities(article, marked.marks)
    if touched & {"posts", "entities"}:
        done.persons = _persons(done, article, marked.marks)
    if "quotes" in touched:
        done.quotes = _quotes(article, marked.marks)
    if "themes" in touched:
        done.keywords = _keywords(article, before.marks, marked.marks)
    return Corrected(done, changes)


def changes_between(before: Article, after: Article) -> list[Change]:
    """What differs between an article and the same article corrected, layer by layer; themes by their words."""
    old, new = to_marked(before).marks, to_marked(after).marks
    found = list(
        _changes(before, [m for m in old if m.label != "THEME"], [m for m in new if m.label != "THEME"])
    )
    had, has = ([k.term for k in a.keywords or ()] for a in (before, after))
    found += [Change(before.id, "themes", "removed", term) for term in had if term not in has]
    return found + [Change(before.id, "themes", "added", term) for term in has if term not in had]


def _changes(article: Article, before: Sequence[Mark], after: Sequence[Mark]) -> Iterator[Change]:
    gone, new = [m for m in before if m not in after], [m for m in after if m not in before]
    for mark in gone:
        layer = LAYERS[mark.label]
        like = next(
            (m for m in new if LAYERS[m.label] == layer and m.start < mark.end and mark.start < m.end), None
        )
        if like:
            new.remove(like)
        shown = like or mark
        words = article.text[shown.start : shown.end]
        yield Change(article.id, layer, "changed" if like else "removed", words, mark, like)
    for mark in new:
        yield Change(article.id, LAYERS[mark.label], "added", article.text[mark.start : mark.end], None, mark)


def _entities(article: Article, marks: Iterable[Mark]) -> list[Entity]:
    known = {(e.start, e.end, e.type): e for e in article.entities or ()}
    return [
        known.get((m.start, m.end, m.label))
        or Entity(m.start, m.end, m.label, article.text[m.start : m.end], reason="corrected")
        for m in marks
        if m.label in TYPES
    ]


def _persons(done: Article, article: Article, marks: Sequence[Mark]) -> list[Person]:
    """The people who are named, and their posts: those of the marks, as they were where they are the same."""
    names = {m: done.text[m.start : m.end] for m in marks if m.label == "PER"}
    unmarked = {(e.start, e.end) for e in article.entities or () if e.type == "PER"}
    unmarked -= {(m.start, m.end) for m in names}
    people = {
        p.name: structs.replace(
            p, posts=[], mentions=[m for m in p.mentions if (m.start, m.end) not in unmarked]
        )
        for p in article.persons or ()
    }
    known = {(p.name, post.start, post.end): post for p in article.persons or () for post in p.posts}
    kept: set[str] = set()
    for mark, name in names.items():
        person = people.setdefault(name, Person(name=name, mentions=[]))
        if Span(mark.start, mark.end) not in person.mentions:
            person.mentions.append(Span(mark.start, mark.end))
        kept.add(name)
    aliases = {alias: p.name for p in people.values() for alias in p.aliases}
    kept |= {aliases[name] for name in kept if name in aliases}
    for mark in (m for m in marks if m.label == "POST"):
        name = mark.note or _named_near(mark, names)
        if name:
            person = people.setdefault(name, Person(name=name, mentions=[]))
            person.posts.append(known.get((name, mark.start, mark.end)) or _post(done, mark, marks))
            kept.add(name)
    return [person for name, person in people.items() if name in kept]


def _named_near(post: Mark, names: dict[Mark, str]) -> str:
    """The name that follows a post closest, or else the one before it."""
    after = [m for m in names if m.start >= post.end]
    before = [m for m in names if m.end <= post.start]
    nearest = min(after, key=lambda m: m.start, default=None) or max(
        before, key=lambda m: m.end, default=None
    )
    return names[nearest] if nearest else ""


def _post(done: Article, mark: Mark, marks: Iterable[Mark]) -> Post:
    """A new post: a body at its beginning that is marked is its organisation."""
    bodies = [
        m.end for m in marks if m.label in ("ORG", "LOC") and m.start == mark.start and m.end < mark.end
    ]
    cut = max(bodies, default=mark.start)
    org = done.text[mark.start : cut] or None
    return Post(title=done.text[cut : mark.end], org=org, start=mark.start, end=mark.end)


def _quotes(article: Article, marks: Iterable[Mark]) -> list[Quote]:
    """The quotes of the marks; one that lies over a quote found before keeps what else is known of it."""
    out = []
    for mark in (m for m in marks if m.label == "QUOTE"):
        near = [q for q in article.quotes or () if q.start < mark.end and mark.start < q.end]
        words = article.text[mark.start : mark.end]
        if near:
            same = next((q for q in near if (q.start, q.end) == (mark.start, mark.end)), None)
            old = same or near[0]  # a mark with other edges may have lost its note on the way
            speaker = mark.note if same else mark.note or old.speaker
            new = structs.replace(old, start=mark.start, end=mark.end, text=words, speaker=speaker)
            if speaker != old.speaker:
                new.speaker_span, new.resolved_by = None, ""
            out.append(new)
        else:
            out.append(
                Quote(start=mark.start, end=mark.end, text=words, speaker=mark.note, cue="", direct=False)
            )
    return out


def _keywords(article: Article, before: Iterable[Mark], after: Iterable[Mark]) -> list[Keyword]:
    def terms(marks: Iterable[Mark]) -> dict[str, Mark]:
        return {article.text[m.start : m.end]: m for m in marks if m.label == "THEME"}

    old, new = terms(before), terms(after)
    kept = [k for k in article.keywords or () if k.term in new or k.term not in old]
    known = {k.term for k in kept}
    added = [
        Keyword(term=term, score=1.0, method="corrected", spans=[Span(m.start, m.end)])
        for term, m in new.items()
        if term not in known
    ]
    return kept + added


def gold_row(article: Article) -> dict[str, Any]:
    """An article in the form of span data with people, quotes and themes, which ``evaluate`` and ``train`` read."""
    return {
        "id": article.id,
        "publish_date": article.date,
        "text": article.text,
        "entities": [
            {"start": e.start, "end": e.end, "type": e.type, "text": e.text} for e in article.entities or ()
        ],
        "persons": [
            {"name": p.name, "titles": [{"org": post.org, "title": post.title} for post in p.posts]}
            for p in article.persons or ()
            if p.role == "newsmaker"
        ],
        "quotes": [
            {"start": q.start, "end": q.end, "text": q.text, "speaker": q.speaker, "cue": q.cue}
            for q in article.quotes or ()
        ],
        "themes": [k.term for k in article.keywords or ()],
        "summary": article.summary.text if article.summary else "",
    }


def dictionary_terms(changes: Iterable[Change]) -> dict[str, str]:
    """Terms for a user dictionary, with their type: entities that were added, or whose type or edges were changed."""
    votes: dict[str, Counter[str]] = {}
    for change in changes:
        if (
            change.layer == "entities"
            and change.after
            and change.after.label != "TIME"
            and len(change.text) > 1
        ):
            votes.setdefault(change.text, Counter())[change.after.label] += 1
    return {term: kinds.most_common(1)[0][0] for term, kinds in votes.items()}
