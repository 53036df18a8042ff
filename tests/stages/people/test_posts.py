"""Claims on posts at names: runs, shared posts, titles after names, posts said of them."""

from __future__ import annotations

import pytest
from jianbao.stages.people.mention import Mention
from jianbao.stages.people.post_runs import RunReader
from jianbao.stages.people.posts import PostReader, same_house
from marked import parse_marked

Pairs = list[tuple[str | None, str]]


def mentions(marked: str) -> dict[str, Mention]:
    text, entities = parse_marked(marked)
    floors = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]
    return {m.name: m for m in PostReader(text, text, entities).mentions(floors)}


def before(marked: str, name: str) -> Pairs:
    return [(p.org, p.title) for p in mentions(marked)[name].posts]


def after(marked: str, name: str) -> Pairs:
    return [(p.org, p.title) for p in mentions(marked)[name].after]


def test_a_title_in_a_row_is_not_the_next_ones() -> None:
    assert before("<马文涛>医生、[县疾控中心]副主任<周启明>", "周启明") == [("县疾控中心", "副主任")]


@pytest.mark.parametrize(
    ("marked", "pairs"),
    [
        ("[市委]常委、副市长<周启明>", [("市委", "常委"), (None, "副市长")]),
        ("[县委]常委[政法委]书记<周启明>", [("县委", "常委"), ("政法委", "书记")]),
        ("[公司]董事长兼总裁<周启明>", [("公司", "董事长"), (None, "总裁")]),
        ("市长,书记<周启明>", [(None, "书记")]),  # a comma alone ends the run
        ("[云岭中队]爆破手<周启明>", [("云岭中队", "爆破手")]),  # in no list
        ("局长“<周启明>”", [(None, "局长")]),
        ("村民<周启明>", []),
        ("[石桥公司]原副总经理的<周启明>", [("石桥公司", "副总经理")]),
        ("话剧社的创始人——<周启明>", [(None, "创始人")]),
        ("{石桥办事处}包村干部<周启明>", [("石桥办事处", "包村干部")]),
        ("健身教练<周启明>", [(None, "健身教练")]),  # the trade belongs to the job
        ("[石桥中学]语文老师<周启明>", [("石桥中学", "语文老师")]),
        ("总工会主席<周启明>", [("总工会", "主席")]),
        # a place before a job is where somebody is, a village is a house
        ("{云岭}摄影师<周启明>", [(None, "摄影师")]),
        ("{云岭县}县长<周启明>", [("云岭县", "县长")]),
        ("{大里村}信息员<周启明>", [("大里村", "信息员")]),
        ("{云岭}产科医生<周启明>", [(None, "产科医生")]),
        ("{羊头湾}市议员<周启明>", [("羊头湾", "市议员")]),
        ("所领导<周启明>", [(None, "所领导")]),
        ("辩护律师<周启明>", [(None, "辩护律师")]),
        ("该公司负责人<周启明>", [("该公司", "负责人")]),
        ("城东派出所民警<周启明>", [("城东派出所", "民警")]),
        ("[云岭县]民防部门官员<周启明>", [("云岭县民防部门", "官员")]),
    ],
)
def test_runs(marked: str, pairs: Pairs) -> None:
    text, entities = parse_marked(marked)
    run = RunReader(text, text, entities).before(entities[-1].start, 0)
    assert [(p.org, p.title) for p in run.posts] == pairs
    assert not run.reporter
    assert all(text[p.start : p.end].endswith(p.title) for p in run.posts)


@pytest.mark.parametrize("marked", ["本报记者<周启明>", "通讯员:<周启明>"])
def test_runs_of_those_who_write(marked: str) -> None:
    text, entities = parse_marked(marked)
    assert RunReader(text, text, entities).before(entities[-1].start, 0) == ((), True)


def test_names_share_a_post_in_one_breath_only() -> None:
    assert before("局长<周启明>、<马文涛>", "马文涛") == [(None, "局长")]
    assert before("局长<周启明>(左二)和<马文涛>", "马文涛") == [(None, "局长")]
    assert before("局长<周启明>会见<马文涛>", "马文涛") == []
    assert before("局长<周启明>\n<马文涛>", "马文涛") == []
    assert mentions("局长<周启明>、<马文涛>")["马文涛"].shared


def test_a_post_of_the_same_house_has_its_organisation() -> None:
    assert before("[县医院]院长<周启明>、副院长<马文涛>", "马文涛") == [("县医院", "副院长")]
    assert before("[县医院]院长<周启明>、镇长<马文涛>", "马文涛") == [(None, "镇长")]


def test_titles_after_names() -> None:
    assert after("[县医院]<周启明>院长", "周启明") == [("县医院", "院长")]
    assert after("[县医院]院长<周启明>教授", "周启明") == [(None, "教授")]  # a rank stands beside an office
    assert after("院长<周启明>书记", "周启明") == []  # an office does not
    assert after("[县医院]<周启明>院长、<马文涛>副院长", "马文涛") == [("县医院", "副院长")]


def test_the_title_after_a_row_is_for_those_without_a_post() -> None:
    marked = "<周启明>、局长<马文涛>、<李明>等教授"
    assert [after(marked, name) for name in ("周启明", "马文涛", "李明")] == [[], [], []]
    assert after("<周启明>、<李明>等教授", "周启明") == [(None, "教授")]


def test_posts_said_of_a_name() -> None:
    assert after("<周启明>,男,现任[某局]、[某会]局长。", "周启明") == [("某局", "局长"), ("某会", "局长")]
    assert after("<周启明>系[县医院]护士长。", "周启明") == [("县医院", "护士长")]
    assert after("<周启明>走进[县医院],院长说。", "周启明") == []


def test_titles_of_one_house() -> None:
    assert same_house("主任", "常务副主任")
    assert same_house("主任", "总工程师")
    assert not same_house("书记", "镇长")
