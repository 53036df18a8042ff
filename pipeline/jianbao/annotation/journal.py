"""The journal of corrections in the folder of a run: one line for each, appended; the articles are never changed."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import RLock

import msgspec
from msgspec import Struct, field

from jianbao.annotation.edits import Edit, Refused, edited
from jianbao.article import Article
from jianbao.errors import ReadError
from jianbao.files import write_errors

NAME = "corrections.jsonl"


class Conflict(Refused):
    """The article was corrected by someone else in the meantime."""


class Correction(Struct, omit_defaults=True):
    """One line of the journal: edits that were made, and are undone, together.

    number: of the line, from 1. at: when, ISO 8601 in UTC. who: as they call themselves. digest: of the article's text,
    so that a run that was made anew is noticed. undoes: the number of the line that this one takes back.
    """

    number: int
    at: str
    article: str
    digest: str
    edits: list[Edit] = field(default_factory=list)
    undoes: int = 0
    who: str = ""


class Replayed(Struct):
    """An article with its corrections: those that stand, and those that fit it no more, with the reason."""

    article: Article
    standing: list[Correction] = field(default_factory=list)
    stale: list[tuple[Correction, str]] = field(default_factory=list)

    @property
    def edits(self) -> list[Edit]:
        """All edits that stand, in their order."""
        return [edit for correction in self.standing for edit in correction.edits]


class Journal:
    """The corrections of a run, read from and appended to ``corrections.jsonl`` in its folder.

    Another process may append too: what it wrote is read before each question. For several threads.
    Raises ReadError where the file is damaged, WriteError where it cannot be written.
    """

    def __init__(self, run: str | Path) -> None:
        self.path = Path(run) / NAME
        self._lines: list[Correction] = []
        self._of: dict[str, list[Correction]] = {}
        self._size = 0  # of the file as far as it was read
        self._lock = RLock()

    def articles(self) -> list[str]:
        """The ids of the articles with corrections that stand, in the order of their first one."""
        with self._lock:
            self._read()
            return [id for id in self._of if self._standing(id)]

    def revision(self, article: str) -> int:
        """The number of the last line about an article, 0 where there is none."""
        with self._lock:
            self._read()
            return self._of[article][-1].number if article in self._of else 0

    def replay(self, article: Article) -> Replayed:
        """``article`` as it was corrected. What does not fit it any more is left aside and told."""
        with self._lock:
            self._read()
            standing = self._standing(article.id)
        done, own = Replayed(article), digest(article)
        for correction in standing:
            try:
                if correction.digest != own:
                    raise Refused("the text of the article has changed since")
                done.article = edited(done.article, correction.edits)
                done.standing.append(correction)
            except Refused as error:
                done.stale.append((correction, str(error)))
        return done

    def add(self, article: Article, edits: Iterable[Edit], *, revision: int, who: str = "") -> Correction:
        """Append a correction of ``article`` (as the run has it); ``revision``: what its corrector has seen.

        Raises Conflict where there is a newer one, Refused where an edit does not fit.
        """
        with self._lock:
            self._check(article.id, revision)
            new = list(edits)
            if not new:
                raise Refused("there is nothing to correct")
            edited(self.replay(article).article, new)
            return self._append(Correction(0, _now(), article.id, digest(article), new, who=who))

    def undo(self, article: Article, *, revision: int, who: str = "") -> Correction:
        """Take back the last correction of ``article`` that stands; raises Conflict, or Refused if there is none."""
        with self._lock:
            self._check(article.id, revision)
            standing = self._standing(article.id)
            if not standing:
                raise Refused("there is no correction to undo")
            last = standing[-1].number
            return self._append(Correction(0, _now(), article.id, digest(article), undoes=last, who=who))

    def _standing(self, article: str) -> list[Correction]:
        lines = self._of.get(article, [])
        undone = {line.undoes for line in lines if line.undoes}
        return [line for line in lines if line.edits and line.number not in undone]

    def _check(self, article: str, revision: int) -> None:
        if revision != self.revision(article):
            raise Conflict("the article was corrected in the meantime; load it again")

    def _append(self, line: Correction) -> Correction:
        line.number = self._lines[-1].number + 1 if self._lines else 1
        data = msgspec.json.encode(line) + b"\n"
        with write_errors(self.path), self.path.open("ab") as file:
            if file.tell() > self._size:  # the half of a line, of a process that was stopped
                data = b"\n" + data
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        self._read()
        return line

    def _read(self) -> None:
        """Read what is new in the file; from its beginning, if it has become shorter."""
        size = self.path.stat().st_size if self.path.exists() else 0
        if size < self._size:
            self._lines, self._of, self._size = [], {}, 0
        if size == self._size:
            return
        for number, line in self._new_lines():
            try:
                found = msgspec.json.decode(line, type=Correction)
            except msgspec.MsgspecError as error:
                if not line.startswith(b"{") or line.endswith(b"}"):
                    raise ReadError(
                        f"{self.path}:{number}: not a correction that jianbao wrote: {error}; "
                        "mend the line or take it out"
                    ) from error
                continue  # the half of a line
            self._lines.append(found)
            self._of.setdefault(found.article, []).append(found)

    def _new_lines(self) -> Iterator[tuple[int, bytes]]:
        """Lines that are complete and not blank, with their numbers in what is new."""
        with self.path.open("rb") as file:
            file.seek(self._size)
            for number, line in enumerate(file, len(self._lines) + 1):
                if not line.endswith(b"\n"):
                    return
                self._size += len(line)
                if line.strip():
                    yield number, line.strip()


def digest(article: Article) -> str:
    """A short digest of the text of an article."""
    return hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
