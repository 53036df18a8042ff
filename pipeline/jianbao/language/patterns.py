"""Patterns of Chinese script that the whole package shares, as parts of regular expressions.

``HAN`` is what newspapers print; the wider ranges are for names, where rare characters are common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

HAN = r"[\u4e00-\u9fff]"  # the basic block of ideographs
HAN_EXTENDED = r"[\u3400-\u9fff]"  # with extension A
HAN_ANY = r"[㐀-鿿〇々\U00020000-\U0003134F]"  # every ideograph, 〇 and the sign of repetition

QUOTATION_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』"}  # opening mark to closing mark

# Marks of folded text (jianbao.language.width.fold), as the inside of a character class.
SENTENCE_ENDS = "。!?"  # end a sentence for certain; … may end one or stand inside it
STATEMENT_ENDS = "。;\n"  # end a statement about one thing: figures beyond them belong to something else
CLAUSE_ENDS = "。!?;,"  # end a clause
CLOSING_MARKS = '”’」』》)"'  # follow the end of a sentence and belong to it: 。”


def alternatives(words: Iterable[str]) -> str:
    """The words as alternatives of a regular expression, longer ones before shorter ones.

    >>> alternatives(["市长", "副市长", "书记"])
    '副市长|书记|市长'
    """
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))
