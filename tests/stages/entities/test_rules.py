"""What the conventions say for certain, whatever a model thinks."""

from __future__ import annotations

import numpy as np
import pytest
from jianbao.stages.entities.rules import apply_rules, bodies, objection, pieces_of, whole_names
from jianbao.tagging.decoding import decode_text
from jianbao.tagging.labels import LABELS, Mention, encode, split_pieces


def believed(text: str, *found: Mention, sure: float = 0.6) -> np.ndarray:
    """Probabilities of somebody who is fairly sure of these mentions."""
    scores = np.full((len(text), len(LABELS)), (1 - sure) / (len(LABELS) - 1), dtype=np.float32)
    scores[np.arange(len(text)), [LABELS.index(label) for label in encode(len(text), found)]] = sure
    return scores


def read(text: str, *found: Mention) -> list[tuple[str, str]]:
    scores = apply_rules(text, believed(text, *found))
    return [(text[a:b], kind) for a, b, kind in decode_text(scores, split_pieces(text))]


def test_what_falls_on_a_calendar_is_a_time_though_the_model_saw_none() -> None:
    assert read("去年9月,代表到会") == [("去年9月", "TIME")]


@pytest.mark.parametrize("text", ["近年来有发展", "后来他走了", "历时两年完成"])
def test_what_falls_on_no_calendar_is_no_time_though_the_model_saw_one(text: str) -> None:
    assert read(text, (0, 2, "TIME")) == []


def test_nothing_stands_inside_book_titles() -> None:
    text = "学习《云岭县2019年规划》后,云岭县"
    found = read(text, (3, 6, "LOC"), (6, 11, "TIME"), (16, 19, "LOC"))
    assert found == [("云岭县", "LOC")]
    assert text.index("云岭县", 4) == 16


def test_a_storm_is_nobody_but_a_person_of_its_name_is() -> None:
    text = "台风“玛莉亚”登陆,“玛莉亚”减弱。记者玛莉亚报道"
    found = read(text, (3, 6, "PER"), (11, 14, "PER"), (20, 23, "PER"))
    assert found == [("玛莉亚", "PER")]
    assert text.index("玛莉亚报") == 20
    assert read("被称作“玛莉亚”的人", (4, 7, "PER")) == [("玛莉亚", "PER")]


def test_the_number_of_a_document_is_no_day() -> None:
    assert objection("文件([2011]11号)", (9, 12, "TIME")) == "the number of a document"
    assert objection("文件(2011)11号", (8, 11, "TIME")) == "the number of a document"
    assert not objection("本月11号到会", (2, 5, "TIME"))


@pytest.mark.parametrize("form", ["\t\t", "\u200b\u200b\u200b", " \u3000", "——", "×××"])
def test_nothing_is_named_by_blanks_and_marks_alone(form: str) -> None:
    text = f"记者 何静{form}\n来源"
    assert objection(text, (5, 5 + len(form), "PER")) == "blanks and marks alone"
    assert not objection(text, (3, 5 + len(form), "PER"))


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("大岭至白沙段", ["大岭", "白沙"]),
        ("云岭至石桥高速公路", ["云岭至石桥高速公路"]),
        ("黄金地段", ["黄金地段"]),
    ],
)
def test_a_stretch_of_road_is_the_places_at_its_ends(form: str, parts: list[str]) -> None:
    text = f"二期{form}开工"
    pieces = pieces_of(text, (2, 2 + len(form), "LOC"))
    assert [text[a:b] for a, b, _ in pieces] == parts


@pytest.mark.parametrize("form", ["中德", "京沪", "郑汴", "中韩关系"])
def test_joined_short_names_are_no_place(form: str) -> None:
    assert objection(f"推动{form}发展", (2, 2 + len(form), "LOC")) == "joined short names"


@pytest.mark.parametrize("form", ["常德", "新疆", "中牟", "德国", "琼中"])
def test_places_that_look_like_joined_short_names_stay(form: str) -> None:
    assert not objection(f"{form}发展", (0, len(form), "LOC"))


@pytest.mark.parametrize(
    ("text", "end"), [("陈主任说", 3), ("刘副市长说", 1), ("欧阳局长说", 4), ("孙小姐说", 3)]
)
def test_a_surname_with_a_title_is_no_name(text: str, end: int) -> None:
    expected = "" if text == "刘副市长说" else "a surname with a title"
    assert objection(text, (0, end, "PER")) == expected


@pytest.mark.parametrize("text", ["陈建国说", "张某说", "王主说"])
def test_names_stay(text: str) -> None:
    assert not objection(text, (0, len(text) - 1, "PER"))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("云岭市委市政府", ["云岭市委", "市政府"]),
        ("县委县政府", ["县委", "县政府"]),
        ("省纪委监委", ["省纪委", "监委"]),
        ("云岭集团有限公司原党组", ["云岭集团有限公司"]),
        ("三原县委", ["三原县委"]),
        ("云岭县人民政府", ["云岭县人民政府"]),
        ("县委政法委", ["县委政法委"]),
    ],
)
def test_two_bodies_written_as_one_word_are_two(form: str, expected: list[str]) -> None:
    assert [form[a:b] for a, b, _ in pieces_of(form, (0, len(form), "ORG"))] == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("克莱尔·努利斯说", [(0, 4, "PER")], ["克莱尔·努利斯"]),
        ("克莱尔·努利斯说", [(0, 3, "PER"), (4, 7, "PER")], ["克莱尔·努利斯"]),
        (
            "阿依古丽·买买提·达尔汗和沈明远",
            [(0, 4, "PER"), (13, 16, "PER")],
            ["阿依古丽·买买提·达尔汗", "沈明远"],
        ),
        ("沈明远·方晓东", [(0, 3, "LOC"), (4, 7, "PER")], ["沈明远", "方晓东"]),
    ],
)
def test_a_name_with_interpuncts_is_one(text: str, found: list[Mention], expected: list[str]) -> None:
    assert [text[a:b] for a, b, _ in whole_names(text, found)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市委书记、管委会主任", ["市委", "管委会"]),
        ("由管委会承办", ["管委会"]),
        ("大里坪村委会", []),
        ("市县政协会议", []),
        ("本区政府采购", []),
        ("《市委工作条例》", []),
        ("国家发展,中央精神", []),
    ],
)
def test_elliptical_bodies_stand_alone(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b, _ in bodies(text)] == expected


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("一辆货车在高速公路上抛锚", (5, 9, "LOC")),
        ("他在物业公司上班", (2, 6, "ORG")),
        ("走中国特色的路", (1, 3, "LOC")),
        ("次日凌晨赶到", (0, 4, "TIME")),
        ("武直-10列队起飞", (0, 2, "PER")),
        ("小王说", (0, 2, "PER")),
        ("茅盾奖得主", (0, 2, "PER")),
        ("种下万亩林海", (4, 6, "PER")),
        ("刘叔说", (0, 2, "PER")),
    ],
)
def test_what_the_conventions_leave_out(text: str, mention: Mention) -> None:
    assert objection(text, mention)


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("京云高速公路上", (0, 6, "LOC")),
        ("云岭物业公司", (0, 6, "ORG")),
        ("中国画家到访", (0, 2, "LOC")),
        ("当晚8时", (0, 4, "TIME")),
        ("小王庄", (0, 3, "LOC")),
    ],
)
def test_what_they_do_not(text: str, mention: Mention) -> None:
    assert not objection(text, mention)


@pytest.mark.parametrize(
    ("text", "mention", "pieces"),
    [
        ("云岭消防提醒", (0, 4, "ORG"), [(0, 2, "LOC")]),
        ("幸福路中段", (0, 5, "LOC"), [(0, 3, "LOC")]),
        ("幸福路至人民路路段", (0, 9, "LOC"), [(0, 3, "LOC"), (4, 7, "LOC")]),
        ("云岭至石桥高速公路", (0, 9, "LOC"), [(0, 9, "LOC")]),
    ],
)
def test_places_by_the_conventions(text: str, mention: Mention, pieces: list[Mention]) -> None:
    assert pieces_of(text, mention) == pieces


@pytest.mark.parametrize(
    ("text", "found", "names"),
    [
        ("玛丽-路易丝到访", [(0, 2, "PER"), (3, 6, "PER")], [(0, 6, "PER")]),
        ("李明-王强组合", [(0, 2, "PER"), (3, 5, "PER")], [(0, 2, "PER"), (3, 5, "PER")]),
        ("记者 Anna Brook 说", [(3, 7, "PER"), (8, 13, "PER")], [(3, 13, "PER")]),
        ("记者玛丽.路易丝说", [(2, 4, "PER")], [(2, 8, "PER")]),
        ("周启明诊所开业", [(0, 3, "PER")], [(0, 5, "ORG")]),
        ("周启明家庭农场", [(0, 3, "PER")], [(0, 7, "ORG")]),
        ("周启明作报告", [(0, 4, "PER")], [(0, 3, "PER")]),
    ],
)
def test_names_made_whole(text: str, found: list[Mention], names: list[Mention]) -> None:
    assert whole_names(text, found) == names
