"""Newspaper pages set for tests: as PDF with a font of squares, whose marks are specks as those of real fonts are."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

SPECKS = {**dict.fromkeys("，。、；：", (100, -60, 300, 120)), **dict.fromkeys("“”‘’", (100, 620, 480, 800))}
INK = (60, -80, 940, 820)  # thousandths of the size, from the base line


@dataclass
class Sheet:
    """A page of 500 by 700 points; what is set on it is at (left, base line from the bottom)."""

    width: float = 500
    height: float = 700
    rows: list[tuple[float, float, float, str, int]] = field(default_factory=list)  # x, y, size, text, turn
    rotate: int = 0
    drawing: bytes = b""  # what is drawn besides, in the operators of PDF

    def line(
        self, x: float, y: float, text: str, size: float = 10, *, step: float = 0, turn: int = 0
    ) -> Sheet:
        """One line; with a ``step`` (in points) each character is set by itself."""
        if step:
            self.rows += [(x + step * i, y, size, char, turn) for i, char in enumerate(text)]
        else:
            self.rows.append((x, y, size, text, turn))
        return self

    def pieces(self, x: float, y: float, text: str, size: float = 10) -> Sheet:
        """One line whose marks are objects of their own."""
        for is_mark, run in itertools.groupby(text, lambda char: char in SPECKS):
            part = "".join(run)
            for char in part if is_mark else [part]:
                self.rows.append((x, y, size, char, 0))
                x += size * len(char)
        return self

    def column(
        self, x: float, y: float, lines: Iterable[str], size: float = 10, leading: float = 14
    ) -> Sheet:
        """Lines below each other; blanks at their start are room."""
        for i, text in enumerate(lines):
            bare = text.lstrip("　")
            if bare:
                self.rows.append((x + size * (len(text) - len(bare)), y - leading * i, size, bare, 0))
        return self

    def upright(self, x: float, y: float, text: str, size: float = 10, pitch: float = 10.5) -> Sheet:
        """A line from top to bottom, each character set by itself."""
        self.rows += [(x, y - pitch * i, size, char, 0) for i, char in enumerate(text)]
        return self


def wrap(text: str, width: int, *, indent: int = 2) -> list[str]:
    """Paragraphs (divided by line feeds) as the lines of a column, the first of each indented."""
    lines = []
    for paragraph in text.split("\n"):
        whole = "　" * indent + paragraph
        lines += [whole[i : i + width] for i in range(0, len(whole), width)]
    return lines


def columns(lines: Sequence[str], count: int) -> list[Sequence[str]]:
    """Lines in columns of equal height."""
    each = -(-len(lines) // count)
    return [lines[i : i + each] for i in range(0, len(lines), each)]


def pdf(*sheets: Sheet) -> bytes:
    """A PDF of these pages, in Type 3 fonts of up to 200 characters each."""
    chars = sorted({char for sheet in sheets for row in sheet.rows for char in row[3]})
    code = {char: divmod(i, 200) for i, char in enumerate(chars)}
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    fonts = [add(_font(chars[i : i + 200], add)) for i in range(0, len(chars), 200)]
    names = b" ".join(b"/F%d %d 0 R" % (i, ref) for i, ref in enumerate(fonts))
    pages = []
    for sheet in sheets:
        content = add(pdf_stream(sheet.drawing + b"".join(_show(row, code) for row in sheet.rows)))
        page = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font << %s >> >> >>"
        )
        pages.append(add(page % (sheet.width, sheet.height, sheet.rotate, content, names)))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (
        b" ".join(b"%d 0 R" % p for p in pages),
        len(pages),
    )
    return pdf_file(objects)


def _show(row: tuple[float, float, float, str, int], code: dict[str, tuple[int, int]]) -> bytes:
    x, y, size, text, turn = row
    a, b = ((1, 0), (0, 1), (-1, 0), (0, -1))[turn]
    out = b"BT %d %d %d %d %.2f %.2f Tm " % (a, b, -b, a, x, y)
    for font, run in itertools.groupby(text, lambda char: code[char][0]):
        out += b"/F%d %.2f Tf <%s> Tj " % (
            font,
            size,
            bytes(code[char][1] + 1 for char in run).hex().encode(),
        )
    return out + b"ET\n"


def _font(chars: Sequence[str], add) -> bytes:  # type: ignore[no-untyped-def]
    names, procs = [], []
    for i, char in enumerate(chars):
        left, low, right, high = SPECKS.get(char, INK)
        draw = b"1000 0 %d %d %d %d d1 %d %d %d %d re f" % (
            left, low, right, high, left, low, right - left, high - low,
        )  # fmt: skip
        names.append(b"/g%d" % i)
        procs.append(b"/g%d %d 0 R" % (i, add(pdf_stream(draw))))
    lines = b"\n".join(
        b"<%02x> <%s>" % (i + 1, char.encode("utf-16-be").hex().encode()) for i, char in enumerate(chars)
    )
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        b"1 begincodespacerange <00> <ff> endcodespacerange\n"
    )
    chunks = lines.split(b"\n")
    for i in range(0, len(chunks), 100):
        part = chunks[i : i + 100]
        cmap += b"%d beginbfchar\n%s\nendbfchar\n" % (len(part), b"\n".join(part))
    cmap += b"endcmap end end"
    unicode = add(pdf_stream(cmap))
    return (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 1000 900] /FontMatrix [0.001 0 0 0.001 0 0] "
        b"/FirstChar 1 /LastChar %d /Widths [%s] /Encoding << /Type /Encoding /Differences [1 %s] >> "
        b"/CharProcs << %s >> /ToUnicode %d 0 R /Resources << >> >>"
    ) % (len(chars), b" ".join([b"1000"] * len(chars)), b" ".join(names), b" ".join(procs), unicode)


def pdf_stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def pdf_file(objects: Sequence[bytes]) -> bytes:
    """A PDF of numbered objects, the first of them its catalogue."""
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(out),
    )  # fmt: skip
