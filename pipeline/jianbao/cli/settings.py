"""Options that are short for settings of stages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from jianbao.dictionary import read_dictionary

Engine = Annotated[
    str | None,
    typer.Option(
        help="Who finds entities, several with commas: accurate, fast, crf, lac, jieba, spacy:DIR, hanlp:DIR."
    ),
]
UserDict = Annotated[
    Path | None,
    typer.Option("--dict", help="User dictionary: term, type, frequency, aliases; it wins over the engine."),
]
AllowDownload = Annotated[
    bool, typer.Option("--allow-download", help="Let engine hanlp fetch a model that it knows by name.")
]


def gathered(
    settings: Iterable[str] | None = None,
    *,
    engine: str | None = None,
    user_dict: Path | None = None,
    tokens_dict: Path | None = None,
    allow_download: bool = False,
) -> list[str]:
    """``--set`` with what ``--engine``, ``--dict`` and ``--allow-download`` stand for.

    user_dict: for words and entities; tokens_dict: for words only.
    Raises ConfigError where a dictionary is wrong.
    """
    chosen = list(settings or ())
    if engine:
        chosen.append(f"entities.engine={json.dumps(engine, ensure_ascii=False)}")
    if user_dict:
        read_dictionary(user_dict)
        chosen.append(f"entities.user_dict={_quoted(user_dict)}")
    if terms := user_dict or tokens_dict:
        chosen.append(f"tokens.user_dict={_quoted(terms)}")
    if allow_download:
        chosen.append("entities.allow_download=true")
    return chosen


def _quoted(path: Path) -> str:
    return json.dumps(str(path), ensure_ascii=False)
