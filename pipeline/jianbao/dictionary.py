"""User dictionaries: one file of terms with type, frequency and aliases, and where they stand in a text."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from jianbao.errors import ConfigError
from jianbao.labels import TYPES, known_labels
from jianbao.language.width import fold

_JIEBA = {"PER": "nr", "LOC": "ns", "ORG": "nt", "TIME": "t"}
_NONE = frozenset({"", "-"})
_COMMENT = re.compile(r"(?:^|\s)#.*")
_ALIASES = re.compile(r"[|,，、;；\s]+")


class Entry(Struct, frozen=True):
    """One line: a term, what it is (None: a word, no entity), how common, and its other forms."""

    term: str
    type: str | None
    frequency: int | None
    aliases: tuple[str, ...]
    line: int

    @property
    def forms(self) -> tuple[str, ...]:
        """The term and its aliases."""
        return (self.term, *self.aliases)


class Match(Struct, frozen=True):
    """An entry at a place of a text."""

    start: int
    end: int
    entry: Entry


class Dictionary:
    """The entries of a file, and where they stand in a text."""

    def __init__(self, path: Path, entries: list[Entry], digest: str = "") -> None:
        self.path, self.entries, self.digest = path, entries, digest
        self.forms = {fold(form): entry for entry in entries for form in entry.forms}

    @property
    def record(self) -> dict[str, str]:
        """Its name and digest, for the manifest of a run."""
        return {"name": f"dictionary {self.path.name}", "digest": self.digest}

    def find(self, folded: str) -> list[Match]:
        """Every place of a folded text where a form stands, also where they overlap; in order, longest first."""
        found = []
        for at, char in enumerate(folded):
            for length in self._lengths.get(char, ()):
                if entry := self.forms.get(folded[at : at + length]):
                    found.append(Match(at, at + length, entry))
        return found

    def words(self) -> Iterator[tuple[str, int | None, str | None]]:
        """Every form with its frequency and jieba's tag for its type, for the segmenter."""
        for form, entry in self.forms.items():
            yield form, entry.frequency, _JIEBA.get(entry.type or "")

    @cached_property
    def _lengths(self) -> dict[str, list[int]]:
        """First character to the lengths of the forms that begin with it, long ones first."""
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for form in self.forms:
            lengths[form[0]].add(len(form))
        return {char: sorted(some, reverse=True) for char, some in lengths.items()}


def read_dictionary(path: str | Path) -> Dictionary:
    """The dictionary in a UTF-8 file: one term per line, then its type, its frequency and its aliases.

    Columns are separated by tabs, or by blanks if a line has no tab. Type is PER, LOC, ORG or TIME (or what
    others call them: nr, PERSON, GPE ...); ``-`` or nothing is a word that is not an entity. Frequency is a whole
    number, as in jieba's dictionaries; the two may stand in either order. Aliases are separated by ``|``, commas or
    blanks. A byte order mark, Windows line ends, blank lines and comments (``#``) are passed over.

    Raises ConfigError with file, line and remedy.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the dictionary: {error.strerror}") from error
    entries: dict[str, Entry] = {}
    for number, line in enumerate(_text(path, data).splitlines(), 1):
        if content := _COMMENT.sub("", line).strip():
            entry = _entry(f"{path}:{number}", content, number)
            for form in entry.forms:
                earlier = entries.setdefault(fold(form), entry)
                if earlier.type != entry.type:
                    raise ConfigError(
                        f"{path}:{number}: {form!r} is {entry.type or 'no entity'} here and "
                        f"{earlier.type or 'no entity'} in line {earlier.line}; remove one"
                    )
    unique = {entry.line: entry for entry in entries.values()}
    return Dictionary(path, [unique[n] for n in sorted(unique)], hashlib.sha256(data).hexdigest())


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        guess = _encoding(data)
        raise ConfigError(
            f"{path}:{line}: the dictionary is not in UTF-8 (it looks like {guess}); convert it: "
            f"iconv -f {guess} -t UTF-8 {path} > utf8.txt"
        ) from error


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "BIG5"
    return "GB18030"


def _entry(where: str, content: str, number: int) -> Entry:
    term, *columns = [c.strip() for c in content.split("\t")] if "\t" in content else content.split()
    kind: str | None = None
    frequency: int | None = None
    for column in columns[:2]:
        if re.match(r"[-+]?\d", column):
            frequency = _frequency(where, column)
        elif column not in _NONE:
            kind = _type(where, column)
    aliases = tuple(a for column in columns[2:] for a in _ALIASES.split(column) if a not in _NONE)
    for form in (term, *aliases):
        if kind and len(form) < 2:
            raise ConfigError(f"{where}: {form!r} is too short: one character would be a {kind} everywhere")
    return Entry(term, kind, frequency, aliases, number)


def _frequency(where: str, text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ConfigError(
            f"{where}: frequency {text!r} is not a whole number from 1; leave it out if in doubt"
        )
    return int(text)


def _type(where: str, text: str) -> str:
    kind = known_labels().get(text) or known_labels().get(text.upper())
    if kind is None:
        raise ConfigError(
            f"{where}: type {text!r} is not known; write {', '.join(TYPES)}, or - for a word that is not an entity "
            "(columns: term, type, frequency, aliases; - where there is none)"
        )
    return kind


def typed(matches: list[Match]) -> Iterator[Match]:
    """Of matches in order, those of entities, the longest from the left; none over another."""
    end = 0
    for match in matches:
        if match.entry.type and match.start >= end:
            yield match
            end = match.end
