"""Tables and JSON of other people: columns by known names or by --columns, nested and broken records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.feather
import pytest
from jianbao.errors import ConfigError
from jianbao.reading.formats.columns import parse_columns
from made_files import BODY, OTHER, OTHER_BODY, TITLE
from reading_of import found

TEXT = "\n".join(BODY)


@pytest.mark.parametrize(
    "name",
    [
        "content",
        "正文",
        "内容",
        " text",
        "Text",
        "text_clean",
        "articleBody",
        "content_text",
        "全文",
        "Abstract",
    ],
)
def test_a_column_of_text_by_a_known_name(tmp_path: Path, name: str) -> None:
    record = {"标题": TITLE, "发布时间": "2022-04-13 08:30", name: TEXT, "作者": "何静", "来源": "云岭日报"}
    record |= {"版次": "A02", "引题": "引水上山"}
    result = found(tmp_path, "a.jsonl", json.dumps(record, ensure_ascii=False))
    article = result.article
    assert (article.title, article.date, article.outlet) == (TITLE, "2022-04-13", "云岭日报")
    assert (article.page_label, article.kicker) == ("A02", "引水上山")
    assert result.body() == list(BODY)
    assert f"text={name}" in result.notes[0]


def test_names_made_of_two_words(tmp_path: Path) -> None:
    record = {
        "报道正文": TEXT,
        "稿件标题": TITLE,
        "刊登时间": "2022-04-13",
        "报刊名称": "云岭日报",
        "稿件作者": "何静",
    }
    article = found(tmp_path, "a.json", json.dumps([record], ensure_ascii=False)).article
    assert (article.title, article.date, article.outlet) == (TITLE, "2022-04-13", "云岭日报")


def test_the_author_of_a_record_is_its_byline_where_the_text_names_none(tmp_path: Path) -> None:
    for author, names in (
        ("林晓峰、何静", ["林晓峰", "何静"]),
        (["林晓峰"], ["林晓峰"]),
        ("本报记者 何静", ["何静"]),
    ):
        record = {"title": TITLE, "text": BODY[1], "author": author}
        result = found(tmp_path, "a.jsonl", json.dumps(record, ensure_ascii=False))
        assert result.names() == names
        assert all((b.start, b.end) == (0, 0) for b in result.article.bylines)


def test_columns_are_named_by_the_user(tmp_path: Path) -> None:
    table = f'h,t,content\n{TITLE},"{TEXT}",x\n'
    result = found(tmp_path, "a.csv", table, columns=parse_columns("text=t,title=h"))
    assert (result.titles, result.body(), result.notes) == ([TITLE], list(BODY), [])
    missing = found(tmp_path, "a.csv", table, columns={"text": "nowhere"})
    assert "no column 'nowhere'" in missing.errors[0]


@pytest.mark.parametrize("option", ["text", "text=", "nothing=a", "text=a,=b"])
def test_a_wrong_option_says_how_to_write_it(option: str) -> None:
    with pytest.raises(ConfigError, match="text=正文,title=标题"):
        parse_columns(option)


@pytest.mark.parametrize(
    "text",
    [list(BODY), [{"type": "p", "text": line} for line in BODY], "".join(f"<p>{line}</p>" for line in BODY)],
)
def test_a_text_of_paragraphs(tmp_path: Path, text: Any) -> None:
    result = found(tmp_path, "a.jsonl", json.dumps({"title": TITLE, "text": text}, ensure_ascii=False))
    assert result.body() == list(BODY)


ARTICLES = [{"title": TITLE, "content": TEXT}, {"title": OTHER, "content": "\n".join(OTHER_BODY)}]


@pytest.mark.parametrize(
    "value",
    [
        {"date": "2022-04-13", "newspaper": "云岭日报", "articles": ARTICLES},
        [{"date": "2022-04-13", "paper": "云岭日报", "pages": [{"page": "A01", "articles": ARTICLES}]}],
        {"date": "2022-04-13", "报纸": "云岭日报", "版面": [{"版次": "1", "文章": ARTICLES}]},
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_articles_inside_a_record_inherit_its_fields(tmp_path: Path, name: str, value: Any) -> None:
    if name == "a.jsonl" and isinstance(value, list):
        value = value[0]
    result = found(tmp_path, name, json.dumps(value, ensure_ascii=False))
    assert [(a.title, a.date, a.outlet) for a in result.articles] == [
        (TITLE, "2022-04-13", "云岭日报"),
        (OTHER, "2022-04-13", "云岭日报"),
    ]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("shape", ["array", "values"])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.txt"])
def test_arrays_and_records_over_several_lines(
    tmp_path: Path, name: str, shape: str, indent: int | None
) -> None:
    if shape == "array":
        text = json.dumps(ARTICLES, ensure_ascii=False, indent=indent)
    else:
        text = "\n".join(json.dumps(item, ensure_ascii=False, indent=indent) for item in ARTICLES)
    assert found(tmp_path, name, text).titles == [TITLE, OTHER]


def test_excel_text_named_txt(tmp_path: Path) -> None:
    table = f"编号\t标题\t正文\r\n1\t{TITLE}\t{BODY[1]}\r\n2\t{OTHER}\t{OTHER_BODY[1]}\r\n"
    assert found(tmp_path, "a.txt", table.encode("utf-16")).titles == [TITLE, OTHER]


def test_gbk_behind_much_ascii(tmp_path: Path) -> None:
    rows = "".join(f"{n},plain,a line of plain text that is long enough {n}\n" for n in range(1500))
    data = ("id,title,text\n" + rows + f"x,{TITLE},{BODY[1]}\n" * 3).encode("gbk")
    result = found(tmp_path, "a.csv", data)
    assert (len(result.articles), result.errors) == (1503, [])
    assert result.titles[-1] == TITLE


def test_a_quotation_mark_that_is_not_closed_costs_no_row(tmp_path: Path) -> None:
    rows = [f"{n},{TITLE},{BODY[1]}" for n in range(9)]
    rows[4] = f'4,{TITLE},"{BODY[1]}'
    result = found(tmp_path, "a.csv", "id,title,text\n" + "\n".join(rows))
    assert len(result.articles) == 9
    assert "line 6: a quotation mark is not closed" in result.notes[0]


def test_marks_inside_cells_are_no_harm(tmp_path: Path) -> None:
    rows = f'1,{TITLE},宽3.5"的屏\n2,{OTHER},"{OTHER_BODY[0]}\n他说""好""。\n第三行"\n3,x,末行。\n'
    result = found(tmp_path, "a.csv", "id,title,text\n" + rows)
    assert len(result.articles) == 3
    assert '他说"好"。' in result.articles[1].text


def test_arrow_and_feather(tmp_path: Path) -> None:
    table = pa.table({"标题": [TITLE], "正文": [TEXT]})
    with pa.ipc.new_file(tmp_path / "a.arrow", table.schema) as writer:
        writer.write_table(table)
    pyarrow.feather.write_feather(table, tmp_path / "b.feather")
    for name in ("a.arrow", "b.feather"):
        assert found(tmp_path, name, (tmp_path / name).read_bytes()).titles == [TITLE]


FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>云岭日报</title>
<item><title>{TITLE}</title><description><![CDATA[{"".join(f"<p>{x}</p>" for x in BODY)}]]></description>
<pubDate>Wed, 13 Apr 2022 08:00:00 +0800</pubDate></item><item><title>只有链接</title><link>http://x.cn</link></item></channel></rss>"""


def test_a_feed(tmp_path: Path) -> None:
    result = found(tmp_path, "a.xml", FEED)
    assert (result.article.title, result.article.date, result.article.outlet) == (
        TITLE,
        "2022-04-13",
        "云岭日报",
    )
    assert result.body() == list(BODY)
    assert "只有链接" in result.errors[0]


def test_xml_with_fields_and_xml_with_marked_text(tmp_path: Path) -> None:
    fields = "".join(f"<文章><标题>{a['title']}</标题><正文>{a['content']}</正文></文章>" for a in ARTICLES)
    assert found(tmp_path, "a.xml", f"<?xml version='1.0'?><报纸>{fields}</报纸>").titles == [TITLE, OTHER]
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY)
    tei = f"<TEI><teiHeader>x</teiHeader><text><body><div><head>{TITLE}</head>{paragraphs}</div></body></text></TEI>"
    result = found(tmp_path, "b.xml", tei)
    assert (result.titles, result.body()) == ([TITLE], list(BODY))


def test_xml_of_an_unknown_kind_is_never_read_with_its_tags(tmp_path: Path) -> None:
    result = found(tmp_path, "a.xml", f"<?xml version='1.0'?><x><y>{BODY[0]}</y><z>{BODY[1]}</z></x>")
    assert "<" not in result.articles[0].text
    assert "XML of a kind that is not known (<x>)" in result.notes[0]
