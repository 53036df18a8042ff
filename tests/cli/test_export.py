"""``jianbao export`` in the formats of other programs, and ``jianbao dict``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from jianbao.cli import app
from jianbao.errors import ConfigError
from jianbao.evaluation.datasets import load_dataset
from jianbao.runner import run
from jianbao.writing.spacy import from_spacy
from spacy.tokens import DocBin
from typer.testing import CliRunner

TEXT = "会议在云岭县召开\n\n本报讯 5月7日,周启明到云岭县调研。他说:“要办好实事。”\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("export")
    (out / "page.txt").write_text(TEXT, "utf-8")
    run([str(out / "page.txt")], out / "run")
    return out / "run"


def jianbao(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_hanlp_documents_and_web_annotations(folder: Path, tmp_path: Path) -> None:
    for format, key in (("hanlp", "ner/jianbao"), ("webanno", "items")):
        out = tmp_path / f"{format}.jsonl"
        jianbao("export", str(folder), "--format", format, "-o", str(out))
        [row] = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
        assert "云岭县" in json.dumps(row[key], ensure_ascii=False)


def test_a_docbin_beside_the_run_by_default(folder: Path) -> None:
    assert "docs 1" in jianbao("export", str(folder), "--format", "docbin")
    [doc] = DocBin().from_disk(folder / "docs.spacy").get_docs(spacy.blank("zh").vocab)
    assert "周启明" in [e.text for e in from_spacy(doc).entities or []]


@pytest.mark.parametrize("scheme", ["BIO", "BMES"])
def test_conll_is_read_again_as_the_same_spans(folder: Path, tmp_path: Path, scheme: str) -> None:
    out = tmp_path / "run.conll"
    jianbao("export", str(folder), "-f", "conll", "--scheme", scheme, "--characters", "-o", str(out))
    lines = [line for line in out.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert ("明\tE-PER" if scheme == "BMES" else "明\tI-PER") in lines
    out.write_text("\n".join(lines), "utf-8")
    found = {(text.text[a:b], kind) for text in load_dataset(out).texts for a, b, kind in text.spans}
    assert {("周启明", "PER"), ("云岭县", "LOC"), ("5月7日", "TIME")} <= found
    with pytest.raises(ConfigError, match="--scheme IOBES: unknown; choose one of BIO, BMES"):
        jianbao("export", str(folder), "-f", "conll", "--scheme", "IOBES")


def test_a_format_that_there_is_not(folder: Path) -> None:
    with pytest.raises(
        ConfigError,
        match="--format xml: unknown; choose one of gold, csv, conll, hanlp, w3c, jsonld, opensearch, ftm, "
        "tei, geojson, parquet, duckdb, docbin, xlsx",
    ):
        jianbao("export", str(folder), "--format", "xml")


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    path = tmp_path / "terms.txt"
    path.write_text("云岭 LOC\n办好实事 -\n", "utf-8")
    return path


def test_dict_check_counts_and_why_explains(terms: Path) -> None:
    assert "2 entries, 2 forms (LOC 1, no entity 1)" in jianbao("dict", "check", str(terms))
    told = jianbao("dict", "why", "云岭", "--in", "到云岭县调研", "--dict", str(terms))
    assert "did not fire: it lies inside the longer entity 云岭县/LOC" in told


def test_a_dictionary_of_a_run_is_read_before_it_starts(folder: Path, terms: Path, tmp_path: Path) -> None:
    terms.write_bytes("云岭 LOC\n".encode("gbk"))
    with pytest.raises(ConfigError, match="not in UTF-8"):
        jianbao("run", str(folder.parent / "page.txt"), "-o", str(tmp_path / "out"), "--dict", str(terms))
    assert not (tmp_path / "out").exists()
