"""Options that several commands have, and the settings of stages that some of them stand for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from jianbao.dictionary import read_dictionary

Run = Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run.")]
RunOrFiles = Annotated[
    Path, typer.Argument(metavar="RUN", help="Folder of a run, or files, which are not split into articles.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Limit = Annotated[int, typer.Option(min=1, help="Length of the list.")]
EngineSpec = Annotated[
    str | None,
    typer.Option(
        help="Engines that find entities, separated by commas: auto, accurate, fast, crf, lac, jieba, spacy:DIR, "
        "hanlp:DIR."
    ),
]
UserDict = Annotated[
    Path | None,
    typer.Option(
        "--dict", help="User dictionary: term, type, frequency, aliases; it takes precedence over the engine."
    ),
]
AllowDownload = Annotated[
    bool, typer.Option("--allow-download", help="Let engine hanlp download a model that it knows by name.")
]
Columns = Annotated[
    str | None,
    typer.Option(
        metavar="FIELD=NAME,...",
        help="Columns of tables and JSON that have no known name: text=正文,title=标题. Fields: text, title, date, "
        "outlet, author, kicker, subtitle, page, section, id.",
    ),
]
Configuration = Annotated[Path | None, typer.Option("--config", help="Configuration file, TOML.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="SECTION.KEY=VALUE", help="One setting; may be repeated."),
]


def stage_settings(
    settings: Iterable[str] | None = None,
    *,
    engine: str | None = None,
    user_dict: Path | None = None,
    tokens_dict: Path | None = None,
    allow_download: bool = False,
) -> list[str]:
    """The settings of ``--set``, and those that ``--engine``, ``--dict`` and ``--allow-download`` stand for.

    user_dict: for words and entities; tokens_dict: for words only.
    Raises ConfigError for an invalid dictionary.
    """
    chosen = list(settings or ())
    if engine:
        chosen.append(f"entities.engine={json.dumps(engine, ensure_ascii=False)}")
    if user_dict:
        read_dictionary(user_dict)
        chosen.append(f"entities.user_dict={_quote(user_dict)}")
    if terms := user_dict or tokens_dict:
        chosen.append(f"tokens.user_dict={_quote(terms)}")
    if allow_download:
        chosen.append("entities.allow_download=true")
    return chosen


def _quote(path: Path) -> str:
    return json.dumps(str(path), ensure_ascii=False)
