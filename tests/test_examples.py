"""The scripts in examples/ run, are short, and print what their readers come for."""

from __future__ import annotations

import runpy

import pytest
from documents import ROOT

EXAMPLES = {
    "one_article.py": "周启明 市委副书记、市长",
    "folder_of_pages.py": "rejected: 2021-05-10_01.txt: the file is empty",
    "one_stage.py": "12名 + 9名 = 21, printed 20名",
    "who_with_whom.py": "刘晓红",
    "to_spacy.py": "['市长周启明']",
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_runs(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(ROOT / "examples" / name), run_name="__main__")
    assert EXAMPLES[name] in capsys.readouterr().out


def test_every_example_is_run_listed_and_short() -> None:
    listed = (ROOT / "examples" / "README.md").read_text("utf-8")
    paths = sorted((ROOT / "examples").glob("*.py"))
    assert [path.name for path in paths] == sorted(EXAMPLES)
    for path in paths:
        assert f"]({path.name})" in listed
        assert len(path.read_text("utf-8").splitlines()) <= 30, path.name
