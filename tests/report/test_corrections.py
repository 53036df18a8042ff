"""Corrections on the article's page of the server, in a real browser, by mouse and by keyboard."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jianbao.annotation.journal import NAME
from jianbao.article import Article
from selenium.webdriver.common.keys import Keys
from served import serving


@pytest.fixture
def run(seed_run: Path, tmp_path: Path) -> Path:
    shutil.copytree(seed_run, tmp_path / "seed")
    (tmp_path / "seed" / NAME).unlink(missing_ok=True)
    return tmp_path / "seed"


@pytest.fixture
def address(run: Path) -> Iterator[str]:
    with serving(run, edit=True) as found:
        yield found


def click(browser: Any, selector: str) -> None:
    """Click, and wait until the article is drawn again."""
    browser.run("document.querySelector('.text').dataset.old = '1'")
    browser.run("document.querySelector(arguments[0]).click()", selector)
    browser.until("document.querySelector('.text') && !document.querySelector('.text').dataset.old")


def lines(run: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (run / NAME).read_text("utf-8").splitlines()]


def name_of(article: Article) -> Any:
    """A mention of a person, as which nothing else is marked."""
    themes = {(span.start, span.end) for k in article.keywords or () for span in k.spans}
    return next(e for e in article.entities or () if e.type == "PER" and (e.start, e.end) not in themes)


def test_reject_and_undo_with_the_keyboard(
    browser: Any, address: str, run: Path, seed_articles: list[Article]
) -> None:
    entity = name_of(seed_articles[1])
    browser.open(address, f"/page/1/{entity.start}-{entity.end}")
    shown = f"return document.querySelectorAll('.text mark.PER[data-at=\"{entity.start}\"]').length"
    browser.run("document.querySelector('.text mark.hit').focus()")
    browser.press("x")
    browser.until("/saved/.test(document.getElementById('correction-status')?.textContent)")
    assert browser.run(shown) == 0
    assert browser.run("return document.activeElement.closest('.text') !== null")
    browser.press("u")
    browser.until("/undone/.test(document.getElementById('correction-status')?.textContent)")
    assert browser.run(shown) == 1
    assert [bool(line.get("undoes")) for line in lines(run)] == [False, True]
    assert browser.errors() == []


def test_type_edges_speaker_and_theme(
    browser: Any, address: str, run: Path, seed_articles: list[Article]
) -> None:
    article = seed_articles[1]
    entity = name_of(article)
    browser.open(address, f"/page/1/{entity.start}-{entity.end}")
    click(browser, "[data-key='key.accept']")
    browser.go(f"/page/1/{entity.start}-{entity.end}")
    browser.run(
        "const s = document.querySelector('.corrections select');"
        "s.value = 'TIME'; s.dispatchEvent(new Event('change'))"
    )
    browser.until(f"document.querySelector('.text mark.TIME[data-at=\"{entity.start}\"]')")
    browser.run("document.querySelectorAll('.corrections [role=group] button')[2].click()")
    browser.until(f"location.hash.endsWith('/{entity.start}-{entity.end - 1}')")
    quote = (article.quotes or [])[0]
    browser.go(f"/page/1/{quote.start}-{quote.end}")
    browser.run("document.querySelector('.corrections form.row input').value = arguments[0]", "王小明")
    click(browser, ".corrections form.row button")
    assert browser.text(".facts section:nth-of-type(1)")
    browser.run("document.getElementById('add-words').value = '乡村振兴'")
    browser.run("document.getElementById('add-label').value = 'THEME'")
    click(browser, "#add-mark button")
    actions = [edit["action"] for line in lines(run) for edit in line["edits"]]
    assert actions == ["accept", "change", "change", "change", "add"]
    browser.open(address, "/page/1")
    assert "乡村振兴" in browser.text(".facts")
    assert "5 corrections" in browser.text(".desk")
    assert browser.errors() == []


def test_words_are_added_and_what_is_not_there_is_told(browser: Any, address: str, run: Path) -> None:
    browser.open(address, "/page/0")
    browser.run("document.getElementById('add-words').value = '没有这几个字'")
    browser.run("document.querySelector('#add-mark button').click()")
    browser.until("/does not stand/.test(document.getElementById('correction-status').textContent)")
    assert not (run / NAME).exists()


def test_every_mark_and_tool_is_reached_by_keyboard(browser: Any, address: str) -> None:
    browser.open(address, "/page/1")
    reached = browser.run(
        "return [...document.querySelectorAll('.text mark')].filter((m) => m.tabIndex === 0).length"
    )
    assert reached > 10
    browser.run("document.querySelector('.text mark[tabindex]').focus()")
    browser.press(Keys.ENTER)
    browser.until("document.querySelector('.corrections fieldset')")
    browser.press("n")
    browser.until("document.querySelector('.corrections fieldset')")
    assert browser.run("return document.querySelector('.corrections button').tabIndex") == 0


def test_without_edit_there_are_no_tools(browser: Any, seed_run: Path) -> None:
    with serving(seed_run) as address:
        browser.open(address, "/page/1")
        assert browser.all(".desk") == []
        assert browser.errors() == []
