"""The data of the report: one pass over a run for all tabs and the table of contents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct, field

from jianbao.article import Article
from jianbao.reading.notes import NoteSum
from jianbao.report.views.articles import ArticlesView
from jianbao.report.views.base import View
from jianbao.report.views.figures import FiguresView
from jianbao.report.views.network import NetworkView
from jianbao.report.views.origin import describe_origin
from jianbao.report.views.overview import OverviewView
from jianbao.report.views.people import PeopleView
from jianbao.report.views.places import PlacesView
from jianbao.report.views.themes import ThemesView
from jianbao.report.views.timeline import TimelineView
from jianbao.report.views.topics import TopicsView
from jianbao.writing.folder import PageRecord, RunFolder

# In the order of the tabs; "page" shows one article at a time.
TABS = (
    "overview", "articles", "page", "people", "timeline", "places", "figures", "themes", "topics", "network", "origin",
)  # fmt: skip


class ReportData(Struct):
    """The data of all tabs: one JSON-ready object per tab, and one row per article in ``contents``.

    Rows of ``contents`` are (id, headline, date, outlet, number of characters).
    """

    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    contents: list[tuple[str, str, str | None, str | None, int]] = field(default_factory=list)


def collect(
    folder: RunFolder,
    *,
    on_page: Callable[[PageRecord, list[Article]], None] = lambda record, articles: None,
    progress: Callable[[int], None] = lambda number: None,
) -> ReportData:
    """Read the run several times, from the first article to the last; memory does not grow with its articles.

    on_page: called with each page and its articles. progress: called with the number of articles read.
    """
    overview, notes = OverviewView(), NoteSum()
    views: list[View] = [
        overview, ArticlesView(), PeopleView(), TimelineView(), PlacesView(), FiguresView(), ThemesView(),
        TopicsView(), NetworkView(),
    ]  # fmt: skip
    data = ReportData()
    for record, articles in folder.by_page():
        overview.add_page(record.themes, record.summary)
        for line in record.page.notes:
            notes.add(record.page.source.path, line)
        _add(articles, views, data)
        on_page(record, articles)
        progress(len(data.contents))

    def again() -> Iterator[Article]:
        return (article for _, articles in folder.by_page() for article in articles)

    for view in views:
        view.settle(again)
    for n, article in enumerate(again()):
        for view in views:
            view.again(n, article)
    data.views = {view.name: view.result() for view in views}
    data.views["origin"] = describe_origin(folder, notes)
    return data


def _add(articles: Iterable[Article], views: list[View], data: ReportData) -> None:
    for article in articles:
        for view in views:
            view.add(len(data.contents), article)
        data.contents.append((article.id, article.title, article.date, article.outlet, len(article.text)))
