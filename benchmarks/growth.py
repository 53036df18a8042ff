"""How time grows with length on texts made to hurt: twice the text should take about twice the time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from msgspec import Struct

CASES: dict[str, Callable[[int], str]] = {
    "no punctuation": lambda n: "会议要求各单位抓好落实工作" * (n // 13),
    "quotation marks": lambda n: "“" * (n // 2) + "”" * (n // 2),
    "opening marks": lambda n: "他说:“" * (n // 4),
    "nested lists": lambda n: "".join(f"({'一二三四五六七八九'[i % 9]})抓落实" for i in range(n // 6)),
    "one long list": lambda n: "一是抓落实;二是抓整改;" * (n // 12),
    "names": lambda n: "张红军、李明、王强、" * (n // 10),
    "figures": lambda n: "共有1248人,增长8.5%," * (n // 14),
    "dashes": lambda n: "—" * n,
    "headlines": lambda n: "全市教育工作会议召开\n" * (n // 11),
}
LENGTHS = (50_000, 100_000, 200_000)


class Growth(Struct):
    """Seconds of the whole chain on one case at each length."""

    case: str
    seconds: list[float]

    @property
    def factor(self) -> float:
        """Time at the longest over time at the middle length, which is half as long."""
        return self.seconds[-1] / max(self.seconds[-2], 1e-9)


def grow(lengths: tuple[int, ...] = LENGTHS) -> Iterator[Growth]:
    """Each case at each of ``lengths`` (characters)."""
    from jianbao.article import Page
    from jianbao.batches import process_pages
    from jianbao.config import Config
    from jianbao.flow import Flow

    flow = Flow(Config.make(None, ["entities.engine=crf"]).build(), strict=True)
    process_pages([Page(id="warm", text="本报讯 5月7日,市长李明到中牟县调研。")], flow)
    for case, make in CASES.items():
        seconds = []
        for length in lengths:
            page = Page(id=case, text=make(length), date="2021-05-08")
            began = time.perf_counter()
            process_pages([page], flow)
            seconds.append(round(time.perf_counter() - began, 2))
        yield Growth(case, seconds)
