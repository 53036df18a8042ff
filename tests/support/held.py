"""The posts that stage `people` finds in a marked text, for tests."""

from __future__ import annotations

from jianbao.stages.people.stage import PeopleStage
from marked import marked

Held = list[tuple[str, str | None, str]]


def held(text: str) -> dict[str, Held]:
    """Status, organisation and title of every post, by name."""
    article = next(PeopleStage()([marked(text)]))
    return {p.name: [(q.status, q.org, q.title) for q in p.posts] for p in article.persons or []}


def of(text: str) -> Held:
    """The posts of the one person of a text."""
    (found,) = held(text).values()
    return found
