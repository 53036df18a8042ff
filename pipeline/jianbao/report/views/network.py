"""The tab of networks: who appears with whom, and who speaks about whom, laid out as drawings."""

from __future__ import annotations

from typing import Any

from jianbao.article import Article
from jianbao.mining.network import cooccurrence, said_about
from jianbao.mining.organisations import full_names, merge_organisations
from jianbao.report.elements.drawing import draw


class NetworkView:
    """Two graphs of names, short names merged with full ones."""

    name = "network"

    def __init__(self) -> None:
        self.articles: list[Article] = []

    def add(self, n: int, article: Article) -> None:
        """Keep what the graphs need of an article."""
        kept = Article(id=article.id, text="", page_id=article.page_id, outlet=article.outlet)
        kept.sentences = article.sentences
        kept.entities, kept.quotes, kept.persons = article.entities, article.quotes, article.persons
        self.articles.append(kept)

    def result(self) -> dict[str, Any]:
        """Both graphs as drawings."""
        full = full_names(merge_organisations(self.articles))
        together = cooccurrence(self.articles, types=("PER", "ORG"), full=full)
        said = said_about(self.articles, full=full)
        return {"together": draw(together), "said": draw(said, directed=True)}
