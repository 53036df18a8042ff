"""Weather: what the sky is said to be, sentence by sentence, with the day and the temperatures."""

from __future__ import annotations

import re

from jianbao.article import Article, Span
from jianbao.language.width import fold
from jianbao.stage import ArticleStage, StageConfig
from msgspec import Struct

_SKY = re.compile(r"晴转多云|多云转晴|多云|晴|阴|[小中大暴]雨|[小中大暴]雪|雾|霾")
_RANGE = re.compile(r"(-?\d+)(?:℃)?[至到~-](-?\d+)℃")


class Report(Struct, omit_defaults=True):
    """One report: ``sky`` as printed, at ``start:end`` of the text; ``low`` and ``high`` in degrees Celsius."""

    start: int
    end: int
    sky: str
    date: str | None = None
    low: float | None = None
    high: float | None = None


Reports = list[Report]
"""The type of the layer ``weather.reports``."""


class WeatherConfig(StageConfig, frozen=True):
    """``temperatures``: read the temperatures beside the sky, too."""

    temperatures: bool = True


class WeatherStage(ArticleStage):
    """Writes ``weather.reports``: one for each sentence that says what the sky is like.

    >>> article = Article.from_text("今天多云,8至15℃。")
    >>> article.sentences = [Span(0, 11)]
    >>> [(r.sky, r.low, r.high) for r in next(WeatherStage()([article])).layer("weather.reports")]
    [('多云', 8.0, 15.0)]
    """

    name = "weather"
    requires = frozenset({"sentences"})
    uses = frozenset({"times"})
    provides = frozenset({"weather.reports"})
    Config = WeatherConfig
    config: WeatherConfig

    def annotate(self, article: Article) -> None:
        """Write ``weather.reports`` into ``article``."""
        text = fold(article.text)
        found = (self._report(article, text, sentence) for sentence in article.sentences or ())
        article.extensions["weather.reports"] = [report for report in found if report]

    def _report(self, article: Article, text: str, sentence: Span) -> Report | None:
        sky = _SKY.search(text, sentence.start, sentence.end)
        if sky is None:
            return None
        report = Report(*sky.span(), article.text[sky.start() : sky.end()])
        days = [t.value for t in article.times or () if sentence.start <= t.start < sentence.end]
        report.date = days[0] if days else None
        if self.config.temperatures and (range := _RANGE.search(text, sentence.start, sentence.end)):
            report.low, report.high = float(range[1]), float(range[2])
        return report
