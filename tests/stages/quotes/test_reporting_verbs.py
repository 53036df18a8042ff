"""Verbs of speech: which bring in speech, of what kind, how, and where what is said begins."""

from __future__ import annotations

from typing import get_args

import pytest
from jianbao.categories import QuoteKind
from jianbao.stages.quotes.reporting_verbs import _VerbForm, _verbs, find_cues, names_no_speaker


def read(text: str) -> list[tuple[str, str, str]]:
    return [(c.verb, c.form, text[c.content :]) for c in find_cues(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说,要办好。", ("说", "comma", "要办好。")),
        ("他说:要办好。", ("说", "comma", "要办好。")),
        ("他说:“要办好。”", ("说", "quote", "“要办好。”")),
        ("他告诉记者,要办好。", ("告诉", "comma", "要办好。")),
        ("他告诉她们工程下月完工。", ("告诉", "bare", "工程下月完工。")),
        ("他希望她们多提建议。", ("希望", "bare", "她们多提建议。")),  # whom it is hoped of is said too
        ("他强调指出,要办好。", ("强调", "comma", "要办好。")),
        ("会议要求各单位抓好落实。", ("要求", "bare", "各单位抓好落实。")),
        ("会议提出要办好民生实事。", ("提出", "bare", "要办好民生实事。")),
        ("他提出了四点要求:要快。", ("提出", "comma", "要快。")),
        ("他提出三条意见:“要快。”", ("提出", "quote", "“要快。”")),
        ("某公司称双方已达成一致意见。", ("称", "bare", "双方已达成一致意见。")),
        ("“要办好。”他说。", ("说", "after", "。")),
        ("他笑道:“好!”", ("笑道", "quote", "“好!”")),
    ],
)
def test_what_a_verb_brings_in(text: str, expected: tuple[str, str, str]) -> None:
    assert read(text)[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "他读小说,不看报。",  # 小说 is a word
        "大家访问,有收获。",  # 访问 too
        "工作要求高得很。",  # a noun
        "他对此表示衷心感谢大家。",  # an object
        "会议指出存在的不足。",  # another
        "他被称为好人。",  # 称为 is a verb
        "他称某某公司。",  # too short for a clause
        "他笑道,好。",  # only before a colon or a quotation
    ],
)
def test_what_brings_in_nothing(text: str) -> None:
    assert [c for c in find_cues(text, 0, len(text)) if c.form != "after"] == []


def test_a_verb_at_the_end_of_the_text_brings_in_nothing_after_it() -> None:
    assert read("周启明告诉石桥镇的本报记者") == [("告诉", "after", "石桥镇的本报记者")]


def test_kinds_of_verbs() -> None:
    kinds = {c.verb: c.kind for c in find_cues("他说,好。他要求大家都来。他承诺,好。他提醒,好。", 0, 26)}
    assert kinds == {"说": "say", "要求": "demand", "承诺": "promise", "提醒": "warn"}


def test_the_data_file_holds_known_kinds_and_forms() -> None:
    assert {v.kind for v in _verbs().values()} <= set(get_args(QuoteKind)) - {""}
    assert {v.form for v in _verbs().values()} == set(get_args(_VerbForm))


def test_clauses_without_a_speaker() -> None:
    assert [names_no_speaker(c) for c in ("按照省里", "认真贯彻上级", "市政府", "")] == [
        True,
        True,
        False,
        False,
    ]
