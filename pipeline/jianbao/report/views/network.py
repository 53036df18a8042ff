"""The tab of networks: who appears with whom, and who speaks about whom, laid out as drawings."""

from __future__ import annotations

from typing import Any

from jianbao.mining.network import cooccurrence, said_about
from jianbao.mining.organisations import full_names, merge_organisations
from jianbao.report.elements.drawing import draw
from jianbao.report.views.base import Source, View


class NetworkView(View):
    """Two graphs of names, short names merged with full ones."""

    name = "network"

    def settle(self, articles: Source) -> None:
        """Make both graphs."""
        full = full_names(merge_organisations(articles()))
        self.together = draw(cooccurrence(articles(), types=("PER", "ORG"), full=full))
        self.said = draw(said_about(articles(), full=full), directed=True)

    def result(self) -> dict[str, Any]:
        """Both graphs as drawings."""
        return {"together": self.together, "said": self.said}
