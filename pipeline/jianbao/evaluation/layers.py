"""Scores of every layer of a page, by the rules of the gold format (docs/gold.md).

Gold and prediction are dictionaries in the gold format (``jianbao.writing.gold``). A field that is missing from a
prediction counts as empty; of a page without a prediction everything counts as missed. A layer that the gold does not
have is not scored; an empty one is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from jianbao.evaluation.measures import Prf, Share, match_pairs, rouge_l
from jianbao.evaluation.summaries import is_whole, summary_rouge
from jianbao.evaluation.themes import theme_hits

Document = Mapping[str, Any]
Mention = tuple[int, int, str]

_BLANKS = re.compile(r"\s")
_OPENING = ("“", "「", "『", '"')
_PUNCTUATION = re.compile(r"[\s“”‘’\"'《》「」,，.。;；:：!！?？、()（）【】\[\]—\-…·]")
_SCALE = re.compile(r"(?!(?:千瓦|千米|千克|千瓦时)$)(万亿|亿|万|千万|百万|千)")
_SCALES = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "千万": 1e7, "百万": 1e6, "千": 1e3}


class Scores(Struct):
    """The scores of a set of pages, by name: precision and recall in ``prf``, accuracies in ``shares``."""

    prf: dict[str, Prf] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=dict)

    def count(self, name: str, correct: int, predicted: int, gold: int) -> None:
        """Add the counts of one document to the score ``name``."""
        self.prf.setdefault(name, Prf()).add(correct, predicted, gold)

    def share(self, name: str, hit: float) -> None:
        """Add one item, correct (1), wrong (0) or between, to the share ``name``."""
        self.shares.setdefault(name, Share()).add(hit)


def score(gold: Sequence[Document], predictions: Mapping[str, Document]) -> Scores:
    """The scores of ``predictions`` (by id) against ``gold``, of the layers that each document has."""
    scores = Scores()
    for document in gold:
        predicted = predictions.get(document["id"], {})
        for name, layer in _LAYERS:
            if document.get(name) is not None:
                layer(scores, document, predicted)
    return scores


def _squeeze(text: str | None) -> str:
    return _BLANKS.sub("", text or "")


def _strip_punctuation(text: str) -> str:
    return _PUNCTUATION.sub("", text)


def mentions(document: Document) -> set[Mention]:
    """The entity mentions of a document: (start, end, type)."""
    return {(e["start"], e["end"], e["type"]) for e in document.get("entities") or ()}


def _entities(scores: Scores, gold: Document, predicted: Document) -> None:
    g, p = mentions(gold), mentions(predicted)
    for kind in ("PER", "LOC", "ORG", "TIME"):
        a, b = {m for m in g if m[2] == kind}, {m for m in p if m[2] == kind}
        scores.count(f"entity {kind}", len(a & b), len(b), len(a))
    scores.count("entity micro", len(g & p), len(p), len(g))


def _posts(scores: Scores, gold: Document, predicted: Document) -> None:
    def held(document: Document) -> set[tuple[str, str, str]]:
        return {
            (_squeeze(person["name"]), _squeeze(post["org"]), _squeeze(post["title"]))
            for person in document.get("persons") or ()
            for post in person["titles"]
        }

    g, p = held(gold), held(predicted)
    g2, p2 = {(n, t) for n, _, t in g}, {(n, t) for n, _, t in p}
    scores.count("person name+title", len(g2 & p2), len(p2), len(g2))
    scores.count("person name+org+title", len(g & p), len(p), len(g))


def _articles(scores: Scores, gold: Document, predicted: Document) -> None:
    """An article is correct if its title is equal and both ends of its body are within two characters."""
    text = gold["text"]
    theirs = [_extent(a, text) for a in predicted.get("articles") or ()]
    used: set[int] = set()
    for ours in (_extent(a, text) for a in gold["articles"]):
        near = [abs(ours[1] - s) <= 2 and abs(ours[2] - e) <= 2 for _, s, e in theirs]
        same = [t == ours[0] for t, _, _ in theirs]
        joint = next((j for j in range(len(theirs)) if same[j] and near[j] and j not in used), None)
        used |= {joint} if joint is not None else set()
        starts = [abs(ours[1] - s) <= 2 for _, s, _ in theirs]
        titled = any(t and (ours[0] or s) for t, s in zip(same, starts, strict=True))
        scores.share("article title", titled)
        scores.share("article boundary", any(near))
        scores.share("article joint", joint is not None)
    scores.count("article split", len(used), len(theirs), len(gold["articles"]))


def _extent(article: Document, text: str) -> tuple[str, int, int]:
    start, end = article["body_start"], article["body_end"]
    body = text[start:end]
    return _squeeze(article["title"]), end - len(body.lstrip()), start + len(body.rstrip())


def _bylines(scores: Scores, gold: Document, predicted: Document) -> None:
    def signed(document: Document, fields: Sequence[str]) -> Counter[tuple[str, ...]]:
        rows = [b for a in document.get("articles") or () for b in a.get("byline") or ()]
        return Counter(tuple(_squeeze(row[f]) for f in fields) for row in rows)

    for fields in (("name",), ("name", "role"), ("name", "role", "outlet")):
        g, p = signed(gold, fields), signed(predicted, fields)
        scores.count(f"byline {'+'.join(fields)}", (g & p).total(), p.total(), g.total())


def _times(scores: Scores, gold: Document, predicted: Document) -> None:
    found = {(_squeeze(t["text"]), t["value"]) for t in predicted.get("times") or ()}
    days = {(text, value.split("T")[0]) for text, value in found}
    for row in gold["times"]:
        text, value = _squeeze(row["text"]), row["value"]
        scores.share("time exact", (text, value) in found)
        scores.share(
            "time date", (text, value) in found or ("T" in value and (text, value.split("T")[0]) in days)
        )


def _quantities(scores: Scores, gold: Document, predicted: Document) -> None:
    g, p = Counter(_figures(gold)), Counter(_figures(predicted))
    scores.count("quantity", (g & p).total(), p.total(), g.total())


def _figures(document: Document) -> Iterator[tuple[tuple[str, ...], str]]:
    for row in document.get("quantities") or ():
        unit = re.sub("[多余]", "", _squeeze(row["unit"])).replace("％", "%")
        unit = {"百分点": "个百分点", "百分之": "%"}.get(unit, unit)
        factor = 1.0
        if scale := _SCALE.match(unit):
            factor, unit = _SCALES[scale.group(1)], unit[scale.end() :]
        values = row["value"] if isinstance(row["value"], list) else [row["value"]]
        yield tuple(f"{float(v) * factor:.6g}" for v in values), unit


def _quotes(scores: Scores, gold: Document, predicted: Document) -> None:
    g, p = gold["quotes"], predicted.get("quotes") or []
    scores.count("quote speaker+content", len(_same_quotes(g, p, speaker=True)), len(p), len(g))
    scores.count("quote content", len(_same_quotes(g, p, speaker=False)), len(p), len(g))
    g, p = ([q for q in side if _is_direct(gold["text"], q)] for side in (g, p))
    scores.count("quote direct", len(_same_quotes(g, p, speaker=True)), len(p), len(g))


def _is_direct(text: str, quote: Document) -> bool:
    """Whether a quote is direct: as it says itself, else by the quotation mark before it."""
    given = quote.get("direct")
    return bool(given) if given is not None else text[: quote["start"]].endswith(_OPENING)


def _same_quotes(
    gold: Sequence[Document], predicted: Sequence[Document], *, speaker: bool
) -> list[tuple[int, int]]:
    """Pairs of quotes whose spans overlap by Dice 0.6 or more, with ``speaker`` only those of the same speaker."""
    pairs = []
    for i, g in enumerate(gold):
        names = {_squeeze(g["speaker"]), *_squeeze(g["speaker"]).split("、")}
        for j, p in enumerate(predicted):
            if speaker and _squeeze(p["speaker"]) not in names:
                continue
            shared = max(0, min(g["end"], p["end"]) - max(g["start"], p["start"]))
            dice = 2 * shared / (g["end"] - g["start"] + p["end"] - p["start"])
            if dice >= 0.6:
                pairs.append((dice, i, j))
    return match_pairs(pairs)


def _points(scores: Scores, gold: Document, predicted: Document) -> None:
    g, p = _items(gold), _items(predicted)
    pairs = (
        (similarity, i, j)
        for i, a in enumerate(g)
        for j, b in enumerate(p)
        if min(len(a), len(b)) / max(len(a), len(b)) >= 0.3 and (similarity := rouge_l(a, b)) >= 0.7
    )
    scores.count("points", len(match_pairs(pairs)), len(p), len(g))


def _items(document: Document) -> list[str]:
    lists: Iterable[Any] = document.get("points") or ()
    return [text for group in lists for item in group if (text := _strip_punctuation(item))]


def _themes(scores: Scores, gold: Document, predicted: Document) -> None:
    hits = theme_hits(gold, predicted.get("themes") or ())
    for exact, soft in hits.found:
        scores.share("theme recall@10 exact", exact)
        scores.share("theme recall@10 soft", soft)
    for good, junk in zip(hits.good, hits.junk, strict=True):
        scores.share("theme precision@8 soft", good)
        scores.share("theme junk@8", junk)


def _summary(scores: Scores, gold: Document, predicted: Document) -> None:
    summary = predicted.get("summary") or ""
    scores.share("summary ROUGE-L", summary_rouge(gold["summary"], summary))
    scores.share("summary whole", float(is_whole(summary)))


_LAYERS: tuple[tuple[str, Callable[[Scores, Document, Document], None]], ...] = (
    ("entities", _entities),
    ("persons", _posts),
    ("articles", _articles),
    ("articles", _bylines),
    ("times", _times),
    ("quantities", _quantities),
    ("quotes", _quotes),
    ("points", _points),
    ("themes", _themes),
    ("summary", _summary),
)
"""The field of a gold page and what scores it, in the order of the report; a further measure is a row more."""
