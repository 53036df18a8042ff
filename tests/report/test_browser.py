"""The report in a real browser: every tab, every mark, the search, keys, themes, and hostile texts."""

from __future__ import annotations

import csv
import io
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from handmade import hostile_article, write_run
from jianbao.article import Article, Page
from jianbao.report.data import TABS
from jianbao.report.report import write_report
from jianbao.writing.folder import RunFolder
from selenium.webdriver.common.keys import Keys

MARKS = """
return [...document.querySelectorAll('.text mark')].flatMap(
  (m) => m.dataset.spans.split(' ').map((span) => [span, m.textContent]));
"""


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens_without_complaint(browser: Any, seed_report: Path, tab: str) -> None:
    browser.open(seed_report, f"/{tab}")
    assert browser.run("return document.querySelector('[aria-selected=true]').dataset.tab") == tab
    assert len(browser.text()) > 20
    assert browser.errors() == []


def marks(browser: Any) -> dict[str, str]:
    """The text of every span in the page, put together from its pieces; a span may run over paragraphs."""
    pieces = sorted(browser.run(MARKS), key=lambda piece: piece[0])
    return {
        span: "".join(text for _, text in group)
        for span, group in groupby(pieces, key=lambda piece: piece[0])
    }


def without_breaks(text: str) -> str:
    return text.replace("\n", "")


def test_a_mark_holds_the_text_at_its_offsets(
    browser: Any, seed_report: Path, seed_articles: list[Article]
) -> None:
    browser.open(seed_report)
    for n, article in enumerate(seed_articles):
        browser.go(f"/page/{n}")
        found = marks(browser)
        for span, text in found.items():
            start, end = map(int, span.split(":")[1].split("-"))
            assert text == without_breaks(article.text[start:end]), span
        assert {f"{e.type}:{e.start}-{e.end}" for e in article.entities or ()} <= set(found)
        assert {f"quote:{q.start}-{q.end}" for q in article.quotes or ()} <= set(found)
        assert without_breaks(browser.text(".text")) == without_breaks(article.text)


def test_offsets_count_code_points_after_rare_characters(
    browser: Any, hostile_report: Path, hostile_run: Path
) -> None:
    browser.open(hostile_report, "/page/0")
    (article, *_) = RunFolder(hostile_run).articles()
    for span, text in marks(browser).items():
        start, end = map(int, span.split(":")[1].split("-"))
        assert text == article.text[start:end]


def test_every_fact_leads_to_its_sentence(
    browser: Any, seed_report: Path, richest: tuple[int, Article]
) -> None:
    n, article = richest
    browser.open(seed_report, f"/page/{n}")
    text = article.text
    facts = browser.run("return [...document.querySelectorAll('.fact')].map((f) => f.dataset.at)")
    assert len(facts) > 30
    for at in dict.fromkeys(facts):
        browser.run("document.querySelector(`.fact[data-at='${arguments[0]}']`).click()", at)
        start, end = map(int, at.split("-"))
        hit = browser.run(
            "return [...document.querySelectorAll('.text .hit')].map((m) => m.textContent).join('')"
        )
        assert without_breaks(text[start:end]) in hit
        assert browser.run("return location.hash").endswith(f"/{at}")
        assert browser.all(".text .sentence-hit")


def test_the_raw_text_stands_beside_and_shows_the_same_words(
    browser: Any, seed_report: Path, richest: tuple[int, Article], seed_run: Path
) -> None:
    n, article = richest
    page: Page = next(RunFolder(seed_run).pages()).page
    browser.open(seed_report, f"/page/{n}")
    browser.press("r")
    assert browser.text(".raw") == page.text
    quote = (article.quotes or [])[2]
    browser.go(f"/page/{n}/{quote.start}-{quote.end}")
    start, end = article.raw_span(quote.start, quote.end)
    assert browser.text(".raw .hit") == page.text[start:end]
    browser.press("r")


def test_a_link_to_a_span_opens_at_it(browser: Any, seed_report: Path, richest: tuple[int, Article]) -> None:
    n, article = richest
    quote = (article.quotes or [])[-1]
    browser.open(seed_report, f"/page/{n}/{quote.start}-{quote.end}")
    top = "document.querySelector('.text .hit').getBoundingClientRect().top"
    browser.until(f"{top} > 0 && {top} < innerHeight")
    assert str(quote.start) in browser.text(".inspect")


def test_layers_are_switched(browser: Any, seed_report: Path) -> None:
    browser.open(seed_report, "/page/0")
    colour = "return getComputedStyle(document.querySelector('mark.LOC')).backgroundColor"
    on = browser.run(colour)
    browser.run("document.querySelector('[data-layer=LOC]').click()")
    assert browser.run(colour) != on
    browser.run("document.querySelector('[data-layer=LOC]').click()")
    assert browser.run(colour) == on


@pytest.mark.parametrize("query", ["痛点", "痛點", "“党史学习教育”", "痛点 张红军", "无此词"])
def test_search_finds(browser: Any, seed_report: Path, seed_articles: list[Article], query: str) -> None:
    browser.open(seed_report)
    browser.press("/")
    browser.press(query, Keys.ENTER)
    browser.until("document.querySelector('[data-view=search]')")
    browser.settled()
    plain = query.strip("“”").replace("點", "点").split()
    total = sum(all(word in a.text for word in plain) for a in seed_articles)
    assert len(browser.all("#view article")) == total
    hits = browser.run("return [...document.querySelectorAll('#view .cite mark')].map((m) => m.textContent)")
    assert set(hits) == (set(plain) if total else set())


def test_a_hit_leads_to_its_place(browser: Any, seed_report: Path) -> None:
    browser.open(seed_report, "/search/痛点")
    browser.run("document.querySelector('#view .cite').click()")
    browser.until("document.querySelector('.text .hit')")
    assert browser.text(".text .hit") == "痛点"


@pytest.mark.parametrize("tab", [*TABS, "search/script", *(f"page/{n}" for n in range(1, 5))])
def test_hostile_texts_stay_texts(browser: Any, hostile_report: Path, tab: str) -> None:
    browser.open(hostile_report, f"/{tab}")
    assert browser.run("return document.title").endswith("剪报 jianbao")
    assert (
        browser.run("return document.querySelectorAll('img, iframe, object, script[src], [onerror]').length")
        == 0
    )
    assert browser.run("return document.querySelectorAll('script:not([type])').length") == 2
    assert browser.run("return [...document.links].every((a) => a.getAttribute('href').startsWith('#'))")
    assert browser.errors() == []


def test_hostile_texts_are_shown_as_printed(browser: Any, hostile_report: Path) -> None:
    browser.open(hostile_report, "/page/0")
    assert "<script>document.title='owned'</script>" in browser.text(".text h1")
    browser.run("document.querySelectorAll('.fact').forEach((fact) => fact.click())")
    assert browser.errors() == []


def test_nothing_is_fetched(browser: Any, seed_report: Path) -> None:
    browser.open(seed_report)
    for tab in TABS:
        browser.go(f"/{tab}")
    assert browser.run("return performance.getEntriesByType('resource').map((r) => r.name)") == []


def test_injected_scripts_and_markup_are_refused(browser: Any, seed_report: Path) -> None:
    browser.open(seed_report)
    refused = browser.run("""
      const script = document.createElement('script');
      try { script.textContent = 'document.title = "owned"'; document.body.append(script); } catch { }
      try { document.body.insertAdjacentHTML('beforeend', '<b id="made">x</b>'); } catch { }
      return document.title !== 'owned' && !document.getElementById('made');
    """)
    assert refused


def test_light_and_dark(browser: Any, seed_report: Path) -> None:
    browser.scheme("dark")
    browser.open(seed_report)
    paper = "return getComputedStyle(document.body).backgroundColor"
    dark = browser.run(paper)
    browser.press("t")
    browser.settled()
    assert browser.run(paper) != dark
    assert browser.run("return document.documentElement.dataset.theme") == "light"
    browser.scheme("light")
    browser.open(seed_report)
    assert browser.run("return document.documentElement.dataset.theme") == "light"


def test_both_languages(browser: Any, seed_report: Path) -> None:
    browser.open(seed_report, language="en")
    assert "Overview" in browser.text("#tabs")
    browser.press("l")
    browser.settled()
    assert "概览" in browser.text("#tabs")
    assert browser.run("return document.documentElement.lang") == "zh-CN"


def test_keys(browser: Any, seed_report: Path) -> None:
    browser.open(seed_report)
    browser.press("3")
    browser.until("location.hash === '#/page'")
    browser.press("j")
    browser.until("location.hash === '#/page/1'")
    browser.press("k")
    browser.until("location.hash === '#/page/0'")
    browser.press("?")
    browser.until("document.getElementById('keys').open")
    browser.press(Keys.ESCAPE)
    browser.until("!document.getElementById('keys').open")
    browser.run("document.querySelector('[aria-selected=true]').focus()")
    browser.press(Keys.ARROW_RIGHT)
    browser.until("location.hash === '#/people'")
    assert browser.run("return document.activeElement.dataset.tab") == "people"


@pytest.mark.parametrize("tab", [*TABS, "page/1", "search/党史"])
def test_a_phone_need_not_scroll_sideways(browser: Any, seed_report: Path, tab: str) -> None:
    browser.size(375, 740)
    try:
        browser.open(seed_report, f"/{tab}")
        assert browser.run("return document.documentElement.scrollWidth") <= 375
    finally:
        browser.size(1280, 900)


def test_a_choice_in_the_network_shows_its_ties(browser: Any, seed_report: Path) -> None:
    browser.open(seed_report, "/network")
    browser.run("document.querySelector('.node[aria-label=张红军]').focus()")
    browser.press(Keys.ENTER)
    assert "高新区党工委" in browser.text("#view .stack > .card")
    assert browser.all(".net line.near")


def test_facets_narrow_the_articles_and_stand_in_the_address(
    browser: Any, seed_report: Path, seed_articles: list[Article]
) -> None:
    browser.open(seed_report, "/articles")
    entries = "return [...document.querySelectorAll('[data-view] .entry b')].map((b) => b.textContent)"
    assert browser.run(entries) == [a.title or a.id for a in seed_articles]
    people = [{p.name for p in a.persons or () if p.role == "newsmaker"} for a in seed_articles]
    name = next(
        name for names in people for name in sorted(names) if sum(name in other for other in people) == 1
    )
    link = (
        browser.run(
            "return [...document.querySelectorAll('.facets a')].find((a) => a.href.includes("
            f"encodeURIComponent('person={name}')))?.getAttribute('href')"
        )
        or f"#/articles/person={name}"
    )
    browser.go(link.removeprefix("#"))
    assert browser.run(entries) == [
        a.title or a.id for a, names in zip(seed_articles, people, strict=True) if name in names
    ]
    assert browser.run("return document.querySelector('.facets [aria-current=true]').textContent").startswith(
        name
    )
    assert "null" not in browser.text(".facets")
    browser.go("/articles/sort=length")
    longest = max(seed_articles, key=lambda a: len(a.text))
    assert browser.run(entries)[0] == (longest.title or longest.id)
    assert browser.errors() == []


def test_the_articles_found_are_saved_as_a_table_without_formulas(browser: Any, tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", [hostile_article(1, "=1+1"), hostile_article(2, 'a,"b"')])
    write_report(run, tmp_path / "report.html")
    browser.open(tmp_path / "report.html", "/articles")
    saved = browser.run(
        "const made = []; URL.createObjectURL = (blob) => (made.push(blob), '#');"
        "document.querySelector('.tools button.push').click(); return made[0].text()"
    )
    rows = list(csv.reader(io.StringIO(saved.removeprefix("\ufeff"))))
    assert rows[0][:5] == ["id", "title", "date", "outlet", "characters"]
    assert [row[1] for row in rows[1:]] == ["'=1+1", 'a,"b"']
    assert [row[0] for row in rows[1:]] == ["h-1", "h-2"]
