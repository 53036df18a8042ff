"""The encoding of a web page: as it declares, where that can be; otherwise as its bytes are."""

from __future__ import annotations

import re

from jianbao.reading.formats.encoding import Decoded, decode, decode_damaged

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
_XML = re.compile(rb"\A\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]{3,20})")
_HEAD = 200_000  # bytes in which a declaration is looked for: scripts may stand before it
_BELIEVED = {
    "utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "hz-gb-2312": "hz", "shift_jis": "shift_jis",
    "euc-kr": "euc-kr", "euc-jp": "euc-jp",
}  # fmt: skip


def decode_page(data: bytes) -> Decoded:
    """The text of an HTML or XML page.

    A declaration is believed where it is one of an encoding that Chinese pages have, and the bytes bear it out; Latin-1
    never fails, so it is never believed.

    Raises UnknownEncoding for bytes that are no text.
    """
    declared = _XML.search(data[:300]) or _DECLARED.search(data[:_HEAD])
    name = _BELIEVED.get(declared[1].decode("ascii").lower()) if declared else None
    if name and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return Decoded(data.decode(name).lstrip("\ufeff"), "utf-8" if name == "utf-8" else name)
        except UnicodeDecodeError:
            pass  # the page lies about itself, or is damaged; look at its bytes
    try:
        return Decoded(*decode(data))
    except ValueError:
        return decode_damaged(data)
