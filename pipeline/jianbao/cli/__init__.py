"""The command line: one file per command, imported when the command is called; errors become messages."""

from __future__ import annotations

import gc
import sys
import warnings
from contextlib import suppress
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from jianbao.cli.common import EXIT_INTERRUPTED, EXIT_USAGE, choice, complain, console, note
from jianbao.cli.pipe import stop_at_broken_pipe
from jianbao.cli.translation import LANGUAGES, choose, translate
from jianbao.errors import JianbaoError, ReadWarning
from jianbao.files import package_version

# The commands in the order of the help, each with the first paragraph of its own: `jianbao --help` imports
# none of them. The module of a command has its name, or the one in MODULES, and a function `register(app)`.
COMMANDS = {
    "run": "Read newspaper pages and write structured articles.",
    "read": "Show what reading makes of files: articles, blocks, encodings, and what is left out; nothing is analysed.",
    "open": "Open the report of a run in the browser; it is written first where there is none or the run is newer.",
    "show": "Show a run: the list of its articles, or one article with everything found in it.",
    "export": "Export a run.",
    "query": "Query a run with SQL; the tables are those of jianbao export. They are written on first use.",
    "index": "Build the search index of a run.",
    "search": "Search a run; traditional and simplified characters, full and half width match each other.",
    "kwic": "Show every place of a word, aligned, with the words around it; sorted by what is left or right of it.",
    "collocates": "Find the words that keep company with a word, against the rest of the same articles.",
    "keyness": "Find the words that mark a run, or its articles with a word, against newspapers at large.",
    "person": "Show people over all articles of a run: their posts over time, and why articles were merged.",
    "network": "Write the network of a run: who appears with whom, or who speaks about whom.",
    "topics": "Find the topics of a run, with their words and typical articles.",
    "trends": "Follow words or topics month by month, and find their bursts (Kleinberg 2002).",
    "reprints": "Find articles that were printed more than once (MinHash of five-character shingles).",
    "families": "Follow slogan families: members, first and last date, newspapers, articles per month.",
    "newwords": "Find new words: cohesive strings with varied neighbours, with counts and contexts.",
    "brief": "Write a brief of a run: each day, each page, each article in a few lines.",
    "evaluate": "Score every layer against annotated pages, the entities against span data, or words.",
    "compare": "Compare the entities of two runs, for example of two engines.",
    "diff": "Compare two runs layer by layer: how many items each has alone, with examples.",
    "init": "Write a configuration file with every setting at its default, explained: for jianbao run --config.",
    "models": "List the trained models and check their files against the digests of their cards.",
    "stages": "List the stages: what each reads and writes, and its settings.",
    "schema": "Print the JSON Schema of one line of articles.jsonl, or the columns of the tables.",
    "doctor": "Check the installation: versions, engines, stages.",
    "report": "Write the report of a run: one self-contained HTML file that opens without the network.",
    "serve": "Serve a run: the report's pages for runs of any size, search, a JSON API, and POST /analyse.",
    "names": "Show organisations and places: 市委 under 郑州市委 where the paper names only one, with the reason.",
    "dict": "User dictionaries: check one, ask why an entry fired or not.",
    "annotate": "Correct a run in an annotation tool: marks go out, corrections come back.",
    "train": "Train the models anew, from annotated pages and corpora.",
}
MODULES = {"dict": "dictionary"}


def _register(name: str, part: typer.Typer) -> None:
    import_module(f"jianbao.cli.{MODULES.get(name, name)}").register(part)


def full_app() -> typer.Typer:
    """An application with all commands imported and registered, from which the reference is generated."""
    full = typer.Typer()
    for name in COMMANDS:
        _register(name, full)
    return full


class _Commands(TyperGroup):
    """Commands by name; a command's module is imported when the command is looked up."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.summaries: dict[str, Any] = {n: TyperCommand(n, help=text) for n, text in COMMANDS.items()}
        self.commands = dict(self.summaries)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command ``cmd_name`` with its options, None where there is no such command."""
        if cmd_name in COMMANDS and self.commands[cmd_name] is self.summaries[cmd_name]:
            part = typer.Typer()
            _register(cmd_name, part)
            self.commands.update(get_group(part).commands)
        command = self.commands.get(cmd_name)
        return _localised(command) if command else None

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help of ``jianbao`` itself, from the summaries."""
        for name, command in self.summaries.items():
            command.help = translate(COMMANDS[name])
        help, epilog = translate(self.help or ""), translate(self.epilog or "")
        listed = TyperGroup(
            name=self.name, help=help, epilog=epilog, params=self.params, commands=self.summaries
        )
        _localised(listed).format_help(ctx, formatter)


def _localised(command: Any) -> Any:
    """``command`` and those under it in the language of the user."""
    from jianbao.cli.localised import localise

    for under in getattr(command, "commands", {}).values():
        _localised(under)
    return localise(command)


def _start(
    language: Annotated[
        str | None,
        typer.Option(
            "--lang", metavar="en|zh", is_eager=True, callback=lambda given: _choose(given),
            help="Language of help and messages. [default: that of the locale]",
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=lambda given: _version(given), help="Print the version."),
    ] = False,
) -> None:  # fmt: skip
    """What stands before the command."""


def _choose(given: str | None) -> None:
    if given:
        choose(choice("--lang", given, LANGUAGES))


def _version(given: bool) -> None:
    if given:
        console.print(f"jianbao {package_version('jianbao')}")
        raise typer.Exit


app = typer.Typer(
    name="jianbao",
    cls=_Commands,
    callback=_start,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="剪报 jianbao: Chinese newspaper pages in, structured and citable articles out. Offline.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 success; 1 finished, but some input failed (see rejected.jsonl); "
    "2 wrong usage, configuration or input, nothing was done; 3 stopped by an error, finished pages are "
    "kept; 130 interrupted (Ctrl-C, SIGTERM, SIGHUP).",
)


def _tell(message: Warning | str, category: type[Warning], *place: Any, **others: Any) -> None:
    """Print a warning of our own as a note, and any other as Python does."""
    if issubclass(category, ReadWarning):
        note(str(message))
    else:
        sys.stderr.write(warnings.formatwarning(message, category, place[0], place[1]))


def main() -> None:
    """The entry point of the ``jianbao`` command."""
    stop_at_broken_pipe()
    gc.set_threshold(50_000)  # by default large tables are looked through again and again while they are made
    warnings.showwarning = _tell  # what reading notes where a command asks for no notes
    try:
        sys.exit(app(sys.argv[1:] or ["--help"], standalone_mode=False))
    except JianbaoError as error:
        complain(str(error))
        sys.exit(EXIT_USAGE)
    except KeyboardInterrupt:
        complain("interrupted")
        sys.exit(EXIT_INTERRUPTED)
    except Exception as error:
        if not hasattr(error, "format_message"):  # of Typer: what is wrong with the command line
            raise
        from jianbao.cli.localised import complain_of_usage

        complain_of_usage(error)
        sys.exit(EXIT_USAGE)
    finally:
        with suppress(SystemExit):  # the exit code is known by now
            sys.stdout.flush()
