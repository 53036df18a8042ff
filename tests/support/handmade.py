"""Runs made by hand: what a pipeline would write, without the pipeline; and texts that mean harm."""

from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

from jianbao.article import (
    Article,
    Check,
    Entity,
    Keyword,
    Page,
    Person,
    Point,
    PointList,
    Post,
    Quantity,
    Quote,
    Slogan,
    SloganFamily,
    Source,
    Span,
    Time,
)  # fmt: skip
from jianbao.stages.sentences.stage import SentencesStage
from jianbao.writing.finished import finish
from jianbao.writing.folder import PageRecord
from jianbao.writing.writer import RunWriter

HOSTILE = (
    "<script>document.title='owned'</script>",
    "</script><script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=\'owned\'">',
    "<!--<script>",
    "javascript:document.title='owned'",
)


def hostile_article(number: int, text: str) -> Article:
    """An article in which title, names and quotes are all ``text``; a rare character shifts UTF-16 offsets."""
    body = f"𠮷野镇{text}说，{text}有3人。"
    (made,) = SentencesStage()(
        [Article.from_text(body, id=f"h-{number}", title=text, outlet=text, date="2021-05-07")]
    )
    first = made.text.index("镇") + 1
    second = made.text.index("，") + 1
    made.entities = [
        Entity(start=first - 3, end=first, type="LOC", text="𠮷野镇"),
        Entity(start=first, end=first + len(text), type="PER", text=text),
    ]
    post = Post(title=text, org=text, start=first, end=first + len(text))
    made.persons = [
        Person(name=text, posts=[post], mentions=[Span(first, first + len(text))], aliases=[text])
    ]
    made.quotes = [
        Quote(start=second, end=len(made.text), text=made.text[second:], speaker=text, cue="说", direct=False)
    ]
    check = Check(kind="sum", message=text, spans=[Span(first, first + len(text))])
    at = made.text.index("3人")
    made.quantities = [
        Quantity(start=at, end=at + 2, text="3人", value=3.0, unit="人", counted=text, checks=[check])
    ]
    made.times = [Time(start=at, end=at + 1, text="3", value="2021-05-07", grain="day")]
    made.points = [
        PointList(items=[Point(start=at, end=at + 2, text="3人", marker=text)], announced=1, complete=True)
    ]
    made.keywords = [Keyword(term=text, score=1.0, method="x", spans=[Span(first, first + len(text))])]
    made.slogans = [SloganFamily(text, text, text, [Slogan(text, first, first + len(text))])]
    made.source = Source(path=text)
    return made


def write_run(folder: Path, articles: list[Article]) -> Path:
    """A run's folder with one page an article."""
    writer = RunWriter(folder, keep=False)
    writer.write(
        finish(PageRecord(Page(id=a.page_id, text=a.text), [a.id], themes=[a.title]), [a]) for a in articles
    )
    writer.close()
    return folder


def report_block(page: str, name: str) -> Any:
    """The data that a report's page holds under ``name``."""
    found = re.search(rf'<script type="application/gzip" id="data-{name}">([^<]*)</script>', page)
    assert found, name
    return json.loads(gzip.decompress(base64.b64decode(found[1])))
