"""`--policy NAME=VALUE`: answer by what an office has put in force where the text is silent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from shencha.errors import BadInput, Fault
from shencha.text import Text

if TYPE_CHECKING:
    from shencha.law.measures.policies import Choice, Value

POLICY = Annotated[
    list[str] | None,
    typer.Option(
        "--policy",
        metavar="NAME=VALUE[@DATE]",
        help="Answer by this policy of the office's, from that day on; without a day, always. May be repeated.",
    ),
]
"""The option of commands whose answer rests on an open point."""


def choices_of(written: Iterable[str] | None, command: str) -> tuple[Choice, ...]:
    """The choices named on a command line, in their order.

    Raises:
        BadInput: a policy, value or day that is none; all of them are named.
    """
    from shencha.law.measures.policies import POLICIES, Choice, span_of
    from shencha.text.days import AS_WRITTEN, day_of, no_day

    faults, found = list[Fault](), list[Choice]()
    for one in written or ():
        told, at, day = one.partition("@")
        try:
            name, value = policy_of(told, command)
        except BadInput as bad:
            faults += bad.faults
            continue
        span = span_of(str(value)) if POLICIES[name].unit == "span" else None
        since = day_of(day) if at else span[0] if span else POLICIES[name].since
        if since is None:
            faults.append(Fault(f"shencha {command}", "--policy", no_day(day), AS_WRITTEN))
        else:
            found.append(Choice(name, value, since))
    if faults:
        raise BadInput(faults)
    return tuple(found)


def policy_of(written: str, command: str) -> tuple[str, Value]:
    """A policy and a value of it, as NAME=VALUE.

    Raises:
        BadInput: there is no such policy, or the value does not fit it.
    """
    from shencha.law.measures.policies import POLICIES

    name, _, given = written.partition("=")
    known = POLICIES.get(name)
    value = known.fits(given) if known else None
    if known and value is not None:
        return name, value
    if known is None:
        wrong = Text(f"没有名为 {name[:40]} 的口径", f"there is no policy {name[:40]!r}")
        right = Text(f"可选：{'、'.join(POLICIES)}", f"choose among {', '.join(POLICIES)}")
    else:
        wrong = Text(f"{name} 不能是 {given[:40]!r}", f"{name} cannot be {given[:40]!r}")
        right = known.right
    raise BadInput([Fault(f"shencha {command}", "--policy", wrong, right)])
