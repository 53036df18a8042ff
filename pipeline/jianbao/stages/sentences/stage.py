"""Sentences: split at 。！？ and their kin with the closing marks that follow, never across blocks."""

from __future__ import annotations

import re

from jianbao.article import Article, Block, Span
from jianbao.language.width import fold
from jianbao.stage import ArticleStage

# A sentence ends with its closing marks: 。” belongs to the sentence before. ASCII ; and : are too weak.
_END = re.compile(r"(?:[。!?]|…{1,2})+[”’」』》)\"]*")


class SentencesStage(ArticleStage):
    """Writes ``sentences``: spans that tile each block but for blanks at their ends.

    >>> article = Article.from_text("他说：“办好实事。”会议结束！")
    >>> next(SentencesStage()([article])).sentences
    [Span(start=0, end=10), Span(start=10, end=15)]
    """

    name = "sentences"
    provides = frozenset({"sentences"})

    def annotate(self, article: Article) -> None:
        folded = fold(article.text)
        blocks = article.blocks or [Block("paragraph", 0, len(folded))]
        article.sentences = [span for block in blocks for span in _split(folded, block.start, block.end)]


def _split(text: str, start: int, end: int) -> list[Span]:
    cuts = [m.end() for m in _END.finditer(text, start, end)]
    if not cuts or cuts[-1] < end:
        cuts.append(end)
    spans, begin = [], start
    for cut in cuts:
        while begin < cut and text[begin].isspace():
            begin += 1
        last = cut
        while last > begin and text[last - 1].isspace():
            last -= 1
        if last > begin:
            spans.append(Span(begin, last))
        begin = cut
    return spans
