"""jianbao as a library: one call for one text, what is shown of it, tables, and mistakes that are explained."""

from __future__ import annotations

import re
from typing import Any

import jianbao
import pytest
from jianbao.errors import ConfigError, JianbaoError

TEXT = "云岭县县长周启明5月7日到石桥镇调研。他说：“要办好群众的事。”"


@pytest.fixture(scope="module")
def article() -> jianbao.Article:
    return jianbao.analyse(
        TEXT, title="周启明到石桥镇调研", date="2021-05-08", outlet="云岭日报", engine="crf"
    )


def test_one_call_finds_everything(article: jianbao.Article) -> None:
    assert [p.name for p in article.persons or ()] == ["周启明"]
    assert [t.value for t in article.times or ()] == ["2021-05-07"]
    assert article.quotes
    assert article.summary


def test_stages_and_settings_are_chosen() -> None:
    found = jianbao.analyse("共有326户。", stages=["quantities"])
    assert [q.value for q in found.quantities or ()] == [326]
    assert found.entities is None
    for settings in ({"summary.max_chars": 20}, {"summary": {"max_chars": 20}}, ["summary.max_chars=20"]):
        chain = jianbao.load(settings=settings, engine="crf")
        (short,) = chain([jianbao.Article.from_text(TEXT)])
        assert len(short.summary.text) <= 20  # type: ignore[union-attr]


def test_a_second_call_uses_the_same_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    jianbao.analyse("会议。", stages=["sentences"])
    monkeypatch.setattr("jianbao.flow.load", None)
    assert jianbao.analyse("会议。开会。", stages=["sentences"]).sentences


def test_an_article_is_shown_in_one_line_and_in_a_notebook(article: jianbao.Article) -> None:
    assert re.match(r"Article\('article', '周启明到石桥镇调研', \d+ characters, entities \d+", repr(article))
    shown = article._repr_html_()
    assert "云岭日报 · 2021-05-08" in shown
    assert re.search(r'title="PER">周启明</span>', shown)
    assert re.search(r'title="TIME">5月7日</span>', shown)
    assert re.sub(r"<sub.*?</sub>|<[^>]+>", "", shown).count("他说：“要办好群众的事。”") >= 1
    assert "sentences > tokens" in repr(jianbao.load())


def test_markup_in_a_text_is_text_in_a_notebook() -> None:
    made = jianbao.Article.from_text("<script>x</script>", title="<b>", outlet="<i>")
    assert not re.search("<(script|b|i)>", made._repr_html_())


def test_tables_in_memory(article: jianbao.Article) -> None:
    table = jianbao.to_arrow([article], "posts")
    assert table.select(["name", "title"]).to_pylist() == [{"name": "周启明", "title": "县长"}]
    assert jianbao.to_arrow(article).num_rows == 1
    with pytest.raises(ConfigError, match="no table 'people'; choose one of articles"):
        jianbao.to_arrow(article, "people")


@pytest.mark.parametrize("package", ["pandas", "polars", "datasets"])
def test_tables_for_other_packages(article: jianbao.Article, package: str) -> None:
    convert: Any = getattr(jianbao, "to_dataset" if package == "datasets" else f"to_{package}")
    try:
        __import__(package)
    except ImportError:
        with pytest.raises(JianbaoError, match=f"pip install {package}"):
            convert(article, "posts")
    else:
        assert len(convert(article, "posts")) == 1


def test_the_version_is_that_of_the_package() -> None:
    assert re.match(r"\d+\.\d+", jianbao.__version__)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: jianbao.analyse(None), "text must be a string, not NoneType"),  # type: ignore[arg-type]
        (lambda: jianbao.analyse("会议".encode()), r"decode it first"),  # type: ignore[arg-type]
        (lambda: jianbao.analyse("会议", date="yesterday"), "'yesterday' is not a date; write it as 2021"),
        (lambda: jianbao.analyse("会议", date="2021-02-30"), "is not a date"),
        (lambda: jianbao.analyse("会议", date="2021-5-8"), "is not a date"),
        (lambda: list(jianbao.load()("会议")), r"for a text: jianbao\.analyse\(text\)"),  # type: ignore[arg-type]
        (lambda: list(jianbao.load()(["会议"])), r"Article\.from_text"),  # type: ignore[list-item]
        (lambda: list(jianbao.load()(jianbao.Article.from_text("会议"))), r"chain\(\[article\]\)"),  # type: ignore[arg-type]
        (lambda: jianbao.load({"entities": {}}), "give a dict as settings"),  # type: ignore[arg-type]
        (lambda: jianbao.load(settings="summary.max_chars=20"), "give a dict"),
        (lambda: jianbao.load(settings={"summary": 20}), "section.key"),
        (lambda: jianbao.load(engine="nobody"), "there is no engine 'nobody'"),
        (lambda: jianbao.load(jianbao.Config(), engine="crf"), "a Config is complete"),
    ],
)
def test_wrong_arguments_are_explained(call: Any, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        call()
