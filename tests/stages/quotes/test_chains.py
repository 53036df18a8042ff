"""Chains: one quotation over several paragraphs."""

from __future__ import annotations

import pytest
from jianbao.stages.quotes.stage import QuotesStage
from marked import marked

Read = list[tuple[str, str]]


def said(text: str) -> Read:
    article = next(QuotesStage()([marked(text)]))
    return [(q.speaker, q.text) for q in article.quotes or []]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # named before
            "<周启明>说:“第一年,只种活了三棵树。\n“第二年,种活了三十棵。\n“现在满山都是。”\n山里起了风。",
            [("周启明", "第一年,只种活了三棵树。"), ("周启明", "第二年,种活了三十棵。"), ("周启明", "现在满山都是。")],
        ),
        (  # named after, and what is said inside is not read as another's
            "“我爷爷就是船工。他说要守住渡口。\n“后来我也来了。”<马文涛>说。",
            [("马文涛", "我爷爷就是船工。他说要守住渡口。"), ("马文涛", "后来我也来了。")],
        ),
        (  # the one named before goes before the one who follows
            "<周启明>说:“渡口要守住。\n“人也要留住。”<马文涛>听完点了点头。",
            [("周启明", "渡口要守住。"), ("周启明", "人也要留住。")],
        ),
        (  # closed: no chain
            "<周启明>说:“渡口要守住。”\n“人也要留住。”",
            [("周启明", "渡口要守住。")],
        ),
        (  # the next paragraph does not open with a mark
            "“渡口要守住。\n人也要留住。”<马文涛>说。",
            [],
        ),
        ("“渡口要守住。\n“人也要留住。”", []),  # nobody is named
    ],
)  # fmt: skip
def test_speech_over_paragraphs(text: str, expected: Read) -> None:
    assert said(text) == expected
