"""A stage that does what bad pages make stages do, installed as far as Python can tell."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

from jianbao.article import Article, Person
from jianbao.stage import ArticleStage

SLOW, KILLS, HANGS, HOARDS = "慢", "杀", "挂", "囤"  # characters of a page that do it


class Poison(ArticleStage):
    """Takes its time, kills its process, takes 900 MB, or never ends; on demand it loads badly."""

    name = "poison"
    provides = frozenset({"persons"})

    def load(self) -> None:
        if os.environ.get("POISON_LOAD"):
            os.kill(os.getpid(), signal.SIGKILL)
        if os.environ.get("POISON_THREAD"):
            threading.Thread(target=time.sleep, args=(600,), daemon=True).start()

    def annotate(self, article: Article) -> None:
        article.persons = [
            Person("周启明", role="newsmaker")
        ]  # which is the default, and left out where it is stored
        if SLOW in article.text:
            time.sleep(0.01)
        if KILLS in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if HOARDS in article.text:
            hoard = bytearray(os.urandom(1) * 900_000_000)
            time.sleep(3)
            del hoard
        while HANGS in article.text:
            time.sleep(1)


def write_dist_info(folder: Path) -> None:
    """What ``pip install`` leaves of a package that brings the stage."""
    info = folder / "jianbao_poison-0.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: jianbao-poison\nVersion: 0.1\n")
    (info / "entry_points.txt").write_text("[jianbao.stages]\npoison = poison:Poison\n")
