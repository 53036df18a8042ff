"""PDF: one column after the other, with the font or without it."""

from __future__ import annotations

from pathlib import Path

import pytest
from jianbao import read
from jianbao.errors import ReadError
from jianbao.reading import read_pages
from paper import pdf_file, pdf_stream

PARAGRAPHS = (
    "本报讯 6月3日，全县教育工作会议在县文化中心召开，县委书记马文涛出席会议并讲话，县长周启明主持会议。",
    "会议要求，要聚焦群众反映的突出问题，加大教育投入，改善乡村学校办学条件，让每个孩子都能上好学。",
    "会议还表彰了全县教育系统先进集体和先进个人，并对下一阶段的工作作出部署。",
)


SONG = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    "utf-16-be",
)
HELVETICA = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    "ascii",
)  # comes with every PDF reader


def pdf(*pages: list[tuple[float, float, str]], font: tuple[bytes, str] = SONG) -> bytes:
    """A PDF of pages of (left, bottom, text), set at 10 points in a font that is not embedded.

    font: its object and the encoding of its text; SONG is seldom installed, HELVETICA always there.
    """
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (6 + 2 * i) for i in range(len(pages))), len(pages)),
        font[0],
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R /DW 1000 >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        b"/Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 >>",
    ]
    for number, rows in enumerate(pages):
        content = b"BT /F1 10 Tf\n" + b"".join(
            b"1 0 0 1 %.1f %.1f Tm <%s> Tj\n" % (x, y, text.encode(font[1]).hex().encode())
            for x, y, text in rows
        )
        content += b"ET"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 700] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (7 + 2 * number)
        )
        objects.append(pdf_stream(content))
    return pdf_file(objects)


def columns(*texts: str, top: float = 600, width: int = 18) -> list[tuple[float, float, str]]:
    """Each text wrapped to a column of its own, side by side."""
    rows = []
    for number, text in enumerate(texts):
        for row, at in enumerate(range(0, len(text), width)):
            rows.append((40 + 210.0 * number, top - 14 * row, text[at : at + width]))
    return rows


def test_a_pdf_is_read_column_by_column(tmp_path: Path) -> None:
    left, right = PARAGRAPHS[0] + PARAGRAPHS[1], PARAGRAPHS[2]
    path = tmp_path / "2021-06-04_01.pdf"
    path.write_bytes(pdf([(40, 650, "云岭县召开教育工作会议"), *columns(left, right)]))
    (page,) = read_pages(path)
    assert "".join(page.text.split()) == "".join(("云岭县召开教育工作会议" + left + right).split())
    assert (page.date, page.source.format) == ("2021-06-04", "pdf")
    (article,) = read(path)
    assert article.title == "云岭县召开教育工作会议"
    assert PARAGRAPHS[1] in article.text.replace("\n", "")


def test_each_page_of_a_pdf_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf([(40, 650, "要闻版")], [], [(40, 650, "综合版")]))
    errors: list[ReadError] = []
    pages = list(read_pages(path, on_error=errors.append))
    assert [(page.id, page.text) for page in pages] == [("paper-1", "要闻版"), ("paper-3", "综合版")]
    assert [str(error).split(": ", 1)[1] for error in errors] == [
        "page 2 has no text layer, and no picture to recognise: it is blank"
    ]


def test_a_pdf_of_many_pages_gives_all_of_them_in_order(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(*([(40, 650, f"第{number}号通告全文")] for number in range(1, 48))))
    assert [page.text for page in read_pages(path)] == [f"第{number}号通告全文" for number in range(1, 48)]


def test_a_damaged_pdf_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"%PDF-1.4\n" + b"\0garbage" * 50)
    with pytest.raises(ReadError, match=r"paper\.pdf: not a readable PDF"):
        list(read_pages(path))


def test_marks_that_are_set_one_by_one_stay_in_their_line(tmp_path: Path) -> None:
    text = '"yes",they-said-"early,fast."'
    rows = [(40 + 6.0 * i, 600, char) for i, char in enumerate(text)]
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(rows, font=HELVETICA))
    (page,) = read_pages(path)
    assert page.text == text


def test_columns_of_a_font_that_is_there_are_read_the_same_way(tmp_path: Path) -> None:
    left, right = "county.council.met.on.Monday.and.voted", "schools.open.again.after.the.holidays."
    rows = [(40, 650, "The headline"), *columns(left, right, width=10)]
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(rows, font=HELVETICA))
    (page,) = read_pages(path)
    assert "".join(page.text.split()) == "Theheadline" + left + right
