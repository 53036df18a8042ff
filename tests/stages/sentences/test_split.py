"""Sentences end with their closing marks, never run across blocks, and leave blanks out."""

from __future__ import annotations

import pytest
from jianbao.article import Article, Block
from jianbao.stages.sentences.split import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("会议召开。大家发言!", ["会议召开。", "大家发言!"]),
        ("他说：“好。”会议结束。", ["他说：“好。”", "会议结束。"]),
        ("真好？！是的……不错", ["真好？！", "是的……", "不错"]),
        ("一是抓落实；二是抓学习：好", ["一是抓落实；二是抓学习：好"]),
        ("  前有空白。 后有空白。 ", ["前有空白。", "后有空白。"]),
        ("。。。", ["。。。"]),
        ("   ", []),
        ("", []),
        ("占3.5%。", ["占3.5%。"]),
        ("某公司（建于1998年。有员工五百人）在县城。", ["某公司（建于1998年。有员工五百人）在县城。"]),
        ("会议开了一天（略……），散会（全文……）。", ["会议开了一天（略……），散会（全文……）。"]),
        ("他走了。（周启明）次日天晴。", ["他走了。", "（周启明）次日天晴。"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    article = Article.from_text(text)
    assert [text[s.start : s.end] for s in split_sentences(article)] == sentences


def test_none_runs_across_blocks() -> None:
    article = Article.from_text("没有句号\n下一段。", title="标题")
    assert [article.text[s.start : s.end] for s in split_sentences(article)] == [
        "标题",
        "没有句号",
        "下一段。",
    ]
    article.blocks = [Block("paragraph", 0, 2)]
    assert len(split_sentences(article)) == 1
