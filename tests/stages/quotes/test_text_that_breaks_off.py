"""A text may break off anywhere, after a date for one: what is there is read, and nothing raises."""

from __future__ import annotations

from jianbao import analyse
from jianbao.article import Article

TEXT = (
    "本报讯 昨日,石桥镇居民李建国反映,老楼的楼道里堆放着不少杂物。4月28日晚上,二号楼起火,一部电梯进水停用。"
    "4月30日,镇安监站负责人称,电梯正在检修。5月2日,县应急局公布了结果。"
)


def read(text: str) -> Article:
    return analyse(text, engine="fast", date="2021-05-06")


def test_it_may_end_after_any_character() -> None:
    whole = [quote.text for quote in read(TEXT).quotes or ()]
    assert whole[0].startswith("老楼的楼道里")
    for end in range(1, len(TEXT)):
        quotes = read(TEXT[:end]).quotes or ()
        assert all(TEXT[quote.start : quote.end] == quote.text and quote.end <= end for quote in quotes), end
