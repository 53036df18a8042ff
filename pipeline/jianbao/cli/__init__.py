"""The command line: one file a command; here they are put together, and errors become messages."""

from __future__ import annotations

import sys
from importlib import import_module

import typer

from jianbao.cli.common import EXIT_INTERRUPTED, EXIT_USAGE, complain
from jianbao.errors import JianbaoError

app = typer.Typer(
    name="jianbao",
    help="剪报 jianbao: Chinese newspaper pages in, structured and citable articles out. Offline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 all is well; 1 finished, but some input failed (see rejected.jsonl); "
    "2 wrong usage, configuration or input, nothing was done; 3 stopped by an error, what was finished is "
    "kept; 130 interrupted.",
)

# Every module has a function `register(app)`.
COMMANDS = (
    "run", "show", "export", "query", "search", "person", "topics", "families", "newwords", "brief",
    "evaluate", "compare", "dictionary", "train", "models", "stages", "schema", "doctor", "report", "serve", "names",
)  # fmt: skip

for _name in COMMANDS:
    import_module(f"jianbao.cli.{_name}").register(app)


def main() -> None:
    """The entry point of the ``jianbao`` command."""
    try:
        app()
    except JianbaoError as error:
        complain(str(error))
        sys.exit(EXIT_USAGE)
    except KeyboardInterrupt:
        complain("interrupted")
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:  # `jianbao export ... | head`
        sys.stderr.close()
        sys.exit(0)
