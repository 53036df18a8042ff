"""HanLP components that train in seconds on invented sentences: a BiLSTM with a CRF, a small BERT, two tasks.

HanLP 2.1.5 cannot train them as it stands: it takes ``AdamW`` from transformers, which no longer has it, and
gives its CRF no ``batch_first``. Both are set right here, on the objects.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import Any

os.environ.update(HANLP_VERBOSE="0", HF_HUB_OFFLINE="1")

SURNAMES = "周林何马孙赵郑许"
GIVEN = ("启明", "晓峰", "静", "文涛", "丽华", "建国", "思远", "玉兰")
PLACES = ("云岭县", "石桥镇", "白沙村", "青河区", "松山市", "柳河乡")
ORGS = ("云岭县农业局", "青河区教育局", "松山大学", "石桥镇政府", "柳河酒厂", "松山日报社")
FRAMES = (
    "{PER}到{LOC}调研。", "{ORG}在{LOC}召开会议,{PER}出席。", "{PER}、{PER}来自{ORG}。", "{LOC}和{LOC}签约。",
    "{PER}说,{ORG}要办好实事。", "会议在{LOC}召开。", "记者从{ORG}了解到,工程进展顺利。",
)  # fmt: skip


def sentences(number: int = 200, seed: int = 1) -> list[list[tuple[str, str]]]:
    """Invented sentences as characters with BIO tags."""
    random = Random(seed)
    made = []
    for _ in range(number):
        rows: list[tuple[str, str]] = []
        for part in random.choice(FRAMES).replace("{", "|{").replace("}", "}|").split("|"):
            kind = part.strip("{}") if part.startswith("{") else ""
            for i, char in enumerate(_name(kind, random) if kind else part):
                rows.append((char, f"{'I' if i else 'B'}-{kind}" if kind else "O"))
        made.append(rows)
    return made


def _name(kind: str, random: Random) -> str:
    if kind == "PER":
        return random.choice(SURNAMES) + random.choice(GIVEN)
    return random.choice(PLACES if kind == "LOC" else ORGS)


def write_tsv(path: Path, rows: list[list[tuple[str, str]]]) -> Path:
    """HanLP's format: a character and its tag a line, a blank line after each sentence."""
    path.write_text("\n\n".join("\n".join(f"{c}\t{t}" for c, t in s) for s in rows) + "\n", "utf-8")
    return path


def train_rnn(folder: Path) -> Path:
    """A BiLSTM with a CRF over single characters; the folder of the component."""
    import torch
    from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer

    torch.set_num_threads(1)  # threads wait for each other longer than they compute at this size
    ner = RNNNamedEntityRecognizer()
    build = ner.build_model

    def build_model(*args: Any, **options: Any) -> Any:
        model = build(*args, **options)
        model.crf.batch_first = True
        return model

    ner.build_model = build_model
    data = str(write_tsv(folder.with_suffix(".tsv"), sentences()))
    ner.fit(
        data, data, str(folder), batch_size=20, epochs=12, embed=32, rnn_hidden=32, drop=0.1, lr=0.01,
        tagging_scheme="BIO", devices=-1, seed=1,
    )  # fmt: skip
    return folder


def write_bert(folder: Path) -> Path:
    """A BERT of two narrow layers with random weights, and a vocabulary of single characters."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)
    folder.mkdir(parents=True, exist_ok=True)
    chars = sorted({c for rows in sentences() for c, _ in rows})
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *chars]
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", "utf-8")
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=128,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder)
    return folder


def train_transformer(folder: Path, bert: Path) -> Path:
    """An NER component over the small BERT; the folder of the component."""
    from hanlp.components.ner.transformer_ner import TransformerNamedEntityRecognizer

    ner = TransformerNamedEntityRecognizer()
    ner.build_optimizer = lambda *args, **options: _optimizer(ner.model)
    data = str(write_tsv(folder.with_suffix(".tsv"), sentences()))
    ner.fit(
        data, data, str(folder), transformer=str(bert), batch_size=16, epochs=15, lr=3e-3, word_dropout=0.0,
        delimiter_in_entity="", devices=-1, seed=1,
    )  # fmt: skip
    return folder


def train_multitask(folder: Path, bert: Path) -> Path:
    """A multi-task component over the small BERT: it segments, and finds entities by word."""
    from hanlp.common.dataset import SortingSamplerBuilder
    from hanlp.components.mtl.multi_task_learning import MultiTaskLearning
    from hanlp.components.mtl.tasks.ner.tag_ner import TaggingNamedEntityRecognition
    from hanlp.components.mtl.tasks.tok.tag_tok import TaggingTokenization
    from hanlp.layers.embeddings.contextual_word_embedding import ContextualWordEmbedding

    rows = [_words(sentence) for sentence in sentences(120)]
    segmented = folder.with_suffix(".txt")
    segmented.write_text("\n".join(" ".join(word for word, _ in row) for row in rows) + "\n", "utf-8")
    named = write_tsv(folder.with_suffix(".tsv"), rows)
    sampler = SortingSamplerBuilder(batch_size=16)
    component = MultiTaskLearning()
    component.build_optimizer = lambda *args, **options: (*_optimizer(component.model), {})
    component.fit(
        ContextualWordEmbedding("token", str(bert), average_subwords=True, max_sequence_length=128, word_dropout=0.0),
        {
            "tok": TaggingTokenization(str(segmented), str(segmented), sampler_builder=sampler),
            "ner": TaggingNamedEntityRecognition(
                str(named), str(named), sampler_builder=sampler, dependencies="tok", delimiter_in_entity=""
            ),
        },
        str(folder), epochs=10, devices=-1, seed=1, tau=1.0,
    )  # fmt: skip
    return folder


def _words(sentence: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Names as words, everything else as single characters; one tag a word."""
    words: list[tuple[str, str]] = []
    for char, tag in sentence:
        if tag.startswith("I-"):
            words[-1] = (words[-1][0] + char, words[-1][1])
        else:
            words.append((char, tag.replace("B-", "S-")))
    return words


def _optimizer(model: Any) -> tuple[Any, Any]:
    import torch

    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    return optimizer, torch.optim.lr_scheduler.ConstantLR(optimizer, factor=1.0)
