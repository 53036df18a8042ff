"""Patterns of Chinese script that the whole package shares, as parts of regular expressions.

``HAN`` is what newspapers print; the wider ranges are for names, where rare characters are common.
"""

from __future__ import annotations

HAN = r"[\u4e00-\u9fff]"  # the basic block of ideographs
HAN_EXTENDED = r"[\u3400-\u9fff]"  # with extension A
HAN_ANY = r"[㐀-鿿〇々\U00020000-\U0003134F]"  # every ideograph, 〇 and the sign of repetition

QUOTATION_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』"}  # opening mark to closing mark
SENTENCE_ENDS = "。!?"  # in folded text (jianbao.language.width.fold)
