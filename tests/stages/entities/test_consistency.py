"""One reading of a name all over an article."""

from __future__ import annotations

import numpy as np
from jianbao.stages.entities.assembly import assemble
from jianbao.tagging.labels import LABELS, Mention, split_pieces

TEXT = "游客到大里坪参观。大里坪很美,大里坪村委会已成立。"


def scores_of(text: str, *beliefs: tuple[Mention, float]) -> np.ndarray:
    """O for certain, but for the mentions with their probabilities."""
    out = np.zeros((len(text), len(LABELS)), dtype=np.float32)
    out[:, 0] = 1
    for (start, end, kind), sure in beliefs:
        for at in range(start, end):
            position = "B" if at == start else "E" if at == end - 1 else "I"
            out[at, 0] -= sure
            out[at, LABELS.index(f"{position}-{kind}")] += sure
    return out


def read(text: str, *beliefs: tuple[Mention, float]) -> list[tuple[str, str, str]]:
    reading = assemble([text], [scores_of(text, *beliefs)], [split_pieces(text)])[0]
    return [(text[a:b], kind, reason) for (a, b, kind), reason in reading.mentions]


def test_a_name_that_one_sentence_makes_clear_is_found_in_the_next() -> None:
    alone = read(TEXT[9:], ((0, 3, "LOC"), 0.4))
    assert alone == []
    found = read(TEXT, ((3, 6, "LOC"), 0.95), ((9, 12, "LOC"), 0.4))
    assert found == [("大里坪", "LOC", "model"), ("大里坪", "LOC", "article")]


def test_a_contrary_reading_is_outvoted() -> None:
    text = "沈河滩到会。记者见到沈河滩。沈河滩说。"
    found = read(text, ((0, 3, "LOC"), 0.55), ((10, 13, "PER"), 0.95), ((14, 17, "PER"), 0.95))
    assert [kind for _, kind, _ in found] == ["PER", "PER", "PER"]


def test_a_longer_name_is_left_whole() -> None:
    found = read(TEXT, ((3, 6, "LOC"), 0.95), ((15, 21, "ORG"), 0.9))
    assert ("大里坪村委会", "ORG", "model") in found


def test_what_is_nowhere_likely_stays_out() -> None:
    assert read(TEXT, ((3, 6, "LOC"), 0.3), ((9, 12, "LOC"), 0.2)) == []


def test_texts_are_read_each_on_its_own() -> None:
    texts = ["", TEXT, "大里坪很美。"]
    scores = [scores_of(t) for t in texts]
    scores[1] = scores_of(TEXT, ((3, 6, "LOC"), 0.95))
    readings = assemble(texts, scores, [split_pieces(t) for t in texts])
    assert [len(r.mentions) for r in readings] == [0, 1, 0]
