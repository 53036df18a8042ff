"""Terms asked for by name are counted as strings, also where no dictionary holds them."""

from __future__ import annotations

import json
from pathlib import Path

from jianbao.mining.corpus import rows_with
from jianbao.mining.trends import trends


def test_a_term_that_no_dictionary_knows(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    texts = [("2021-04", "会议召开。"), ("2021-05", "聚焦“痛点”“堵点”。"), ("2021-06", "无。")]
    lines = [json.dumps({"id": d, "date": d, "text": t}, ensure_ascii=False) for d, t in texts]
    path.write_text("\n".join(lines), "utf-8")
    found = trends(rows_with(path, ["痛点", "卡点"]), terms=["痛点", "卡点"])
    assert [(t.name, sum(t.counts)) for t in found.trends] == [("痛点", 1), ("卡点", 0)]
    assert found.totals[found.months.index("2021-05")] == 1
