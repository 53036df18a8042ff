"""Regular expressions whose words stand in a data file: the pattern in code is the frame, the words are data."""

from __future__ import annotations

import re
from functools import cache

from jianbao.resources import rows

_ROLE = re.compile(r"<([a-z_]+)>")


@cache
def cue_words(file: str) -> dict[str, tuple[str, ...]]:
    """The words of a data file by role; its rows are: role <tab> words separated by blanks.

    Several rows of one role add up, in the order of the file.

    >>> cue_words("summary_cues.tsv")["notice"]
    ('消息', '快讯')
    """
    words: dict[str, tuple[str, ...]] = {}
    for role, listed in rows(file):
        words[role] = (*words.get(role, ()), *listed.split())
    return words


@cache
def cue_pattern(file: str, frame: str) -> re.Pattern[str]:
    """The regular expression ``frame`` with every ``<role>`` replaced by the words that ``file`` has for it.

    Raises KeyError for a role that the file does not have.

    >>> bool(cue_pattern("summary_cues.tsv", r"本报<notice>:").match("本报消息:"))
    True
    """
    words = cue_words(file)
    return re.compile(_ROLE.sub(lambda m: f"(?:{'|'.join(map(re.escape, words[m[1]]))})", frame))
