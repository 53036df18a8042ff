"""The texts to measure on: a file of one's own, or the page in corpus/ repeated."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import msgspec

ROOT = Path(__file__).parent.parent
SEED = ROOT / "corpus" / "2021-05_gaoxin-shibao.txt"


def texts(source: str | None, count: int) -> list[str]:
    """The first ``count`` texts of a JSON Lines file (``text`` in each line; .xz and .gz too).

    Without a file: the page in corpus/, its paragraphs in turn, so that no two texts are the same.
    """
    if source is None:
        return list(islice(_from_seed(), count))
    return list(islice(_from_file(Path(source)), count))


def _from_file(path: Path) -> Iterator[str]:
    with _open(path) as file:
        for line in file:
            yield msgspec.json.decode(line)["text"]


def _open(path: Path):
    if path.suffix == ".xz":
        import lzma

        return lzma.open(path, "rt", encoding="utf-8")
    if path.suffix == ".gz":
        import gzip

        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _from_seed() -> Iterator[str]:
    paragraphs = [line for line in SEED.read_text("utf-8").splitlines() if line.strip()]
    for start in cycle(range(len(paragraphs))):
        turned = paragraphs[start:] + paragraphs[:start]
        yield "\n".join(turned[:12])
