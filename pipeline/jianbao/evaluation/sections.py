"""The section of the paper that a story belongs to, so that figures can be given by section."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jianbao.resources import word_lists

OTHER = "other"  # a story that too few words of a section occur in
_HEADLINE = 3  # a word of the headline counts as much as this many of the text
_LEAST = 3  # a story with less is under no section
_LEAD = 600  # characters of the text that are looked at


def section(page: Mapping[str, Any]) -> str:
    r"""The section of a page in the gold format: as the page says it (``section``), else by its words.

    The words are those of ``data/section_words.tsv``; the first line of the text counts as its headline. It is a rough
    sorting for figures, nothing that a stage uses.

    >>> section({"text": "男子酒后盗窃被刑拘\n民警在派出所门口将嫌疑人抓获。"})
    'police'
    >>> section({"text": "……", "section": "体育"})
    '体育'
    """
    if isinstance(given := page.get("section"), str) and given:
        return given
    text = page["text"].strip()
    headline, lead = text.partition("\n")[0], text[:_LEAD]
    weights = {
        name: sum(lead.count(word) + _HEADLINE * (word in headline) for word in words)
        for name, words in _words().items()
    }
    best = max(weights, key=lambda name: weights[name])
    return best if weights[best] >= _LEAST else OTHER


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return word_lists("section_words.tsv")
