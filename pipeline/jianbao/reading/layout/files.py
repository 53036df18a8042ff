"""Many articles in one text file: what files put between them, and what they say before each.

Rules (``=====``), labelled fields (标题：), the imprint of the People's Daily behind an article, heads of database
exports (云岭日报 | 2021-03-07 | A02), bullets before the items of old papers. What the lines of an article itself are
is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from jianbao.language.expressions import any_of
from jianbao.language.width import fold
from jianbao.reading.bylines.credits import is_credit_line
from jianbao.reading.formats.dates import parse_date
from jianbao.reading.layout.furniture import header_date
from jianbao.reading.layout.lines import TERMINAL, Line
from jianbao.resources import rows

_DATA = "export_lines.tsv"
_LABEL = re.compile(r"[【\[<{]?\s*([一-鿿A-Za-z](?:\s?[一-鿿A-Za-z]){1,9})\s*(?:[】\]>}]\s*[::]?|[::])\s*")
_IMPRINT = re.compile(
    r"[《(]?\s*([^《》()\s,。]{2,12}[报刊讯])\s*[》)]?\s*[,(]?\s*(\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?)"
    r"\s*,?\s*(?:星期.|周.)?\s*,?\s*(?:第?\s*([A-Z]?\d{1,3})\s*版?)?\s*\)?[^一-鿿]{0,3}(?:要闻|[一-鿿]{2,4}版?)?\)?\Z"
)
_DATED = re.compile(
    r"\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?|\d{1,2}:\d{2}(?::\d{2})?|(?:星期|周)[一二三四五六日天]"
)
_LABELS = re.compile(
    r"(?:发布|发表|发稿|刊发|更新|出版|见报)?(?:时间|日期)\s*:?|(?:作者|记者|编辑|责编|点击|浏览)\s*:\s*\S*"
)
_LONGEST_RULE = 120  # characters: a longer line is one where it repeats one sign
_SHORTEST_ROW = 4  # ... and so is a shorter one, of more than these
_SAID = set("。!?….,、")  # signs that stand for what is said: ...... is no rule
_TITLE_DATED = re.compile(r"[^,。;:]{4,40}?(?=\s*[(\[【](\d{4}[^()\[\]【】]{2,16})[)\]】]\Z)")
_PAPER = re.compile(r"[报刊网台讯社版]\Z")
_SHORT_TITLE = 30  # characters of a headline behind a bullet
_NEAR = 8  # lines in which labels of one record follow each other

Fields = dict[str, str]
Role = Literal["", "rule", "line", "title", "field", "text", "imprint"]


@dataclass(slots=True)
class Part:
    """One article of a file: its lines, which of them are furniture or headline for certain, and its fields."""

    lines: list[Line] = field(default_factory=list)
    fixed: dict[int, Literal["headline", "furniture", "table"]] = field(
        default_factory=dict
    )  # by index of the line
    fields: Fields = field(default_factory=dict)
    alone: bool = False  # one article and no more: its title is named


def parts_of(lines: Sequence[Line]) -> list[Part]:
    """The lines of a file, article by article where the file itself parts them; one part where it does not.

    Every line is in one part, in order; a line may be cut in two (label and value).
    """
    cut = _titles_apart([piece for line in lines for piece, _ in imprinted(line)])
    if _is_labelled(cut):
        return _labelled_parts(cut)
    return _ruled_parts(cut)


def _titles_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines, with a date in brackets behind a headline, 春耕会召开（2021年3月7日）, as a line of its own."""
    out: list[Line] = []
    for i, line in enumerate(lines):
        match = _TITLE_DATED.match(line.text)
        heads = (
            match is not None
            and header_date(match[1]) is not None
            and not _PAPER.search(match[0])
            and i + 1 < len(lines)
            and _is_text(lines[i + 1])
            and _is_free(lines, i)
        )
        out += _cut(line, match.end()) if match and heads else [line]
    return out


def is_rule(text: str) -> bool:
    """Whether a folded line is nothing but a rule: ====, * * *, ————.

    >>> is_rule("======"), is_rule("* * *"), is_rule("——记云岭县")
    (True, True, False)
    """
    signs = set(text) - {" "}
    if len(signs) == 1 and len(text) > _SHORTEST_ROW:
        return not (signs & _SAID or next(iter(signs)).isalnum())
    if len(text) > _LONGEST_RULE:
        return False
    return bool(_rule().fullmatch(text)) and len(text.replace(" ", "")) >= 3


def imprint(text: str) -> Fields:
    """The fields of an imprint: 《云岭日报》（2021年03月07日 第 01 版）; empty where it is none.

    >>> imprint("《云岭日报》(2021年03月07日 第 01 版)")
    {'outlet': '云岭日报', 'date': '2021-03-07', 'page': '01'}
    """
    match = _IMPRINT.fullmatch(text)
    if match is None or not (match[3] or text[0] in "《("):
        return {}
    found = {"outlet": match[1], "date": header_date(match[2]) or "", "page": match[3] or ""}
    return {name: value for name, value in found.items() if value}


def imprinted(line: Line) -> list[tuple[Line, Fields]]:
    """The line, cut before an imprint at its end: each piece with the fields of the imprint, if it is one."""
    if fields := imprint(line.text):
        return [(line, fields)]
    opening = line.text.rfind("《")
    if opening > 0 and (fields := imprint(line.text[opening:])):
        pieces = _cut(line, opening)
        return [(piece, fields if n == 1 else {}) for n, piece in enumerate(pieces)]
    return [(line, {})]


def _cut(line: Line, at: int) -> list[Line]:
    """The line in two at ``at``; blanks between are in neither."""
    before: list[tuple[int, int]] = []
    behind: list[tuple[int, int]] = []
    passed = 0
    for start, end in line.runs:
        size = end - start
        here = min(max(at - passed, 0), size)
        if here:
            before.append((start, start + here))
        if here < size:
            behind.append((start + here, end))
        passed += size
    head, tail = line.text[:at], line.text[at:]
    cut_head, cut_tail = len(head) - len(head.rstrip()), len(tail) - len(tail.lstrip())
    before = _shortened(before, cut_head, end=True)
    behind = _shortened(behind, cut_tail, end=False)
    made = []
    if before and head.strip():
        made.append(Line(before, head.rstrip(), line.indent, line.blanks))
    if behind and tail.strip():
        made.append(Line(behind, tail.lstrip(), line.indent and not made, 0 if made else line.blanks))
    return made or [line]


def _shortened(runs: list[tuple[int, int]], by: int, *, end: bool) -> list[tuple[int, int]]:
    out = list(runs)
    while by and out:
        start, stop = out[-1] if end else out[0]
        take = min(by, stop - start)
        kept = (start, stop - take) if end else (start + take, stop)
        by -= take
        out[-1 if end else 0] = kept
        if kept[0] == kept[1]:
            out.pop(-1 if end else 0)
    return out


# Labelled fields


def _label_of(line: Line) -> tuple[str, int]:
    """The field that a line's label names, and where its value begins; "" where there is none."""
    match = _LABEL.match(line.text)
    name = re.sub(r"\s", "", match[1]).lower() if match else ""
    return (_labels().get(name, ""), match.end()) if match else ("", 0)


def _is_labelled(lines: Sequence[Line]) -> bool:
    """Whether a file gives its articles in labelled fields: a title, and near it another field."""
    named = [_label_of(line)[0] for line in lines]
    for i, name in enumerate(named):
        if name == "title" and {"date", "text", "outlet", "author"} & set(
            named[max(0, i - _NEAR) : i + _NEAR]
        ):
            return True
    return False


def _labelled_parts(lines: Sequence[Line]) -> list[Part]:
    parts = [Part()]
    in_text = False
    for line in lines:
        name, at = _label_of(line)
        part = parts[-1]
        if is_rule(line.text) or _export_line().fullmatch(line.text.lower()):
            part.fixed[len(part.lines)] = "furniture"
            part.lines.append(line)
            continue
        opens = name not in ("", "text", "other") and not (in_text and name in ("author", "date", "section"))
        if opens and (
            name in part.fields or (in_text and name == "title") or (in_text and part.alone and _heads(name))
        ):
            parts.append(Part())
            part, in_text = parts[-1], False
        if name and (not in_text or name == "text"):
            _take_field(part, line, name, at)
            in_text = in_text or name == "text"
        else:
            if not name and part.alone and "title" in part.fields:
                in_text = True
            part.lines.append(line)
    return [part for part in parts if part.lines]


def _heads(name: str) -> bool:
    return name in ("outlet", "page", "kicker")


def _take_field(part: Part, line: Line, name: str, at: int) -> None:
    """Add a labelled line: its label as furniture, its value as what it is."""
    pieces = _cut(line, at) if 0 < at < len(line.text) else [line]
    value = line.text[at:].strip()
    if name in ("title", "kicker", "subtitle"):
        if len(pieces) == 2:
            part.fixed[len(part.lines)] = "furniture"
            part.fixed[len(part.lines) + 1] = "headline" if name == "title" else "furniture"
        else:
            part.fixed[len(part.lines)] = "furniture"
        part.lines += pieces
        part.alone = part.alone or (name == "title" and bool(value))
    elif name == "text":
        part.fixed[len(part.lines)] = "furniture"
        part.lines += pieces
    elif name == "author":
        part.lines.append(line)  # a line of credits says more than its value
    else:
        part.fixed[len(part.lines)] = "furniture"
        part.lines.append(line)
    if value:
        part.fields.setdefault(name, value)


# Rules, imprints, heads of exports, bullets


def _ruled_parts(lines: Sequence[Line]) -> list[Part]:
    bulleted = _bulleted(lines)
    exported = {
        i for i, line in enumerate(lines) if i and _export_head(line.text) and _is_title(lines[i - 1])
    }
    exported |= _dated(lines)
    leading = _dated_before(lines)
    parts = [Part()]
    has_text = False
    for i, line in enumerate(lines):
        part = parts[-1]
        rule = is_rule(line.text)
        export = bool(_export_line().fullmatch(line.text.lower()))
        fields = line_fields(line.text)
        heads = i in bulleted or i + 1 in exported or i in leading
        if heads and (
            has_text or "headline" in part.fixed.values() or (i in bulleted and len(part.lines) == 1)
        ):
            parts.append(Part())
            part, has_text = parts[-1], False
        if rule or export or fields or i in exported or i in leading:
            part.fixed[len(part.lines)] = "furniture"
            part.lines.append(line)
            if (rule or (imprint(line.text) and i not in exported)) and has_text:
                parts.append(Part())
                has_text = False
            continue
        if i in bulleted:
            pieces = _cut(line, 1)
            if len(pieces) == 2:
                part.fixed[len(part.lines)] = "furniture"
            part.fixed[len(part.lines) + len(pieces) - 1] = "headline"
            part.lines += pieces
            continue
        if i + 1 in exported or i - 1 in leading:
            part.fixed[len(part.lines)] = "headline"
        part.lines.append(line)
        has_text = has_text or len(line) > 46 or (len(part.lines) > 1 and bool(TERMINAL.search(line.text)))
    return _joined([part for part in parts if part.lines])


def _joined(parts: Sequence[Part]) -> list[Part]:
    """The parts; one of furniture alone, or of a few words without a sentence, belongs to the one before."""
    out: list[Part] = []
    if (
        len(parts) > 1 and _is_short(parts[0]) and "headline" in parts[1].fixed.values()
    ):  # the name of a section
        first, second = parts[0], parts[1]
        second.fixed = {i + len(first.lines): kind for i, kind in second.fixed.items()}
        second.fixed |= dict.fromkeys(range(len(first.lines)), "furniture")
        second.lines[:0] = first.lines
        parts = parts[1:]
    for part in parts:
        if out and _is_short(part):
            before = out[-1]
            before.fixed |= {i + len(before.lines): kind for i, kind in part.fixed.items()}
            before.lines += part.lines
        else:
            out.append(part)
    return out


def _is_short(part: Part) -> bool:
    """Whether a part is furniture alone, or a few words without a sentence."""
    said = "".join(line.text for i, line in enumerate(part.lines) if part.fixed.get(i) != "furniture")
    return len(said) < 40 and not re.search("[。!?]", said) and "headline" not in part.fixed.values()


def line_fields(text: str) -> Fields:
    """The fields that a line of the file itself gives: an imprint, or the head of a database's article."""
    return imprint(text) or _export_head(text) or date_line(text)


def date_line(text: str) -> Fields:
    """The fields of a line that dates an article and says little more: 2021-03-07 08:30 来源:云岭日报 A02版.

    >>> date_line("(2021年3月7日 云岭日报)"), date_line("2021年3月7日,云岭县召开会议。")
    ({'date': '2021-03-07', 'outlet': '云岭日报'}, {})
    """
    date = header_date(text)
    if date is None or len(text) > 60 or re.search("[。;!?]", text):
        return {}
    found: Fields = {"date": date}
    rest = _DATED.sub(" ", text)
    if page := re.search(r"第?\s*([A-Z]?\d{1,3})\s*版", rest):
        found["page"] = page[1]
        rest = rest.replace(page[0], " ")
    if source := re.search(r"(?:来源|稿源|出处)\s*:\s*([^\s,:]{2,16})", rest):
        found["outlet"] = source[1]
        rest = rest.replace(source[0], " ")
    rest = re.sub(r"[\s()\[\]【】《》|:/,-]+", " ", _LABELS.sub(" ", rest)).strip()
    if "outlet" not in found and (paper := re.search(r"[^\s\d]{2,12}[报刊网]\b", rest)):
        found["outlet"] = paper[0]
    return found if len(rest) <= 16 else {}


def _dated(lines: Sequence[Line]) -> set[int]:
    """Where a date stands below a headline and above a text, twice or more: so a file dates its articles."""
    found = {
        i
        for i in range(1, len(lines) - 1)
        if date_line(lines[i].text)
        and _is_title(lines[i - 1])
        and _is_text(lines[i + 1])
        and _is_free(lines, i - 1)
    }
    return found if len(found) > 1 else set()


def _dated_before(lines: Sequence[Line]) -> set[int]:
    """The same with the date above the headline."""
    found = {
        i
        for i in range(len(lines) - 2)
        if not imprint(lines[i].text)
        and date_line(lines[i].text)
        and _is_title(lines[i + 1])
        and _is_text(lines[i + 2])
        and _is_free(lines, i)
    }
    return found if len(found) > 1 else set()


def _is_text(line: Line) -> bool:
    return len(line) > 25 or bool(TERMINAL.search(line.text))


def _is_free(lines: Sequence[Line], at: int) -> bool:
    """Whether an article may begin at a line: nothing stands before it that it could go on with."""
    before = lines[at - 1].text if at else ""
    return (
        not before
        or bool(lines[at].blanks)
        or bool(TERMINAL.search(before))
        or not re.search("[一-鿿]", before)
        or bool(imprint(before) or _export_line().fullmatch(before.lower()))
    )


def _is_title(line: Line) -> bool:
    """Whether a line can be the headline above the head of a database's article."""
    return (
        4 <= len(line) <= 60
        and line.text[-1] not in "。;,"
        and not date_line(line.text)
        and not is_rule(line.text)
    )


def _export_head(text: str) -> Fields:
    """The fields of the head of a database's article: 云岭日报 | 2021-03-07 | A02 | 要闻."""
    pieces = [piece.strip() for piece in re.split(r"[|│丨]", text) if piece.strip()]
    if len(pieces) < 2 or len(text) > 100:
        return {}
    found: Fields = {}
    for piece in pieces:
        if "date" not in found and (date := header_date(piece)) and len(piece) <= 24:
            found["date"] = date
        elif match := re.fullmatch(r"(?:第?\s*)([A-Z]{0,2}\d{1,3})\s*版?", piece):
            found["page"] = match[1]
        elif "outlet" not in found and re.fullmatch(r"[^\d,。]{2,16}(?:\(\d+字?\))?", piece):
            found["outlet"] = re.sub(r"\(.*", "", piece).strip()
        else:
            found.setdefault("section", piece)
    return found if "date" in found else {}


def _bulleted(lines: Sequence[Line]) -> set[int]:
    """Where short headlines behind bullets stand, each with a longer text of its own behind it: old papers."""
    marked = [i for i, line in enumerate(lines) if _bullet().match(line.text) and len(line) > 2]
    found = []
    for i in marked:
        text = lines[i].text[1:].strip()
        behind = lines[i + 1] if i + 1 < len(lines) else None
        plain = not re.search(r"[,。;:!?、]", text) and len(text) <= _SHORT_TITLE and not is_credit_line(text)
        if plain and behind is not None and not _bullet().match(behind.text) and len(behind) > len(text):
            found.append(i)
    return set(found) if len(found) >= 2 and len(found) == len(marked) else set()


def date_of(fields: Fields) -> str | None:
    """The date among the fields of a part as YYYY[-MM[-DD]]; None where there is none that can be read."""
    value = fold(fields.get("date", "")).strip()
    if not value:
        return None
    if date := header_date(value):
        return date
    try:
        return parse_date(value)
    except ValueError:
        return None


@cache
def _labels() -> dict[str, str]:
    return {label: name for name, label in rows("field_labels.tsv")}


@cache
def _rule() -> re.Pattern[str]:
    return re.compile(any_of(_DATA, "rule"), re.I)


@cache
def _export_line() -> re.Pattern[str]:
    return re.compile(any_of(_DATA, "line"))


@cache
def _bullet() -> re.Pattern[str]:
    return re.compile(any_of(_DATA, "bullet"))
