"""What web pages say of themselves: one list (``data/web_phrases.tsv``), with a set of phrases for each reader."""

from __future__ import annotations

from functools import cache
from typing import Literal

from jianbao.language.patterns import alternatives
from jianbao.resources import rows

WebPhraseReader = Literal[
    "layout.link",  # a line that begins so is furniture
    "layout.list",  # a line that begins so opens a list of other pages
    "bylines.noise",  # blanked before bylines are looked for
    "bylines.neighbour",  # the same, with the title behind it
    "quotes.reporter",  # a sentence that begins so ends reported speech
    "quotes.inline",  # the same, in the middle of a line too
    "summary.boilerplate",  # a sentence that holds this is left out of summaries
]


@cache
def web_phrases(reader: WebPhraseReader) -> str:
    """The phrases of a reader as one group of a regular expression over folded text, longer ones first.

    >>> import re
    >>> re.sub(web_phrases("bylines.noise"), " ", "记者 周启明返回搜狐,查看更多")
    '记者 周启明 '
    """
    found = [phrase for phrase, readers in rows("web_phrases.tsv") if reader in readers.split()]
    return f"(?:{alternatives(found)})"
