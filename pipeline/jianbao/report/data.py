"""One pass over a run: what each tab shows, and the table of contents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct, field

from jianbao.article import Article
from jianbao.report.views.base import View
from jianbao.report.views.figures import Figures
from jianbao.report.views.network import Network
from jianbao.report.views.origin import origin
from jianbao.report.views.overview import Overview
from jianbao.report.views.people import People
from jianbao.report.views.places import Places
from jianbao.report.views.themes import Themes
from jianbao.report.views.timeline import Timeline
from jianbao.report.views.topics import Topics
from jianbao.writing.folder import PageRecord, RunFolder

# In the order of the tabs; "page" is the reading of single articles.
TABS = (
    "overview", "page", "people", "timeline", "places", "figures", "themes", "topics", "network", "origin",
)  # fmt: skip


class Room(Struct):
    """What a run's pages show: a JSON-ready object a tab, and a row an article in ``contents``.

    Rows of ``contents`` are [id, title, date, outlet, characters].
    """

    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    contents: list[tuple[str, str, str | None, str | None, int]] = field(default_factory=list)


def collect(
    folder: RunFolder,
    *,
    on_page: Callable[[PageRecord, list[Article]], None] = lambda record, articles: None,
    progress: Callable[[int], None] = lambda number: None,
) -> Room:
    """Read the run once. on_page: sees each page with its articles as they go by."""
    overview = Overview()
    views: list[View] = [overview, People(), Timeline(), Places(), Figures(), Themes(), Topics(), Network()]
    room = Room()
    for record, articles in folder.by_page():
        overview.add_page(record.themes, record.summary)
        _show(articles, views, room)
        on_page(record, articles)
        progress(len(room.contents))
    room.views = {view.name: view.result() for view in views}
    room.views["origin"] = origin(folder)
    return room


def _show(articles: Iterable[Article], views: list[View], room: Room) -> None:
    for article in articles:
        for view in views:
            view.add(len(room.contents), article)
        room.contents.append((article.id, article.title, article.date, article.outlet, len(article.text)))
