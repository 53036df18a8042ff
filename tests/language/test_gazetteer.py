"""The gazetteer: names, short names, levels, what lies in what."""

from __future__ import annotations

import pytest
from jianbao.language.gazetteer import Gazetteer, former_forms, gazetteer, parent, short_forms


@pytest.fixture
def known() -> Gazetteer:
    return Gazetteer(
        [("99", "云岭省"), ("9901", "石桥市"), ("990101", "白沙县"), ("990101100", "白沙县柳河镇")]
    )


def test_names_full_and_short(known: Gazetteer) -> None:
    assert known.named("云岭") == known.named("云岭省") == ("99",)
    assert known.named("柳河镇") == ("990101100",)
    assert known.named("马家村") == ()
    assert known.is_short("石桥", "9901")
    assert not known.is_short("石桥市", "9901")


def test_levels_and_what_lies_in_what(known: Gazetteer) -> None:
    assert [known.level(c) for c in known.names] == ["province", "city", "county", "town"]
    assert list(known.ancestors("990101100")) == ["990101", "9901", "99"]
    assert known.within("990101100", "99")
    assert not known.within("99", "9901")
    assert known.path("990101") == ("云岭省", "石桥市", "白沙县")


@pytest.mark.parametrize(
    ("name", "forms"),
    [("石桥市", ["石桥"]), ("云岭壮族自治区", ["云岭"]), ("中县", []), ("石桥旗", ["石桥"])],
)
def test_short_forms(name: str, forms: list[str]) -> None:
    assert short_forms(name, "county") == forms


def test_former_forms() -> None:
    assert former_forms("石桥区", "county") == ["石桥县"]
    assert former_forms("石桥旗", "county") == []
    assert former_forms("石桥市", "city") == ["石桥地区"]
    assert former_forms("石桥盟", "city") == []
    assert former_forms("石桥市", "county") == ["石桥县"]


def test_codes_of_parents() -> None:
    assert [parent(c) for c in ("410122100", "410122", "4101", "41", "71-3")] == [
        "410122",
        "4101",
        "41",
        "",
        "71",
    ]


def test_the_table_of_the_package() -> None:
    known = gazetteer()
    assert known.path(known.named("中牟县")[0]) == ("河南省", "郑州市", "中牟县")
    assert all(parent(code) == "" or list(known.ancestors(code)) for code in known.names)
