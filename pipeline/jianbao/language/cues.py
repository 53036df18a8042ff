"""Regular expressions whose words stand in a data file: the pattern in code is the frame, the words are data."""

from __future__ import annotations

import re
from functools import cache

from jianbao.resources import word_lists

_ROLE = re.compile(r"<([a-z_]+)>")


@cache
def cue_pattern(file: str, frame: str) -> re.Pattern[str]:
    """The regular expression ``frame`` with every ``<role>`` replaced by the words that ``file`` has for it.

    Raises KeyError for a role that the file does not have.

    >>> bool(cue_pattern("summary_cues.tsv", r"本报<notice>:").match("本报消息:"))
    True
    """
    words = word_lists(file)
    return re.compile(_ROLE.sub(lambda m: f"(?:{'|'.join(map(re.escape, words[m[1]]))})", frame))
