"""How a newspaper's text goes on: one list of words with roles (``data/narration.tsv``), a pattern for each reader."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from jianbao.language.patterns import HAN, HAN_ANY, alternatives
from jianbao.resources import rows

NarrationRole = Literal[
    "quotes.lead",  # what a clause may open with before its subject
    "quotes.trail",  # what may stand between the subject and its verb of speech
    "quotes.reporter",  # how a sentence opens that is the reporter's again
    "quotes.case",  # likewise, except where the police or a court tells of its own case
    "quotes.continuing",  # how the sentence after a demand or hope opens where it runs on
    "quotes.outcome",  # how a clause opens that tells what came of a demand
    "quotes.sequel",  # how a clause opens that tells what followed on anything that was said
    "quotes.fallout",  # likewise, of what the words themselves did
    "quotes.link",  # before a person in a sentence that tells what that person did upon it
    "quotes.meanwhile",  # before the speaker, in a sentence that tells what the speaker did next
    "quotes.elided",  # before a verb whose subject is left out
    "layout.onward",  # how later paragraphs of a story begin
    "stories.onward",  # how a paragraph goes on with its story
    "summary.waiting",  # how a clause opens that waits for its main clause
    "summary.onward",  # how a clause opens that goes on with the one before
    "summary.announcing",  # how a clause ends that only announces the next
]

_PIECES = {"<HAN>": HAN, "<HAN_ANY>": HAN_ANY}
_SIGNS = re.compile(r"[\\\[\](){}?*+.<|^$]")  # what tells a regular expression from a word


@cache
def narration(role: NarrationRole) -> str:
    """The expressions of a role as one group of a regular expression over folded text.

    Words come first, longer ones before shorter ones, then the small regular expressions in the order of the file.

    >>> re.match(narration("quotes.meanwhile"), "随后,检查组还走访了两个村。").group()
    '随后'
    """
    found = [expression for expression, roles in rows("narration.tsv") if role in roles.split()]
    words = [e for e in found if not _SIGNS.search(e)]
    others = [e for e in found if _SIGNS.search(e)]
    for name, piece in _PIECES.items():
        others = [e.replace(name, piece) for e in others]
    return f"(?:{'|'.join([*([alternatives(words)] if words else []), *others])})"
