"""The pages in docs/ are true: code runs, generated pages are up to date, links lead somewhere."""

from __future__ import annotations

import contextlib
import io
import re
import runpy
import shutil
import tomllib
from pathlib import Path

import pytest
from documents import ROOT, blocks, commands, run_command
from jianbao.article import LAYERS
from jianbao.cli.settings_file import settings_file
from jianbao.config import Config

DOCS = ROOT / "docs"
PAGES = sorted(
    {*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *ROOT.glob("*/README.md"), *ROOT.glob("examples/*/*.md")}
)
RUNNABLE = [page for page in PAGES if page.parent != ROOT]  # those are run by test_readme.py
KNOWN_INFO = {"", "sh", "python", "sh no-run", "python no-run", "toml", "json", "text", "tree"}


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with corpus/ and the run outputs/seed."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    done = run_command(
        ["jianbao", "run", "corpus/2021-05_gaoxin-shibao.txt", "-o", "outputs/seed", "--engine", "fast"],
        folder,
    )
    assert done.code == 0, done.err
    return folder


def test_generated_pages_are_up_to_date() -> None:
    pages = runpy.run_path(str(DOCS / "generate" / "__main__.py"))["pages"]()
    for path, text in pages.items():
        assert path.read_text("utf-8") == text, f"{name(path)} is out of date; run: make docs"


def test_the_example_configuration_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "jianbao.toml"
    path.write_text(settings_file(), "utf-8")
    plain = [getattr(stage, "config", None) for stage in Config().build()]
    assert [getattr(stage, "config", None) for stage in Config.make(path).build()] == plain


@pytest.mark.parametrize(
    "page", [p for p in RUNNABLE if any(b.info == "python" for b in blocks(p))], ids=name
)
def test_python_examples_run(page: Path, workplace: Path) -> None:
    space: dict[str, object] = {"__name__": "__main__"}
    with contextlib.chdir(workplace), contextlib.redirect_stdout(io.StringIO()):
        for block in blocks(page):
            if block.info == "python":
                exec(compile("\n" * (block.line - 1) + block.code, str(page), "exec"), space)


@pytest.mark.parametrize("page", [p for p in RUNNABLE if any(b.info == "sh" for b in blocks(p))], ids=name)
def test_commands_run(page: Path, workplace: Path) -> None:
    for words in commands(page):
        done = run_command(words, workplace)
        assert done.code == 0, f"{words}: {done.err}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_code_blocks_are_of_a_known_kind(page: Path) -> None:
    for block in blocks(page):
        assert block.info in KNOWN_INFO, f"{name(page)}:{block.line}"
        if block.info == "toml":
            tomllib.loads(block.code)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        path, _, anchor = target.partition("#")
        if "://" in target:
            continue
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{name(page)}: {target}"
        if anchor:
            assert anchor in anchors(file), f"{name(page)}: {target}"


def prose(page: Path) -> str:
    """A page without its code blocks."""
    return re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.strip().lower()).replace(" ", "-") for h in headings}


def test_every_layer_has_its_page_and_is_in_the_index() -> None:
    index = (DOCS / "layers" / "README.md").read_text("utf-8")
    pages = {page.stem for page in (DOCS / "layers").glob("*.md")} - {"README"}
    layers = {
        "people" if layer == "persons" else "slogans" if layer == "quoted" else layer for layer in LAYERS
    }
    assert layers <= pages
    for page in pages:
        assert f"]({page}.md)" in index, page


def test_every_page_of_the_docs_is_reached_from_the_readme() -> None:
    seen, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or not page.exists():
            continue
        seen.add(page)
        targets = re.findall(r"\]\(([^)#\s]+\.md)(?:#[^)]*)?\)", page.read_text("utf-8"))
        waiting += [(page.parent / target).resolve() for target in targets if "://" not in target]
    assert set(DOCS.rglob("*.md")) <= seen
