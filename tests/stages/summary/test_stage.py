"""The summary stage: within its bound, of whole clauses, with fields that cite the text."""

from __future__ import annotations

import pytest
from jianbao.article import (
    Article,
    Entity,
    Event,
    Person,
    Post,
    Quantity,
    Quote,
    Span,
    Summary,
    Time,
)
from jianbao.errors import ConfigError
from jianbao.stages.sentences.stage import SentencesStage
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.lead import lead_spans
from jianbao.stages.summary.stage import SummaryConfig, SummaryStage, summarize
from jianbao.stages.tokens.stage import TokensStage
from stories import ONE, SEVERAL

BODY = (
    "本报讯（记者 林晓峰）6月3日上午，市委副书记、市长周启明到云岭县看望慰问困难党员。县委书记马文涛陪同。\n"
    "周启明指出，要把群众冷暖放在心上，各部门要加强走访。\n"
    "据了解，全县今年共发放慰问金326万元，同比增长8.5%，惠及1248人。"
)


def prepared(text: str, **more: object) -> Article:
    article = Article.from_text(text, **more)  # type: ignore[arg-type]
    return next(iter(TokensStage()(SentencesStage()([article]))))


def summary(text: str, max_chars: int = 90, **more: object) -> Summary:
    article = next(SummaryStage(SummaryConfig(max_chars=max_chars))([prepared(text, **more)]))
    assert article.summary
    return article.summary


def annotated() -> Article:
    article = prepared(BODY, title="周启明到云岭县走访慰问", date="2021-06")

    def at(text: str, nth: int = 0) -> tuple[int, int]:
        start = -1
        for _ in range(nth + 1):
            start = article.text.index(text, start + 1)
        return start, start + len(text)

    article.entities = [
        Entity(*at("6月3日上午"), "TIME", "6月3日上午"),
        Entity(*at("周启明", 1), "PER", "周启明"),
        Entity(*at("云岭县", 1), "LOC", "云岭县"),
        Entity(*at("马文涛"), "PER", "马文涛"),
    ]
    article.times = [Time(*at("6月3日上午"), "6月3日上午", "2021-06-03")]
    posts = [Post("副书记", "市委", start=at("市委")[0], end=at("副书记")[1])]
    article.persons = [
        Person("周启明", posts, mentions=[Span(*at("周启明", 1))]),
        Person("马文涛", mentions=[Span(*at("马文涛"))]),
        Person("林晓峰", role="reporter", mentions=[Span(*at("林晓峰"))]),
    ]
    article.quantities = [
        Quantity(*at("326万元"), "326万元", 3260000, "元", kind="money", counted="慰问金"),
        Quantity(*at("8.5%"), "8.5%", 8.5, "%", kind="share", change="同比增长"),
        Quantity(*at("1248人"), "1248人", 1248, "人"),
    ]
    demand = "要把群众冷暖放在心上"
    article.quotes = [Quote(*at(demand), demand, "周启明", "指出", False, kind="demand")]
    article.events = [
        Event("慰问", *at("慰问", 1), "慰问", place="云岭县", place_span=Span(*at("云岭县", 1)))
    ]
    return article


def test_dateline_and_byline_are_passed_over() -> None:
    text = summary(BODY).text
    assert "周启明到云岭县" in text
    assert "本报讯" not in text


@pytest.mark.parametrize("bound", [20, 40, 60, 90, 150])
def test_the_bound_holds_and_spans_say_the_text(bound: int) -> None:
    found = summary(BODY, bound)
    assert 0 < len(found.text) <= bound
    article = prepared(BODY)
    kept = "".join(article.text[span.start : span.end] for span in found.spans)
    assert [c for c in found.text if c.isalnum()] == [c for c in kept if c.isalnum()]


def test_no_summary_ends_with_an_announcement() -> None:
    text = (
        "石桥镇昨天召开防汛工作会议，部署汛期值守和巡查工作。会议指出，" + "要压实责任、加强巡查" * 9 + "。"
    )
    assert summary(text, 60).text == "石桥镇昨天召开防汛工作会议，部署汛期值守和巡查工作。"


def test_a_single_long_clause_is_cut_between_words() -> None:
    article = prepared("石桥镇" * 60)
    (span,) = lead_spans(Body(article), 30)
    assert span.end - span.start <= 29
    assert article.tokens
    assert span.end in article.tokens.ends


def test_several_stories_get_a_line_each() -> None:
    found = summary("\n".join(SEVERAL))
    assert found.method == "headlines"
    assert found.text.count("。") >= 3
    assert len(found.text) <= 90


def test_one_story_gets_a_summary_and_a_brief() -> None:
    found = summary("\n".join(ONE))
    assert found.method in ("lead", "clauses")
    assert "云岭县召开乡村振兴工作推进会" in found.text
    assert 0 < len(found.brief) <= 60
    assert "云岭县" in found.brief


def test_the_method_can_be_fixed() -> None:
    assert summarize(Body(prepared("\n".join(SEVERAL))), 90, "lead").method == "lead"


def test_fields_cite_the_text() -> None:
    article = next(SummaryStage()([annotated()]))
    found = article.summary
    assert found
    assert found.who[0].text == "市委副书记周启明"
    assert [f.text for f in found.when] == ["6月3日上午"]
    assert [f.text for f in found.where] == ["云岭县"]
    assert "看望慰问困难党员" in found.what[0].text
    assert {f.text for f in found.figures} == {"慰问金326万元", "同比增长8.5%", "1248人"}
    assert found.demands[0].text == "要把群众冷暖放在心上"
    for name in ("when", "where", "what", "demands"):
        for f in getattr(found, name):
            assert article.text[f.spans[0].start : f.spans[0].end] == f.text


def test_a_post_that_is_given_up_is_not_said_of_a_person() -> None:
    article = annotated()
    assert article.persons
    article.persons[0].posts[0].status = "免去"
    found = next(SummaryStage()([article])).summary
    assert found
    assert found.who[0].text == "周启明"


def test_the_person_visited_is_not_the_visitor() -> None:
    article = prepared("昨天，副县长何静看望了劳动模范马文涛。县里向马文涛赠送了锦旗。")
    at = article.text.rindex("马文涛")
    article.entities = [Entity(at, at + 3, "PER", "马文涛")]
    found = next(SummaryStage()([article])).summary
    assert found
    assert [f.text for f in found.to_whom] == ["马文涛"]


def test_bare_articles_have_a_summary_too() -> None:
    assert summary("").text == ""
    assert summary("", title="石桥镇举办戏曲节").text == "石桥镇举办戏曲节。"
    assert summary("。。。").text in ("", "。。。")


def test_layers_that_are_missing_are_named() -> None:
    with pytest.raises(ConfigError, match="summary needs sentences"):
        list(SummaryStage()([Article.from_text("会议召开。")]))


def test_the_same_article_gets_the_same_summary() -> None:
    assert summary("\n".join(SEVERAL)) == summary("\n".join(SEVERAL))


def test_very_long_unpunctuated_text() -> None:
    assert len(summary("会议" * 20_000).text) <= 90
