"""Personal names of bylines, told by surname and length, and taken apart where they are glued together."""

from __future__ import annotations

import pytest
from jianbao.reading.bylines.person_names import is_name, name_cost, split_run, surname_costs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("林晓峰", True), ("何静", True), ("杨 淇", True), ("欧阳修远", True), ("克莱尔·努利斯", True), ("王红", True),
        ("会议室", False), ("的士", False), ("林", False), ("林晓峰何静", False), ("Smith", False), ("", False),
    ],
)  # fmt: skip
def test_names(text: str, expected: bool) -> None:
    assert is_name(text) is expected


def test_rarer_surnames_cost_more() -> None:
    costs = surname_costs()
    assert costs["王"] < costs["欧阳"] < max(costs.values())
    assert name_cost("王晓峰") < name_cost("王峰") < name_cost("会峰")


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("林晓峰何静", ["林晓峰", "何静"]), ("林晓峰", ["林晓峰"]), ("林", None), ("林晓峰1", None), ("", None),
        ("林晓峰" * 21, None),
    ],
)  # fmt: skip
def test_runs_of_names(run: str, expected: list[str] | None) -> None:
    assert split_run(run) == expected
