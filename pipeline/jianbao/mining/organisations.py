"""The ledger of organisations and places: the short names of a paper taken for the full ones it means.

On the pages of one paper 高新区 is 郑州高新区 and 市委 is 郑州市委, where the paper names one and no other. Each merge
has its reason and can be undone. Across papers only full names are one: every city has a 市委 and a 人民路.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Literal

from msgspec import Struct, field

from jianbao.article import Article
from jianbao.language.gazetteer import gazetteer
from jianbao.resources import words

Kind = Literal["ORG", "LOC"]
# An office by its level alone: what follows may be the office itself or a part of it, 市委, 市委宣传部.
_OFFICE = re.compile(
    r"(?:[省市县区州旗镇乡]委|[省市县区州旗镇乡](?:人民)?政府|[省市县区州旗]人大|[省市县区州旗]政协)"
)
_LEVELS = "省市县区州旗镇乡"


class Form(Struct, omit_defaults=True):
    """A printed form of a name, how often it is printed, and why it is taken for the entry's name."""

    text: str
    count: int
    papers: list[str] = field(default_factory=list)
    reason: str = ""  # "" for the name itself


class Body(Struct, omit_defaults=True):
    """One organisation or place of the ledger."""

    id: str  # name, and a number where several share it
    name: str  # the fullest form
    kind: Kind
    count: int
    articles: list[str]
    forms: list[Form]
    unsure: list[str] = field(default_factory=list)  # full names it might be, where a paper names several


class _Seen(Struct):
    """A form in one paper."""

    text: str
    paper: str
    kinds: Counter[str] = field(default_factory=Counter)
    articles: dict[str, None] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return self.kinds.total()


def build_bodies(articles: Iterable[Article], *, apart: Collection[frozenset[str]] = ()) -> list[Body]:
    """The organisations and places of ``articles``, those named most often first.

    apart: pairs of names that are not to be taken for one: how a merge is undone.
    """
    papers: dict[str, dict[str, _Seen]] = defaultdict(dict)
    for article in articles:
        paper = paper_of(article)
        for entity in article.entities or ():
            if entity.type in ("ORG", "LOC"):
                text = "".join(entity.text.split())
                seen = papers[paper].setdefault(text, _Seen(text, paper))
                seen.kinds[entity.type] += 1
                seen.articles[article.id] = None
    groups: dict[tuple[str, str], list[tuple[_Seen, str]]] = defaultdict(list)
    unsure: dict[tuple[str, str], list[str]] = {}
    for paper, forms in papers.items():
        known = _Paper(forms)
        for seen in forms.values():
            name, reason, doubts = known.full(seen.text, apart)
            key = (name, "" if _is_full(name) else paper)
            groups[key].append((seen, reason))
            if doubts:
                unsure[key] = doubts
    return _numbered(_body(name, group, unsure.get((name, p), [])) for (name, p), group in groups.items())


def paper_of(article: Article) -> str:
    """What counts as one paper: the outlet, or the page where no outlet is known."""
    return article.outlet or article.page_id or article.id


def full_names(bodies: Iterable[Body]) -> dict[tuple[str, str], str]:
    """(paper, printed form) -> the entry's id, for all forms of all entries."""
    return {(paper, form.text): body.id for body in bodies for form in body.forms for paper in form.papers}


class _Paper:
    """The names of one paper, and which of them are a place and another name."""

    def __init__(self, forms: dict[str, _Seen]) -> None:
        self.forms = forms
        self.longer: dict[str, dict[str, str]] = defaultdict(dict)  # rest -> {place + rest: place}
        self.heads: dict[str, set[str]] = defaultdict(set)  # beginning of a rest -> places before it
        for form in forms:
            for size in range(2, len(form) - 1):
                if self.is_place(form[:size]):
                    self.longer[form[size:]][form] = form[:size]
                    for end in range(size + 2, len(form) + 1):
                        self.heads[form[size:end]].add(form[:size])

    def is_place(self, text: str) -> bool:
        """Whether the gazetteer knows it, or the paper names it as a place."""
        known = self.forms.get(text)
        return bool(gazetteer().named(text)) or bool(known and known.kinds["LOC"])

    def full(self, text: str, apart: Collection[frozenset[str]]) -> tuple[str, str, list[str]]:
        """(the full name that a form stands for, the reason, what it might be where that is open)."""
        reason, name = "", text
        for _ in range(3):  # 市委, 郑州市委, 河南省郑州市委
            found = {n: why for n, why in self._candidates(name) if frozenset((name, n)) not in apart}
            if len(found) != 1:
                return name, reason, sorted(found) if name == text else []
            ((name, reason),) = found.items()
        return name, reason, []

    def _candidates(self, name: str) -> Iterator[tuple[str, str]]:
        """Names that are ``name`` with a place in front, each with the reason."""
        if len(name) < 3 and name[0] not in _LEVELS:
            return
        for longer in self.longer.get(name, ()):
            yield longer, f"the paper names {longer} and no other {name}"
        for head in self._heads_of(name):
            for place in sorted(self.heads.get(head, ())):
                if place + name not in self.longer.get(name, ()):
                    yield place + name, f"the paper names {place}{head} and no other {head}"

    def _heads_of(self, name: str) -> Iterator[str]:
        """What ``name`` begins with and belongs to: an office, or a place that the paper names by itself."""
        if office := _office(name):
            yield office
        else:
            sizes = range(len(name) - 1, 2, -1)
            yield from [n for n in (name[:k] for k in sizes) if n in self.forms and self.is_place(n)][:1]


def _office(name: str) -> str:
    found = _OFFICE.match(name)
    return found[0] if found else ""


def _is_full(name: str) -> bool:
    """Whether a name means the same on every paper.

    It begins with a place, a country or a body of which there is one, or is long and no office or road.
    """
    if any(name[:size] in _unique() for size in range(2, len(name) + 1)):
        return True
    known = gazetteer()
    if any(known.named(name[:size]) for size in range(2, min(len(name), known.longest + 1))):
        return True
    codes = known.named(name)
    return len(codes) == 1 or (
        len(name) >= 4 and name[0] not in _LEVELS and name[-1] not in "路街巷村镇乡区县"
    )


@cache
def _unique() -> frozenset[str]:
    return words("countries.txt") | words("national_bodies.txt")


def _body(name: str, group: list[tuple[_Seen, str]], doubts: list[str]) -> Body:
    forms: dict[str, Form] = {}
    kinds: Counter[str] = Counter()
    articles: dict[str, None] = {}
    for seen, reason in sorted(group, key=lambda g: -g[0].count):
        form = forms.setdefault(seen.text, Form(seen.text, 0, reason=reason))
        form.count += seen.count
        form.papers.append(seen.paper)
        kinds.update(seen.kinds)
        articles |= seen.articles
    kind: Kind = "ORG" if kinds["ORG"] >= kinds["LOC"] else "LOC"
    return Body(name, name, kind, kinds.total(), list(articles), list(forms.values()), doubts)


def _numbered(bodies: Iterable[Body]) -> list[Body]:
    order = sorted(bodies, key=lambda b: (-b.count, b.name, b.articles))
    names = Counter(body.name for body in order)
    number: Counter[str] = Counter()
    for body in order:
        if names[body.name] > 1:
            number[body.name] += 1
            body.id = f"{body.name}#{number[body.name]}"
    return order
