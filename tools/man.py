"""The manual page `docs/man/shencha.1`, drawn from the commands themselves: `python tools/man.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from shencha.cli.main import app
from shencha.web.help import source

PAGE = Path(__file__).resolve().parent.parent / "docs" / "man" / "shencha.1"


def page() -> str:
    """The page as roff (man(7))."""
    whole: Any = get_command(app)
    lines = [
        ".TH SHENCHA 1",
        ".SH NAME",
        "shencha \\- network security review (China), from the first question to the supervision after it",
        ".SH SYNOPSIS",
        ".B shencha",
        "COMMAND [OPTIONS] [ARGUMENTS]",
        ".SH COMMANDS",
        *_of(whole, "shencha"),
        ".SH EXIT STATUS",
    ]
    for code, meaning in re.findall(r"^\| (\d+) \| (.*) \|$", source("builder", "en"), re.M):
        lines += [".TP", f".B {code}", _plain(meaning)]
    lines += [".SH SEE ALSO", "README.md, docs/, and /help/ of an instance."]
    return "\n".join(lines) + "\n"


def _of(group: Any, called: str) -> Iterator[str]:
    for name, command in group.commands.items():
        at = f"{called} {name}"
        if hasattr(command, "commands"):
            yield from _of(command, at)
            continue
        arguments = [one for one in command.params if one.param_type_name == "argument"]
        usage = " ".join((one.metavar or one.name or "").strip("{}").upper() for one in arguments)
        yield from (".SS", f"{at} {usage}".rstrip(), _plain(" ".join((command.help or "").split())))
        for option in command.params:
            if option.param_type_name == "option" and not option.hidden and option.help:
                names = ", ".join([*option.opts, *option.secondary_opts])
                yield from (".TP", f".B {_plain(names)}", _plain(option.help))


def _plain(text: str) -> str:
    """Words that roff takes as words."""
    shown = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{shown}" if shown.startswith((".", "'")) else shown


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
