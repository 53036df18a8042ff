"""Speech: how far it runs, how verbs stand to it, quotations without a verb, and who spoke last."""

from __future__ import annotations

import pytest
from jianbao.stages.quotes.extents import ExtentFinder
from jianbao.stages.quotes.paragraph import Paragraph, join_lists
from jianbao.stages.quotes.relations import relation
from jianbao.stages.quotes.reporting_verbs import find_cues
from jianbao.stages.quotes.spans import OpenSpeech, Speaker
from jianbao.stages.quotes.speakers import SpeakerFinder
from jianbao.stages.quotes.speech import read_speech
from marked import marked

Read = list[tuple[str, str]]


def read(text: str, last: Speaker | None = None) -> tuple[Read, str]:
    """Speakers and what they say in a paragraph, and who spoke last."""
    article = marked(text)
    paragraph = Paragraph(article.text, 0, len(article.text))
    spans, after = read_speech(paragraph, SpeakerFinder(article, article.text), last)
    return [(s.speaker.name, article.text[s.start : s.end]) for s in spans], after.name if after else ""


@pytest.mark.parametrize(
    ("after", "goes_on"),
    [
        ("要压实责任。", True),
        ("必须抓紧。", True),
        ("这是一件大事。", True),
        ("随后,大家参观。", False),
        ("据悉,工程完工。", False),
        ("经常下乡的干部不多。", True),  # 经常 is no 经
        ("经调查,情况属实。", False),
        ("<马文涛>走访了农户。", False),
        ("<马文涛>总书记的话很对。", True),  # about a statesman
        ("版权归本报所有", False),
        ("在现场视频中,大家参观。", False),
    ],
)
def test_where_the_reporter_speaks_again(after: str, goes_on: bool) -> None:
    (speech, *_), _ = read(f"<周启明>说,要办好实事。{after}")
    assert speech[0] == "周启明"
    assert (speech[1] != "要办好实事。") == goes_on


@pytest.mark.parametrize(
    ("after", "goes_on"), [("要快。", True), ("同时抓好安全。", True), ("工程下月完工。", False)]
)
def test_a_demand_without_a_mark_runs_on_only_where_it_sounds_like_one(after: str, goes_on: bool) -> None:
    ((_, text),) = read(f"会议要求各单位抓好落实。{after}")[0]
    assert text.endswith(after) == goes_on


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<周启明>说,要办好。<马文涛>表示,要抓好。", "turn"),
        ("<周启明>说,要办好,<马文涛>表示,要抓好。", "turn"),
        ("<周启明>说,要办好,企业希望各方加强合作交流。", "inner"),  # a body in passing
        ("<周启明>说,中方希望各国加强交流合作。", "inner"),  # told by who speaks
        ("<周启明>说,村民告诉,要办好。", "nested"),
        ("<周启明>问,<马文涛>表示,要办好?", "nested"),  # the question tells of others
        ("<周启明>:要办好。会议强调,要抓好。", "inner"),  # an answer is all the answerer's
    ],
)
def test_relations_of_a_second_verb(text: str, expected: str) -> None:
    article = marked(text)
    paragraph = Paragraph(article.text, 0, len(article.text))
    speakers = SpeakerFinder(article, article.text)
    first, *rest = find_cues(article.text, 0, len(article.text))
    holder = Speaker("周启明", 0, 3, "name")
    if article.text[3] == ":":
        rest, first = [first, *rest], first._replace(start=3, end=3, content=4, form="answer", kind="say")
    cue = rest[-1]
    speaker = speakers.before(paragraph.sentence_start(cue.start), cue.start, holder)
    assert speaker is not None
    assert relation(paragraph, speakers, OpenSpeech(first, holder), cue, speaker) == expected


def test_without_open_speech_every_verb_is_a_turn() -> None:
    article = marked("会议强调,要办好。")
    (cue,) = find_cues(article.text, 0, 9)
    speakers = SpeakerFinder(article, article.text)
    assert (
        relation(Paragraph(article.text, 0, 9), speakers, None, cue, Speaker("会议", 0, 2, "collective"))
        == "turn"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“要办好群众的实事。”<周启明>说。", [("周启明", "要办好群众的实事。")]),
        ("“要办好群众的实事。”<周启明>走出了村。", [("周启明", "要办好群众的实事。")]),
        ("“要办好群众的实事。”大家都笑了。", []),
        ("“实事”<周启明>说。", []),  # a term
        (
            "“要办好群众的实事。”<周启明>说。“我们都要记住。”",
            [("周启明", "要办好群众的实事。"), ("周启明", "我们都要记住。")],
        ),
        (
            "<周启明>强调,<马文涛>有句名言:“为学要如金字塔。”这说明要有志向。",
            [
                ("周启明", "<马文涛>有句名言:“为学要如金字塔。”这说明要有志向。"),
                ("马文涛", "为学要如金字塔。"),
            ],
        ),
    ],
)
def test_quotations(text: str, expected: Read) -> None:
    assert read(text)[0] == [(name, said.replace("<", "").replace(">", "")) for name, said in expected]


def test_who_spoke_last_is_handed_on() -> None:
    assert read("<周启明>说,要办好。<马文涛>表示,要抓好。")[1] == "马文涛"
    assert read("天气晴好。", Speaker("周启明", 0, 0, "name"))[1] == "周启明"
    assert read("他说,要办好实事。", Speaker("周启明", 0, 0, "name")) == (
        [("周启明", "要办好实事。")],
        "周启明",
    )
    assert read("他说,要办好实事。") == ([], "")


def test_a_subject_that_is_left_out_is_the_speaker_of_the_sentence_before() -> None:
    assert read("<周启明>走进车间。希望大家办好实事。")[0] == [("周启明", "大家办好实事。")]
    assert read("天气晴好。希望大家办好实事。")[0] == []
    spans, _ = read("<周启明>希望各单位抓好落实,呼吁社会各界大力支持。")
    assert spans == [("周启明", "各单位抓好落实"), ("周启明", "社会各界大力支持。")]


def test_a_name_and_a_colon_open_an_answer() -> None:
    assert read("<周启明>:要办好。会议强调,要抓好。")[0] == [("周启明", "要办好。会议强调,要抓好。")]
    assert read("接警员:请讲清楚地点。")[0] == [("接警员", "请讲清楚地点。")]
    assert read("时间:要办好实事。")[0] == []


def test_where_an_open_speech_ends_before_a_turn() -> None:
    article = marked("<周启明>说,要办好,<马文涛>表示,要抓好。")
    first, second = find_cues(article.text, 0, len(article.text))
    extents = ExtentFinder(
        Paragraph(article.text, 0, len(article.text)), SpeakerFinder(article, article.text)
    )
    held = OpenSpeech(first, Speaker("周启明", 0, 3, "name"))
    end = extents.turn(held, second, Speaker("马文涛", 9, 12, "name"))
    assert article.text[:end] == "周启明说,要办好"


def test_lists_belong_to_the_paragraph_before() -> None:
    text = "他要求:\n一是快;\n二是好。\n完。"
    assert list(join_lists(text, [(0, 4), (5, 9), (10, 14), (15, 17)])) == [(0, 14), (15, 17)]
    assert list(join_lists("他说。\n一是快。", [(0, 3), (4, 8)])) == [(0, 3), (4, 8)]  # no colon
    assert list(join_lists("", [])) == []


def test_sentences() -> None:
    paragraph = Paragraph("要办好。“要快。”完", 0, 10)
    assert paragraph.sentences == [0, 4, 9]
    assert (paragraph.sentence_before(4), paragraph.sentence_before(0)) == (0, None)
