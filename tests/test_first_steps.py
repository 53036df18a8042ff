"""The way of a new user, as docs/first-steps.md has it: run, report, five corrections, gold, training, spreadsheet."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from documents import ROOT, run_command
from jianbao.serving.app import make_app
from starlette.testclient import TestClient

SAMPLE = "2021-05_gaoxin-shibao.txt"


def test_from_a_page_to_corrected_gold(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / SAMPLE).write_bytes((ROOT / "corpus" / SAMPLE).read_bytes())

    def jianbao(*words: str) -> str:
        done = run_command(["jianbao", *words], tmp_path)
        assert done.code == 0, done.err
        return done.out

    jianbao("run", "pages", "-o", "out", "--engine", "fast")
    jianbao("open", "out", "--no-browser")
    with TestClient(make_app(tmp_path / "out", edit=True), base_url="http://localhost") as client:
        for n in range(5):
            found = client.get("/api/articles/1").json()
            entity = [e for e in found["article"]["entities"] if e["type"] != "TIME"][n]
            mark = {"start": entity["start"], "end": entity["end"], "label": entity["type"]}
            other = {**mark, "label": "LOC" if entity["type"] == "ORG" else "ORG"}
            body = {
                "revision": found["corrections"]["revision"],
                "edits": [{"action": "change", "before": mark, "after": other}],
            }
            assert client.post("/api/articles/1/corrections", json=body).status_code == 200
    told = jianbao("annotate", "corrections", "out", "-o", "gold.jsonl", "--dict", "terms.tsv", "--json")
    changes = [json.loads(line) for line in told.splitlines()]
    assert [c["kind"] for c in changes if c["layer"] == "entities"] == ["changed"] * 5
    assert "precision" in jianbao("evaluate", "gold.jsonl", "--engine", "fast")
    jianbao(
        "train", "crf", "gold.jsonl", "-o", "model", "--variant", "jieba", "--folds", "0", "--iterations", "2"
    )
    assert (tmp_path / "model" / "model.json").is_file()
    jianbao("dict", "check", "terms.tsv")
    jianbao("export", "out", "--format", "xlsx", "-o", "out.xlsx")
    assert zipfile.is_zipfile(tmp_path / "out.xlsx")
