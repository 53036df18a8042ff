"""Our stages as components of any Chinese spaCy pipeline."""

from __future__ import annotations

import tomllib
from pathlib import Path

import jianbao.components as components
import pytest
import spacy
from jianbao import analyse
from jianbao.components import needed
from jianbao.display import COLOURS
from jianbao.errors import ConfigError
from jianbao.labels import TYPES
from jianbao.registry import STAGES
from spacy import displacy
from spacy.language import Language

TEXT = "县委书记周启明5月7日到云岭县调研。他说:“要办好实事。”"


def blank(*pipes: str, segmenter: str = "char") -> Language:
    tokenizer = {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": segmenter}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    for pipe in pipes:
        nlp.add_pipe(pipe)
    return nlp


@pytest.mark.parametrize("stage", list(STAGES))
def test_every_stage_is_a_component_and_an_entry_point(stage: str) -> None:
    assert Language.has_factory(f"jianbao_{stage}")
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    assert (
        project["entry-points"]["spacy_factories"][f"jianbao_{stage}"]
        == f"jianbao.components:jianbao_{stage}"
    )
    assert callable(getattr(components, f"jianbao_{stage}"))


def test_the_project_names_the_components_of_the_registry_and_no_others() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    assert list(project["entry-points"]["spacy_factories"]) == [f"jianbao_{stage}" for stage in STAGES]
    assert not hasattr(components, "jianbao_nosuch")


def test_one_pipe_brings_what_it_needs() -> None:
    doc = blank("jianbao_people")(TEXT)
    [person] = doc._.jianbao.persons
    assert (person.name, [p.title for p in person.posts]) == ("周启明", ["书记"])
    assert ("周启明", "PER") in [(e.text, e.label_) for e in doc.ents]
    assert needed("tokens") == ["tokens"]
    assert needed("people")[-1] == "people"


def test_later_pipes_build_on_earlier_ones() -> None:
    doc = blank("jianbao_entities", "jianbao_times", "jianbao_quotes")(TEXT)
    [quote] = doc._.jianbao.quotes
    assert quote.speaker == "周启明"
    assert [s.label_ for s in doc.spans["quotes"]] == ["周启明"]
    assert doc._.jianbao.times[0].text == "5月7日"


@pytest.mark.parametrize("segmenter", ["char", "jieba"])
def test_entities_are_exact_whatever_the_tokens(segmenter: str) -> None:
    doc = blank("jianbao_entities", segmenter=segmenter)(TEXT)
    assert doc.text == TEXT
    assert [(e.start_char, e.end_char) for e in doc.ents] == [
        (e.start, e.end) for e in doc._.jianbao.entities
    ]


def test_entities_of_another_component_are_kept() -> None:
    nlp = blank("entity_ruler", "jianbao_people")
    nlp.get_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "周启明"}])
    doc = nlp(TEXT)
    assert [(e.text, e.label_) for e in doc.ents] == [("周启明", "PER")]
    assert [p.name for p in doc._.jianbao.persons] == ["周启明"]


def test_settings_and_dates_are_taken(tmp_path: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("jianbao_entities", config={"settings": {"engine": "crf:jieba"}})
    nlp.add_pipe("jianbao_times")
    doc = nlp.make_doc(TEXT)
    doc.user_data["date"] = "2022-06-01"
    assert nlp(doc)._.jianbao.times[0].value == "2022-05-07"
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert [e.text for e in again(TEXT).ents] == [e.text for e in nlp(TEXT).ents]


def test_settings_that_make_no_sense_are_refused_at_once() -> None:
    with pytest.raises(ConfigError, match="section \\[entities\\]"):
        spacy.blank("zh").add_pipe("jianbao_entities", config={"settings": {"motor": "crf"}})


def test_many_docs_go_through_in_batches_in_order() -> None:
    nlp = blank("jianbao_entities")
    texts = [f"第{i}次会议在云岭县召开。" for i in range(1, 6)]
    docs = list(nlp.pipe(texts, batch_size=2))
    assert [doc.text for doc in docs] == texts
    assert all("云岭县" in [e.text for e in doc.ents] for doc in docs)
    assert nlp("").text == ""


def test_displacy_draws_what_was_found() -> None:
    assert "云岭县" in displacy.render(blank("jianbao_entities")(TEXT), style="ent", jupyter=False)


def test_sentences_are_set_and_the_engine_can_be_chosen() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("jianbao_people", config={"engine": "crf"})
    doc = nlp("市长周启明到云岭县调研。会议在石桥镇召开。")
    assert [sentence.text for sentence in doc.sents] == ["市长周启明到云岭县调研。", "会议在石桥镇召开。"]
    found = analyse(doc.text, engine="crf").entities or []
    assert [(e.text, e.label_) for e in doc.ents] == [(e.text, e.type) for e in found]
    with pytest.raises(ConfigError, match="no engine 'nobody'"):
        spacy.blank("zh").add_pipe("jianbao_people", config={"engine": "nobody"})


def test_all_kinds_of_entities_have_a_colour_in_displacy() -> None:
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["spacy_displacy_colors"] == {"jianbao": "jianbao.display:COLOURS"}
    assert set(COLOURS) == set(TYPES)
