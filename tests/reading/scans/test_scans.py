"""Scans: what a picture gives, with the recognition (extra ocr) and without it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from jianbao import read
from jianbao.errors import ReadError
from jianbao.reading import read_pages
from jianbao.reading.formats import pdf as pdf_format
from jianbao.reading.formats import scan
from jianbao.reading.scans import engine
from paper import Sheet, pdf

DATA = Path(__file__).parents[2] / "data" / "scans"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)

needs_ocr = pytest.mark.skipif(not engine.is_installed(), reason="needs the extra ocr")


def errors_of(path: Path, **options: Any) -> list[str]:
    found: list[ReadError] = []
    assert list(read_pages(path, on_error=found.append, **options)) == []
    return [str(error) for error in found]


def test_without_the_extra_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (scan, pdf_format):
        monkeypatch.setattr(module, "is_installed", lambda: False)
    picture, paper = tmp_path / "a.png", tmp_path / "b.pdf"
    picture.write_bytes(PNG)
    paper.write_bytes(_drawn())
    assert "pip install 'jianbao[ocr]'" in errors_of(picture)[0]
    (message,) = errors_of(paper)
    assert "page 1 has no text layer" in message
    assert "pip install 'jianbao[ocr]'" in message


def test_never_means_never(tmp_path: Path) -> None:
    picture, paper = tmp_path / "a.jpg", tmp_path / "b.pdf"
    picture.write_bytes(PNG)
    paper.write_bytes(_drawn())
    assert errors_of(picture, ocr="never") == [
        f"{picture}: a picture, and --ocr never forbids to recognise its text"
    ]
    assert errors_of(paper, ocr="never")[0].endswith(
        "has no text layer; leave --ocr never away to recognise its text"
    )


@pytest.mark.parametrize(
    "head",
    [
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"II*\0",
        b"MM\0*",
        b"GIF89a",
        b"BM",
        b"RIFF\x24\0\0\0WEBPVP8 ",
    ],
)
def test_a_picture_is_told_by_its_first_bytes(tmp_path: Path, head: bytes) -> None:
    for name in ("a", "b.txt", "c.png"):
        path = tmp_path / name
        path.write_bytes(head + bytes(40))
        assert errors_of(path, ocr="never") == [
            f"{path}: a picture, and --ocr never forbids to recognise its text"
        ]


def test_pictures_in_archives_and_folders_go_the_same_way(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.png").write_bytes(PNG)
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("01.jpg", PNG)
        archive.writestr("02.pdf", _drawn())
    assert errors_of(folder, ocr="never") == [
        f"{folder}/a.png: a picture, and --ocr never forbids to recognise its text",
        f"{folder}/b.zip!01.jpg: a picture, and --ocr never forbids to recognise its text",
        f"{folder}/b.zip!02.pdf: page 1 has no text layer; leave --ocr never away to recognise its text",
    ]


def _drawn() -> bytes:
    """A PDF page with a drawing and no text."""
    return pdf(Sheet(drawing=b"100 100 200 300 re f "))


@needs_ocr
def test_a_damaged_picture_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(PNG)
    assert errors_of(path)[0].startswith(f"{path}: not a readable picture")


@needs_ocr
def test_a_picture_without_text_is_an_error(tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "a.png"
    Image.new("L", (300, 200), 255).save(path)
    assert "no text is found in the picture" in errors_of(path)[0]


@needs_ocr
def test_a_scanned_page_becomes_articles() -> None:
    """One page: slanted by a degree, a head, a headline over two columns."""
    seen: list[tuple[str, int, int]] = []
    (page,) = read_pages(DATA / "2021-03-07_02.png", on_page=lambda *args: seen.append(args))
    assert seen == [(str(DATA / "2021-03-07_02.png"), 1, 1)]
    assert page.source.format == "scan"
    assert all(line.score is not None and 0 < line.score <= 1 for line in page.printed)
    (article,) = _articles(page)
    assert article.title == "云岭县召开春耕生产工作会议"
    assert article.date == "2021-03-07"
    assert article.bylines[0].name == "王小红"
    texts = [article.text[b.start : b.end] for b in article.blocks_of("paragraph")]
    assert [text[:3] for text in texts] == ["本报讯", "会议提", "据介绍"]
    head = next(line for line in article.printed if line.kind == "headline")
    left, top, right, bottom = head.box
    assert 0 < left < right <= page.source.width
    assert 0 < top < bottom < page.source.height / 3


def _articles(page: Any) -> list[Any]:
    from jianbao.reading import split_page

    return split_page(page)


@needs_ocr
def test_a_tiff_of_two_pages_and_a_scan_in_a_pdf(tmp_path: Path) -> None:
    from PIL import Image

    picture = Image.open(DATA / "2021-03-07_02.png").convert("L")
    strip = picture.crop((0, 60, picture.width, 330))  # head and headline
    strip.save(tmp_path / "a.tif", save_all=True, append_images=[strip])
    strip.save(tmp_path / "b.pdf", resolution=150)
    found = list(read_pages([tmp_path / "a.tif", tmp_path / "b.pdf"]))
    assert [page.id for page in found] == ["a-1", "a-2", "b"]
    assert all("春耕生产" in page.text for page in found)
    assert next(read(tmp_path / "b.pdf", ocr="auto")).printed[0].page == 1
