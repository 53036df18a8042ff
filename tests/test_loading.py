"""What is loaded, and how often."""

from __future__ import annotations

import subprocess
import sys

import pytest

COUNT = """
import gc, sys
from jianbao.batches import load_models, process_pages
from jianbao.article import Page
from jianbao.config import Config
from jianbao.engines.jieba.engine import JiebaEngine
from jianbao.engines.lac.engine import LacEngine
from jianbao.flow import Flow

flow = Flow(Config.make(settings=[f"entities.engine={sys.argv[1]!r}"]).build(), strict=True)
load_models(flow.stages)
process_pages([Page(id="p", title="县领导到石桥镇调研", text="5月7日,县委书记周启明到石桥镇调研。")], flow)
made = gc.get_objects()
for kind, loaded in ((JiebaEngine, "tagger"), (LacEngine, "_loaded")):
    print(sum(loaded in vars(engine) for engine in made if isinstance(engine, kind)))
"""


@pytest.mark.parametrize(("engine", "lacs"), [("crf", 1), ("fast", 0)])
def test_lac_and_jieba_are_loaded_once(engine: str, lacs: int) -> None:
    done = subprocess.run([sys.executable, "-c", COUNT, engine], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", str(lacs)]
