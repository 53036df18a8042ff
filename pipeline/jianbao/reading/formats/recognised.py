"""Text that was recognised on scans: ALTO, PAGE, hOCR and METS, and the JSON of recognisers.

Only text, lines and regions are taken, in the order of the file (JSON: by the boxes); the layout does the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from jianbao.language.patterns import HAN_ANY
from jianbao.reading.formats.record import Record, Records, error
from jianbao.reading.formats.xml import local, parse_xml

_HAN_BLANK = re.compile(rf"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])|(?<={HAN_ANY}) (?=\d)|(?<=\d) (?={HAN_ANY})")
_LEFT_OUT = frozenset(("page-number", "header", "footer", "graphic", "separator", "noise"))
_ARTICLE = re.compile(r"article|story|contribution|文章", re.I)

Loader = Callable[[str], bytes | None]
"""Gives the bytes of a file that another names, by the name as it stands there; None where it is not there."""


def recognised_kind(root: Any) -> str:
    """``alto``, ``page``, ``mets``, or "" for XML of another kind, by its root."""
    name = local(root).lower()
    return {"alto": "alto", "pcgts": "page", "mets": "mets"}.get(name, "")


def joined_words(words: Sequence[str]) -> str:
    """Words of a recognised line as one text: no blank between ideographs.

    >>> joined_words(["云岭县", "召", "开", "GDP", "会议"])
    '云岭县召开GDP会议'
    """
    line = " ".join(word for word in words if word)
    line = _HAN_BLANK.sub("", line)
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", line)


def alto_blocks(root: Any) -> Iterator[tuple[str, str]]:
    """The text blocks of an ALTO page: id and text, a line per printed line."""
    for block in root.iter():
        if local(block) != "TextBlock":
            continue
        lines = []
        for line in (part for part in block.iter() if local(part) == "TextLine"):
            words = [part.get("CONTENT") or "" for part in line if local(part) in ("String", "HYP")]
            if text := joined_words(words):
                lines.append(text)
        if lines:
            yield block.get("ID") or "", "\n".join(lines)


def page_regions(root: Any) -> Iterator[tuple[str, str]]:
    """The regions of a PAGE file in its reading order: type and text, a line per printed line."""
    regions = {part.get("id"): part for part in root.iter() if local(part) == "TextRegion"}
    order = [
        part.get("regionRef") for part in root.iter() if local(part) in ("RegionRefIndexed", "RegionRef")
    ]
    known = [name for name in order if name in regions]
    for name in [*known, *(name for name in regions if name not in set(known))]:
        region = regions[name]
        lines = [text for line in region if local(line) == "TextLine" and (text := _unicode(line))]
        text = "\n".join(lines) or _unicode(region)
        kind = region.get("type") or ""
        if text and kind not in _LEFT_OUT:
            yield kind, text


def _unicode(part: Any) -> str:
    """The text of a line or region of PAGE: its first reading, or its words."""
    for inner in part:
        if local(inner) == "TextEquiv":
            found = next((u.text or "" for u in inner if local(u) == "Unicode"), "")
            if found.strip():
                return found.strip()
    return joined_words([_unicode(word) for word in part if local(word) == "Word"])


def read_recognised(root: Any, path: str, load: Loader | None = None) -> Records:
    """The pages of an ALTO or PAGE file, or the articles and pages of a METS issue.

    load: gives the files that a METS names; without it they cannot be read.
    """
    kind = recognised_kind(root)
    if kind == "mets":
        yield from _read_mets(root, path, load)
        return
    parts = [text for _, text in (alto_blocks(root) if kind == "alto" else page_regions(root))]
    if not parts:
        yield error(path, None, f"the {kind.upper()} file holds no text; recognise the page again")
        return
    yield Record("\n\n".join(parts), format=kind)


def _read_mets(root: Any, path: str, load: Loader | None) -> Records:
    files = {}
    for part in root.iter():
        if local(part) == "file":
            where = next((inner for inner in part.iter() if local(inner) == "FLocat"), None)
            if where is not None:
                files[part.get("ID")] = next(
                    (v for k, v in where.attrib.items() if str(k).endswith("href")), ""
                )
    pages: dict[str, dict[str, str]] = {}
    date = _issue_date(root)
    outlet = _issue_title(root)
    texts = {name: href for name, href in files.items() if href.lower().endswith(".xml")}
    for name, href in texts.items():
        data = load(href) if load is not None else None
        if data is None:
            yield error(
                path, None, f"it names {href}, which is not beside it; put the whole issue into one folder"
            )
            continue
        try:
            page = parse_xml(data)
        except ValueError as reason:
            yield error(path, None, f"{href}: {reason}")
            continue
        found = alto_blocks(page) if recognised_kind(page) == "alto" else page_regions(page)
        pages[name or ""] = {ident or str(n): text for n, (ident, text) in enumerate(found)}
    number = 0
    used: set[tuple[str, str]] = set()
    for article in (
        part for part in root.iter() if local(part) == "div" and _ARTICLE.search(part.get("TYPE") or "")
    ):
        if any(local(p) == "div" and _ARTICLE.search(p.get("TYPE") or "") for p in article.iterancestors()):
            continue
        areas = [(p.get("FILEID") or "", p.get("BEGIN") or "") for p in article.iter() if local(p) == "area"]
        text = [pages[f][b] for f, b in areas if b in pages.get(f, {}) and (f, b) not in used]
        used |= set(areas)
        if text:
            number += 1
            label = (article.get("LABEL") or "").strip() or None
            yield Record(
                "\n\n".join(text), title=label, date=date, outlet=outlet, number=number, format="mets"
            )
    if number:
        return
    for name, blocks in pages.items():
        if blocks:
            number += 1
            record = Record(
                "\n\n".join(blocks.values()), date=date, outlet=outlet, number=number, format="mets"
            )
            record.notes.append(f"page file {files[name]}")
            yield record
    if not number and not texts:
        yield error(path, None, "the METS file names no files with text (ALTO or PAGE)")


def _issue_date(root: Any) -> str | None:
    for part in root.iter():
        if local(part) in ("dateIssued", "date", "issued") and (part.text or "").strip():
            return str(part.text).strip()
    return None


def _issue_title(root: Any) -> str | None:
    for part in root.iter():
        if local(part) == "title" and (part.text or "").strip():
            return str(part.text).strip()
    return None


def hocr_text(tree: Any) -> list[str]:
    """The pages of an hOCR file: one text each, an empty line between its areas; [] where it is no hOCR."""
    pages = []
    for page in _of_class(tree, "ocr_page"):
        areas = list(_of_class(page, "ocr_carea")) or [page]
        texts = []
        for area in areas:
            lines = []
            for line in area.iter():
                if set((line.get("class") or "").split()) & {
                    "ocr_line",
                    "ocr_header",
                    "ocr_textfloat",
                    "ocr_caption",
                }:
                    words = ["".join(word.itertext()).strip() for word in _of_class(line, "ocrx_word")]
                    lines.append(joined_words(words or "".join(line.itertext()).split()))
            if any(lines):
                texts.append("\n".join(line for line in lines if line))
        if texts:
            pages.append("\n\n".join(texts))
    return pages


def _of_class(tree: Any, name: str) -> Iterator[Any]:
    return (
        part
        for part in tree.iter()
        if isinstance(part.tag, str) and name in (part.get("class") or "").split()
    )


Rectangle = tuple[float, float, float, float, str]
"""Left, top, right, bottom (downwards) and text of a recognised line."""


def recognised_lines(value: Any) -> list[Rectangle]:
    """The lines in the JSON of a recogniser (PaddleOCR, RapidOCR, Baidu, Tencent, Azure); [] where it is none."""
    if isinstance(value, dict):
        for key in (
            "res",
            "result",
            "results",
            "data",
            "Response",
            "analyzeResult",
            "ocrResult",
            "prunedResult",
            "overall_ocr_res",
        ):
            if key in value and (found := recognised_lines(value[key])):
                return found
        if isinstance(value.get("rec_texts"), list):
            boxes = value.get("rec_polys") or value.get("rec_boxes") or value.get("dt_polys") or []
            return _paired(boxes, value["rec_texts"])
        if isinstance(value.get("txts"), list):
            return _paired(value.get("boxes") or [], value["txts"])
        for key in (
            "words_result",
            "TextDetections",
            "readResults",
            "lines",
            "blocks",
            "ret",
            "items",
            "ocr",
        ):
            if isinstance(value.get(key), list) and (found := recognised_lines(value[key])):
                return found
        return []
    if not isinstance(value, list) or not value:
        return []
    found = []
    for item in value:
        if line := _line(item):
            found.append(line)
        elif isinstance(item, list | dict):
            found += recognised_lines(item)
    return found


def _paired(boxes: Sequence[Any], texts: Sequence[Any]) -> list[Rectangle]:
    found = []
    for n, text in enumerate(texts):
        box = _rectangle(boxes[n]) if n < len(boxes) else (0.0, n * 10.0, 100.0, n * 10.0 + 8)
        if box and isinstance(text, str) and text.strip():
            found.append((*box, text.strip()))
    return found


def _line(item: Any) -> Rectangle | None:
    """A line: [box, [text, score]], [box, text, score], or an object with both."""
    if isinstance(item, list) and len(item) in (2, 3) and (box := _rectangle(item[0])):
        text = item[1][0] if isinstance(item[1], list) and item[1] else item[1]
        return (*box, text.strip()) if isinstance(text, str) and text.strip() else None
    if isinstance(item, dict):
        text = next(
            (
                item[k]
                for k in ("words", "text", "DetectedText", "transcription", "content")
                if isinstance(item.get(k), str)
            ),
            "",
        )
        keys = (
            "location",
            "box",
            "bbox",
            "points",
            "position",
            "boundingBox",
            "polygon",
            "Polygon",
            "ItemPolygon",
            "text_region",
            "poly",
        )
        place = next((item[k] for k in keys if item.get(k)), None)
        box = _rectangle(place) if place is not None else None
        if text.strip() and box:
            return (*box, text.strip())
    return None


def _rectangle(place: Any) -> tuple[float, float, float, float] | None:
    """Left, top, right, bottom of a box in any of the forms that recognisers give."""
    if isinstance(place, dict):
        low = {str(k).lower(): v for k, v in place.items()}
        if {"left", "top", "width", "height"} <= set(low):
            return low["left"], low["top"], low["left"] + low["width"], low["top"] + low["height"]
        if {"x", "y", "width", "height"} <= set(low):
            return low["x"], low["y"], low["x"] + low["width"], low["y"] + low["height"]
        return None
    if not isinstance(place, list) or not place:
        return None
    if all(isinstance(p, dict) for p in place):
        place = [[v for k, v in sorted(p.items()) if str(k).lower() in ("x", "y")] for p in place]
    numbers = [n for p in place for n in p] if all(isinstance(p, list) for p in place) else place
    if not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        return None
    if len(numbers) == 4:
        return numbers[0], numbers[1], numbers[2], numbers[3]
    if len(numbers) >= 8 and len(numbers) % 2 == 0:
        return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])
    return None
