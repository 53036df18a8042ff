"""The same pages from the server, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jianbao.article import Article
from jianbao.report.data import TABS
from served import serving


@pytest.fixture(scope="module")
def address(seed_run: Path) -> Iterator[str]:
    with serving(seed_run) as found:
        yield found


@pytest.mark.parametrize("tab", [*TABS, "analyse", "page/1"])
def test_every_tab_opens_without_complaint(browser: Any, address: str, tab: str) -> None:
    browser.open(address, f"/{tab}")
    assert (
        browser.run("return document.querySelector('[aria-selected=true]').dataset.tab") == tab.split("/")[0]
    )
    assert len(browser.text()) > 5
    assert browser.errors() == []


def test_search_asks_the_index(browser: Any, address: str) -> None:
    browser.open(address, "/search/痛點")
    browser.until("document.querySelector('#view .cite')")
    browser.run("document.querySelector('#view .cite').click()")
    browser.until("document.querySelector('.text .hit')")
    assert browser.text(".text .hit") == "痛点"


def test_a_text_of_ones_own_is_analysed(browser: Any, address: str) -> None:
    browser.open(address, "/analyse")
    browser.run(
        "document.querySelector('textarea').value = arguments[0]", "周启明<b>到石桥镇调研，他说，要办实事。"
    )
    browser.run("document.getElementById('go').click()")
    browser.until("document.querySelector('.text')", seconds=60)
    assert "周启明<b>到石桥镇" in browser.text(".text")
    assert browser.errors() == []


def test_nothing_is_fetched_from_elsewhere(browser: Any, address: str, seed_articles: list[Article]) -> None:
    browser.open(address, "/page/0")
    assert seed_articles[0].title in browser.text(".text h1")
    names = browser.run("return performance.getEntriesByType('resource').map((r) => r.name)")
    assert names
    assert all(name.startswith(address) for name in names)
