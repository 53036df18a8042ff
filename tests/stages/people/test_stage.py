"""Posts beside names: as printed, shared, inherited, former ones; and who is no newsmaker."""

import pytest
from jianbao.article import Article, Byline, Person
from jianbao.errors import ConfigError
from jianbao.stages.people.stage import PeopleStage
from marked import marked

Pairs = list[tuple[str | None, str]]


def people(text: str, **fields: object) -> dict[str, Person]:
    """The persons of a marked text (tests/support/marked.py), by name."""
    article = next(PeopleStage()([marked(text, **fields)]))
    persons = article.persons or []
    assert all(article.text[m.start : m.end] for p in persons for m in p.mentions)
    return {p.name: p for p in persons}


def posts(text: str, name: str) -> Pairs:
    return [(p.org, p.title) for p in people(text)[name].posts]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("[云岭区党工委]副书记、[管委会]主任<李明>出席", [("云岭区党工委", "副书记"), ("管委会", "主任")]),
        ("[某领导小组]副组长兼办公室主任<李明>介绍", [("某领导小组", "副组长"), ("办公室", "主任")]),
        ("[市委]常委、副市长<李明>", [("市委", "常委"), (None, "副市长")]),
        ("市长<李明>说", [(None, "市长")]),
        ("会上，党委书记、局长<李明>讲话", [(None, "党委书记"), (None, "局长")]),
        ("{石桥县}副县长<李明>", [("石桥县", "副县长")]),
        ("[市委宣传部]二级调研员<李明>一行", [("市委宣传部", "二级调研员")]),
        ("[市委]常委、宣传部长<李明>", [("市委", "常委"), (None, "宣传部长")]),
        ("机长<王强>、副驾驶<李明>", [(None, "副驾驶")]),
        ("导演<李明>执导", [(None, "导演")]),
        ("夫人<李明>陪同", []),
        ("[县公安局]局长<李明>", [("县公安局", "局长")]),
        ("[某集团公司]董事长兼总裁<李明>", [("某集团公司", "董事长"), (None, "总裁")]),
        ("[县委]常委[政法委]书记<李明>", [("县委", "常委"), ("政法委", "书记")]),
        ("[市教育局]<李明>局长介绍", [("市教育局", "局长")]),
        ("[某学校]<李明>老师演讲", [("某学校", "老师")]),
        ("[某大学]副院长<李明>教授", [("某大学", "副院长"), (None, "教授")]),
        ("该镇党委书记<李明>介绍", [(None, "党委书记")]),
        ("由党委常委<李明>主持", [(None, "党委常委")]),
        ("{白沙村}的宣传员<李明>说", [("白沙村", "宣传员")]),
        ("[某银行]{中国}首席经济学家<李明>", [("某银行", "中国首席经济学家")]),
        ("<李明>，男，现任[某县医院]院长。", [("某县医院", "院长")]),
        ("[市政协]委员<李明>", [("市政协", "委员")]),
        ("市委书记<李明>", [("市委", "书记")]),  # a body that the tagger missed
        ("全市人民与<李明>", []),
        ("村民<李明>、游客<李明>", []),
        ("<李明>代表学校讲话", []),
        ("<李明>同志", []),
    ],
)
def test_posts_of_one_name(text: str, pairs: Pairs) -> None:
    assert posts(text, "李明") == pairs


@pytest.mark.parametrize(
    ("text", "pair", "status"),
    [
        ("[某县委]原书记<李明>", ("某县委", "书记"), "原"),
        ("原[某协会]副主席<李明>", ("某协会", "副主席"), "原"),
        ("前[某中心]官员<李明>", ("某中心", "官员"), "前"),
        ("[某法院]原立案庭副庭长<李明>", ("某法院", "立案庭副庭长"), "原"),
        ("[某总队原党委]书记<李明>", ("某总队", "党委书记"), "原"),
        ("{某县}代县长<李明>", ("某县", "县长"), "代"),
        ("[中原区委]书记<李明>", ("中原区委", "书记"), ""),
        ("当代作家<李明>", (None, "作家"), ""),
    ],
)
def test_status_stands_beside_the_title(text: str, pair: tuple[str, str], status: str) -> None:
    (post,) = people(text)["李明"].posts
    assert ((post.org, post.title), post.status) == (pair, status)


def test_names_in_one_breath_share_posts() -> None:
    found = people("[市政协]副主席<李明>、<王强>同志、<赵敏>，秘书长<周平>出席")
    assert [[(x.org, x.title) for x in found[n].posts] for n in ("李明", "王强", "赵敏", "周平")] == [
        [("市政协", "副主席")], [("市政协", "副主席")], [("市政协", "副主席")], [(None, "秘书长")],
    ]  # fmt: skip


def test_deputy_after_a_comma_of_enumeration_has_the_same_office() -> None:
    assert posts("[省旅发委]主任<李明>、副主任<王强>出席", "王强") == [("省旅发委", "副主任")]
    assert posts("[某派出所]所长<李明>带领民警<王强>", "王强") == [(None, "民警")]


def test_title_after_several_names_is_everyones() -> None:
    found = people("<李明>、<王强>等教授发言")
    assert [found[n].posts[0].title for n in ("李明", "王强")] == ["教授", "教授"]


def test_same_post_twice_is_kept_in_its_fullest_form() -> None:
    text = "[石桥县教育局]局长<李明>讲话。局长<李明>说。[教育局]局长<李明>要求"
    assert posts(text, "李明") == [("石桥县教育局", "局长")]


def test_courtesy_does_not_add_a_post() -> None:
    assert posts("[某院]党委副书记<李明>主持，<李明>书记讲话", "李明") == [("某院", "党委副书记")]


def test_inherited_organisation_stands_beside_the_surface() -> None:
    found = people("[云岭区委]副书记、[管委会]主任、[统战部]部长<李明>，[云岭区某组]成员兼办公室主任<王强>")
    assert [p.org_full for p in found["李明"].posts] == [None, "云岭区管委会", "云岭区统战部"]
    assert [(p.org, p.org_full) for p in found["王强"].posts] == [
        ("云岭区某组", None), ("办公室", "云岭区某组办公室"),
    ]  # fmt: skip


def test_reporters_are_kept_apart() -> None:
    found = people("本报记者<李明> 通讯员:<王强>\n<赵敏>报道。[县医院]护士长<周平>", bylines=[
        Byline("赵敏", "", 0, 0), Byline("周平", "文", 0, 0),
    ])  # fmt: skip
    assert {n: p.role for n, p in found.items()} == {
        "李明": "reporter", "王强": "reporter", "赵敏": "reporter", "周平": "newsmaker",
    }  # fmt: skip


def test_called_by_surname_or_given_name_and_post() -> None:
    found = people("副市长<刘建国>、局长<刘晓>到场。刘副市长要求，刘处长说，建国同志补充。")
    assert found["刘建国"].aliases == ["刘副市长", "建国同志"]
    assert len(found["刘建国"].mentions) == 3
    assert found["刘晓"].aliases == []


def test_an_alias_that_fits_two_people_is_left_alone() -> None:
    found = people("副市长<刘建国>、副市长<刘晓>到场。刘副市长要求。")
    assert not found["刘建国"].aliases
    assert not found["刘晓"].aliases


def test_gender_and_ethnic_group_only_as_printed() -> None:
    found = people("<李明>（女，回族，1970年生）、<王强>（左一）、<赵敏>，男，族人说")
    assert [(p.gender, p.ethnicity) for p in found.values()] == [("女", "回族"), ("", ""), ("男", "")]


def test_runs_do_not_cross_paragraphs() -> None:
    assert posts("市委书记\n<李明>说", "李明") == []


def test_long_input_is_read_in_one_pass() -> None:
    found = people("副" * 20_000 + "局长<李明>" + "、<王强>" * 3_000)
    assert len(found["王强"].mentions) == 3_000


def test_needs_entities() -> None:
    with pytest.raises(ConfigError, match="entities"):
        next(PeopleStage()([Article.from_text("李明")]))
