"""The Markdown brief: days in order, pages under them, fields listed, marks escaped."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from handmade import write_run
from jianbao.article import Article, Keyword, Page, Span, SummaryField
from jianbao.stages.sentences.stage import SentencesStage
from jianbao.stages.summary.stage import SummaryStage
from jianbao.stages.tokens.stage import TokensStage
from jianbao.writing.brief import BriefPage, brief_markdown, day_digest, pages_by_day, write_brief
from jianbao.writing.folder import RunFolder
from stories import ONE, SEVERAL


def page(id: str, date: str | None, title: str, text: str, terms: list[str]) -> BriefPage:
    (article,) = SummaryStage()(
        TokensStage()(SentencesStage()([Article.from_text(text, title=title, date=date)]))
    )
    article.keywords = [Keyword(t, 1.0, "test") for t in terms]
    return BriefPage(Page(id=id, text=text, date=date), [article])


def pages() -> list[BriefPage]:
    return [
        page("b-1", "2021-05-08", "全国少年围棋赛落幕", SEVERAL[3], ["围棋"]),
        page("a-1", "2021-05-07", "云岭县部署*乡村振兴*工作", "\n".join(ONE), ["乡村振兴"]),
        page("a-2", "2021-05-07", "高铁铺轨完成", SEVERAL[1], ["铁路", "乡村振兴"]),
    ]


def test_days_and_pages_are_in_order() -> None:
    text = brief_markdown(pages())
    assert (
        text.index("# 2021-05-07") < text.index("## a-1") < text.index("## a-2") < text.index("# 2021-05-08")
    )
    assert "## The day (2 pages, 2 articles)" in text
    assert text.count("## The day") == 1  # a day of one page needs no survey


def test_marks_of_markdown_are_escaped() -> None:
    assert "### 云岭县部署\\*乡村振兴\\*工作" in brief_markdown(pages())


def test_fields_are_listed_in_the_language_asked_for() -> None:
    of_page = pages()[0]
    assert of_page.articles[0].summary
    of_page.articles[0].summary.where = [SummaryField("海州", [Span(0, 2)])]
    assert "- Where: 海州" in brief_markdown([of_page])
    assert "- 地点: 海州" in brief_markdown([of_page], language="zh")
    assert "海州\n" not in brief_markdown([of_page], fields=False)


def test_a_day_leads_with_what_its_pages_share() -> None:
    day = day_digest([p for p in pages() if p.page.date == "2021-05-07"])
    assert day.themes[0] == "乡村振兴"
    assert (day.pages, day.articles, len(day.lines)) == (2, 2, 2)


def test_without_pages_or_dates() -> None:
    assert brief_markdown([]) == ""
    assert "# Without a date" in brief_markdown([page("x", None, "无日期", SEVERAL[0], [])])


def test_a_run_is_written_day_by_day_as_all_at_once(tmp_path: Path) -> None:
    """Pages in any order, days together, undated ones first; the same text."""
    dates = ["2021-05-08", None, "2021-05-07", "2021-05-08", "2021-06-01", None]
    articles = []
    for number, date in enumerate(dates):
        made = Article.from_text(
            f"会议第{number}次召开。", id=f"a{number}", title=f"第{number}次会议", date=date
        )
        articles.append(made)
    folder = RunFolder(write_run(tmp_path / "run", articles))
    days = list(pages_by_day(folder))
    assert [[p.page.id for p in day] for day in days] == [["a1", "a5"], ["a2"], ["a0", "a3"], ["a4"]]
    file = StringIO()
    write_brief(days, file)
    whole = [BriefPage(r.page, found, r.summary, r.themes) for r, found in folder.by_page()]
    assert file.getvalue() == brief_markdown(whole)
    assert [[p.page.id for p in day] for day in pages_by_day(folder, "2021-05")] == [["a2"], ["a0", "a3"]]
