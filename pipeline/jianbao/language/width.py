"""Full-width and half-width forms, unified for analysis only."""

_FOLD = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0xFF61: 0x3002, 0xA0: 0x20}


def fold(text: str) -> str:
    """``text`` with full-width ASCII as half width, character for character: offsets stay the same.

    >>> fold("占比４３．２％，（社区）。")
    '占比43.2%,(社区)。'
    """
    return text.translate(_FOLD)


def without_blanks(text: str) -> str:
    """``text`` without white space, where a name is broken by a line end or set wide.

    >>> without_blanks("石桥镇 白沙村")
    '石桥镇白沙村'
    """
    return "".join(text.split())
