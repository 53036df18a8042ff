"""Small models that the engine tests make for themselves."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def spacy_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Chinese spaCy pipeline on disk: single characters, and a ruler that knows a few names."""
    import spacy

    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    for label, name in (
        ("PERSON", "周启明"), ("GPE", "云岭县"), ("FAC", "石桥镇"), ("ORG", "云岭县农业局"), ("DATE", "去年"),
        ("DATE", "两年"), ("MONEY", "三万元"),
    ):  # fmt: skip
        ruler.add_patterns([{"label": label, "pattern": [{"TEXT": c} for c in name]}])
    folder = tmp_path_factory.mktemp("spacy") / "zh_rules"
    nlp.meta["name"] = "rules"
    nlp.meta["version"] = "1.2.3"
    nlp.to_disk(folder)
    return folder
