"""The query language: what it is translated to, and what is wrong with a query."""

from __future__ import annotations

import pytest
from jianbao.errors import ConfigError
from jianbao.search.query import parse


@pytest.mark.parametrize(
    ("query", "expression", "terms"),
    [
        ("痛点", '( "痛点" )', ("痛点",)),
        ("痛", '( "痛" * )', ("痛",)),
        ("党史学习", '( "党史 史学 学习" )', ("党史学习",)),
        ("痛点 堵点", '( "痛点" ) AND ( "堵点" )', ("痛点", "堵点")),
        ("痛点 | 堵点", '( "痛点" ) OR ( "堵点" )', ("痛点", "堵点")),
        ("痛点 NOT 堵点", '( "痛点" ) NOT ( "堵点" )', ("痛点",)),
        ("痛点 -堵点 卡点", '( "痛点" ) NOT ( "堵点" ) AND ( "卡点" )', ("痛点", "卡点")),
        ("痛点（堵点 OR 卡点）", '( "痛点" ) AND ( ( "堵点" ) OR ( "卡点" ) )', ("痛点", "堵点", "卡点")),
        ("“痛 点” 痛点", '( "痛点" ) AND ( "痛点" )', ("痛点",)),
    ],
)
def test_a_query_is_translated(query: str, expression: str, terms: tuple[str, ...]) -> None:
    parsed = parse(query)
    assert (parsed.expression, parsed.terms) == (expression, terms)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "it is empty"),
        ("痛点 OR", "ends with an operator"),
        ("AND 痛点", "AND needs a term before it"),
        ("(痛点", "a parenthesis is not closed"),
        ("痛点)", "a parenthesis is closed that was not opened"),
        ("()", "a parenthesis is closed where a term is needed"),
        ("-痛点", "-痛点 needs a term before it"),
    ],
)
def test_what_is_wrong_is_said(query: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        parse(query)
