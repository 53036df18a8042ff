"""What is said of a page does not depend on what runs beside it: shuffled and split, all pages come out the same."""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec
import pytest
from jianbao.article import Page
from jianbao.batches import analyse_pages
from jianbao.config import Config
from jianbao.flow import Flow

NAMES = ("周启明", "马文涛", "阿布都热依木江", "欧莱凯龙", "何静")
PLACES = ("云岭县", "石桥镇", "格拉丹冬里坊", "白沙村")


def made(count: int) -> list[Page]:
    rng = random.Random(5)
    pages = []
    for number in range(count):
        lines = [
            f"{rng.choice(NAMES)}到{rng.choice(PLACES)}调研,"
            f"{rng.choice(NAMES)}说:“{'要把实事办好,' * rng.randint(1, 9)}不能等。”"
            f"今年{rng.choice(PLACES)}水利局投入{rng.randint(2, 900)}万元,增长{rng.randint(2, 30)}%。"
            for _ in range(rng.randint(1, 5))
        ]
        text = f"{rng.choice(PLACES)}召开第{number}次会议\n" + "\n".join(lines)
        pages.append(Page(id=str(number), text=text, date="2022-05-08"))
    return pages


def layers(pages: Sequence[Page], flow: Flow) -> dict[str, bytes]:
    found = analyse_pages(pages, flow)
    return {record.page.id: msgspec.json.encode((record, articles)) for record, articles in found}


@pytest.mark.parametrize("engine", ["auto", "fast"])
def test_pages_shuffled_and_split_come_out_the_same(engine: str) -> None:
    flow = Flow(Config.make(None, [f"entities.engine={engine}"]).build(), strict=True)
    pages = made(24)
    whole = layers(pages, flow)
    rng = random.Random(7)
    for _ in range(2):
        rng.shuffle(pages)
        cut = rng.randint(1, len(pages) - 1)
        assert layers(pages[:cut], flow) | layers(pages[cut:], flow) == whole
    alone = rng.sample(pages, 4)
    assert [layers([page], flow)[page.id] for page in alone] == [whole[page.id] for page in alone]
