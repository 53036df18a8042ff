"""The one list of words by which a text goes on, and the sets its readers take from it."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from jianbao.language.narration import NarrationRole, narration
from jianbao.resources import rows


def test_every_role_is_known_and_every_known_role_is_used() -> None:
    used = {role for _, roles in rows("narration.tsv") for role in roles.split()}
    assert used == set(get_args(NarrationRole))


def test_every_expression_stands_once() -> None:
    expressions = [expression for expression, _ in rows("narration.tsv")]
    assert len(expressions) == len(set(expressions))


@pytest.mark.parametrize(
    ("role", "text", "taken"),
    [
        ("quotes.lead", "但是周启明", "但是"),  # the longer word
        ("quotes.lead", "经理说", ""),  # 经 of another word
        ("quotes.lead", "在座谈会上周启明", "在座谈会上"),
        ("quotes.reporter", "随后,大家", "随后"),
        ("quotes.reporter", "经常下乡", ""),
        ("quotes.reporter", "来源:某网", "来源:"),
        ("quotes.continuing", "随后,大家", ""),
        ("layout.onward", "会议要求", "会议要求"),
        ("layout.onward", "周启明指出", "周启明指出"),
        ("stories.onward", "第三,抓好", "第三"),
        ("summary.waiting", "2021年,", "2021年"),
        ("summary.onward", "并且", "并且"),
        ("summary.announcing", "了解到", "了解到"),
        ("summary.announcing", "随后", ""),
    ],
)
def test_what_a_role_takes(role: NarrationRole, text: str, taken: str) -> None:
    match = re.match(narration(role), text)
    assert (match.group() if match else "") == taken
