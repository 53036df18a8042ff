"""What e-papers write beside their text: the properties and tags of Founder's systems."""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass

_PROPERTIES = re.compile(r"<!--\s*enpproperty\s*>?(.*?)/\s*enpproperty\s*-->", re.S | re.I)
_PROPERTY = re.compile(r"<([\w-]+)>(.*?)</\1>", re.S)
_FOUNDER = re.compile(r"<founder-([\w-]+)[^>]*>(.*?)</founder-\1>", re.S | re.I)
_CONTENT = re.compile(r"<!--\s*enpcontent\s*-->(.*?)<!--\s*/enpcontent\s*-->", re.S | re.I)
_TAG = re.compile(r"<[^>]+>")
_NAMES = {
    "title": "title", "introtitle": "kicker", "shouldertitle": "kicker", "pretitle": "kicker", "jianti": "kicker",
    "subtitle": "subtitle", "vicetitle": "subtitle", "date": "date", "publishdate": "date", "pubdate": "date",
    "author": "author", "sourcename": "outlet", "source": "outlet", "papername": "outlet", "paper": "outlet",
    "newspapername": "outlet", "pagenum": "page", "pageno": "page", "page": "page", "nodename": "section",
    "pagename": "section",
}  # fmt: skip


@dataclass(slots=True)
class EPaper:
    """The article of an e-paper: its text as HTML ("" where no mark shows it), and its fields by name."""

    content: str
    fields: dict[str, str]


def read_epaper(html: str) -> EPaper | None:
    """The article of an e-paper by the marks of its system; None where there are none.

    >>> page = "<!--enpproperty <title>春耕</title>/enpproperty--><!--enpcontent--><p>正文</p><!--/enpcontent-->"
    >>> read_epaper(page)
    EPaper(content='<p>正文</p>', fields={'title': '春耕'})
    """
    fields: dict[str, str] = {}
    for whole in _PROPERTIES.findall(html):
        _take(_PROPERTY.findall(whole), fields)
    founder = [(name, value) for name, value in _FOUNDER.findall(html)]
    _take([(name, value) for name, value in founder if name.lower() != "content"], fields)
    parts = _CONTENT.findall(html) or [value for name, value in founder if name.lower() == "content"]
    content = max(parts, key=len, default="")
    return EPaper(content, fields) if content or fields else None


def _take(found: list[tuple[str, str]], fields: dict[str, str]) -> None:
    for name, value in found:
        field = _NAMES.get(name.lower().replace("-", "").replace("_", ""))
        text = " ".join(entities.unescape(_TAG.sub(" ", value)).split())
        if field and text:
            fields.setdefault(field, text)
