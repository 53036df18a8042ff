"""Exports for other programs: each is what the other program reads, and nothing of a text acts in it."""

from __future__ import annotations

import datetime
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from handmade import HOSTILE, hostile_article, write_run
from jianbao import analyse
from jianbao.article import Article
from jianbao.cli import app
from jianbao.writing.ftm import write_ftm
from jianbao.writing.geojson import write_geojson
from jianbao.writing.jsonld import to_jsonld
from jianbao.writing.opensearch import write_opensearch
from jianbao.writing.tables import TABLES
from jianbao.writing.tei import write_tei
from jianbao.writing.xlsx import write_xlsx
from typer.testing import CliRunner

TEI = "{http://www.tei-c.org/ns/1.0}"


@pytest.fixture(scope="module")
def article() -> Article:
    text = "云岭县县委书记李明5月7日到郑州市调研。李明说：“要解决群众的痛点。”"
    found = analyse(text, title="李明到郑州市调研", date="2021-05-08", outlet="云岭日报", engine="crf")
    found.id = "a/1"
    return found


def lines(write: Any, *articles: Article) -> list[Any]:
    file = io.StringIO()
    write(articles, file)
    return [json.loads(line) for line in file.getvalue().splitlines()]


def test_a_workbook_has_dates_and_numbers_and_no_formulas(article: Article, tmp_path: Path) -> None:
    hostile = hostile_article(1, "=HYPERLINK(1)")
    hostile.outlet, hostile.id = "+1", "x" * 40_000
    counts = write_xlsx([article, hostile], tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == list(TABLES)
    assert counts["articles"] == 2
    rows = list(book["articles"].iter_rows(values_only=True))
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["date"] == datetime.datetime(2021, 5, 8)
    assert first["article_id"] == "a/1"
    assert isinstance(
        dict(zip(*list(book["mentions"].iter_rows(values_only=True))[:2], strict=True))["start"], int
    )
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert len(rows[2][0]) == 32_767


def test_bulk_lines_are_pairs_of_action_and_document(article: Article) -> None:
    action, document = lines(write_opensearch, article)
    assert action == {"index": {"_index": "jianbao", "_id": "a/1"}}
    assert document["people"] == ["李明"]
    assert document["posts"][0]["title"] == "县委书记" or document["posts"][0]["org"] == "云岭县县委"
    assert "郑州市" in document["places"]


def test_json_ld_names_people_with_their_posts(article: Article) -> None:
    found = to_jsonld(article)
    assert (found["@type"], found["@id"], found["datePublished"]) == (
        "NewsArticle",
        "urn:jianbao:a/1",
        "2021-05-08",
    )
    (person,) = [m for m in found["mentions"] if m["@type"] == "Person"]
    assert person["hasOccupation"][0]["roleName"]
    assert not found["articleBody"].startswith("李明到郑州市调研")


def test_memberships_tie_people_to_bodies(article: Article) -> None:
    rows = {row["schema"]: row for row in lines(write_ftm, article)}
    tie = rows["Membership"]["properties"]
    assert tie["member"] == [rows["Person"]["id"]]
    assert tie["organization"] == [rows["Organization"]["id"]]
    assert rows["Person"]["properties"]["proof"] == [rows["Article"]["id"]]


def test_places_are_features_with_the_code_of_their_division(article: Article) -> None:
    (found,) = lines(write_geojson, article, article)
    named = {feature["properties"]["name"]: feature for feature in found["features"]}
    assert named["郑州市"]["properties"]["adcode"].startswith("4101")
    assert named["郑州市"]["geometry"] is None
    assert named["郑州市"]["properties"]["articles"] == ["a/1"]


def test_tei_is_xml_with_names_and_dates(article: Article) -> None:
    file = io.StringIO()
    write_tei([article, *(hostile_article(n, text + "\x0b") for n, text in enumerate(HOSTILE))], file)
    root = ElementTree.fromstring(file.getvalue())
    first, *others = root.findall(f"{TEI}TEI")
    assert len(others) == len(HOSTILE)
    body = first.find(f"{TEI}text/{TEI}body")
    assert body is not None
    assert [e.text for e in body.iter(f"{TEI}persName")].count("李明") >= 2
    assert [e.get("when") for e in body.iter(f"{TEI}date")] == ["2021-05-07"]
    assert "".join(body.itertext()).replace("\n", "") == article.text.replace("\n", "")


def test_dates_without_a_year_keep_their_month_and_day() -> None:
    text = "青石镇8月2日至4日举行赛事，9月1日颁奖，今年3月筹备。赛事始于2020年12月31日22时。"
    undated = analyse(text, engine="fast")
    found = {row["text"]: row["edtf"] for row in TABLES["times"].rows(undated)}
    assert found == {
        "8月2日至4日": "XXXX-08-02/XXXX-08-04",
        "9月1日": "XXXX-09-01",
        "今年3月": None,
        "2020年12月31日22时": "2020-12-31T22:00:00",
    }
    file = io.StringIO()
    write_tei([undated], file)
    dates = {e.text: e.get("when") for e in ElementTree.fromstring(file.getvalue()).iter(f"{TEI}date")}
    assert dates["9月1日"] == "--09-01"  # as XML Schema writes it


@pytest.mark.parametrize(
    "format", ["jsonld", "opensearch", "ftm", "tei", "geojson", "w3c", "webanno", "xlsx"]
)
def test_the_command_writes_each(article: Article, tmp_path: Path, format: str) -> None:
    run = write_run(tmp_path / "run", [article])
    out = tmp_path / f"out.{format}"
    done = CliRunner().invoke(app, ["export", str(run), "--format", format, "-o", str(out)])
    assert done.exit_code == 0, done.output
    assert out.stat().st_size > 200
