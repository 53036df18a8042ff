"""What the user named, file by file: paths, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jianbao.errors import ConfigError, ReadError
from jianbao.remote import find, is_url

Report = Callable[[ReadError], None]
Tell = Callable[[str], None]

_NO_PAGES = re.compile(
    r"(?:readme|license|licence|copying|changelog|authors|notice|contributing|makefile|requirements)(?:[._-].*)?"
    r"|thumbs\.db|desktop\.ini|manifest\.json|run\.lock"
    r"|.*\.(?:js|mjs|css|map|json5|py|pyc|ipynb|sh|bat|ini|cfg|toml|ya?ml|log|lock|tmp|swp|woff2?|ttf|otf|eot|ico|svg|cur|db)",
    re.I,
)
_RUN = re.compile(r"articles(?:-\d+)?\.jsonl(?:\.zst)?")  # with a manifest beside it: an output of our own
_SAVED = ("_files", ".files", "_文件")  # what browsers call the folder beside a saved page


@dataclass(slots=True, frozen=True)
class Input:
    """One file to read: ``path`` as the user would write it, ``name`` relative to the root that was named."""

    path: str  # "-" is standard input
    name: str  # without its suffix; "/" between folders


def is_no_page(name: str) -> bool:
    """Whether a file in a folder or an archive is no page by its name: a script, a style, a read-me.

    >>> is_no_page("page_files/main.js"), is_no_page("README.md"), is_no_page("2021-05-08.md")
    (True, True, False)
    """
    return bool(_NO_PAGES.fullmatch(os.path.basename(name)))


def find_inputs(
    inputs: str | Path | Iterable[str | Path], report: Report, tell: Tell = lambda _: None
) -> Iterator[Input]:
    """The files that ``inputs`` name: a folder with the pages in it (sorted, no hidden files), a glob, a file, ``-``.

    What names nothing is given to ``report`` as a ReadError; what a folder holds beside pages, to ``tell``.
    """
    for item in [inputs] if isinstance(inputs, str | Path) else inputs:
        text = os.fspath(item)
        if text == "-":
            yield Input("-", "stdin")
        elif is_url(text):
            yield from _remote(text, report, tell)
        elif os.path.isdir(text):
            yield from _folder(text, report, tell)
        elif os.path.lexists(text):
            yield Input(text, _stem(os.path.basename(text)))
        elif glob.has_magic(text):
            yield from _pattern(text, report)
        else:
            report(ReadError(f"{text}: there is no such file or folder; check the path", path=text))


def _remote(url: str, report: Report, tell: Tell) -> Iterator[Input]:
    """The files that a URL names; as in a folder, no hidden ones, none of a run of ours, none that is no page."""
    try:
        root, found = find(url)
    except ConfigError:
        raise
    except Exception as error:  # of the store's own library
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        report(ReadError(f"{url}: cannot be listed ({reason}); check the address and your access", path=url))
        return
    names = {path: path.removeprefix(root).lstrip("/") for path in found}
    alone = len(found) == 1 and found[0].endswith(url.partition("://")[2])  # it was named itself
    runs = {os.path.dirname(n) for n in names.values() if _RUN.fullmatch(os.path.basename(n))}
    runs &= {os.path.dirname(n) for n in names.values() if os.path.basename(n) == "manifest.json"}
    passed = [
        path
        for path, name in names.items()
        if not alone and (is_no_page(name) or os.path.dirname(name) in runs or re.search(r"(?:^|/)\.", name))
    ]
    if passed:
        tell(f"{url}: passed over, as no pages: {len(passed)}; name a file itself to read it")
    if len(passed) == len(found):
        report(ReadError(f"{url}: there is no page file; check the address", path=url))
    for path in found:
        if path not in passed:
            yield Input(path, _stem(names[path]))


def _folder(root: str, report: Report, tell: Tell) -> Iterator[Input]:
    def complain(error: OSError) -> None:
        path = str(error.filename or root)
        report(ReadError(f"{path}: cannot be listed ({error.strerror}); check its permissions", path=path))

    found = False
    passed: list[str] = []
    in_issue: set[str] = set()
    for folder, subfolders, files in os.walk(root, onerror=complain):
        shown = sorted(name for name in files if not name.startswith("."))
        if "manifest.json" in shown and any(map(_RUN.fullmatch, shown)):
            passed.append(f"the run in {folder}")
            subfolders.clear()
            continue
        stems = {os.path.splitext(name)[0] for name in shown}
        saved = [
            d for d in subfolders if any(d.endswith(end) and d.removesuffix(end) in stems for end in _SAVED)
        ]
        passed += [os.path.relpath(os.path.join(folder, d), root) + "/" for d in saved]
        subfolders[:] = sorted(d for d in subfolders if not d.startswith(".") and d not in saved)
        in_issue |= _in_issues(folder, shown)
        for file in shown:
            path = os.path.join(folder, file)
            if os.path.realpath(path) in in_issue:
                continue
            if is_no_page(file):
                passed.append(os.path.relpath(path, root))
                continue
            found = True
            yield Input(path, _stem(os.path.relpath(path, root)).replace(os.sep, "/"))
    if passed:
        listed = ", ".join(passed[:5]) + (" ..." if len(passed) > 5 else "")
        tell(f"{root}: passed over, as no pages: {len(passed)} ({listed}); name a file itself to read it")
    if not found and os.access(root, os.R_OK | os.X_OK):
        what = "the folder holds no files" if not passed else "the folder holds no page files"
        report(ReadError(f"{root}: {what}", path=root))


def _in_issues(folder: str, files: Iterable[str]) -> set[str]:
    """The files that a METS file of the folder names: they are read as parts of its issue."""
    found = set()
    for name in files:
        if re.search(r"mets[^/]*\.xml\Z", name, re.I):
            with open(os.path.join(folder, name), "rb") as file:
                hrefs = re.findall(rb"href\s*=\s*[\"']([^\"']+\.xml)[\"']", file.read(20_000_000), re.I)
            for href in hrefs:
                plain = re.sub(r"^(?:file:/{0,2})?(?:\./)?", "", href.decode("utf-8", "replace"))
                found.add(os.path.realpath(os.path.join(folder, plain)))
    return found


def _pattern(pattern: str, report: Report) -> Iterator[Input]:
    base = _base(pattern)
    files = [path for path in sorted(glob.glob(pattern, recursive=True)) if not os.path.isdir(path)]
    if not files:
        report(
            ReadError(f"{pattern}: the pattern matches no file; quote it and check the folder", path=pattern)
        )
    for path in files:
        yield Input(path, _stem(os.path.relpath(path, base)).replace(os.sep, "/"))


def _base(pattern: str) -> str:
    """The folder that all matches of a pattern lie in."""
    base = os.path.dirname(pattern)
    while glob.has_magic(base):
        base = os.path.dirname(base)
    return base or "."


def _stem(name: str) -> str:
    """A file name without its suffix, and without that of a compression around it."""
    root, suffix = os.path.splitext(name)
    return os.path.splitext(root)[0] if suffix.lower() in (".gz", ".xz", ".bz2") else root
