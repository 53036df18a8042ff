"""Fixtures for all tests: the page in corpus/, short made-up texts, the awkward ones, and golden files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import settings
from jianbao.article import Article, Page

pytest_plugins = ["engine_models", "extension"]
settings.register_profile("no clock", deadline=None)  # time is measured by make bench, not asserted
settings.load_profile("no clock")

ROOT = Path(__file__).parent.parent
SEED = ROOT / "corpus" / "2021-05_gaoxin-shibao.txt"

STORY = """市领导到云岭县调研乡村振兴工作

本报讯 6月3日,市委副书记、市长周启明到云岭县石桥镇白沙村调研。县委书记马文涛陪同。

周启明指出,要聚焦群众反映的“难点”“痛点”“堵点”,一是抓好产业发展;二是抓好环境整治;三是抓好民生保障。

据了解,全村共有326户、1248人,去年人均收入2.3万元,同比增长8.5%。

(记者 林晓峰 通讯员 何静)
"""

AWKWARD = {
    "empty": "",
    "blank": " \n\u3000\n\t",
    "punctuation": "。。。，，“”《》（）——……！？",
    "mixed width": "５月７日，ＡＢＣ公司占比４３．２％（约 248 名），Ｇ２０峰会。",
    "rare han": "𠮷野家位于𪚥𪚥路，䶮先生与㛃女士到訪龘靐镇。",
    "emoji": "👨‍👩‍👧‍👦说：“加油💪🏽！”🇨🇳5月1日",
    "latin": "The quick brown fox, 2021-05-07, 43.2%.",
    "traditional": "臺北市政府5月7日舉行會議，市長說：「要辦好實事。」",
    "open quotes": "他说：“一是“二是“三是‘《（【",
    "closed quotes": "”’》）】说。",
    "combining": "e\u0301\u200d\ufeff中\u0000国\u2028人民\x0b日报",
    "one line": "会议" * 2000,
    "numerals": "一二三四五六七八九十百千万亿" * 50 + "%" * 20,
    "long": "本报讯 5月7日,高新区副书记张红军到大里村调研,他说:“要办好实事。”\n" * 300,
}


@pytest.fixture(scope="session")
def seed_page() -> Page:
    """The page in corpus/."""
    return Page(id="2021-05_gaoxin-shibao", text=SEED.read_text("utf-8"), date="2021-05")


@pytest.fixture(scope="session")
def seed_articles(seed_page: Page) -> list[Article]:
    """The articles of the page in corpus/, through the whole default chain. Do not change them."""
    from jianbao import load, split_page

    return list(load()(split_page(seed_page)))


@pytest.fixture
def story() -> Page:
    """A short made-up local story."""
    return Page(id="story", text=STORY, date="2022-06-05")


@pytest.fixture(params=list(AWKWARD), ids=list(AWKWARD))
def awkward(request: pytest.FixtureRequest) -> str:
    """One of the awkward texts."""
    return AWKWARD[request.param]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """``golden(name, value)`` compares a JSON value with tests/golden/name.json; --golden writes it."""

    def check(name: str, value: object) -> None:
        path = ROOT / "tests" / "golden" / f"{name}.json"
        if request.config.getoption("--golden"):
            path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
        assert json.loads(path.read_text("utf-8")) == value

    return check
