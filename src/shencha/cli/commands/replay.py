"""`shencha replay`: where does a case stand? Its clocks, what is owed, what may follow."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from shencha.cli.notices import NOTICE, calendar_with
from shencha.cli.policies import POLICY, choices_of

if TYPE_CHECKING:
    from datetime import date

    from shencha.errors import Fault

COMMAND = "replay"


def replay(
    case: Annotated[
        str, typer.Argument(help="Case file (.yaml, .json, .toml); - reads YAML from standard input.")
    ],
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="DATE",
            help="Where it stands at the end of that day, YYYY-MM-DD; default: today in Asia/Shanghai.",
        ),
    ] = None,
    notice: NOTICE = None,
    policy: POLICY = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Where does a case stand? State, clocks with their pauses, who owes what, what may follow."""
    from shencha import inputs
    from shencha.cli.answers import emit, language
    from shencha.cli.pages.replay import page
    from shencha.errors import BadInput
    from shencha.procedure.history import load_history

    faults: list[Fault] = []
    day = _day(at, faults)
    calendar = calendar_with(notice)
    try:
        history = load_history(inputs.read(case), choices_of(policy, COMMAND), calendar)
    except BadInput as error:
        raise BadInput([*faults, *error.faults]) from None
    if day is None:
        raise BadInput(faults)
    found = history.stands(day, calendar)
    later = sum(event.on > day for event in history.events)
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    emit(
        found.as_dict(),
        lambda asked: page(found, asked, later=later, coloured=coloured),
        as_json=as_json,
        lang=language(lang),
    )


def _day(text: str | None, faults: list[Fault]) -> date | None:
    from shencha.cli.days import read_day, today
    from shencha.errors import BadInput, Fault
    from shencha.procedure.kinds import LATEST
    from shencha.text import Text

    if text is None:
        return today()
    try:
        day = read_day(text, "--at", COMMAND)
    except BadInput as error:
        faults.extend(error.faults)
        return None
    if day <= LATEST:
        return day
    wrong = Text(f"{day} 超出可以计算的范围", f"{day} lies beyond what can be counted")
    right = Text(f"请写 {LATEST} 或之前的日期", f"write {LATEST} or an earlier day")
    faults.append(Fault(f"shencha {COMMAND}", "--at", wrong, right))
    return None
