"""Silver rows: stories that are known are left out, labels only where the teacher is sure."""

from __future__ import annotations

import json
from pathlib import Path

from jianbao.engines.accurate.engine import AccurateEngine
from jianbao.tagging.labels import LABELS, encode
from jianbao.training.accurate.silver import silver_rows, unlabelled_articles

KNOWN = "云岭县召开乡村振兴工作会议,县委书记周启明出席会议并讲话,要求办好各件实事。"
OTHER = "石桥镇举行龙舟比赛,来自各村的十二支队伍参加了比赛,白沙村的队伍得了第一名。"


def test_stories_that_are_known_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "stories.jsonl"
    records = [{"title": "会议召开", "text": f"本报讯 {KNOWN}"}, {"title": "龙舟比赛", "text": OTHER}]
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), "utf-8")
    [found] = unlabelled_articles(path, [KNOWN.replace(",", "，")])
    assert found.endswith(OTHER)


def test_stories_are_taken_evenly_from_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "stories.jsonl"
    lines = [json.dumps({"title": "", "text": f"第{k}条消息。"}, ensure_ascii=False) for k in range(10)]
    path.write_text("\n".join(lines), "utf-8")
    found = [article.strip() for article in unlabelled_articles(path, [], most=5)]
    assert found == [f"第{k}条消息。" for k in range(0, 10, 2)]


def test_labels_are_those_that_the_teacher_is_sure_of() -> None:
    teacher = AccurateEngine()
    text = "6月3日,县委书记周启明到石桥镇调研。"
    rows = silver_rows([text], teacher, teacher._vocabulary, 100)
    expected = encode(len(text), [(0, 4, "TIME"), (5, 7, "ORG"), (9, 12, "PER"), (13, 16, "LOC")])
    labels = rows.labels.tolist()
    assert rows.starts.tolist() == [0, len(text)]
    assert all(got in (-100, LABELS.index(want)) for got, want in zip(labels, expected, strict=True))
    assert labels.count(-100) < len(text) // 4
