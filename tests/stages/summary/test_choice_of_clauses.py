"""The choice of clauses, with scores made up: what is added to the best choice, and what is taken instead of it."""

from __future__ import annotations

import numpy as np
import pytest
from jianbao.article import Article
from jianbao.stages.sentences.stage import SentencesStage
from jianbao.stages.summary import clause_summary
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.choice import Choices, Salience
from jianbao.stages.summary.clause_summary import choose_clauses, clause_text
from jianbao.stages.summary.salience import Floats, Setting
from jianbao.stages.tokens.stage import TokensStage

DATED = "为了保障灌溉,6月3日上午,石桥镇组织三百名群众修好了河边的水闸。镇里的水稻全都插完了。"
TERSE = "水闸修好了。石桥镇组织三百名群众用十七天修好了河边的一座水闸和两条水渠与三座小桥。水稻插完了。"


class Scores:
    """A model that gives single units these scores, longer choices none."""

    def __init__(self, of_units: dict[str, float], body: Body) -> None:
        self._scores, self._body = of_units, body

    def weigh(self, setting: Setting) -> Salience:
        count = len(setting.units)
        worth = [self._of(setting, i) for i in range(count)]
        return Salience(np.zeros(len(setting.words), np.float32), np.zeros(count), np.array(worth))

    def score(self, setting: Setting, salience: Salience, found: Choices) -> Floats:
        alone = found.chosen.sum(axis=1) == 1
        scores = np.where(alone, found.chosen @ salience.worth, 0)
        return scores.astype(np.float32)

    def _of(self, setting: Setting, i: int) -> float:
        text = self._body.text(setting.units[i])  # type: ignore[arg-type]
        return next((score for part, score in self._scores.items() if part in text), 0.0)


def chosen(
    text: str, scores: dict[str, float], monkeypatch: pytest.MonkeyPatch, room: int = 90
) -> tuple[str, str]:
    article = next(iter(TokensStage()(SentencesStage()([Article.from_text(text)]))))
    body = Body(article)
    monkeypatch.setattr(clause_summary, "choice_model", lambda: Scores(scores, body))
    found = choose_clauses(body, room)
    return clause_text(body, found.units), clause_text(body, found.brief)


def test_the_date_before_the_first_clause_comes_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = "6月3日上午,石桥镇组织三百名群众修好了河边的水闸。"
    assert chosen(DATED, {"石桥镇": 0.9}, monkeypatch) == (whole, whole)


def test_no_date_is_added_where_there_is_no_room_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen(DATED, {"石桥镇": 0.9}, monkeypatch, 24)[0] == "石桥镇组织三百名群众修好了河边的水闸。"


def test_a_clause_elsewhere_does_not_get_the_date(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "6月3日" not in chosen(DATED, {"水稻": 0.9}, monkeypatch)[0]


@pytest.mark.parametrize(("lacking", "taken"), [(0.005, "石桥镇组织"), (0.05, "水闸修好了")])
def test_a_terse_summary_gives_way_to_a_longer_one_that_is_as_good(
    lacking: float, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = {"水闸修好了": 0.5, "石桥镇": 0.5 - lacking}
    assert chosen(TERSE, scores, monkeypatch)[0].startswith(taken)
