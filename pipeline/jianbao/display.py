"""An article as Python shows it: one line where it is printed, coloured HTML in a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

COLOURS = {"PER": "#b3261e", "LOC": "#1b6e3c", "ORG": "#1d4e9e", "TIME": "#7b3fa0"}
"""Of the kinds of entities; spaCy's displaCy gets the same."""

_COUNTED = ("entities", "persons", "places", "times", "quantities", "quotes", "events", "keywords")
_NAME = (
    '<span style="color:{colour};border-bottom:1px solid {colour}" title="{kind}">{text}</span>'
    '<sub style="color:{colour};font-size:.6em"> {kind}</sub>'
)


def short(article: Any) -> str:
    """``Article('a', '石桥镇召开会议', 120 characters, entities 5, persons 2)``: an article in one line."""
    named = [
        f"{name} {len(found)}" for name in _COUNTED if (found := getattr(article, name)) is not None and found
    ]
    parts = [repr(article.id), repr(article.title), f"{len(article.text):,} characters", *named]
    return f"Article({', '.join(parts)})"


def html(article: Any) -> str:
    """The article for a notebook: its headline, who and when, its summary, and its text with coloured entities."""
    about = " · ".join(filter(None, (article.outlet, article.date, article.id)))
    summary = article.summary.text if article.summary else ""
    themes = "、".join(keyword.term for keyword in article.keywords or ())
    head = [
        f'<div style="font-weight:600;font-size:1.1em">{escape(article.title)}</div>'
        if article.title
        else "",
        f'<div style="opacity:.6;font-size:.85em">{escape(about)}</div>',
        f"<p><b>摘要</b> {escape(summary)}</p>" if summary else "",
        f"<p><b>主题</b> {escape(themes)}</p>" if themes else "",
    ]
    return f'<article style="max-width:45em;line-height:1.7">{"".join(head)}{"".join(_paragraphs(article))}</article>'


def _paragraphs(article: Any) -> Iterator[str]:
    entities, at = list(article.entities or ()), 0
    for line in article.text.split("\n"):
        end = at + len(line)
        inside = [e for e in entities if at <= e.start and e.end <= end]
        if line.strip() and line != article.title:
            yield f"<p>{_marked(line, at, inside)}</p>"
        at = end + 1


def _marked(line: str, start: int, entities: list[Any]) -> str:
    out, at = [], start
    for entity in entities:
        if entity.start >= at:
            out.append(escape(line[at - start : entity.start - start]))
            text = escape(line[entity.start - start : entity.end - start])
            out.append(_NAME.format(colour=COLOURS.get(entity.type, "#555"), kind=entity.type, text=text))
            at = entity.end
    return "".join(out) + escape(line[at - start :])
