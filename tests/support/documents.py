"""Code blocks of Markdown pages, and commands of the command line run inside this process (models stay loaded)."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SETUP = ("make ", "pip ")


class Block(NamedTuple):
    """A fenced block: what stands behind the fence, the line below it (1-based), and the code."""

    info: str
    line: int
    code: str


class Done(NamedTuple):
    """What a command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order. ``no-run`` behind the language: it is shown, not run."""
    text = page.read_text("utf-8")
    found = re.finditer(r"^```([^\n`]*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [Block(m[1].strip(), text.count("\n", 0, m.start()) + 2, m[2]) for m in found]


def commands(page: Path) -> list[list[str]]:
    """The commands in the ``sh`` blocks of a page, word by word; those that set up are left out."""
    lines = (
        line for b in blocks(page) if b.info == "sh" for line in b.code.replace("\\\n", " ").splitlines()
    )
    return [shlex.split(x, comments=True) for x in lines if x.strip() and not x.startswith((*SETUP, "#"))]


def run_command(words: list[str], folder: Path) -> Done:
    """``jianbao ...`` as its entry point runs it, in ``folder``."""
    from jianbao.cli import main

    assert words[0] == "jianbao", words
    with _streams() as (out, err), contextlib.chdir(folder), _arguments(words):
        try:
            main()
            code = 0
        except SystemExit as exit:
            code = exit.code if isinstance(exit.code, int) else 1 if exit.code else 0
    return Done(code, out.getvalue().decode(), err.getvalue().decode())


@contextlib.contextmanager
def _streams() -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    out, err = io.BytesIO(), io.BytesIO()
    wrapped = [io.TextIOWrapper(buffer, "utf-8", write_through=True) for buffer in (out, err)]
    with contextlib.redirect_stdout(wrapped[0]), contextlib.redirect_stderr(wrapped[1]):
        yield out, err
    for stream in wrapped:
        stream.detach()


@contextlib.contextmanager
def _arguments(words: list[str]) -> Iterator[None]:
    before, sys.argv = sys.argv, words
    try:
        yield
    finally:
        sys.argv = before
