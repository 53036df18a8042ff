"""Ten families of saved news pages: title, body, date, outlet and names right, nothing of the site in the body."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reading_of import found
from web_families import FAMILIES, SITE_TEXT, STORIES, WebStory


@pytest.mark.parametrize("story", STORIES, ids=["reservoirs", "lifts"])
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_a_page_of_a_family_gives_its_article_and_nothing_else(
    tmp_path: Path, family: Callable[[WebStory], bytes], story: WebStory
) -> None:
    result = found(tmp_path, "page.html", family(story))
    article = result.article
    assert article.title == story.title
    assert result.body() == list(story.body)
    assert (article.date, article.outlet) == (story.date, story.outlet)
    assert result.names()
    assert set(result.names()) <= set(story.names)
    assert not [text for text in SITE_TEXT if text in "".join(result.body())]


def test_an_e_paper_names_the_line_above_the_headline_and_the_page(tmp_path: Path) -> None:
    article = found(tmp_path, "page.html", FAMILIES[2](STORIES[0])).article
    assert article.kicker == "把好事办好"
    assert article.section == "A02版:要闻"
