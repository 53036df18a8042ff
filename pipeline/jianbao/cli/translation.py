"""What users read, in their language: gettext's catalogue, and messages that hold names and numbers.

The source is English, and so is what the library raises. Here, where a message is shown, it is looked up in the
catalogue ``locale/zh/LC_MESSAGES/jianbao.mo``; a message made from a template ("{}: the file is empty") is
recognised by its fixed parts, and what stands in its places is translated in turn where it is a message too.
"""

from __future__ import annotations

import gettext
import os
import re
from functools import cache
from pathlib import Path

DOMAIN = "jianbao"
LOCALE = Path(__file__).resolve().parents[1] / "locale"
LANGUAGES = ("en", "zh")

_chosen: list[str] = []


def choose(language: str | None) -> None:
    """Show all that follows in ``language`` (en, zh); None: as the environment says."""
    _chosen[:] = [language] if language else []


def language() -> str:
    """The language of messages: what was chosen, ``JIANBAO_LANG``, or the locale's; English where none is ours.

    >>> choose("zh")
    >>> language()
    'zh'
    >>> choose(None)
    """
    if _chosen:
        return _chosen[0]
    names = ("JIANBAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    said = next((value for name in names if (value := os.environ.get(name))), "")
    return "zh" if said.lower().startswith("zh") else "en"


def translate(message: str) -> str:
    """``message`` in the language of the user; as it is where the catalogue has no translation.

    >>> choose("zh")
    >>> translate("page.txt: the file is empty")
    'page.txt：文件是空的'
    >>> choose(None)
    """
    return message if language() == "en" or not message.strip() else _translated(message)


def _translated(message: str) -> str:
    if not message.strip():
        return message  # gettext answers the empty one with the catalogue's head
    found = _catalogue().gettext(message)
    if found != message:
        return found
    for pattern, translation in _templates():
        if match := pattern.fullmatch(message):
            return translation.format(*(_translated(part) if part else "" for part in match.groups()))
    for mark, ours in ((": ", "："), ("; ", "；")):  # a place, and what is wrong there; two remarks
        before, found_mark, behind = message.partition(mark)
        if found_mark and (said := _translated(behind)) != behind:
            return _translated(before) + ours + said
    return message


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, str(LOCALE), ["zh"], fallback=True)


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """Messages with places, as patterns, those with most fixed text first; and their translations."""
    messages: dict[str, str] = getattr(_catalogue(), "_catalog", {})  # gettext gives no other list of them
    templates = [(source, found) for source, found in messages.items() if "{}" in source]
    templates.sort(key=lambda pair: -len(pair[0].replace("{}", "")))
    return [
        (re.compile("(.*?)".join(map(re.escape, source.split("{}"))), re.DOTALL), found)
        for source, found in templates
    ]
