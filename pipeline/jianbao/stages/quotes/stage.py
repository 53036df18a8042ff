"""Quotes: what was said, by whom, with which verb; direct, reported and mixed speech."""

from __future__ import annotations

from jianbao.article import Article, Block, Quote, Span
from jianbao.language.width import fold
from jianbao.stage import ArticleStage
from jianbao.stages.quotes.chains import join_paragraphs
from jianbao.stages.quotes.paragraph import Paragraph, join_lists
from jianbao.stages.quotes.spans import Speaker, SpeechSpan
from jianbao.stages.quotes.speakers import SpeakerFinder
from jianbao.stages.quotes.speech import read_speech


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
        """Write ``quotes`` into ``article``."""
        text = fold(article.text)
        speakers = SpeakerFinder(article, text)
        blocks = article.blocks or [Block("paragraph", 0, len(text))]
        read = ((b.start, b.end) for b in blocks if b.kind in ("paragraph", "caption"))
        paragraphs = [Paragraph(text, start, end) for start, end in join_lists(text, read)]
        speech: list[list[SpeechSpan]] = []
        last: Speaker | None = None  # who spoke last: 他 may mean that person in the next paragraph
        for paragraph in paragraphs:
            spans, last = read_speech(paragraph, speakers, last)
            speech.append(spans)
        join_paragraphs(paragraphs, speech)
        article.quotes = [_quote(article, span) for spans in speech for span in spans]


def _quote(article: Article, span: SpeechSpan) -> Quote:
    """The quote of the data model, with the text as printed."""
    cue, speaker = span.cue, span.speaker
    return Quote(
        start=span.start,
        end=span.end,
        text=article.text[span.start : span.end],
        speaker=speaker.name,
        cue=cue.verb if cue else "",
        direct=span.direct,
        speaker_span=Span(speaker.start, speaker.end) if speaker.end > speaker.start else None,
        cue_span=Span(cue.start, cue.end) if cue else None,
        kind=cue.kind if cue else "say",
        resolved_by=speaker.resolved_by,
    )
