"""A Chinese spaCy pipeline that knows a few invented names."""

from __future__ import annotations

from pathlib import Path

import spacy

NAMES = (
    ("PERSON", "周启明"), ("GPE", "云岭县"), ("FAC", "石桥镇"), ("ORG", "云岭县农业局"), ("DATE", "去年"),
    ("DATE", "两年"), ("MONEY", "三万元"),
)  # fmt: skip


def write_rules(folder: Path) -> Path:
    """Single characters as tokens, and a ruler for NAMES; the folder of the pipeline."""
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": [{"TEXT": c} for c in name]} for label, name in NAMES])
    nlp.meta["name"], nlp.meta["version"] = "rules", "1.2.3"
    nlp.to_disk(folder)
    return folder
