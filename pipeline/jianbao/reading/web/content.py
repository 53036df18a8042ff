"""Which blocks of a web page are its articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jianbao.language.width import fold
from jianbao.reading.bylines.credits import is_credit_line
from jianbao.reading.web.blocks import WebBlock
from jianbao.reading.web.words import (
    is_comments,
    is_content_name,
    is_label_line,
    is_other_name,
    is_site_line,
    is_stop,
)

_DROPPED_TAGS = frozenset(("nav", "footer", "aside"))
_LARGEST_OTHER = 0.4  # a part with a larger share of the page's text is dropped for no name
_LEAST_REST = (
    40  # characters that must be left beside a large part, where the title is known to stand elsewhere
)
_NAMED = 0.4  # a part with the name of content is believed from this share on
_COVER = 0.75  # otherwise the smallest part that holds this share of the page's text
_TERMINAL = re.compile(r"[。!?…:;][”’」』》)\]\"]*\Z")
_HIDDEN = re.compile(r"display\s*:\s*none")
_LONGEST_TITLE = 400  # characters that are compared
_LONGEST_SUBHEAD = 40  # characters


@dataclass(slots=True)
class Region:
    """The blocks that are articles, and what was left out beside them."""

    blocks: list[WebBlock]
    begin: int  # index of the first block of running text among all blocks of the page; -1: there is none
    end: int  # behind the last one
    dropped: list[str] = field(default_factory=list)  # what was left out inside, for the report


def squeezed(text: str) -> str:
    """``text`` folded, without blanks and quotation marks: by which titles are compared."""
    return re.sub(r"[\s“”‘’\"'「」『』]", "", fold(text[:_LONGEST_TITLE])).lower()


class Page:
    """All blocks of a page, each with its parents, and how much running text each part holds."""

    def __init__(self, blocks: Sequence[WebBlock], title: WebBlock | None = None) -> None:
        self.blocks = blocks
        self._titled = {title.element, *title.element.iterancestors()} if title is not None else set()
        self._own = [_weight(block) for block in blocks]
        self._parts = list(blocks[0].element.getroottree().iter()) if blocks else []
        self._others: dict[Any, bool] = {}
        self._weights = self._summed(range(len(blocks)))
        self.total = sum(self._own)

    def _summed(self, which: Iterable[int]) -> dict[Any, float]:
        """How much running text each part of the page holds, of the blocks with these numbers."""
        weights: dict[Any, float] = {}
        for i in which:
            if self._own[i]:
                part = self.blocks[i].element
                weights[part] = weights.get(part, 0.0) + self._own[i]
        for part in reversed(self._parts):  # children before parents
            if part in weights and (parent := part.getparent()) is not None:
                weights[parent] = weights.get(parent, 0.0) + weights[part]
        return weights

    @staticmethod
    def _parents(block: WebBlock) -> Iterable[Any]:
        yield block.element
        yield from block.element.iterancestors()

    def is_other(self, block: WebBlock) -> bool:
        """Whether a block stands in a menu, a foot, a list of other pages, comments, or is not shown."""
        chain = []
        found = False
        for part in self._parents(block):
            if part in self._others:
                found = self._others[part]
                break
            chain.append(part)
        for part in reversed(chain):
            found = found or self._is_other_part(part)
            self._others[part] = found
        return found

    def _is_other_part(self, part: Any) -> bool:
        if not isinstance(part.tag, str) or part.tag in ("html", "body"):
            return False
        weight = self._weights.get(part, 0.0)
        large = weight > _LARGEST_OTHER * self.total
        if part in self._titled or (large and (not self._titled or self.total - weight < _LEAST_REST)):
            return False
        named = part.tag in _DROPPED_TAGS or any(is_other_name(name) for name in _names(part))
        return named or bool(_HIDDEN.search(part.get("style") or ""))

    def root(self) -> Any:
        """The part that holds the articles; None where there is no running text."""
        kept = [i for i, block in enumerate(self.blocks) if self._own[i] and not self.is_other(block)]
        whole = sum(self._own[i] for i in kept)
        if not whole:
            return None
        weights = self._summed(kept)
        named = [p for p in weights if p.tag != "body" and _is_content(p) and weights[p] >= _NAMED * whole]
        if named and not self._several(named[0], weights):
            best = max(weights[part] for part in named)
            full = [part for part in named if weights[part] >= 0.9 * best]
            return min(full, key=lambda part: (weights[part], -_depth(part)))
        best = next(part for part in reversed(self._parts) if weights.get(part, 0.0) >= _COVER * whole)
        inside = set(best.iter())
        single = sum(block.element in inside for block in self.blocks) == 1
        parent = best.getparent()
        return (
            parent if single and parent is not None else best
        )  # one long paragraph is not all of an article

    @staticmethod
    def _several(part: Any, weights: dict[Any, float]) -> bool:
        """Whether parts of the same name hold text: each of them may be an article."""
        alike = [
            p
            for p in weights
            if p.tag == part.tag and p.get("class") == part.get("class") and not p.get("id")
        ]
        return len([p for p in alike if not any(q in alike for q in p.iterancestors())]) > 1

    def region(self, title: WebBlock | None) -> Region:
        """The blocks that are articles: inside the part that holds them, without what the site says of itself.

        title: the block of the page's title, which is left out; it is None where the page has several articles.
        """
        root = self.root()
        if root is None:
            return Region([], -1, -1)
        within = set(root.iter())
        inside = [i for i, block in enumerate(self.blocks) if block.element in within]
        if title is not None:
            behind = [i for i in inside if self.blocks[i] is title]
            inside = [i for i in inside if not behind or i > behind[0]]
        running = [i for i in inside if self._own[i] and not self.is_other(self.blocks[i])]
        if not running:
            return Region([], -1, -1)
        total = sum(self._own[i] for i in running)
        region = Region([], running[0], running[-1] + 1)
        passed, last = 0.0, -1
        shown = squeezed(title.text) if title is not None else ""
        for i in inside:
            block = self.blocks[i]
            if is_stop(block.text) and (passed >= 0.4 * total or (passed and is_comments(block.text))):
                region.dropped.append(f"from {block.text[:20]!r} on")
                break
            if self._is_left_out(block, i, running[0], shown):
                if block.text != shown:
                    region.dropped.append(block.text)
                continue
            if self._own[i]:
                passed += self._own[i]
                last = len(region.blocks)
                region.end = i + 1
            region.blocks.append(block)
        region.blocks = self._without_tail(region.blocks, last)
        return region

    def _is_left_out(self, block: WebBlock, at: int, first: int, title: str) -> bool:
        size = len(block.text)
        if self.is_other(block) or (
            block.tag != "row" and (is_site_line(block.text) or is_label_line(block.text))
        ):
            return True
        if title and squeezed(block.text) == title:
            return True
        if block.link_share > 0.6 and size < 100:
            return True
        if is_stop(block.text) and not block.heading:
            return True
        if at < first:  # labels, dates, buttons
            bold = not title and is_bold_headline(block)
            kept = is_credit_line(block.folded) or block.tag == "row" or block.heading or is_subtitle(block)
            return not (kept or bold)
        return size == 1 and not block.text.isalnum()

    @staticmethod
    def _without_tail(blocks: list[WebBlock], last: int) -> list[WebBlock]:
        """Without what stands behind the last running text in another part of the page."""
        if last < 0:
            return []
        parent = blocks[last].element.getparent()
        kept = list(blocks[: last + 1])
        for block in blocks[last + 1 :]:
            if (
                block.element is not blocks[last].element
                and block.element.getparent() is not parent
                and block.tag != "row"
            ):
                break
            if block.heading:
                break
            kept.append(block)
        return kept


def _weight(block: WebBlock) -> float:
    """How much running text a block is: its characters, 0 for links, labels and lines of the site."""
    if not block.says_something or is_site_line(block.text) or is_label_line(block.text):
        return 0.0
    return len(block.text) * (1 - block.link_share)


def is_bold_headline(block: WebBlock) -> bool:
    """Whether a block may be a headline for its bold type alone."""
    return (
        block.is_bold and 4 <= len(block.text) <= 60 and not block.says_something and block.link_share < 0.5
    )


def is_subtitle(block: WebBlock) -> bool:
    """Whether a block is the line below a headline: ——记云岭县春耕."""
    return block.folded.startswith(("—", "--")) and len(block.text) <= 60


def is_subhead(block: WebBlock) -> bool:
    """Whether a block inside an article is a subhead: a heading, or a short line in bold without a stop."""
    if len(block.text) > _LONGEST_SUBHEAD or block.tag in ("row", "caption", "figcaption"):
        return False
    if block.heading:
        return True
    return block.is_bold and not _TERMINAL.search(block.folded) and not is_credit_line(block.folded)


def _is_content(part: Any) -> bool:
    return (
        part.tag in ("article", "founder-content")
        or part.get("itemprop") == "articleBody"
        or any(is_content_name(name) for name in _names(part))
    )


def _names(part: Any) -> list[str]:
    return [*(part.get("class") or "").split(), *(part.get("id") or "").split()]


def _depth(part: Any) -> int:
    return sum(1 for _ in part.iterancestors())
