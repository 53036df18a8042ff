"""Files of many formats, made of two invented stories."""

from __future__ import annotations

import gzip
import io
import quopri
import tarfile
import zipfile

TITLE = "石桥镇蓄水池建成通水"
BODY = (
    "本报讯（记者 林晓峰）4月12日，石桥镇三座蓄水池全部建成通水，惠及六个行政村的四千多名群众，灌溉面积九千亩。",
    "镇长周启明介绍，三座蓄水池总库容一万八千立方米，配套管网二十三公里，投资六百四十万元。",
    "下一步，石桥镇将完善管护制度，做到“有人管、有钱修、用得久”，让工程长期发挥效益。",
)
OTHER = "南浦区加装电梯一站式办结"
OTHER_BODY = (
    "本报讯（记者 赵雪梅）9月3日，南浦区和平里小区的新电梯投入使用，八十户居民告别爬楼，审批只用了两个星期。",
    "区住建局负责人陈立新表示，全区已加装电梯一百二十六部，另有四十部正在施工，年内全部完工。",
)
TEXT = "\n".join([TITLE, *(f"　　{line}" for line in BODY)]) + "\n"


def web_page(inner: str, title: str = TITLE, head: str = "") -> str:
    start = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
    return f"{start}<body>{inner}</body></html>"


def story(title: str = TITLE, body: tuple[str, ...] = BODY, heading: str = "h1") -> str:
    return f"<{heading}>{title}</{heading}>" + "".join(f"<p>{line}</p>" for line in body)


def zipped(files: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w:gz") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def docx(paragraphs: list[tuple[str, str]], table: list[list[str]] | None = None) -> bytes:
    """A Word document; each paragraph with the id of its style, ``1`` being that of the first heading."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def paragraph(style: str, text: str) -> str:
        named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"

    body = "".join(paragraph(style, text) for style, text in paragraphs)
    if table:
        cells = ("".join(f"<w:tc>{paragraph('', text)}</w:tc>" for text in row) for row in table)
        body += "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
    styles = f'<w:styles {space}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    styles += '<w:style w:styleId="2"><w:name w:val="heading 2"/></w:style></w:styles>'
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document {space}><w:body>{body}</w:body></w:document>'
    )
    return zipped(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": document, "word/styles.xml": styles}
    )


def xlsx(rows: list[list[str | float]]) -> bytes:
    """An Excel file of one sheet; numbers are shown as dates."""

    def cell(row: int, column: int, value: str | float) -> str:
        place = f"{chr(65 + column)}{row}"
        if isinstance(value, str):
            return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
        return f'<c r="{place}" s="1"><v>{value}</v></c>'

    lines = "".join(
        f'<row r="{n}">' + "".join(cell(n, c, value) for c, value in enumerate(row)) + "</row>"
        for n, row in enumerate(rows, 1)
    )
    sheet = '<sheet name="报纸" sheetId="1" r:id="r1"/>'
    link = '<Relationship Id="r1" Target="worksheets/sheet1.xml"/>'
    return zipped(
        {
            "xl/workbook.xml": f'<workbook xmlns:r="r"><sheets>{sheet}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f"<Relationships>{link}</Relationships>",
            "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{lines}</sheetData></worksheet>",
        }
    )


def epub(chapters: list[str]) -> bytes:
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>"
    container = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    files: dict[str, str | bytes] = {"mimetype": "application/epub+zip", "META-INF/container.xml": container}
    files["OPS/book.opf"] = package
    return zipped(files | {f"OPS/c{n}.xhtml": chapter for n, chapter in enumerate(chapters)})


def mhtml(page: str, address: str) -> bytes:
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="PART"\r\n\r\n--PART\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {address}\r\n\r\n"
    )
    return head.encode() + quopri.encodestring(page.encode()) + b"\r\n--PART--\r\n"


def warc(pages: list[tuple[str, bytes]], *, packed: bool = False) -> bytes:
    """A WARC file: a record about the file, then a response for each address."""
    records = [b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\ninfo\r\n\r\n"]
    for address, page in pages:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        records.append(head.encode() + http + b"\r\n\r\n")
    return b"".join(gzip.compress(record) if packed else record for record in records)


def columns_of(text: str, width: int = 20) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


BLOCKS = (
    ("b1", [TITLE]),
    ("b2", [line for text in BODY for line in columns_of("　　" + text)]),
    ("b3", [OTHER]),
    ("b4", [line for text in OTHER_BODY for line in columns_of("　　" + text)]),
)


def alto() -> str:
    blocks = ""
    for name, lines in BLOCKS:
        words = ("".join(f'<String CONTENT="{ch}"/><SP/>' for ch in line) for line in lines)
        blocks += (
            f'<TextBlock ID="{name}">'
            + "".join(f"<TextLine>{line}</TextLine>" for line in words)
            + "</TextBlock>"
        )
    space = "http://www.loc.gov/standards/alto/ns-v3#"
    return f'<alto xmlns="{space}"><Layout><Page><PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>'


def page_xml() -> str:
    """PAGE: the regions stand in another order than they are read in."""
    order = "".join(
        f'<RegionRefIndexed index="{n}" regionRef="{name}"/>' for n, (name, _) in enumerate(BLOCKS)
    )
    regions = ""
    for name, lines in reversed(BLOCKS):
        texts = (f"<TextLine><TextEquiv><Unicode>{line}</Unicode></TextEquiv></TextLine>" for line in lines)
        regions += f'<TextRegion id="{name}">{"".join(texts)}</TextRegion>'
    space = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
    ordered = f"<ReadingOrder><OrderedGroup>{order}</OrderedGroup></ReadingOrder>"
    return f'<PcGts xmlns="{space}"><Page>{ordered}{regions}</Page></PcGts>'


def hocr() -> str:
    areas = ""
    for _, lines in BLOCKS:
        words = ("".join(f'<span class="ocrx_word">{ch}</span> ' for ch in line) for line in lines)
        areas += (
            '<div class="ocr_carea">'
            + "".join(f'<span class="ocr_line">{line}</span>' for line in words)
            + "</div>"
        )
    head = '<head><meta name="ocr-system" content="tesseract"/></head>'
    return f'<?xml version="1.0"?><html>{head}<body><div class="ocr_page">{areas}</div></body></html>'


def mets() -> str:
    """An issue of two articles on the page alto/p1.xml."""
    articles = ""
    for label, names in ((TITLE, ("b1", "b2")), (OTHER, ("b3", "b4"))):
        areas = "".join(f'<fptr><area FILEID="f1" BEGIN="{name}"/></fptr>' for name in names)
        articles += f'<div TYPE="article" LABEL="{label}">{areas}</div>'
    about = "<dmdSec><mods><title>云岭日报</title><dateIssued>2022-04-13</dateIssued></mods></dmdSec>"
    files = '<fileSec><file ID="f1"><FLocat xlink:href="alto/p1.xml"/></file></fileSec>'
    return (
        f'<mets xmlns:xlink="http://www.w3.org/1999/xlink">{about}{files}'
        f'<structMap TYPE="LOGICAL"><div TYPE="issue">{articles}</div></structMap></mets>'
    )
