"""Page furniture: headers, folios, stamps of web pages, links that lead away."""

from __future__ import annotations

import pytest
from jianbao.reading.layout.furniture import header_date, is_header, is_link


@pytest.mark.parametrize(
    ("line", "first", "expected"),
    [
        ("要闻 02", False, True),
        ("A08 健康", False, True),
        ("要闻", True, True),
        ("要闻", False, False),  # only at the top of the page
        ("2018年5月24日 星期四", False, True),
        ("第3版 要闻", False, True),
        ("云岭日报 2018年5月24日", False, True),
        ("云岭日报 02", True, True),
        ("云岭日报 02", False, False),
        ("本版编辑:何静", False, True),
        ("新闻热线:029-81203269", False, True),
        ("总第 1234 期", False, True),
        ("----------", False, True),
        ("2018-12-21 09:28 云岭晚报", False, True),
        ("发布时间:2018-12-21 09:28", False, True),
        ("2018-12-21 09:28,会议召开。", False, False),
        ("03 综合治理再上新台阶", True, False),
        ("会议召开", True, False),
        ("要" * 61, True, False),
    ],
)
def test_headers(line: str, first: bool, expected: bool) -> None:
    assert is_header(line, first=first) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("相关新闻", True), ("上一篇:石桥镇厂房起火", True), ("返回搜狐,查看更多", True), ("版权声明:本网所有", True),
        ("— end —", True), ("分享到:", True), ("会议结束后,相关新闻", False), ("石桥镇厂房起火", False),
        ("转载请" + "注" * 80, False),
    ],
)  # fmt: skip
def test_links(line: str, expected: bool) -> None:
    assert is_link(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("要闻 2018年5月4日 星期五", "2018-05-04"), ("2018-12-21 09:28", "2018-12-21"), ("2018 / 5 / 4", "2018-05-04"),
        ("5月4日", None), ("", None),
    ],
)  # fmt: skip
def test_dates_of_headers(line: str, expected: str | None) -> None:
    assert header_date(line) == expected
