"""``make bench-pdf``: memory while a PDF of many pages is read; it should not grow with the pages.

python -m benchmarks.long_pdf [--pages 300] [--scanned --font FONT.otf] [--recognition]

The pages are set from the sample page in ``corpus``, each of other lines. Scanned ones are pictures; without
``--recognition`` the models are replaced by fixed lines, and what is measured is all the rest: drawing, setting
straight, cutting, layout.
"""

from __future__ import annotations

import io
import itertools
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from jianbao.reading import read_pages
from jianbao.reading.scans import recognise
from rich.console import Console
from rich.table import Table

SAMPLE = Path(__file__).parents[1] / "corpus" / "2021-05_gaoxin-shibao.txt"
SHOWN = (1, 10, 30, 100, 200, 300)
console = Console(highlight=False)


def lines_of(pages: int) -> Iterator[list[str]]:
    """The lines of each page: two columns of 45 lines of 20 characters."""
    text = "".join(SAMPLE.read_text("utf-8").split())
    for number in range(pages):
        at = 37 * number % len(text)
        turned = text[at:] + text[:at]
        yield [turned[20 * i : 20 * i + 20] for i in range(90)]


def text_pdf(pages: int) -> bytes:
    """A PDF with a text layer, in a font that is not embedded."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    objects.append(
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>"
    )
    objects.append(
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R>>"
    )
    objects.append(
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
    )
    kids = []
    for lines in lines_of(pages):
        parts = [b"BT /F 10 Tf"]
        for i, line in enumerate(lines):
            x, y = 50 + 220 * (i // 45), 780 - 16 * (i % 45)
            parts.append(f"1 0 0 1 {x} {y} Tm <{line.encode('utf-16-be').hex()}> Tj".encode())
        stream = b"\n".join([*parts, b"ET"])
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(b"%d 0 R" % k for k in kids))
    return written(objects)


def written(objects: Sequence[bytes]) -> bytes:
    """A PDF file of these objects, the first its catalogue."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    at = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, at))
    return out.getvalue()


def scanned_pdf(pages: int, font: Path) -> bytes:
    """A PDF whose pages are pictures."""
    from PIL import Image, ImageDraw, ImageFont

    face = ImageFont.truetype(str(font), 28)

    def drawn() -> Iterator[Any]:
        for lines in lines_of(pages):
            picture = Image.new("L", (1400, 2339), 250)
            pen = ImageDraw.Draw(picture)
            for i, line in enumerate(lines):
                pen.text((100 + 640 * (i // 45), 100 + 45 * (i % 45)), line, font=face, fill=20)
            yield picture

    out, pictures = io.BytesIO(), drawn()
    next(pictures).save(out, "PDF", resolution=200, save_all=True, append_images=pictures)
    return out.getvalue()


class FixedLines:
    """Stands for the recognition: two columns of lines, all of one text."""

    def find(self, picture: Any) -> Any:
        """The corners of 90 lines."""
        import numpy as np

        corners = []
        for i in range(90):
            left, top = 100 + 640 * (i // 45), 100 + 45 * (i % 45)
            corners.append([(left, top), (left + 560, top), (left + 560, top + 40), (left, top + 40)])
        return np.array(corners, np.float32)

    def recognise(self, lines: Sequence[Any]) -> list[tuple[str, float]]:
        """One text for each line."""
        return [("云岭县今天召开春耕生产工作会议部署农业", 0.99)] * len(lines)


def resident() -> float:
    """Megabytes that this process has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def main(
    pages: Annotated[int, typer.Option(help="How many pages.")] = 300,
    scanned: Annotated[bool, typer.Option("--scanned", help="Pages are pictures.")] = False,
    font: Annotated[Path | None, typer.Option(help="A Chinese font, for --scanned.")] = None,
    recognition: Annotated[bool, typer.Option("--recognition", help="With the models.")] = False,
) -> None:
    """Read a PDF of many pages, and say how much memory there is after some of them."""
    if scanned and font is None:
        raise typer.BadParameter("--scanned needs --font")
    if scanned and not recognition:
        fixed = FixedLines()
        recognise.recogniser = lambda: fixed  # type: ignore[assignment]
    table = Table("page", "resident MB", "peak MB", "characters", "s")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "2021-05-07_01.pdf"
        path.write_bytes(scanned_pdf(pages, font) if scanned and font else text_pdf(pages))
        size = path.stat().st_size / 1e6
        began, characters = time.perf_counter(), 0
        for number, page in zip(itertools.count(1), read_pages(path), strict=False):
            characters += len(page.text)
            if number in SHOWN or number == pages:
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                seconds = time.perf_counter() - began
                table.add_row(
                    str(number), f"{resident():.0f}", f"{peak:.0f}", f"{characters:,}", f"{seconds:.1f}"
                )
    console.print(f"{pages} pages, {size:.1f} MB")
    console.print(table)


if __name__ == "__main__":
    typer.run(main)
