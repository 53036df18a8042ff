"""What every engine owes: offsets into the text as given, spans in order, no crash, threads, a name."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from jianbao.engines import engine_specs, make_engine
from jianbao.engines.base import Engine
from jianbao.errors import ConfigError
from jianbao.labels import TYPES
from jianbao.registry import ENGINE_MEMBERS, ENGINES, engine_class, engine_names

MODELS = {
    "auto": None, "accurate": None, "fast": None, "crf": None, "crf:jieba": None, "lac": None, "jieba": None,
    "spacy": "spacy_folder", "hanlp": "hanlp_rnn",
    "hanlp bert": "hanlp_transformer", "hanlp tasks": "hanlp_multitask", "wordlist": "word_list",
}  # fmt: skip
MARKS = {name: [pytest.mark.hanlp] for name in MODELS if name.startswith("hanlp")}
pytestmark = pytest.mark.usefixtures("extension")


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=MARKS.get(name, [])) for name in MODELS],
    ids=list(MODELS),
)
def engine(request: pytest.FixtureRequest, extension: None) -> Engine:
    name, model = request.param.split()[0], MODELS[request.param]
    return make_engine(f"{name}:{request.getfixturevalue(model)}" if model else request.param)


def test_tokens_and_spans_of_awkward_texts(engine: Engine, awkward: str) -> None:
    [found] = engine.analyse([awkward])
    assert len(found.starts) == len(found.ends) == len(found.tags)
    for starts, ends in (
        (found.starts, found.ends),
        ([s.start for s in found.spans], [s.end for s in found.spans]),
    ):
        assert all(0 <= a < b <= len(awkward) for a, b in zip(starts, ends, strict=True))
        assert all(b <= a for b, a in zip(ends, starts[1:], strict=False)), (
            "out of order, or one over another"
        )
        assert all(awkward[a:b].strip() for a, b in zip(starts, ends, strict=True))
    assert {s.type for s in found.spans} <= set(TYPES)


def test_every_word_is_in_a_token(engine: Engine) -> None:
    text = "　5月7日，周启明到 云岭县\n石桥镇调研。"
    [found] = engine.analyse([text])
    covered = {at for a, b in zip(found.starts, found.ends, strict=True) for at in range(a, b)}
    assert {i for i, c in enumerate(text) if not c.isspace()} <= covered


def test_no_texts_give_nothing(engine: Engine) -> None:
    assert engine.analyse([]) == []
    assert [a.starts for a in engine.analyse(["", " \n"])] == [[], []]


def test_a_text_is_the_same_in_any_company_and_from_any_thread(engine: Engine) -> None:
    texts = [f"第{i}次会议在云岭县召开,周启明{'出席' * i}。" for i in range(1, 9)]
    together = engine.analyse(texts)
    with ThreadPoolExecutor(4) as pool:
        alone = list(pool.map(lambda text: engine.analyse([text])[0], texts))
    assert [(a.tokens, a.spans) for a in together] == [(a.tokens, a.spans) for a in alone]


def test_it_names_its_model_version_and_digest(engine: Engine) -> None:
    assert isinstance(engine, Engine)
    assert engine.name in engine_names()
    assert [member for member in ENGINE_MEMBERS if not hasattr(engine_class(engine.name), member)] == []
    assert engine.model
    assert engine.version
    assert int(engine.digest, 16)
    engine.load()


@pytest.mark.parametrize("name", [*ENGINES, "wordlist"])
def test_it_is_made_without_loading(name: str) -> None:
    assert make_engine(f"{name}:/no/such/model").name == name


def test_a_setting_names_engines_and_their_models() -> None:
    assert engine_specs("lac, spacy:models/zh ") == ["lac", "spacy:models/zh"]
    with pytest.raises(
        ConfigError, match="there is no engine 'lca'; known are auto, accurate, fast, crf, lac, jieba"
    ):
        engine_specs("lca")
    with pytest.raises(ConfigError, match="lac is named twice"):
        engine_specs("lac,lac")
    with pytest.raises(ConfigError, match="no engine is named"):
        engine_specs(" ,")
