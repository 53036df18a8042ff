"""What lists, the calendar and the article say of each character."""

from __future__ import annotations

import pytest
from jianbao.engines.crf.list_features import Lexicon, divisions, list_columns, marked, names_of, repeated
from jianbao.engines.lac.engine import LacEngine


def test_the_longest_entry_from_the_left_is_marked() -> None:
    found = marked("中牟县城在中牟", Lexicon({"中牟": 7, "中牟县": 3, "县城": 1}))
    assert found.tolist() == [13, 14, 15, 0, 0, 29, 31]


def test_an_entry_that_the_text_cuts_off_is_not_marked() -> None:
    assert not marked("在中", Lexicon({"中牟": 1})).any()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("河南省", 1), ("河南", 5), ("郑州", 6), ("中牟", 7), ("内蒙古", 5), ("琼中", 7), ("官渡镇", 4)],
)
def test_divisions_are_known_with_and_without_their_endings(name: str, kind: int) -> None:
    assert divisions().kinds[name] == kind


def test_names_of_an_article_are_those_seen_most_often() -> None:
    text = "大里坪大里坪大里坪"
    names = names_of(text, ([0, 3, 6], [3, 6, 9], ["LOC", "PER", "LOC"]))
    assert names.kinds == {"大里坪": 2}


def test_repeated_pairs_are_counted_in_steps() -> None:
    assert repeated("").tolist() == []
    assert repeated("路").tolist() == [0]
    assert repeated("甲乙" * 6).tolist()[:2] == [3, 3]


def test_every_column_has_a_number_for_every_character() -> None:
    text = "5月7日,局长欧阳明到云岭县委党校。"
    [analysis] = LacEngine().analyse([text])
    columns = list_columns(text, (analysis.starts, analysis.ends, analysis.tags))
    assert {len(column) for column in columns.values()} == {len(text)}
    at = text.index("局长")
    assert columns["ti"][at]
    assert columns["ti"][at + 1]
    assert columns["sn"][text.index("欧")] == 4
    assert columns["cal"][0] == 9
    assert columns["hd"][text.index("校")]
