"""The commands as a user types them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from jianbao.writing.tables import TABLES

CORPUS = Path(__file__).parents[2] / "corpus" / "2021-05_gaoxin-shibao.txt"


def jianbao(
    *arguments: str, stdin: str | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jianbao.cli", *arguments], input=stdin, cwd=cwd,
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture(scope="module")
def seed_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "seed"
    done = jianbao("run", str(CORPUS), "-o", str(out))
    assert done.returncode == 0, done.stderr
    assert "articles" in done.stdout
    return out


def test_show_lists_the_articles(seed_run: Path) -> None:
    done = jianbao("show", str(seed_run))
    assert done.returncode == 0
    assert "刘晓红" in done.stdout


def test_show_prints_one_article_with_its_tables(seed_run: Path) -> None:
    id = json.loads((seed_run / "articles.jsonl").read_text("utf-8").splitlines()[1])["id"]
    done = jianbao("show", str(seed_run), id)
    for expected in (
        "市委党史学习教育领导小组到高新区开展调研",
        "People",
        "刘晓红",
        "二级调研员",
        "枫杨办事处",
    ):
        assert expected in done.stdout
    assert json.loads(jianbao("show", str(seed_run), id, "--json").stdout)["id"] == id


def test_show_of_an_unknown_article_says_how_to_list_them(seed_run: Path) -> None:
    done = jianbao("show", str(seed_run), "nobody")
    assert done.returncode == 2
    assert "list them with: jianbao show" in done.stderr


def test_export_gold_has_offsets_into_the_page_as_it_came(seed_run: Path) -> None:
    done = jianbao("export", str(seed_run), "--format", "gold")
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert row["text"] == CORPUS.read_text("utf-8")
    assert len(row["articles"]) == 2
    for entity in row["entities"] + row["quantities"] + row["quotes"]:
        assert row["text"][entity["start"] : entity["end"]] == entity["text"]


@pytest.mark.parametrize("table", list(TABLES))
def test_export_csv_of_every_table(seed_run: Path, table: str) -> None:
    done = jianbao("export", str(seed_run), "--format", "csv", "--table", table)
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    assert rows, done.stderr
    assert all(row["article_id"] for row in rows)


def test_export_conll_has_a_tag_on_every_line(seed_run: Path) -> None:
    done = jianbao("export", str(seed_run), "--format", "conll")
    lines = [line for line in done.stdout.splitlines() if line and not line.startswith("#")]
    assert lines
    assert all(line.split("\t")[-1][0] in "BIOESM" for line in lines)


def test_an_unknown_format_is_named(seed_run: Path) -> None:
    done = jianbao("export", str(seed_run), "--format", "docx")
    assert done.returncode == 2
    assert "--format docx: unknown; choose one of gold" in done.stderr


def test_standard_input_and_output(tmp_path: Path) -> None:
    line = json.dumps(
        {"id": "x1", "text": "市长周启明5月7日到云岭县调研。", "date": "2021-05-08"}, ensure_ascii=False
    )
    done = jianbao("run", "-", "-o", "out", "--json", stdin=line, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["pages"] == 1


def test_bad_input_is_listed_with_exit_code_one(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("标题在此\n\n市长周启明到云岭县调研。\n", "utf-8")
    (tmp_path / "broken.jsonl").write_text('{"id": "a", "text": "市长到云岭县调研。"}\n{"id": \n', "utf-8")
    done = jianbao(
        "run", "good.txt", "broken.jsonl", "gone.txt", "-o", "out", "--stages", "sentences", cwd=tmp_path
    )
    assert done.returncode == 1
    assert "broken.jsonl:2" in done.stderr
    assert "gone.txt" in done.stderr
    assert "Traceback" not in done.stderr
    assert len((tmp_path / "out" / "pages.jsonl").read_text("utf-8").splitlines()) == 2
    assert len((tmp_path / "out" / "rejected.jsonl").read_text("utf-8").splitlines()) == 2


def test_nothing_that_can_be_read_is_exit_code_two(tmp_path: Path) -> None:
    done = jianbao("run", "gone.txt", "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "gone.txt" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "x.txt", "--set", "nosuch.key=1"], "there is no stage 'nosuch'"),
        (["run", "x.txt", "--stages", "quotes"], "quotes needs entities; add it before"),
        (["run", "x.txt", "--engine", "nosuch"], "nosuch"),
        (["run", "x.txt", "--date", "yesterday"], "yesterday"),
        (["show", "nowhere"], "no run here"),
        (["evaluate", "nowhere.json"], "cannot read"),
    ],
)
def test_mistakes_are_explained(tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "x.txt").write_text("标题在此\n\n市长周启明到云岭县调研。\n", "utf-8")
    done = jianbao(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_stages_and_schema_and_doctor_speak_json() -> None:
    stages = json.loads(jianbao("stages", "--json").stdout)
    assert {"name": "sentences", "provides": ["sentences"]}.items() <= stages[0].items()
    assert all(stage["about"] for stage in stages)
    assert "Article" in json.loads(jianbao("schema").stdout)["$defs"]
    doctor = {row["name"]: row for row in json.loads(jianbao("doctor", "--json").stdout)}
    assert doctor["engine lac"]["ok"]


def test_compare_tells_where_two_runs_differ(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "石门坎水库开工\n\n5月7日,石门坎水库除险加固工程开工,覃塘派出所民警农兰芝到现场。\n\n"
        "云岭县文旅投公司与柳溪乡签约,沈砚舟、蒲欣桐出席。\n",
        "utf-8",
    )
    one, other = str(tmp_path / "lac"), str(tmp_path / "jieba")
    assert jianbao("run", str(page), "-o", one, "--engine", "crf").returncode == 0
    assert jianbao("run", str(page), "-o", other, "--engine", "crf:jieba").returncode == 0
    same = json.loads(jianbao("compare", one, one, "--json").stdout)
    assert same["differences"] == []
    differ = json.loads(jianbao("compare", one, other, "--json").stdout)
    assert differ["differences"]
    assert differ["articles"] == 1
