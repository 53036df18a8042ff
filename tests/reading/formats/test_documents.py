"""HTML and PDF, read as a reader would: main text only, one column after the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from jianbao import read
from jianbao.errors import ReadError
from jianbao.reading import read_pages
from jianbao.reading.formats.reading_order import Box, reading_order

PARAGRAPHS = (
    "本报讯 6月3日，全县教育工作会议在县文化中心召开，县委书记马文涛出席会议并讲话，县长周启明主持会议。",
    "会议要求，要聚焦群众反映的突出问题，加大教育投入，改善乡村学校办学条件，让每个孩子都能上好学。",
    "会议还表彰了全县教育系统先进集体和先进个人，并对下一阶段的工作作出部署。",
)


def html(charset: str) -> bytes:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        "<title>云岭县召开教育工作会议</title></head><body>"
        "<div id='nav'><a href='/'>首页</a> <a href='/n'>新闻</a></div>"
        f"<article><h1>云岭县召开教育工作会议</h1>{body}</article><div class='footer'>版权所有</div></body></html>"
    )
    return page.encode("gbk" if charset == "gb2312" else charset)


@pytest.mark.parametrize(("charset", "reported"), [("utf-8", "utf-8"), ("gb2312", "gb18030")])
def test_html_gives_the_main_text_and_the_title(tmp_path: Path, charset: str, reported: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(html(charset))
    (page,) = read_pages(path)
    assert page.title == "云岭县召开教育工作会议"
    assert page.source.encoding == reported
    assert page.source.format == "html"
    assert all(p in page.text for p in PARAGRAPHS)
    assert "首页" not in page.text
    (article,) = read(path)
    assert article.title == "云岭县召开教育工作会议"


def test_html_that_lies_about_its_encoding_is_read_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(html("utf-8").replace(b"charset=utf-8", b"charset=big5"))
    (page,) = read_pages(path)
    assert PARAGRAPHS[1] in page.text


def test_html_without_text_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"<html><head><title>x</title></head><body></body></html>")
    with pytest.raises(ReadError, match=r"page\.html: no article text"):
        list(read_pages(path))


def pdf(*pages: list[tuple[float, float, str]]) -> bytes:
    """A PDF of pages of (left, bottom, text), set at 10 points in a font that is not embedded."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (6 + 2 * i) for i in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R /DW 1000 >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        b"/Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 >>",
    ]
    for number, rows in enumerate(pages):
        content = b"BT /F1 10 Tf\n" + b"".join(
            b"1 0 0 1 %.1f %.1f Tm <%s> Tj\n" % (x, y, text.encode("utf-16-be").hex().encode())
            for x, y, text in rows
        )
        content += b"ET"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 700] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (7 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(out),
    )  # fmt: skip


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
        "page 2 has no text layer; run a text recognition over it first"
    ]


def test_a_damaged_pdf_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"%PDF-1.4\n" + b"\0garbage" * 50)
    with pytest.raises(ReadError, match=r"paper\.pdf: no readable PDF"):
        list(read_pages(path))


def test_reading_order_takes_a_headline_over_two_columns_first() -> None:
    boxes = [
        Box(220, 100, 400, 110, "丙"), Box(10, 100, 200, 110, "乙"), Box(10, 150, 400, 170, "甲"),
        Box(10, 86, 200, 96, "乙二"), Box(220, 86, 400, 96, "丙二"),
    ]  # fmt: skip
    assert reading_order(boxes).split() == ["甲", "乙", "乙二", "丙", "丙二"]
    assert reading_order([]) == ""
