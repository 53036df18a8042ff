"""A copy of a finished run in an object store."""

from __future__ import annotations

from pathlib import Path

import msgspec

from jianbao.files import file_digest
from jianbao.remote import put, read, remove
from jianbao.writing.folder import REJECTED
from jianbao.writing.inputs import NAME as INPUTS
from jianbao.writing.journal import NAME as JOURNAL
from jianbao.writing.store import KINDS, parts
from jianbao.writing.writer import GONE

LIST = "published.json"  # beside the copy: the SHA-256 of each of its files
_LAST = "manifest.json"  # so that a copy with a manifest is whole


def publish(folder: Path, url: str) -> int:
    """Bring the copy of ``folder`` at ``url`` up to date; the number of files that were copied.

    Files that are there as they are here are not copied again, and those of an earlier run that are not here any
    more are taken away. The manifest is copied last.

    Raises WriteError with the URL; the next call goes on.
    """
    url = url.rstrip("/")
    names = [part.path.name for kind in KINDS for part in parts(folder, kind)]
    names += [n for n in ("schema.json", REJECTED, JOURNAL, INPUTS, GONE, _LAST) if (folder / n).is_file()]
    here = {name: file_digest(folder / name) for name in names}
    there = _listed(url)
    changed = [name for name in names if there.get(name) != here[name]]
    for name in changed:
        put(folder / name, f"{url}/{name}")
    put(msgspec.json.encode(here), f"{url}/{LIST}")
    for name in there.keys() - here.keys():
        remove(f"{url}/{name}")
    return len(changed)


def _listed(url: str) -> dict[str, str]:
    try:
        return msgspec.json.decode(read(f"{url}/{LIST}") or b"{}", type=dict[str, str])
    except msgspec.MsgspecError:  # not ours: everything is copied
        return {}
