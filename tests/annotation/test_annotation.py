"""Out to an annotation tool and back: nothing moves by itself, and what people change is told and kept."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from handmade import write_run
from hypothesis import given, settings
from hypothesis import strategies as st
from jianbao import analyse
from jianbao.annotation.corrections import correct, dictionary_terms, gold_row
from jianbao.annotation.marks import LABELS, Mark, Marked, to_marked
from jianbao.annotation.tools import TOOLS, tool_of
from jianbao.article import Article
from jianbao.cli import app
from jianbao.errors import ConfigError, ReadError
from jianbao.evaluation.datasets import load_dataset
from typer.testing import CliRunner

TEXT = "云岭县县委书记李明5月7日到石桥镇调研。李明说：“要解决群众的痛点。”\n𠮷野村村民赵小梅表示，路修好了。"
WRITTEN = {"labelstudio": "tasks.json", "doccano": "articles.jsonl"}  # the others take the folder

marked_texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n 云岭𠮷[]|_*\\;->{}\"'<>&"),
    min_size=1,
    max_size=60,
)


@st.composite
def marked(draw: st.DrawFn) -> Marked:
    text = draw(marked_texts.filter(lambda t: t.strip() and t.splitlines() == t.rstrip("\n").split("\n")))
    solid = [i for i, c in enumerate(text) if not c.isspace()]
    marks = set()
    for _ in range(draw(st.integers(0, 6))):
        a, b = sorted((draw(st.sampled_from(solid)), draw(st.sampled_from(solid))))
        note = draw(st.sampled_from(["", "李明", "a|b [1]\\_*"]))
        marks.add((a, b + 1, draw(st.sampled_from(LABELS)), note))
    distinct = {m[:3]: Mark(*m) for m in marks}
    return Marked("a/b ä-1", text, sorted(distinct.values()))


@pytest.mark.parametrize("name", list(TOOLS))
@settings(deadline=None, max_examples=150)
@given(article=marked())
def test_what_goes_out_comes_back_as_it_was(
    name: str, tmp_path_factory: pytest.TempPathFactory, article: Marked
) -> None:
    folder = tmp_path_factory.mktemp(name)
    TOOLS[name].write([article], folder)
    (back,) = TOOLS[name].read(folder / WRITTEN.get(name, ""))
    assert back.marks == article.marks
    assert back.id == article.id
    assert "".join(back.text.split()) == "".join(article.text.split())


@pytest.fixture(scope="module")
def article() -> Article:
    found = analyse(TEXT, title="李明到石桥镇调研", date="2021-05-08", engine="crf")
    found.id = "one"
    return found


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, article: Article) -> Path:
    other = analyse("会议在云岭县召开。", engine="crf")
    other.id = "two"
    return write_run(tmp_path_factory.mktemp("annotate") / "run", [article, other])


def invoke(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["annotate", *arguments])
    assert done.exit_code == 0, done.output + repr(done.exception)
    return done.stdout


@pytest.mark.parametrize("name", list(TOOLS))
def test_nothing_corrected_is_no_change(run: Path, tmp_path: Path, name: str, article: Article) -> None:
    invoke("export", str(run), "--to", name, "-o", str(tmp_path))
    source = tmp_path / WRITTEN.get(name, "")
    assert tool_of(source) == name
    gold = tmp_path / "gold.jsonl"
    assert invoke("import", str(source), str(run), "-o", str(gold), "--json") == ""
    rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    assert rows[0] == gold_row(article)
    assert [row["id"] for row in rows] == ["one", "two"]


def relabelled(tasks: list[Any], words: str, label: str) -> None:
    """What an annotator saves: the predictions as an annotation, one label changed, one mark deleted, one added."""
    for task in tasks:
        result = task.pop("predictions")[0]["result"]
        task["annotations"] = [
            {"was_cancelled": True, "result": []},
            {"was_cancelled": False, "result": result},
        ]
        for item in result:
            if item["type"] == "labels" and item["value"]["text"] == words:
                item["value"]["labels"] = [label]


def test_changes_are_told_by_layer_and_written_as_gold(run: Path, tmp_path: Path) -> None:
    invoke("export", str(run), "--to", "labelstudio", "-o", str(tmp_path), "--article", "one")
    path = tmp_path / "tasks.json"
    tasks = json.loads(path.read_text("utf-8"))
    relabelled(tasks, "石桥镇", "ORG")
    text = tasks[0]["data"]["text"]
    at = len(text[: text.index("表示")].encode("utf-16-le")) // 2
    added = {"start": at, "end": at + 2, "text": "表示", "labels": ["THEME"]}
    tasks[0]["annotations"][1]["result"].append({"id": "new", "type": "labels", "value": added})
    path.write_text(json.dumps(tasks), "utf-8")
    gold, terms = tmp_path / "gold.jsonl", tmp_path / "terms.tsv"
    shown = invoke("import", str(path), str(run), "-o", str(gold), "--dict", str(terms))
    assert "entities changed: 石桥镇 (LOC > ORG)" in shown
    assert "themes added: 表示 (THEME)" in shown
    (row,) = map(json.loads, gold.read_text("utf-8").splitlines())
    assert {e["type"] for e in row["entities"] if e["text"] == "石桥镇"} == {"ORG"}
    assert "表示" in row["themes"]
    assert terms.read_text("utf-8") == "石桥镇\tORG\t-\t-\n"
    assert invoke_dict("check", str(terms))
    assert load_dataset(gold)


def invoke_dict(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["dict", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_posts_and_quotes_follow_their_marks(article: Article) -> None:
    made = to_marked(article)
    text, at = article.text, article.text.index("村民赵小梅")
    name = Mark(at + 2, at + 5, "PER")
    post = Mark(at - 3, at + 2, "POST")
    place = Mark(at - 3, at, "LOC")
    quote = Mark(text.index("路修好了"), text.index("路修好了") + 4, "QUOTE", "赵小梅")
    kept = [m for m in made.marks if m.end <= at - 3 or m.start > at + 20]
    done = correct(article, Marked("one", text, sorted({*kept, name, post, place, quote})))
    (person,) = [p for p in done.article.persons or () if p.name == "赵小梅"]
    assert [(p.org, p.title) for p in person.posts] == [("𠮷野村", "村民")]
    assert ("赵小梅", "路修好了") in [(q.speaker, q.text) for q in done.article.quotes or ()]
    before = {(q.speaker, q.text) for q in article.quotes or () if q.end < at}
    assert before <= {(q.speaker, q.text) for q in done.article.quotes or ()}


def test_a_removed_name_takes_its_person_along_and_a_kept_one_keeps_the_posts(article: Article) -> None:
    made = to_marked(article)
    first = [p for p in article.persons or () if p.name == "李明"]
    assert first[0].posts
    without = [m for m in made.marks if article.text[m.start : m.end] != "赵小梅"]
    done = correct(article, Marked("one", article.text, without))
    names = {p.name: p for p in done.article.persons or ()}
    assert names["李明"].posts == first[0].posts
    assert "赵小梅" not in names


def test_terms_are_names_that_were_added_or_changed(article: Article) -> None:
    made = to_marked(article)
    kept = [m for m in made.marks if m.label != "TIME"]
    assert dictionary_terms(correct(article, Marked("one", article.text, kept)).changes) == {}


@pytest.mark.parametrize(
    ("name", "files", "message"),
    [
        ("export.json", {"export.json": "{}"}, "not an export of Label Studio"),
        ("export.json", {"export.json": "["}, "not an export of Label Studio"),
        (
            "e.jsonl",
            {"e.jsonl": '{"id": "one", "text": "云", "label": [[0, 5, "PER"]]}'},
            r"e\.jsonl:1: the span 0 to 5",
        ),
        (
            "e.jsonl",
            {"e.jsonl": '{"id": "one", "text": "云", "label": [[0, 1, "X"]]}'},
            "label 'X' is not known",
        ),
        ("e.jsonl", {"e.jsonl": '{"id": "nine", "text": "云", "label": []}'}, "article 'nine' is not in"),
        ("e.jsonl", {"e.jsonl": '{"id": "one", "text": "云", "label": []}'}, "its text was changed"),
        ("e.tsv", {"e.tsv": "1-1\t0-1\t云"}, "not WebAnno TSV 3"),
        ("b", {"b/0001.ann": "T1 PER", "b/0001.txt": "云"}, r"0001\.ann:1: not a line of brat"),
        ("nowhere.json", {}, "there is no such file"),
    ],
)
def test_what_is_no_export_is_explained(
    run: Path, tmp_path: Path, name: str, files: dict[str, str], message: str
) -> None:
    for file, content in files.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(content, "utf-8")
    done = CliRunner().invoke(app, ["annotate", "import", str(tmp_path / name), str(run)])
    assert isinstance(done.exception, ReadError), done.output
    with pytest.raises(ReadError, match=message):
        raise done.exception


def test_tools_and_articles_that_there_are_not_are_refused(run: Path) -> None:
    for arguments in (("--to", "paper"), ("--to", "brat", "--article", "nine")):
        done = CliRunner().invoke(app, ["annotate", "export", str(run), *arguments])
        assert isinstance(done.exception, ConfigError)


def test_inception_may_have_further_layers_and_a_folder_per_document(tmp_path: Path) -> None:
    TOOLS["inception"].write([Marked("one", "云岭县", [Mark(0, 3, "LOC")])], tmp_path / "")
    plain = (tmp_path / "0001.tsv").read_text("utf-8")
    more = plain.replace("#T_SP=", "#T_SP=webanno.custom.Tone|tone\n#T_SP=", 1)
    lines = [re.sub(r"^(1-\d+\t[^\t]+\t[^\t]+)", r"\1\t_", line) for line in more.splitlines()]
    (tmp_path / "0001.tsv").unlink()
    (tmp_path / "0001.tsv").mkdir()
    (tmp_path / "0001.tsv" / "anna.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    (back,) = TOOLS["inception"].read(tmp_path)
    assert (back.id, back.marks) == ("one", [Mark(0, 3, "LOC")])
