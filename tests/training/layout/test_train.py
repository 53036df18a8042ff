"""Training of the line model: made-up pages with a label for each line, and a model that learns from them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jianbao.errors import ReadError
from jianbao.reading.layout.lines import physical_lines
from jianbao.training.layout.pages import PageMaker
from jianbao.training.layout.stories import Story, shingles, stories
from jianbao.training.layout.train import figures, fit, known_labels, label_gold, predict, sample, train

SUBJECTS = ("教育", "水利", "交通", "卫生", "文化", "农业", "林业", "旅游")
STORIES = [
    Story(
        f"云岭县召开全县{subject}工作会议",
        [
            f"6月{day}日，全县{subject}工作会议在县文化中心召开，县委书记马文涛出席会议并讲话，县长周启明主持会议。",
            f"会议指出，去年全县{subject}工作取得明显成效，共投入资金{day}26万元，群众满意度达到93.5%。",
            f"会议要求，要聚焦突出问题，抓好{subject}项目建设，办好民生实事，确保全年任务圆满完成。",
        ],
    )
    for day, subject in enumerate(SUBJECTS, 1)
]  # fmt: skip


def gold_page(id: str, first: Story, second: Story) -> dict[str, Any]:
    """A page of two stories as the gold format has it."""
    text, articles = "要闻　02\n\n", []
    for story in (first, second):
        start = len(text) + len(story.title) + 2
        text += story.title + "\n\n" + "\n\n".join(story.paragraphs)
        articles.append({"title": story.title, "body_start": start, "body_end": len(text), "byline": []})
        text += "\n\n"
    layers = ("entities", "persons", "times", "quantities", "quotes", "points", "themes")
    return {"id": id, "text": text, "articles": articles, "summary": ""} | {layer: [] for layer in layers}


def test_every_line_of_a_made_up_page_has_a_label() -> None:
    pages = list(PageMaker(STORIES, seed=3).pages(60))
    for page in pages:
        assert len(page.labels) == len(physical_lines(page.text))
        assert page.labels[0] != "C"
    labels = {label for page in pages for label in page.labels}
    assert labels == set("HSBCF")


def test_the_same_seed_makes_the_same_pages() -> None:
    assert list(PageMaker(STORIES, seed=5).pages(5)) == list(PageMaker(STORIES, seed=5).pages(5))
    assert list(PageMaker(STORIES, seed=5).pages(5)) != list(PageMaker(STORIES, seed=6).pages(5))


def test_stories_come_from_titles_first_lines_and_roundups() -> None:
    body = "6月3日，全县教育工作会议在县文化中心召开，县委书记马文涛出席会议并讲话，县长周启明主持。"
    records = [
        {"title": "云岭县召开会议", "text": body + "\n相关新闻\n更多"},
        {"text": f"石桥镇表彰老党员\n{body}\n一、抓好落实\n{body}"},
        {"text": f"标题一二三\n{body}\n标题四五六\n{body}", "items": ["标题一二三", "标题四五六"]},
        {"text": f"标题一二三\n{body}", "items": ["另一个标题"]},
        {"title": "太短", "text": body},
    ]
    found = list(stories(records))
    assert [story.title for story in found] == [
        "云岭县召开会议",
        "石桥镇表彰老党员",
        "标题一二三",
        "标题四五六",
    ]
    assert found[0].paragraphs == [body]
    assert found[1].subheads == {1}


def test_the_annotation_says_what_is_known_of_each_line() -> None:
    page = gold_page("p", STORIES[0], STORIES[1])
    labels = known_labels(page, physical_lines(page["text"]))
    assert labels == ["F", "H", None, None, None, "H", None, None, None]


def test_texts_are_kept_apart_by_what_they_share() -> None:
    text = "全县教育工作会议在县文化中心召开"
    assert shingles(text) & shingles("昨天，" + text + "。")
    assert not shingles(text) & shingles("全县水利工作会议在县文化中心召开")


def test_a_model_learns_to_split_pages(tmp_path: Path) -> None:
    model = fit(map(sample, PageMaker(STORIES[:6], seed=1).pages(80)), tmp_path / "lines.crfsuite")
    page = gold_page("p", STORIES[6], STORIES[7])
    assert label_gold(page, model).labels == ["F", *"HBBB", *"HBBB"]
    assert figures([page], {"p": predict(page, model)})["joint"] == 1.0


def test_training_writes_a_model_with_its_card(tmp_path: Path) -> None:
    gold = [gold_page(f"{'ab'[i % 2]}{i}", STORIES[i], STORIES[i + 1]) for i in range(6)]
    source = tmp_path / "stories.jsonl"
    rows = [{"title": s.title.replace("会议", "大会"), "text": "\n".join(s.paragraphs[:1])} for s in STORIES]
    source.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    with pytest.raises(ReadError, match="no stories"):  # all of them stand on the annotated pages
        train(gold, [source], tmp_path / "model", pages=20)
    text = "石桥镇近日召开会议，部署{}工作，镇党委书记李成出席会议并讲话，要求各村抓好落实，确保取得实效。"
    rows = [{"title": f"石桥镇{s}动态", "text": text.format(s)} for s in SUBJECTS]
    source.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    result = train(gold, [source], tmp_path / "model", pages=20)
    card = json.loads((tmp_path / "model" / "model.json").read_text("utf-8"))
    assert set(result) == {"all", "a", "b"}
    assert card["cross-validation"]["all"] == result["all"]
    assert (tmp_path / "model" / "lines.crfsuite").stat().st_size


def test_the_command_names_what_is_missing(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "jianbao.cli",
        "train",
        "layout",
        str(tmp_path),
        "--stories",
        "nowhere.jsonl",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no such file: nowhere.jsonl" in done.stderr
    assert "Traceback" not in done.stderr
