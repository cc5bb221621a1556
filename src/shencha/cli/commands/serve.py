"""`shencha serve`: the real instance, with several workers, on SQLite or PostgreSQL."""

from __future__ import annotations

from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8080,
    workers: Annotated[int, typer.Option(help="Processes that answer.", min=1, max=64)] = 2,
    plain_http: Annotated[
        bool, typer.Option("--plain-http", help="No TLS proxy stands in front: cookies go over plain HTTP.")
    ] = False,
) -> None:
    """Serve the instance in SHENCHA_DATA or, by SHENCHA_DATABASE_URL, in PostgreSQL; tables are brought up."""
    import os

    from shencha.cli.instance import migrate, start

    if plain_http:
        os.environ["SHENCHA_PLAIN_HTTP"] = "1"
    start(migrated=False)
    migrate()
    from shencha.cli.answers import language
    from shencha.records.keys import wanting

    for wrong in wanting():
        typer.echo(wrong.said(language(None)), err=True)
    from shencha.server.processes import run

    run(host, port, workers)
