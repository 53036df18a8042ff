"""What is no theme: pieces of names, words, quoted terms and figures, who reports, generic words."""

from __future__ import annotations

import pytest
from jianbao.article import Article, Byline, Entity, Quantity, QuotedTerm, Tokens
from jianbao.stages.keywords.candidates import Candidate, Draft, candidates
from jianbao.stages.keywords.generic import generic_words, press_words
from jianbao.stages.keywords.sieve import Sieve, is_figure


def article(words: str, entities: str = "", **layers: object) -> Article:
    """An article of ``word/tag`` pairs; ``entities``: ``text/TYPE`` pairs, marked wherever they stand."""
    pairs = [pair.rsplit("/", 1) for pair in words.split()]
    text, starts = "", []
    for word, _ in pairs:
        starts.append(len(text))
        text += word.replace("¶", "\n")
    out = Article.from_text(text)
    out.tokens = Tokens(
        starts, [s + len(w) for s, (w, _) in zip(starts, pairs, strict=True)], [t for _, t in pairs]
    )
    out.entities = [
        Entity(i, i + len(name), kind, name)  # type: ignore[arg-type]
        for name, kind in (pair.split("/") for pair in entities.split())
        for i in range(len(text))
        if text.startswith(name, i)
    ]
    for layer, value in layers.items():
        setattr(out, layer, value)
    return out


def sifted(a: Article, *terms: str, df: dict[str, int] | None = None) -> list[str]:
    """Those of ``terms``, candidates of ``a``, that the sieve lets through."""
    draft = Draft(a)
    found = candidates(draft, df or {})
    missing = [t for t in terms if t not in found]
    assert not missing, f"not candidates: {missing}"
    return [t for t, _ in Sieve(draft, found, df or {}).sift([(t, 0.5) for t in terms])]


PLAIN = "全镇/n 推广/v 河道/n 清淤/vn ，/w 河道/n 清淤/vn 用/v 新/a 设备/n 。/w "


def test_whole_words_and_phrases_stay() -> None:
    assert sifted(article(PLAIN), "河道", "清淤", "河道清淤") == ["河道", "清淤", "河道清淤"]


@pytest.mark.parametrize(
    ("words", "entities", "term", "stays"),
    [
        ("陆/n 青禾/n 说/v ，/w 青禾/n 苗/n", "陆青禾/PER", "青禾", True),  # stands alone too
        ("陆/n 青禾/n 说/v ，/w 稻田/n", "陆青禾/PER", "青禾", False),
        ("尉迟/n 明川/n 到场/v ，/w 稻田/n", "尉迟明川/PER", "明川", False),
        ("尉迟/n 明川/n 到场/v ，/w 稻田/n", "尉迟明川/PER", "尉迟", False),
        ("清渠县/n 稻米/n 协会/n 成立/v", "清渠县稻米协会/ORG", "稻米", False),
        ("清渠县/n 稻米/n 协会/n 推广/v 稻米/n", "清渠县稻米协会/ORG", "稻米", True),
        ("柳湾/ns 村/n （/w 社区/n ）/w 换届/v", "柳湾/LOC", "柳湾村", False),
        ("清渠县/ns 二级/m 巡视员/n", "清渠县/LOC", "清渠县二级", False),
        ("农技站/n 中级/b 农艺师/n", "", "农技站中级", False),
        ("共/d 需/v 征地/v 百亩/m", "", "共需征地", False),
        ("田头/n 请/v 广大/a 农户/n 试种/v", "", "田头", True),
        ("老/a 茶厂/n 开/v 新/a 窗/n", "", "老茶厂", True),
    ],
)
def test_no_edge_inside_a_name_or_a_word(words: str, entities: str, term: str, stays: bool) -> None:
    assert (sifted(article(words, entities), term) == [term]) is stays


def test_no_edge_inside_a_quoted_term() -> None:
    a = article("推行/v “/w 门前/n 三包/n ”/w 新规/n", quoted=[QuotedTerm("门前三包", 3, 7, "term")])
    assert sifted(a, "门前三包", "门前", "新规") == ["门前三包", "新规"]


def test_no_parts_of_figures() -> None:
    a = article("栽种/v 41万/m 余/m 株/q 苗木/n", quantities=[Quantity(2, 7, "41万余株", 410000.0, "株")])
    assert sifted(a, "苗木") == ["苗木"]
    assert sifted(a, "41万") == []


def figure(term: str, pattern: str = "M") -> bool:
    return is_figure(Candidate(term, pattern, (term,)))


@pytest.mark.parametrize("term", ["12.5", "2.0", "1286", "60", "41万余名", "三名", "326万元", "近百人", "7%"])
def test_figures(term: str) -> None:
    assert figure(term)


@pytest.mark.parametrize(
    "term", ["一河一策", "五四", "三农", "5G基站", "12345热线", "七十周年", "百日攻坚", "二手车"]
)
def test_terms_with_numerals_are_no_figures(term: str) -> None:
    assert not figure(term, "N")


def test_who_reports_is_no_theme() -> None:
    words = "本报讯/n 记者/n 陆青禾/nr 报道/v ，/w 清渠/ns 稻田/n 丰收/v"
    a = article(words, "陆青禾/PER", bylines=[Byline("陆青禾", "记者", 5, 8)])
    assert sifted(a, "本报讯", "记者", "陆青禾", "稻田", "丰收") == ["稻田", "丰收"]
    assert "陆青禾" not in sifted(article(words, "陆青禾/PER"), "陆青禾", "稻田")  # no byline was found


def test_a_person_is_a_theme_where_the_story_is_about_them() -> None:
    head = "天气/n 转/v 凉/a ，/w " + "各/r 乡/n 抢收/v 晚稻/n ，/w " * 9
    once = article(f"{head} ¶/w 陆青禾/nr 到场/v 。/w", "陆青禾/PER")
    assert sifted(once, "陆青禾", "晚稻") == ["晚稻"]
    twice = article(f"{head} ¶/w 陆青禾/nr 到场/v 。/w ¶/w 陆青禾/nr 说/v 。/w", "陆青禾/PER")
    twice.blocks = Article.from_text(twice.text).blocks
    assert sifted(twice, "陆青禾", "晚稻") == ["陆青禾", "晚稻"]


def test_generic_words_come_only_where_there_is_too_little_else() -> None:
    words = "水库/n 除险/v 加固/v 工作/n 召开/v 库区/n 闸门/n 坝体/n"
    topics = ["水库", "除险", "加固", "库区", "闸门", "坝体"]
    assert sifted(article(words), "工作", "召开", *topics) == topics
    assert sifted(article(words), "工作", "水库") == ["水库", "工作"]


def test_the_list_of_generic_words() -> None:
    assert {"工作", "召开", "强调", "开展", "活动", "一把手"} <= generic_words()
    assert {"记者", "本报讯"} <= press_words()
    assert generic_words().isdisjoint({"换届选举", "防汛", "健康", "执法", "乡村振兴", "扶贫"})
