"""Who appears with whom, and who speaks about whom, laid out for a drawing."""

from __future__ import annotations

from typing import Any

from jianbao.article import Article
from jianbao.mining.network import cooccurrence, said_about
from jianbao.mining.organisations import build_bodies, full_names
from jianbao.report.drawing import drawing


class Network:
    """Keeps of each article what the graphs read."""

    name = "network"

    def __init__(self) -> None:
        self.articles: list[Article] = []

    def add(self, n: int, article: Article) -> None:
        kept = Article(id=article.id, text="", page_id=article.page_id, outlet=article.outlet)
        kept.sentences = article.sentences
        kept.entities, kept.quotes, kept.persons = article.entities, article.quotes, article.persons
        self.articles.append(kept)

    def result(self) -> dict[str, Any]:
        full = full_names(build_bodies(self.articles))
        together = cooccurrence(self.articles, types=("PER", "ORG"), full=full)
        said = said_about(self.articles, full=full)
        return {"together": drawing(together), "said": drawing(said, directed=True)}
