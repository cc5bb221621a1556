"""The command `shencha`: a table of commands, and the one place where an error becomes an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from shencha.cli.answers import language, refuse
from shencha.errors import ShenchaError
from shencha.text import Lang, Text

COMMANDS = {
    "screen": "Must we file? Grounds, reasons with their articles, what is missing, what would change the answer.",
    "clock": "When is it due? The last working day of a period, and every day of it with its reason.",
    "replay": "Where does a case stand? State, clocks with their pauses, who owes what, what may follow.",
    "control": "Who owns and controls a company: ultimate holders, shares and votes as ranges, gaps, contradictions.",
    "flows": "What leaves the country: the route of each data flow and of the whole, with reasons and missing facts.",
    "law": "What the text says: the version in force, one article, or two versions compared.",
    "sanctions": "What can follow a breach: provisions, ranges of fines, limitation, steps.",
    "statistics": "Cases by ground, standing and step, small numbers withheld so that totals do not give them back.",
    "supply": "What fails, and when, if a supplier or a country stops supplying; findings for the factors.",
    "people": "How many natural persons' data is held: a range, counted where it lies; only counts leave a store.",
    "rehearse": "What would be due, what an office would bear, what a changed number would do.",
    "schema": "The JSON Schema of an input or an output, for editors and programs.",
    "dossier": "A filing as one file: prepare, check, build, verify, hand in.",
    "log": "Offline proof of what the log holds.",
    "demo": "Make and serve a throw-away instance on 127.0.0.1; prints its addresses and accounts.",
    "serve": "Serve the instance in SHENCHA_DATA or, by SHENCHA_DATABASE_URL, in PostgreSQL; tables are brought up.",
    "doctor": "Say what an instance lacks: factors, mail, backup, clock, disk, fonts, notices; exit 1 if it lacks any.",
    "backup": "Copy this instance while it serves: database, then papers; never the memory of what was signed.",
    "restore": "Make an instance out of a backup, compare it with what was signed since, or go on with what is left.",
    "admin": "Organisations, people, roles and tokens of an instance.",
}
"""Each command and the line that `--help` says of it, in the order in which a newcomer meets them.

`shencha NAME` is the function or the group NAME of `shencha.cli.commands.NAME`, read when it is asked for.
"""
ROOM = {"restore": "backup"}
"""The module of a command, where it has another name."""


class _Read(MutableMapping[str, Any]):
    """The commands by name; a command's module is imported when it is taken out."""

    def __init__(self) -> None:
        self.read: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in COMMANDS:
            raise KeyError(name)
        if name not in self.read:
            found = getattr(import_module(f"shencha.cli.commands.{ROOM.get(name, name)}"), name)
            home = typer.Typer(rich_markup_mode=None, add_completion=False)
            if isinstance(found, typer.Typer):
                home.add_typer(found, name=name)
                self.read[name] = typer.main.get_group(home).commands[name]
            else:
                home.command(name)(found)
                self.read[name] = typer.main.get_command(home)
        return self.read[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self.read[name] = command

    def __delitem__(self, name: str) -> None:
        del self.read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Commands(TyperGroup):
    """The group `shencha`: it imports one command for one call, and none for `--help`."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _Read()

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write each command with its whole line."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(
    name="shencha",
    cls=Commands,
    help="审查 · Network security review: must we file, by when, where does a case stand, what was decided.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
