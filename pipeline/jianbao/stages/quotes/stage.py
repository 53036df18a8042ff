"""Quotes: what was said, by whom, with which verb; direct, reported and mixed speech."""

from __future__ import annotations

from jianbao.article import Article, Block, Quote, Span
from jianbao.language.width import fold
from jianbao.stage import ArticleStage
from jianbao.stages.quotes.speakers import Speakers
from jianbao.stages.quotes.speech import Paragraph, Said, paragraphs


class QuotesStage(ArticleStage):
    """Writes ``quotes``. Reads ``entities``, and the aliases of ``persons`` where they are.

    Headlines, subheads and bylines are left out. A speaker is shown by full name where the page gives it.

    >>> from jianbao.article import Entity
    >>> article = Article.from_text("座谈会上,张红军强调,要办好实事。")
    >>> article.entities = [Entity(5, 8, "PER", "张红军")]
    >>> [(q.speaker, q.cue, q.text) for q in next(QuotesStage()([article])).quotes]
    [('张红军', '强调', '要办好实事。')]
    """

    name = "quotes"
    requires = frozenset({"entities"})
    uses = frozenset({"persons"})
    provides = frozenset({"quotes"})

    def annotate(self, article: Article) -> None:
        text = fold(article.text)
        speakers = Speakers(article, text)
        blocks = article.blocks or [Block("paragraph", 0, len(text))]
        spans = ((b.start, b.end) for b in blocks if b.kind in ("paragraph", "caption"))
        found: list[Said] = []
        for start, end in paragraphs(text, spans):
            found += Paragraph(text, start, end, speakers).said()
        article.quotes = [_quote(article, said) for said in found]


def _quote(article: Article, said: Said) -> Quote:
    cue, speaker = said.cue, said.speaker
    return Quote(
        start=said.start,
        end=said.end,
        text=article.text[said.start : said.end],
        speaker=speaker.name,
        cue=cue.verb if cue else "",
        direct=said.direct,
        speaker_span=Span(speaker.start, speaker.end) if speaker.end > speaker.start else None,
        cue_span=Span(cue.start, cue.end) if cue else None,
        kind=cue.kind if cue else "say",
        resolved_by=speaker.how,
    )
