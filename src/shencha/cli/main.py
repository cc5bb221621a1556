"""The command `shencha`: a table of commands, and the one place where an error becomes an exit code."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from shencha.cli.answers import language, refuse
from shencha.cli.commands.admin import admin
from shencha.cli.commands.backup import backup, restore
from shencha.cli.commands.clock import clock
from shencha.cli.commands.control import control
from shencha.cli.commands.demo import demo
from shencha.cli.commands.doctor import doctor
from shencha.cli.commands.dossier import dossier
from shencha.cli.commands.flows import flows
from shencha.cli.commands.law import law
from shencha.cli.commands.log import log
from shencha.cli.commands.people import people
from shencha.cli.commands.policy import policy
from shencha.cli.commands.rehearse import rehearse
from shencha.cli.commands.rehearse_change import change
from shencha.cli.commands.rehearse_product import product
from shencha.cli.commands.replay import replay
from shencha.cli.commands.sanctions import sanctions
from shencha.cli.commands.schema import schema
from shencha.cli.commands.screen import screen
from shencha.cli.commands.serve import serve
from shencha.cli.commands.statistics import statistics
from shencha.cli.commands.supply import supply
from shencha.errors import ShenchaError
from shencha.text import Lang, Text

app = typer.Typer(
    name="shencha",
    help="审查 · Network security review: must we file, by when, where does a case stand, what was decided.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# One line a command: app.command(NAME)(module.function), in the order in which a newcomer meets them.
app.command("screen")(screen)
app.command("clock")(clock)
app.command("replay")(replay)
app.command("control")(control)
app.command("flows")(flows)
app.command("law")(law)
app.command("sanctions")(sanctions)
app.command("statistics")(statistics)
app.command("supply")(supply)
app.command("people")(people)
rehearse.command("change")(change)
rehearse.command("product")(product)
app.add_typer(rehearse, name="rehearse")
app.command("schema")(schema)
app.add_typer(dossier, name="dossier")
app.add_typer(log, name="log")
app.command("demo")(demo)
app.command("serve")(serve)
app.command("doctor")(doctor)
app.command("backup")(backup)
app.command("restore")(restore)
admin.command("policy")(policy)
app.add_typer(admin, name="admin")


PAGES = {
    "screen": "screening",
    "replay": "procedure",
    "rehearse": "rehearsal",
    "log": "ledger",
    "schema": "api",
    "demo": "counter",
    **dict.fromkeys(("serve", "backup", "restore", "admin", "doctor"), "operations"),
}
"""The page in `docs/` on a command, where it has another name."""
MORE = Text("说明见 {page}", "see {page}")


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"shencha {version('shencha')}")
        raise typer.Exit


@app.callback()
def _options(
    asked: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """审查 · Network security review: must we file, by when, where does a case stand, what was decided."""


def main() -> None:
    """Run one command; bad input prints every fault on standard error and exits with 2.

    A person at a terminal is told which page of the documentation says more.
    """
    try:
        app()
    except ShenchaError as error:
        lang = _lang_of(sys.argv)
        code = refuse(error, lang)
        named = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
        if sys.stderr.isatty() and named:
            sys.stderr.write(MORE.fill(page=f"docs/{PAGES.get(named, named)}.md").said(lang) + "\n")
        sys.exit(code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _lang_of(argv: list[str]) -> Lang:
    for at, word in enumerate(argv):
        if word == "--lang" and at + 1 < len(argv):
            return language(argv[at + 1])
        if word.startswith("--lang="):
            return language(word.partition("=")[2])
    return language()
