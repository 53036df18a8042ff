"""The catalogue of messages: found in the code, merged with the translations there are, compiled.

A message is a string that reads like a sentence, or the header of a table at the command line; an f-string is a
message with places, ``{}``. Docstrings are none, but those of commands.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jianbao.article import LAYERS
from jianbao.cli import COMMANDS, app
from jianbao.cli.localised import ENGLISH
from jianbao.cli.translation import LOCALE

PACKAGE = LOCALE.parent
PO = LOCALE / "zh" / "LC_MESSAGES" / "jianbao.po"
MO = PO.with_suffix(".mo")

_TIME = datetime(2026, 1, 1, tzinfo=UTC)

# Read by programs, by who trains, or in Chinese already
_ELSEWHERE = (
    "training/",
    "evaluation/",
    "categories.py",
    "writing/tables.py",
    "report/",
    "serving/",
    "engines/crf/feature_templates.py",
)
_SENTENCE = re.compile(r"[A-Za-z]{2,}[,:;.]? [a-z(]{2,}|\{\}:? [a-z]{3,}|[a-z]{3,} \{\}")
_NONE = re.compile(
    r"\s*(?:select|insert|create|pragma|comment on|set|body) |[+a]\w*\.| (?:primary|references)|\s*<|bold |jianbao \{\}"
)
_OF_TYPER = (
    "Usage: ", "No such command {}.", "No such command {}. Did you mean {}?", "No such option: {}",
    "No such option: {} Did you mean {}?", "Missing argument {}.", "Missing option {}.", "Invalid value for {}: {}",
    "Got unexpected extra argument ({})", "Got unexpected extra arguments ({})", "Option {} requires an argument.",
    "Show this message and exit.", "Install completion for the current shell.",
    "Show completion for the current shell, to copy it or customize the installation.", "{} is not in the range {}.",
    "{} is not a valid {}.",
)  # fmt: skip
_WORDS = (
    "{}: {} in {} s", "done", "interrupted", "failed", "pages", "skipped", "updated", "gone", "pruned", "articles",
    "characters", "rejected", "yes", "no",
)  # fmt: skip


def messages() -> set[str]:
    """All messages of the package, with ``{}`` for each place."""
    found = {
        *_OF_TYPER,
        *_WORDS,
        *LAYERS,
        *ENGLISH.values(),
        *COMMANDS.values(),
        str(app.info.help),
        str(app.info.epilog),
    }
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith(_ELSEWHERE):
            found |= set(_of_module(ast.parse(path.read_text("utf-8")), command=name.startswith("cli/")))
    return found


def _of_module(tree: ast.Module, *, command: bool) -> Iterator[str]:
    passed = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            passed |= {id(part) for part in ast.walk(node) if part is not node}
        if command and isinstance(node, ast.Call) and _name(node.func) in ("Table", "add_column"):
            yield from (text for part in node.args if (text := _template(part)) and re.search("[a-z]", text))
        if command and isinstance(node, ast.FunctionDef) and _is_command(node):
            said = ast.get_docstring(node) or ""
            yield from (" ".join(part.split()) for part in re.split(r"\n\s*\n", said) if part)
    for node in ast.walk(tree):
        if id(node) not in passed and (text := _template(node)) and _is_message(text):
            yield " ".join(text.split()) if command else text


def _is_message(text: str) -> bool:
    """Whether a string is for readers: not SQL, markup or a style."""
    return bool(_SENTENCE.search(text)) and not _NONE.match(text)


def _is_command(node: ast.FunctionDef) -> bool:
    return node.name == "command" or any(_name(decorator) == "command" for decorator in node.decorator_list)


def _name(node: ast.expr) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _template(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
    return ""


def read_catalogue() -> Catalog:
    """The translations there are."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh")


def merged() -> Catalog:
    """The messages of the code, with the translations there are; others are dropped."""
    known, wanted = read_catalogue(), Catalog(locale="zh", fuzzy=False)
    for source in sorted(messages()):
        before = known.get(source)
        wanted.add(source, str(before.string) if before else "")
    return wanted


def as_po(catalogue: Catalog) -> bytes:
    """The file that translators edit."""
    file = io.BytesIO()
    write_po(file, catalogue, omit_header=True, sort_output=True, width=0)
    return b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n' + file.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The file that gettext reads: the same for the same messages, whenever it is made."""
    fixed = Catalog(locale="zh", fuzzy=False, creation_date=_TIME, revision_date=_TIME)
    for message in catalogue:
        if message.id:
            fixed.add(message.id, message.string)
    file = io.BytesIO()
    write_mo(file, fixed)
    return file.getvalue()


def write_catalogue() -> list[Path]:
    """Write both files anew."""
    catalogue = merged()
    PO.write_bytes(as_po(catalogue))
    MO.write_bytes(as_mo(catalogue))
    return [PO, MO]
