"""LAC and jieba are loaded once per process, whoever reads their words."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from jianbao.engines import make_engine
from jianbao.engines.base import Engine, is_probabilistic
from jianbao.engines.fast.network import FLOAT, default_kernel
from jianbao.engines.taggers import model_records, tag_texts
from jianbao.registry import ENGINES

COUNT = """
import json, sys
import onnxruntime
from collections import Counter

loaded = Counter()

class Session(onnxruntime.InferenceSession):
    def __init__(self, *args, **more):
        loaded[f"{len(args[0]):,} bytes"] += 1
        super().__init__(*args, **more)

onnxruntime.InferenceSession = Session

import jianbao.engines.jieba.engine as jieba

def make_tagger(*args, own=jieba.make_tagger):
    loaded["jieba"] += 1
    return own(*args)

jieba.make_tagger = make_tagger

from jianbao.article import Article
from jianbao.stages.entities.stage import EntitiesConfig, EntitiesStage
from jianbao.stages.tokens.stage import TokensStage

tokens, entities = TokensStage(), EntitiesStage(EntitiesConfig(engine=sys.argv[1]))
tokens.load()
entities.load()
[article] = entities(tokens([Article.from_text("5月7日,周启明到云岭县调研。")]))
assert article.entities
print(json.dumps(loaded))
"""


def loads(engines: str) -> dict[str, int]:
    done = subprocess.run([sys.executable, "-c", COUNT, engines], capture_output=True, text=True, check=True)
    found: dict[str, int] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("engines", "networks"),
    [
        ("crf:jieba", 0),
        ("crf", 1),
        ("accurate", 1 if default_kernel() != FLOAT else 2),
        ("crf,accurate,lac,jieba,fast", 2 if default_kernel() != FLOAT else 3),
    ],
)
def test_each_network_and_dictionary_is_loaded_once(engines: str, networks: int) -> None:
    found = loads(engines)
    assert found.pop("jieba") == 1
    assert len(found) == networks
    assert set(found.values()) <= {1}


def test_the_words_of_a_text_are_those_of_the_taggers_that_are_named() -> None:
    [both] = tag_texts(["周启明到会"], {"jieba", "lac"})
    assert list(both) == ["lac", "jieba"]
    assert tag_texts(["周启明到会"], {"jieba"}) == [{"jieba": both["jieba"]}]
    assert tag_texts(["周启明到会"], ()) == [{}]


def test_records_name_an_engine_and_the_taggers_it_reads() -> None:
    found = model_records(make_engine("crf:jieba"), {"jieba"})
    assert [record["name"] for record in found] == ["crf/jieba", "jieba"]
    assert all(set(record) == {"name", "version", "digest"} for record in found)


@pytest.mark.parametrize("name", list(ENGINES))
def test_whether_an_engine_has_probabilities_is_told_without_loading_it(name: str) -> None:
    engine: Engine = make_engine(f"{name}:/no/such/model")
    assert is_probabilistic(engine) == (name in ("auto", "accurate", "fast", "crf"))
