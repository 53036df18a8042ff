"""Quotes: direct, reported and mixed speech; who speaks; how far it runs; what is no speech."""

from __future__ import annotations

import pytest
from jianbao.article import Article, Dateline, Person, Quote
from jianbao.errors import ConfigError
from jianbao.stages.quotes.reporting_verbs import find_cues
from jianbao.stages.quotes.stage import QuotesStage
from marked import marked


def quotes(text: str) -> list[Quote]:
    article = next(QuotesStage()([marked(text)]))
    for quote in article.quotes or []:
        assert article.text[quote.start : quote.end] == quote.text
    return article.quotes or []


def said(text: str) -> list[tuple[str, str, str]]:
    return [(q.speaker, q.cue, q.text) for q in quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<李明>说,要办好实事。", ("李明", "说", "要办好实事。")),
        ("<李明>说:“要办好实事。”", ("李明", "说", "要办好实事。")),
        ("“要办好群众的实事。”<李明>说。", ("李明", "说", "要办好群众的实事。")),
        ("市长<李明>在讲话中指出,要办好实事。", ("李明", "指出", "要办好实事。")),
        ("会议强调,要办好实事。", ("会议", "强调", "要办好实事。")),
        ("[市委]要求各单位抓好落实。", ("市委", "要求", "各单位抓好落实。")),
        ("调研组一行建议,要办好实事。", ("调研组", "建议", "要办好实事。")),
        ("该厂负责人介绍,产量增长三成。", ("该厂负责人", "介绍", "产量增长三成。")),
        ("[某公司]称双方已达成一致意见。", ("某公司", "称", "双方已达成一致意见。")),
        ("知情者称,此事已经了结。", ("知情者", "称", "此事已经了结。")),
        ("听力师称,这种情况少见得很。", ("听力师", "称", "这种情况少见得很。")),
        ("[某县公安]提醒广大驾驶员文明行车。", ("某县公安", "提醒", "广大驾驶员文明行车。")),
        ("市民张先生向[某局]反映称,楼顶有人施工。", ("张先生", "反映称", "楼顶有人施工。")),
        ("[某厂]发布声明称,此事已经了结。", ("某厂", "称", "此事已经了结。")),
        ("市安委办下发通知,要求各地做好防范工作。", ("市安委办", "要求", "各地做好防范工作。")),
        ("(<王强>摄)据处长<李明>介绍,产量增长三成。", ("李明", "介绍", "产量增长三成。")),
        ("“十四五”规划提出,要办好民生实事。", ("“十四五”规划", "提出", "要办好民生实事。")),
    ],
)
def test_one_speaker(text: str, expected: tuple[str, str, str]) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "据介绍,产量增长三成。",
        "据悉,产量增长三成。",
        "记者了解到,产量增长三成。",
        "[市委]按照省里要求,抓好落实。",
        "<李明>对此表示衷心感谢。",
        "会上提出了具体要求。",
        "当公司提出不合理要求时,员工可以拒绝。",
        "接到报警称路口发生事故。",
        "有消息称双方已达成一致意见。",
        "他们牢记老书记嘱托,走上致富之路。",
        "这位被称为好人的老汉回家了。",
        "我们希望大家都来参加活动。",
    ],
)
def test_what_is_no_speech(text: str) -> None:
    assert said(text) == []


def test_pronouns_and_posts_lead_to_full_names() -> None:
    assert [q.speaker for q in quotes("<李明>走进车间。他说,要办好实事。")] == ["李明"]
    assert [q.resolved_by for q in quotes("<李明>走进车间。他说,要办好实事。")] == ["pronoun"]
    assert [s for s, _, _ in said("副市长<刘建国>到场。刘副市长要求,要办好实事。")] == ["刘建国"]
    assert [s for s, _, _ in said("谢先生住在三楼。他说,当时在看电视节目。")] == ["谢先生"]
    assert [s for s, _, _ in said("<让·达朗>到访。<达朗>表示,合作前景广阔。")] == ["让·达朗"]
    assert [s for s, _, _ in said("<李明>、<王强>表示,要办好实事。")] == ["李明、王强"]


def test_what_is_hoped_begins_with_whom_it_is_hoped_of() -> None:
    assert said("<李明>希望她们能发挥余热,多提建议。") == [("李明", "希望", "她们能发挥余热,多提建议。")]
    assert said("<李明>告诉她们,工程下月完工。") == [("李明", "告诉", "工程下月完工。")]
    assert said("正如村民所说:“村里变了样,日子越过越好。”") == [("村民", "说", "村里变了样,日子越过越好。")]


def test_who_issues_a_notice_speaks_and_not_the_notice() -> None:
    assert [s for s, _, _ in said("[某卫生局]近日发出通知,强调要办好实事。")] == ["某卫生局"]
    assert [s for s, _, _ in said("[某卫生局]发言人强调,要办好实事。")] == ["某卫生局发言人"]


def test_aliases_of_people_are_used() -> None:
    article = marked("建国书记说,要办好实事。")
    article.persons = [Person("刘建国", aliases=["建国书记"])]
    assert [q.speaker for q in next(QuotesStage()([article])).quotes or []] == ["刘建国"]


def test_speech_runs_over_sentences_up_to_the_next_speaker() -> None:
    text = "<李明>指出,要办好实事。要压实责任。<王强>表示,要抓好落实。"
    assert said(text) == [("李明", "指出", "要办好实事。要压实责任。"), ("王强", "表示", "要抓好落实。")]


@pytest.mark.parametrize(
    "after",
    [
        "会后,大家参观了车间。",
        "随后,一行人来到大里村。",
        "<王强>走访了贫困户。",
        "据悉,工程下月完工。",
        "|12月12日|,记者从县里了解到,工程完工。",
        "但这一说法未得到证实。",
        "[某公司]|15日|公布了方案。",
        "来源:某网",
        "返回搜狐,查看更多",
        "【来源:某网】",
        "主编:王强",
        "版权归原作者所有",
    ],
)
def test_speech_ends_where_the_reporter_is_heard_again(after: str) -> None:
    assert said(f"<李明>说,要办好实事。{after}")[0][2] == "要办好实事。"


def test_speech_does_not_run_into_the_next_paragraph() -> None:
    assert said("<李明>说,要办好实事。\n工程下月完工。") == [("李明", "说", "要办好实事。")]


def test_a_country_the_speaker_goes_on_about_does_not_end_speech() -> None:
    ((_, _, text),) = said("<让·达朗>表示,合作前景广阔。{某国}希望加强交流。中方鼓励企业投资兴业。")
    assert text.endswith("投资兴业。")


def test_mixed_speech_and_speaker_who_goes_on() -> None:
    text = "“要办好实事。”<李明>指出,群众的事无小事。“我们都要记住。”"
    assert [(q.speaker, q.direct) for q in quotes(text)] == [("李明", True), ("李明", False), ("李明", True)]


def test_sayings_are_nested_in_speech() -> None:
    text = "<李明>说:“<拿破仑>有句名言:‘不想当将军的士兵不是好士兵。’大家要记住。”"
    assert said(text)[0][0] == "李明"
    nested = "<李明>强调,<拿破仑>有句名言:“不想当将军的士兵不是好士兵。”这说明要有志向。"
    assert {s for s, _, _ in said(nested)} == {"李明", "拿破仑"}


def test_a_quotation_that_is_never_closed_swallows_no_other() -> None:
    text = "原标题写着“此事已了。<李明>说:“要办好实事。”<王强>说:“要抓好落实。”"
    assert [s for s, _, _ in said(text)] == ["李明", "王强"]


def test_kinds_of_verbs() -> None:
    kinds = {c.verb: c.kind for c in find_cues("他说,好。他要求大家都来。他承诺,好。他提醒,好。", 0, 26)}
    assert kinds == {"说": "say", "要求": "demand", "承诺": "promise", "提醒": "warn"}


def test_the_dateline_is_no_part_of_the_speaker() -> None:
    article = marked("某社某地5月7日电 [某办公室]强调,要办好实事。")
    article.dateline = Dateline(0, 10)
    assert [q.speaker for q in next(QuotesStage()([article])).quotes or []] == ["某办公室"]


def test_headlines_are_left_out() -> None:
    article = Article.from_text("大家参观。", title="会议强调,要办好实事。")
    article.entities = []
    assert next(QuotesStage()([article])).quotes == []


def test_needs_entities() -> None:
    with pytest.raises(ConfigError, match="quotes needs entities"):
        next(QuotesStage()([Article.from_text("他说,好。")]))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("“" * 50_000 + "”" * 50_000, 0),
        ("“要办好" * 10_000, 0),
        ("他说:“好。”" * 2_000, 0),  # nobody is named: 他 is nobody
        ("<李明>说:“要办好。”" + "他说:“要办好实事。”" * 2_000, 2_001),
        ("会议指出,“好”表示," * 300, 1),  # one sentence of one speaker
        ("说," * 5_000, 0),
        ("“要办好。\n" * 2_000, 0),
        ("据某社报道,报道称," * 2_000, 2),
        ("“要办好实事。”听到村民的议论," * 2_000, 2_000),
        ("《办法》明确,法院认为,遂" * 2_000, 2),
    ],
)
def test_marks_and_verbs_without_end(text: str, count: int) -> None:
    found = quotes(text)
    assert len(found) == count
    assert all(q.speaker and q.start < q.end for q in found)
