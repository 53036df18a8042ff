"""Runs made by hand and one browser for all tests of the report."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from handmade import HOSTILE, hostile_article, write_run
from jianbao.article import Article
from jianbao.report.report import write_report
from jianbao.runner import run
from jianbao.writing.folder import RunFolder

CORPUS = Path(__file__).parents[2] / "corpus" / "2021-05_gaoxin-shibao.txt"


@pytest.fixture(scope="session")
def seed_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report") / "seed"
    run([str(CORPUS)], out)
    return out


@pytest.fixture(scope="session")
def hostile_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "hostile"
    return write_run(folder, [hostile_article(i, text) for i, text in enumerate(HOSTILE)])


@pytest.fixture(scope="session")
def seed_report(seed_run: Path) -> Path:
    return write_report(seed_run, seed_run.parent / "seed.html").path


@pytest.fixture(scope="session")
def hostile_report(hostile_run: Path) -> Path:
    return write_report(hostile_run, hostile_run.parent / "hostile.html").path


@pytest.fixture(scope="session")
def seed_articles(seed_run: Path) -> list[Article]:
    return list(RunFolder(seed_run).articles())


@pytest.fixture(scope="session")
def richest(seed_articles: list[Article]) -> tuple[int, Article]:
    """The article with the most quotes, and its number."""
    n = max(range(len(seed_articles)), key=lambda i: len(seed_articles[i].quotes or ()))
    return n, seed_articles[n]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Chromium without a window, for all tests; where there is none they are skipped."""
    if not (shutil.which("chromium") and shutil.which("chromedriver")):
        pytest.skip("no chromium here; apt-get install chromium chromium-driver")
    from browser import Browser

    made = Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()
