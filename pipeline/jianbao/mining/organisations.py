"""Organisations and places over many articles: short names merged with the full names that they stand for.

In one newspaper 高新区 is 郑州高新区 and 市委 is 郑州市委, if the paper names only one of each. Every merge has
a reason and can be undone. Across newspapers only full names are merged: every city has a 市委 and a 人民路.
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

Kind = Literal["ORG", "LOC"]  # what most of its mentions are
# An office named by its level alone, or the beginning of one of its departments: 市委, 市委宣传部.
_OFFICE = re.compile(
    r"(?:[省市县区州旗镇乡]委|[省市县区州旗镇乡](?:人民)?政府|[省市县区州旗]人大|[省市县区州旗]政协)"
)
_LEVELS = "省市县区州旗镇乡"


class Form(Struct, omit_defaults=True):
    """A printed form of a name: how often it is printed, in which papers, and why it was merged with the name."""

    text: str
    count: int
    papers: list[str] = field(default_factory=list)
    reason: str = ""  # "" for the name itself


class Organisation(Struct, omit_defaults=True):
    """One organisation or place over many articles."""

    id: str  # name, and a number where several share it
    name: str  # the fullest form
    kind: Kind
    count: int
    articles: list[str]  # ids
    forms: list[Form]  # the most frequent first
    unsure: list[str] = field(default_factory=list)  # full names it may stand for, if a paper names several


class _PaperForm(Struct):
    """A form in one paper."""

    text: str
    paper: str
    orgs: int = 0  # mentions as one
    places: int = 0
    articles: list[str] = field(default_factory=list)  # each once

    @property
    def count(self) -> int:
        return self.orgs + self.places


def merge_organisations(
    articles: Iterable[Article], *, apart: Collection[frozenset[str]] = ()
) -> list[Organisation]:
    """The organisations and places of ``articles`` (their ``entities``), those named most often first.

    Args:
        apart: pairs of names that are not merged; this undoes a merge.

    >>> merge_organisations([])
    []
    """
    papers: dict[str, dict[str, _PaperForm]] = defaultdict(dict)
    for article in articles:
        paper = paper_of(article)
        for entity in article.entities or ():
            if entity.type in ("ORG", "LOC"):
                text = "".join(entity.text.split())
                form = papers[paper].setdefault(text, _PaperForm(text, paper))
                if entity.type == "ORG":
                    form.orgs += 1
                else:
                    form.places += 1
                if form.articles[-1:] != [article.id]:
                    form.articles.append(article.id)
    groups: dict[tuple[str, str], list[tuple[_PaperForm, str]]] = defaultdict(list)
    unsure: dict[tuple[str, str], list[str]] = {}
    for paper, forms in papers.items():
        names = _PaperNames(forms)
        for form in forms.values():
            name, reason, doubts = names.full(form.text, apart)
            key = (name, "" if _is_full(name) else paper)
            groups[key].append((form, reason))
            if doubts:
                unsure[key] = doubts
    return _number_namesakes(
        _merge(name, group, unsure.get((name, paper), [])) for (name, paper), group in groups.items()
    )


def paper_of(article: Article) -> str:
    """What counts as one paper: the outlet, or the page if no outlet is known."""
    return article.outlet or article.page_id or article.id


def full_names(organisations: Iterable[Organisation]) -> dict[tuple[str, str], str]:
    """(paper, printed form) -> the organisation's id, for all forms of all organisations."""
    return {(paper, form.text): o.id for o in organisations for form in o.forms for paper in form.papers}


class _PaperNames:
    """The names of one paper, and which of them are a place followed by another name."""

    def __init__(self, forms: dict[str, _PaperForm]) -> None:
        self.forms = forms
        self.longer: dict[str, dict[str, str]] = defaultdict(dict)  # rest -> {place + rest: place}
        self.heads: dict[str, set[str]] = defaultdict(set)  # prefix of a rest -> places before it
        for form in forms:
            for size in range(2, len(form) - 1):
                if self.is_place(form[:size]):
                    self.longer[form[size:]][form] = form[:size]
                    for end in range(size + 2, len(form) + 1):
                        self.heads[form[size:end]].add(form[:size])

    def is_place(self, text: str) -> bool:
        """Whether ``text`` is in the gazetteer, or the paper names it as a place."""
        known = self.forms.get(text)
        return bool(gazetteer().named(text)) or bool(known and known.places)

    def full(self, text: str, apart: Collection[frozenset[str]]) -> tuple[str, str, list[str]]:
        """(the full name that a form stands for, the reason, the candidates if there are several)."""
        reason, name = "", text
        for _ in range(3):  # 市委, 郑州市委, 河南省郑州市委
            found = {n: why for n, why in self._candidates(name) if frozenset((name, n)) not in apart}
            if len(found) != 1:
                return name, reason, sorted(found) if name == text else []
            ((name, reason),) = found.items()
        return name, reason, []

    def _candidates(self, name: str) -> Iterator[tuple[str, str]]:
        """``name`` with a place in front, as the paper has it, each with the reason."""
        if len(name) < 3 and name[0] not in _LEVELS:
            return
        for longer in self.longer.get(name, ()):
            yield longer, f"the paper names {longer} and no other {name}"
        for head in self._heads_of(name):
            for place in sorted(self.heads.get(head, ())):
                if place + name not in self.longer.get(name, ()):
                    yield place + name, f"the paper names {place}{head} and no other {head}"

    def _heads_of(self, name: str) -> Iterator[str]:
        """The beginnings of ``name`` to which it may belong: an office, or a place that the paper names by itself."""
        if office := _office(name):
            yield office
        else:
            sizes = range(len(name) - 1, 2, -1)
            yield from [n for n in (name[:k] for k in sizes) if n in self.forms and self.is_place(n)][:1]


def _office(name: str) -> str:
    found = _OFFICE.match(name)
    return found[0] if found else ""


def _is_full(name: str) -> bool:
    """Whether a name means the same in every paper.

    It begins with a place, a country or a national body, or it is long and neither an office nor a road.
    """
    if any(name[:size] in _unique_names() for size in range(2, len(name) + 1)):
        return True
    known = gazetteer()
    if any(known.named(name[:size]) for size in range(2, min(len(name), known.longest + 1))):
        return True
    codes = known.named(name)
    return len(codes) == 1 or (
        len(name) >= 4 and name[0] not in _LEVELS and name[-1] not in "路街巷村镇乡区县"
    )


@cache
def _unique_names() -> frozenset[str]:
    return words("countries.txt") | words("national_bodies.txt")


def _merge(name: str, group: list[tuple[_PaperForm, str]], doubts: list[str]) -> Organisation:
    forms: dict[str, Form] = {}
    orgs = places = 0
    articles: dict[str, None] = {}
    for part, reason in sorted(group, key=lambda g: -g[0].count):
        form = forms.setdefault(part.text, Form(part.text, 0, reason=reason))
        form.count += part.count
        form.papers.append(part.paper)
        orgs, places = orgs + part.orgs, places + part.places
        articles |= dict.fromkeys(part.articles)
    kind: Kind = "ORG" if orgs >= places else "LOC"
    return Organisation(name, name, kind, orgs + places, list(articles), list(forms.values()), doubts)


def _number_namesakes(organisations: Iterable[Organisation]) -> list[Organisation]:
    """Sort, and give those that share a name an id with a number."""
    order = sorted(organisations, key=lambda o: (-o.count, o.name, o.articles))
    names = Counter(o.name for o in order)
    number: Counter[str] = Counter()
    for o in order:
        if names[o.name] > 1:
            number[o.name] += 1
            o.id = f"{o.name}#{number[o.name]}"
    return order
