"""The brief: what a page and a day brought, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby
from operator import itemgetter
from typing import IO

from msgspec import Struct, field

from jianbao.article import Article, Page, Summary, SummaryField
from jianbao.stages.keywords.kinds import themes_of
from jianbao.stages.summary.page_digest import digest_page, shared_words
from jianbao.writing.folder import PagePlace, RunFolder

_LABELS = {
    "en": {
        "who": "Who", "what": "What", "when": "When", "where": "Where", "to_whom": "To whom",
        "figures": "Figures", "demands": "Demands", "themes": "Themes", "undated": "Without a date",
        "day": "The day", "articles": "articles", "pages": "pages", "untitled": "Untitled",
    },
    "zh": {
        "who": "人物", "what": "事件", "when": "时间", "where": "地点", "to_whom": "对象",
        "figures": "数字", "demands": "要求", "themes": "主题", "undated": "日期不详",
        "day": "当日综述", "articles": "篇", "pages": "版", "untitled": "无题",
    },
}  # fmt: skip
_MARK = re.compile(r"[\\`*\[\]<>|]|(?<![^\W_])_|_(?![^\W_])")  # an underscore inside a word is none
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_FIELDS = ("who", "what", "when", "where", "to_whom", "figures", "demands")


class BriefPage(Struct):
    """A page with its articles, and its summary and themes where they are known already."""

    page: Page
    articles: list[Article] = field(default_factory=list)
    summary: str = ""
    themes: list[str] = field(default_factory=list)


class DayDigest(Struct, frozen=True):
    """A day's pages in a few lines: the stories that most pages have a theme of, best first."""

    date: str
    pages: int
    articles: int
    themes: list[str]
    lines: list[str]


def day_digest(pages: Sequence[BriefPage], *, count: int = 8) -> DayDigest:
    """The digest of pages of one date: its themes by how many articles have them, and a line a story."""
    articles = [a for p in pages for a in p.articles]
    themes = shared_words(articles)
    weight = {term: len(themes) - i for i, term in enumerate(themes)}
    scored = []
    for at, article in enumerate(articles):
        brief = article.summary.brief if article.summary else ""
        if line := brief or article.title:
            terms = themes_of(article.keywords)[:5]
            scored.append((-sum(weight.get(t, 0) for t in terms) / max(1, len(terms)), at, line))
    chosen = sorted(sorted(scored)[:count], key=lambda item: item[1])
    lines = list(dict.fromkeys(line for _, _, line in chosen))
    return DayDigest(day_of(pages[0]) if pages else "", len(pages), len(articles), themes[:10], lines)


def day_of(page: BriefPage) -> str:
    """The date of a page, or of the first of its articles that has one; "" for none."""
    return page.page.date or next((a.date for a in page.articles if a.date), None) or ""


def pages_by_day(folder: RunFolder, day: str | None = None) -> Iterator[list[BriefPage]]:
    """The pages of a run, the oldest day first, undated ones before; only one day's pages are held in memory.

    day: only dates that begin like this.
    """
    places: list[tuple[str, PagePlace]] = []
    for place, record, articles in folder.located_by_page():
        date = day_of(BriefPage(record.page, articles))
        if day is None or date.startswith(day):
            places.append((date, place))
    places.sort(key=itemgetter(0))
    for _, group in groupby(places, key=itemgetter(0)):
        found = (folder.page_with_articles_at(place) for _, place in group)
        yield [BriefPage(r.page, articles, r.summary, r.themes) for r, articles in found]


def write_brief(
    days: Iterable[Sequence[BriefPage]], file: IO[str], *, language: str = "en", fields: bool = True
) -> None:
    """Write a Markdown brief of pages, those of a day together: by day, by page, by article.

    Args:
        language: of the labels, en or zh.
        fields: also list who, what, when, where and so on of each article.
    """
    words = _LABELS["zh" if language == "zh" else "en"]
    between = ""  # blank lines, written when something comes behind them
    for of_day in days:
        out = [f"# {day_of(of_day[0]) or words['undated']}", ""]
        if len(of_day) > 1:
            out += _day_lines(day_digest(of_day), words)
        for page in of_day:
            out += _page_lines(page, words, fields)
        text = "\n".join(out)
        file.write(between + text.rstrip())
        between = text[len(text.rstrip()) :] + "\n"
    file.write(between and "\n")


def brief_markdown(pages: Iterable[BriefPage], *, language: str = "en", fields: bool = True) -> str:
    """The brief of ``pages`` in any order: see ``write_brief``."""
    days = [list(group) for _, group in groupby(sorted(pages, key=day_of), key=day_of)]
    file = StringIO()
    write_brief(days, file, language=language, fields=fields)
    return file.getvalue()


class BriefArticle(Struct):
    """An article in a brief: its title, its line, its keywords and its summary with the cited fields."""

    id: str
    title: str
    brief: str
    keywords: list[str]
    summary: Summary | None = None


class BriefOfPage(Struct):
    """A page in a brief."""

    id: str
    summary: str
    themes: list[str]
    articles: list[BriefArticle]


class BriefDay(Struct):
    """A day in a brief: its digest, and its pages in order; ``date`` is "" where none is known."""

    date: str
    digest: DayDigest
    pages: list[BriefOfPage]


def brief_of_day(pages: Sequence[BriefPage]) -> BriefDay:
    """A day's brief as data: what ``write_brief`` writes, and the spans of the summaries' fields."""
    return BriefDay(day_of(pages[0]), day_digest(pages), [_page(p) for p in pages])


def _page(page: BriefPage) -> BriefOfPage:
    whole = digest_page(page.articles)
    articles = [
        BriefArticle(a.id, a.title, a.summary.brief if a.summary else "", themes_of(a.keywords), a.summary)
        for a in page.articles
    ]
    themes = (page.themes or whole.themes)[:10]
    return BriefOfPage(page.page.id, page.summary or whole.summary, themes, articles)


def _day_lines(day: DayDigest, words: dict[str, str]) -> list[str]:
    head = f"## {words['day']} ({day.pages} {words['pages']}, {day.articles} {words['articles']})"
    out = [head, "", *(f"- {_plain(line)}" for line in day.lines), ""]
    return [*out, f"{words['themes']}: {', '.join(map(_plain, day.themes))}", ""] if day.themes else out


def _page_lines(page: BriefPage, words: dict[str, str], fields: bool) -> list[str]:
    whole = digest_page(page.articles)
    themes = page.themes or whole.themes
    out = [f"## {_plain(page.page.id)}", "", _plain(page.summary or whole.summary), ""]
    if themes:
        out += [f"{words['themes']}: {', '.join(map(_plain, themes[:10]))}", ""]
    for article in page.articles:
        out += [f"### {_plain(article.title) or words['untitled']}", ""]
        if article.summary is None:
            continue
        out += [_plain(article.summary.text), ""]
        if fields:
            rows = [(words[name], getattr(article.summary, name)) for name in _FIELDS]
            out += [f"- {label}: {_listed(found)}" for label, found in rows if found] + [""]
    return out


def _listed(found: Sequence[SummaryField]) -> str:
    return "; ".join(_plain(f.text) for f in found)


def _plain(text: str) -> str:
    """``text`` on one line without control characters, with what Markdown would take for a mark escaped."""
    line = _MARK.sub(r"\\\g<0>", _CONTROL.sub("", " ".join(text.split())))
    return "\\" + line if line[:1] in ("#", "+", "-") else line
