"""``jianbao serve``: the report of a run as a web server on this machine."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from jianbao.cli.common import console, messages, steps
from jianbao.cli.options import Run
from jianbao.errors import ConfigError
from jianbao.extras import from_extra


def register(app: typer.Typer) -> None:
    app.command("serve")(command)


def command(
    run: Run,
    host: Annotated[
        str,
        typer.Option(help="Address to listen on; other addresses than the default open the run to others."),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    edit: Annotated[
        bool,
        typer.Option(
            "--edit", help="Take corrections on the articles' pages; they go to RUN/corrections.jsonl."
        ),
    ] = False,
    token: Annotated[
        str,
        typer.Option(
            envvar="JIANBAO_TOKEN",
            help="What corrections need where the server listens on another address: 16 characters or more.",
        ),
    ] = "",
) -> None:
    """Serve a run: the report's pages for runs of any size, search, a JSON API, and POST /analyse.

    The API describes itself at /openapi.json.
    """
    with from_extra("serve"):
        import uvicorn

        from jianbao.serving.app import LOCAL, make_app
        from jianbao.serving.connections import TimelyProtocol
        from jianbao.serving.open_run import OpenRun
    _check_free(host, port)
    with steps("reading") as progress:
        app = make_app(run, host=host, open_run=OpenRun(run, progress), edit=edit, token=token)
    if host not in LOCAL:
        messages.print(
            f"listening on {host}: anyone who can reach this address can read the run", style="yellow"
        )
    address = f"[{host}]" if ":" in host else host
    console.print(f"{run}: http://{address}:{port}/   stop with Ctrl-C", markup=False)
    uvicorn.run(
        app,
        host=host,
        port=port,
        http=TimelyProtocol,
        log_level="warning",
        server_header=False,
        date_header=False,
    )


def _check_free(host: str, port: int) -> None:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as error:
        raise ConfigError(
            f"cannot listen on {host} port {port}: {error.strerror}; choose another --port"
        ) from error
