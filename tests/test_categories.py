"""Closed lists: every value has a meaning, the data files keep to them, the schema shows them."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest
from jianbao import categories
from jianbao.article import Article, Event, decode, encode, json_schema
from jianbao.categories import MEANINGS, describe_values
from jianbao.resources import rows


@pytest.mark.parametrize("name", MEANINGS)
def test_every_value_has_a_meaning_and_no_other(name: str) -> None:
    assert tuple(MEANINGS[name]) == get_args(getattr(categories, name))
    assert all(meaning and not meaning.endswith("...") for meaning in MEANINGS[name].values())


def test_no_two_lists_are_taken_for_one_another() -> None:
    assert len({frozenset(meanings) for meanings in MEANINGS.values()}) == len(MEANINGS)
    assert describe_values(frozenset({"yes", "no"})) == ""


@pytest.mark.parametrize(
    ("name", "file", "column"),
    [
        ("EventType", "event_triggers.tsv", 0),
        ("ParticipantRole", "event_roles.tsv", 0),
        ("PlaceLevel", "place_kinds.tsv", 0),
        ("PostStatus", "post_status.tsv", 1),
        ("QuantityKind", "units.tsv", 0),
        ("QuoteKind", "reporting_verbs.tsv", 1),
        ("EntityType", "entity_labels.tsv", 1),
    ],
)
def test_data_files_keep_to_the_lists(name: str, file: str, column: int) -> None:
    values = {row[column] for row in rows(file)}
    assert values - {"none", "-"} <= set(MEANINGS[name])


def test_every_event_type_and_role_can_be_found() -> None:
    assert {row[0] for row in rows("event_triggers.tsv")} == set(MEANINGS["EventType"])
    assert {row[0] for row in rows("event_roles.tsv")} == set(MEANINGS["ParticipantRole"]) - {""}


def test_the_schema_explains_the_values() -> None:
    kind = json_schema()["$defs"]["Event"]["properties"]["type"]
    assert set(kind["enum"]) == set(MEANINGS["EventType"])
    assert "会议: another meeting" in kind["description"]


def test_a_value_outside_its_list_is_refused() -> None:
    article = Article.from_text("会议召开。")
    article.events = [Event("party", 0, 2, "会议")]  # type: ignore[arg-type]
    with pytest.raises(msgspec.ValidationError, match="party"):
        decode(encode(article))
