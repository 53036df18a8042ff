"""The whole data model: a page, its articles, and the layers that the stages write.

Longer than other files, so that all of the data model stands in one place.

The values of closed lists (kinds, levels, roles) are explained in ``jianbao.categories``.

Offsets are half-open, count Unicode code points, and point into ``Article.text``;
``Article.raw_map`` takes them back to ``Page.text``, the text as it was read.
A layer that no stage wrote is ``None``; one that was written and found nothing is ``[]``.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct, field

from jianbao import display
from jianbao.categories import (
    BlockKind,
    CheckKind,
    EntityType,
    EventType,
    KeywordKind,
    LineKind,
    ParticipantRole,
    PersonRole,
    PlaceDecision,
    PlaceLevel,
    PostStatus,
    QuantityKind,
    QuotedKind,
    QuoteKind,
    SpeakerResolution,
    TimeAnchor,
    TimeGrain,
    describe_values,
)
from jianbao.errors import ConfigError
from jianbao.extensions import convert_layer, layer_types

SCHEMA_VERSION = "1"
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
UNSURE = 0.8
"""A line of a scan that is recognised with a lower score is doubtful."""


class Source(Struct, omit_defaults=True):
    """Where a page came from."""

    path: str = "-"  # inside an archive: ARCHIVE!FILE
    record: int | None = None  # line or row of a table, 1-based
    sha256: str = ""  # of the page's text, UTF-8
    encoding: str = ""  # of the file, where it is text: utf-8, gb18030 ...
    format: str = ""  # of the file: text, html, pdf, jsonl, csv (.tsv too), docx ...; scan: recognised
    width: float = 0.0  # of the printed page, in the unit of its boxes: points (PDF), pixels (image)
    height: float = 0.0


class Span(Struct, frozen=True, array_like=True):
    """A half-open span of ``Article.text``; ``[start, end]`` in JSON."""

    start: int
    end: int


class Block(Struct, frozen=True):
    """A piece of the article's layout; blocks are in order and do not overlap."""

    kind: BlockKind
    start: int
    end: int


class PageLine(Struct, frozen=True, array_like=True):
    """A printed line of a PDF page or a scan: a span of the text, what it is, and where it stands on the page.

    ``box`` is left, top, right, bottom from the top left corner of the page, in points (PDF) or pixels (image).
    ``page`` is the page of the file, 1-based. ``score`` is the smallest probability that the recognition gives, 0 to 1;
    None where nothing was recognised.
    """

    start: int
    end: int
    kind: LineKind
    box: tuple[float, float, float, float]
    page: int = 1
    score: float | None = None


class Page(Struct, omit_defaults=True):
    """One page, file or record as it was read: ``text`` is never changed."""

    id: str
    text: str
    source: Source = field(default_factory=Source)
    title: str | None = None  # a record that brings its own title is one article
    date: str | None = None  # YYYY[-MM[-DD]]
    outlet: str | None = None
    author: str | None = None  # as the record or the web page names it
    kicker: str | None = None  # the line above the headline
    subtitle: str | None = None  # the line below it
    page_label: str | None = None  # of the printed page: A02
    section: str | None = None
    blocks: list[Block] = field(default_factory=list)  # of ``text``, where the file marks what its lines are
    printed: list[PageLine] = field(default_factory=list)  # of a PDF or scan; spans of text
    notes: list[str] = field(default_factory=list)  # what reading guessed, repaired and left out


class RawMap(Struct, frozen=True):
    """Takes clean offsets to raw ones, piece by piece.

    Piece ``i`` covers the clean offsets from ``clean[i]`` up to ``clean[i + 1]`` and starts at ``raw[i]``
    of ``Page.text``. Both lists have one item per piece, and ``clean`` is strictly increasing.
    """

    clean: list[int]
    raw: list[int]

    def to_raw(self, offset: int) -> int:
        """The raw offset of the character at clean ``offset``."""
        i = bisect_right(self.clean, offset) - 1
        return self.raw[i] + offset - self.clean[i] if i >= 0 else offset

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of the clean span ``start:end`` (line breaks mended inside it are covered)."""
        if end <= start:
            at = self.to_raw(start)
            return at, at
        return self.to_raw(start), self.to_raw(end - 1) + 1


class Byline(Struct, omit_defaults=True):
    """Who wrote or photographed: ``role`` as printed (记者, 通讯员, 文/图), "" if none is printed."""

    name: str
    role: str
    start: int
    end: int
    outlet: str | None = None


class Dateline(Struct, omit_defaults=True):
    """本报讯, 新华社北京5月7日电: the opening that says where a story was filed."""

    start: int
    end: int
    outlet: str | None = None
    place: str | None = None
    date: str | None = None


class Tokens(Struct):
    """Words in columns: the i-th is ``text[starts[i]:ends[i]]`` with part of speech ``tags[i]``."""

    starts: list[int]
    ends: list[int]
    tags: list[str]

    def __len__(self) -> int:
        return len(self.starts)


class Alternative(Struct, omit_defaults=True):
    """A reading of an entity mention that was not taken, and why."""

    start: int
    end: int
    type: str
    reason: str


class Entity(Struct, omit_defaults=True):
    """A mention of a person, place, organisation or calendar time, in the longest sensible span.

    ``score`` is the probability, 0 to 1, that the mention is right as the model sees it: the smallest probability
    that it gives to the label of one of the mention's characters. It is not calibrated; 1.0 where a rule decided.
    None: the engine has no probabilities, or a user dictionary decided.
    """

    start: int
    end: int
    type: EntityType
    text: str
    score: float | None = None
    engines: list[str] = field(default_factory=list)  # who found it, where several voted
    reason: str = ""  # what decided: the engine's name, vote, consistency, dictionary or spacy
    alternatives: list[Alternative] = field(default_factory=list)


class Post(Struct, omit_defaults=True):
    """A post held: organisation and title as printed; ``org`` is None where the page names none."""

    title: str
    org: str | None = None
    org_full: str | None = None  # the organisation with what it inherits from its neighbours
    status: PostStatus = ""  # whether it is held, where the page says so
    start: int = -1
    end: int = -1


class Person(Struct, omit_defaults=True):
    """A person of the article; ``mentions`` are the spans of all their names in it."""

    name: str
    posts: list[Post] = field(default_factory=list)
    role: PersonRole = "newsmaker"
    mentions: list[Span] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)  # 刘副市长
    gender: str = ""  # only as printed
    ethnicity: str = ""  # only as printed


class PlacePart(Struct, omit_defaults=True):
    """One link of a place chain: 枫杨办事处 in 枫杨办事处大里村."""

    name: str
    start: int
    end: int
    level: PlaceLevel = ""


class Place(Struct, omit_defaults=True):
    """A place: its chain from large to small, and what it lies in."""

    name: str
    mentions: list[Span]
    parts: list[PlacePart] = field(default_factory=list)
    level: PlaceLevel = ""  # of the last part
    parent: str | None = None  # the next larger place, by name
    code: str = ""  # administrative division code, where the gazetteer knows the place
    path: list[str] = field(default_factory=list)  # 河南省, 郑州市, 中牟县
    resolved: PlaceDecision = "unresolved"


class Time(Struct, omit_defaults=True):
    """A calendar time; ``value`` is ISO 8601, partial where the page is, ``/`` between two ends."""

    start: int
    end: int
    text: str
    value: str | None = None  # None: unresolved
    grain: TimeGrain = ""  # how exact it is
    anchor: TimeAnchor = ""  # what it was resolved by
    day_part: str = ""  # as printed: 上午, 晚


class Check(Struct, omit_defaults=True):
    """A doubt about printed figures, with the arithmetic."""

    kind: CheckKind
    message: str
    printed: float | None = None
    computed: float | None = None
    spans: list[Span] = field(default_factory=list)


class Quantity(Struct, omit_defaults=True):
    """A figure: ``value`` with 万 and 亿 expanded, two numbers for a range; ``unit`` as printed.

    ``change`` says what a figure measures that tells of a change: what it is compared with (同比, 环比, 比上届), if
    that is printed, and the verb (增长, 下降 ...: data/change_words.tsv).
    """

    start: int
    end: int
    text: str
    value: float | list[float]
    unit: str
    qualifier: str = ""  # as printed: 约, 近, 多, 以上 (data/figure_words.tsv)
    counted: str = ""  # the noun that is counted or measured
    kind: QuantityKind = ""
    change: str = ""  # 同比增长, 比上届提升
    checks: list[Check] = field(default_factory=list)


class Quote(Struct, omit_defaults=True):
    """What was said: the content's span, who said it, and the verb that says so."""

    start: int
    end: int
    text: str
    speaker: str
    cue: str
    direct: bool
    speaker_span: Span | None = None
    cue_span: Span | None = None
    kind: QuoteKind = ""  # what the verb does
    resolved_by: SpeakerResolution = ""  # how the speaker was found


class Point(Struct, omit_defaults=True):
    """One item of an enumeration, without its marker."""

    start: int
    end: int
    text: str
    marker: str


class PointList(Struct, omit_defaults=True):
    """An enumeration: 一是 ... 二是 ...; ``parent`` is the index of the list it is nested in."""

    items: list[Point]
    announced: int | None = None  # 四点要求: 4
    announced_span: Span | None = None
    complete: bool | None = None  # announced number found?
    parent: int | None = None


class Keyword(Struct, omit_defaults=True):
    """A theme word of the article.

    ``score`` is between 0 and 1. ``ranker``: the probability that an editor would choose this very term for the
    article, as the trained model sees it; terms stand in the order in which they say most together, which is not
    always that of their scores. ``tfidf``, ``textrank``: the weight over the highest weight in the article.
    """

    term: str
    score: float
    method: str  # ranker, tfidf, textrank, or the name that another stage gives its own
    spans: list[Span] = field(default_factory=list)
    kind: KeywordKind = ""


class Slogan(Struct, omit_defaults=True):
    """One member of a slogan family."""

    term: str
    start: int
    end: int


class SloganFamily(Struct, omit_defaults=True):
    """Terms that share a morpheme and a frame: 痛点, 堵点, 卡点 share 点 in the frame ×点."""

    family: str  # members joined by /
    shared: str
    frame: str
    members: list[Slogan]


class QuotedTerm(Struct, omit_defaults=True):
    """A string in quotation marks or book-title marks, and its kind."""

    text: str
    start: int
    end: int
    kind: QuotedKind


class Participant(Struct, omit_defaults=True):
    """Someone or something that takes part in an event."""

    name: str
    role: ParticipantRole = ""
    span: Span | None = None


class Event(Struct, omit_defaults=True):
    """What happened: a meeting, an inspection, a signing, with when, where and who."""

    type: EventType
    start: int  # of the trigger
    end: int
    trigger: str
    date: str | None = None  # ISO 8601, without a time of the day
    date_span: Span | None = None
    place: str | None = None
    place_span: Span | None = None
    participants: list[Participant] = field(default_factory=list)


class SummaryField(Struct, omit_defaults=True):
    """One field of the structured summary, with the spans it is read from."""

    text: str
    spans: list[Span]


class Summary(Struct, omit_defaults=True):
    """A summary made of the article's own clauses, and the same as fields."""

    text: str
    method: str  # lead, headlines, or the name that another stage gives its own
    spans: list[Span] = field(default_factory=list)
    brief: str = ""  # one line
    who: list[SummaryField] = field(default_factory=list)
    what: list[SummaryField] = field(default_factory=list)
    when: list[SummaryField] = field(default_factory=list)
    where: list[SummaryField] = field(default_factory=list)
    to_whom: list[SummaryField] = field(default_factory=list)
    figures: list[SummaryField] = field(default_factory=list)
    demands: list[SummaryField] = field(default_factory=list)


class Article(Struct, kw_only=True, omit_defaults=True):
    """One article: its text, its layout, and one optional field per layer.

    ``text`` holds the whole of it, one block per line: headline, body, and page furniture that stood beside
    it (``furniture`` blocks). It is frozen once the article is made.

    >>> article = Article.from_text("张红军说,要办好实事。", date="2021-05")
    >>> article.body
    Span(start=0, end=11)
    """

    id: str
    text: str
    page_id: str = ""
    source: Source = field(default_factory=Source)
    outlet: str | None = None
    date: str | None = None
    title: str = ""
    kicker: str = ""  # the line above the headline
    subtitle: str = ""  # the line below it
    page_label: str = ""  # of the printed page, where the file names it: A02
    section: str = ""
    subheads: list[str] = field(default_factory=list)
    bylines: list[Byline] = field(default_factory=list)
    dateline: Dateline | None = None
    blocks: list[Block] = field(default_factory=list)
    printed: list[PageLine] = field(
        default_factory=list
    )  # of a PDF or scan: where each line stands; spans of text
    raw_map: RawMap = field(default_factory=lambda: RawMap([0], [0]))
    # layers
    sentences: list[Span] | None = None
    tokens: Tokens | None = None
    entities: list[Entity] | None = None
    times: list[Time] | None = None
    quantities: list[Quantity] | None = None
    places: list[Place] | None = None
    persons: list[Person] | None = None
    quotes: list[Quote] | None = None
    points: list[PointList] | None = None
    quoted: list[QuotedTerm] | None = None
    slogans: list[SloganFamily] | None = None
    keywords: list[Keyword] | None = None
    events: list[Event] | None = None
    summary: Summary | None = None
    # layers of other packages by name, VENDOR.LAYER
    extensions: dict[str, Any] = field(default_factory=dict)
    schema_version: str = SCHEMA_VERSION

    def __post_init__(self) -> None:
        """Give the layers of other packages their types, when an article is made or read."""
        if self.extensions:
            self.extensions = {name: convert_layer(name, value) for name, value in self.extensions.items()}

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        id: str = "article",
        title: str = "",
        date: str | None = None,
        outlet: str | None = None,
    ) -> Article:
        """An article made by hand: ``title`` (if any) becomes the first line, each line a paragraph.

        date: 2021, 2021-05 or 2021-05-08. Raises ConfigError for another one, and where ``text`` is not a string.
        """
        _check_text(text, title, date)
        blocks: list[Block] = []
        whole, at = (f"{title}\n{text}" if title else text), 0
        for i, line in enumerate(whole.split("\n")):
            if line.strip():
                blocks.append(Block("headline" if title and i == 0 else "paragraph", at, at + len(line)))
            at += len(line) + 1
        return cls(id=id, page_id=id, text=whole, title=title, date=date, outlet=outlet, blocks=blocks)

    def __repr__(self) -> str:
        """One line: id, title, and how much of each layer there is."""
        return display.short(self)

    def _repr_html_(self) -> str:
        """The article in a notebook."""
        return display.html(self)

    def unsure(self, least: float = UNSURE) -> list[PageLine]:
        """The lines of a scan that were recognised with a score below ``least``.

        >>> Article.from_text("会议召开。").unsure()
        []
        """
        return [line for line in self.printed if line.score is not None and line.score < least]

    @property
    def body(self) -> Span:
        """From the first to the last character of the body: what is neither headline nor furniture."""
        inner = [b for b in self.blocks if b.kind not in ("headline", "furniture")]
        return Span(inner[0].start, inner[-1].end) if inner else Span(len(self.text), len(self.text))

    def blocks_of(self, *kinds: BlockKind) -> Iterator[Block]:
        """The blocks of these kinds, in order."""
        return (b for b in self.blocks if b.kind in kinds)

    def layer(self, name: str) -> Any:
        """The layer ``name``, ours or another package's; None where no stage wrote it.

        >>> Article.from_text("会议召开。").layer("entities") is None
        True
        """
        return getattr(self, name) if name in LAYERS else self.extensions.get(name)

    def layers(self) -> dict[str, Any]:
        """All layers that a stage wrote, by name."""
        own = {name: value for name in LAYERS if (value := getattr(self, name)) is not None}
        return own | self.extensions

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of ``Page.text`` that ``text[start:end]`` came from."""
        return self.raw_map.span(start, end)


_FIELDS = Article.__struct_fields__
LAYERS: tuple[str, ...] = _FIELDS[_FIELDS.index("raw_map") + 1 : _FIELDS.index("extensions")]
"""The names of the layers that our own stages write, in the order of the fields of an article."""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Article)


def _check_text(text: object, title: object, date: object) -> None:
    """Raises ConfigError that says what is wrong with what an article is to be made of."""
    for name, value in (("text", text), ("title", title)):
        if not isinstance(value, str):
            remedy = "; decode it first: text.decode('utf-8')" if isinstance(value, bytes) else ""
            raise ConfigError(f"{name} must be a string, not {type(value).__name__}{remedy}")
    if date is not None:
        try:
            if not (isinstance(date, str) and _DATE.fullmatch(date)):
                raise ValueError
            datetime.date.fromisoformat(date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date)
        except ValueError as error:
            raise ConfigError(f"{date!r} is not a date; write it as 2021, 2021-05 or 2021-05-08") from error


def encode(article: Article) -> bytes:
    """The article as one line of JSON, UTF-8."""
    return _encoder.encode(article)


def decode(line: bytes | str) -> Article:
    """The article of one line of JSON; fields that this version does not know are passed over.

    Raises msgspec.ValidationError for JSON that is not an article, and for values outside the closed lists.
    """
    return _decoder.decode(line)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of articles.jsonl, with the layers of installed packages.

    The values of closed lists come with their meanings.
    """
    others = layer_types()
    (whole, *layers), parts = msgspec.json.schema_components(
        [Article, *others.values()], ref_template="#/$defs/{name}"
    )
    if others:
        article = parts[whole["$ref"].rpartition("/")[2]]["properties"]
        article["extensions"]["properties"] = dict(zip(others, layers, strict=True))
    _describe_lists(parts)
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "title": "jianbao article", **whole, "$defs": parts}


def _describe_lists(node: Any) -> None:
    """Add to each ``enum`` inside ``node`` what its values mean."""
    if isinstance(node, dict):
        if meaning := describe_values(frozenset(node.get("enum", ()))):
            node["description"] = meaning
        node = list(node.values())
    for inner in node if isinstance(node, list) else ():
        _describe_lists(inner)
