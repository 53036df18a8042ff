"""Options that several commands have, and the settings of stages that some of them stand for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, cast, get_args

import typer

from jianbao.dictionary import read_dictionary
from jianbao.errors import ConfigError
from jianbao.reading.formats.scan import Ocr

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
OcrOption = Annotated[
    str,
    typer.Option(
        "--ocr",
        metavar="auto|always|never",
        help="Recognise the text of scans (extra ocr): of pictures and PDF pages without text (auto), "
        "of all PDF pages (always), or not at all.",
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


def ocr_choice(value: str) -> Ocr:
    """The value of ``--ocr``; raises ConfigError for any other."""
    if value not in get_args(Ocr):
        raise ConfigError(f"--ocr {value}: write auto, always or never")
    return cast(Ocr, value)


def _quote(path: Path) -> str:
    return json.dumps(str(path), ensure_ascii=False)
