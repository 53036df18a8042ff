"""Fixtures: small models of the engines that need one, made once a session, offline."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the session's models are."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def spacy_folder(models: Path) -> Path:
    """A Chinese spaCy pipeline of rules."""
    from tiny_spacy import write_rules

    return write_rules(models / "zh_rules")


@pytest.fixture(scope="session")
def hanlp_rnn(models: Path) -> Path:
    """A BiLSTM-CRF component of HanLP."""
    pytest.importorskip("hanlp")
    from tiny_hanlp import train_rnn

    return train_rnn(models / "rnn")


@pytest.fixture(scope="session")
def bert(models: Path) -> Path:
    """A tiny BERT with random weights."""
    pytest.importorskip("hanlp")
    from tiny_hanlp import write_bert

    return write_bert(models / "bert")


@pytest.fixture(scope="session")
def hanlp_transformer(models: Path, bert: Path) -> Path:
    """An NER component of HanLP over the tiny BERT."""
    from tiny_hanlp import train_transformer

    return train_transformer(models / "transformer", bert)


@pytest.fixture(scope="session")
def hanlp_multitask(models: Path, bert: Path) -> Path:
    """A multi-task component of HanLP over the tiny BERT."""
    from tiny_hanlp import train_multitask

    return train_multitask(models / "multitask", bert)
