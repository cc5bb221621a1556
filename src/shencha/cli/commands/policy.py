"""`shencha admin policy`: what the office chooses where the text is silent, put forward, in force, sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from shencha.cli.confirming import Code, acts
from shencha.errors import BadInput, Fault
from shencha.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from shencha.records.models import Membership

COMMAND = "shencha admin policy"


def policy(
    name: Annotated[str | None, typer.Argument(help="The policy; left out, all are listed.")] = None,
    value: Annotated[str | None, typer.Option(help="A number, an option, or a span of days.")] = None,
    since: Annotated[str | None, typer.Option(help="From which day on, YYYY-MM-DD; today or later.")] = None,
    why: Annotated[str, typer.Option(help="Why the office decides so.")] = "",
    sign: Annotated[int | None, typer.Option(help="Put the choice of this number in force.")] = None,
    send_back: Annotated[int | None, typer.Option(help="Send it back, with --why.")] = None,
    by: Annotated[str | None, typer.Option(help="Address of the person of the office who does it.")] = None,
    code: Code = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """List the office's policies, put a choice forward and see its effect, or decide on one as the second person."""
    from shencha.cli.answers import emit, language
    from shencha.cli.days import read_day
    from shencha.cli.instance import start
    from shencha.law.measures.policies import POLICIES

    day = None if since is None else read_day(since, "--since", "admin policy")
    start()
    from shencha.records.acts import policies

    if sign is not None or send_back is not None:
        with _office(by, code) as office:
            if sign is not None:
                done = policies.put_in_force(sign, by=office)
            else:
                done = policies.send_back(send_back or 0, why, by=office)
        told = {"choice": done.pk, "policy": done.policy, "value": done.value, "state": done.state}
        line = f"{done.pk} {done.policy} = {done.value} {done.since} {done.state}"
        emit(told, lambda asked: line, as_json=as_json, lang=language(lang))
        return
    if name is None:
        listed = list(_all())
        emit(
            {"policies": [told for told, _ in listed]},
            lambda asked: "\n".join(
                f"{told['policy']} = {told['value']}\n    {said.said(asked)}" for told, said in listed
            ),
            as_json=as_json,
            lang=language(lang),
        )
        return
    if value is None:
        wrong = Text("没有写 --value", "--value is missing")
        right = POLICIES[name].right if name in POLICIES else Text("请写所选的值", "write what is chosen")
        raise BadInput([Fault(COMMAND, "--value", wrong, right)])
    with _office(by, code) as office:
        made = policies.propose(name, value, day, why, by=office)
    found = policies.effect(name, policies.check(name, value, made.since, why)[0], by=office)
    told = {
        "choice": made.pk,
        "policy": made.policy,
        "value": made.value,
        "since": made.since.isoformat(),
        "reports": [
            {
                "report": one.report.number,
                "due": one.report.due.isoformat(),
                "new_due": one.becomes.isoformat(),
            }
            for one in found.reports
        ],
        "effect": found.cases and found.cases.as_dict(),
    }

    def page(asked: str) -> Iterator[str]:
        yield f"{made.pk} {made.policy} = {made.value} {made.since}"
        for report in found.reports:
            yield f"  {report.report.number}: {report.report.due} → {report.becomes}"
        for one in found.cases.differences if found.cases else ():
            for text in one.said():
                yield f"  {one.case.number} {text.said(language(lang))}"

    emit(told, lambda asked: "\n".join(page(asked)), as_json=as_json, lang=language(lang))


def _all() -> Iterator[tuple[dict[str, Any], Text]]:
    from shencha.law.measures.policies import POLICIES
    from shencha.records import policies as kept
    from shencha.records.clock import today

    for one in POLICIES.values():
        held = kept.value_on(one.id, today()) if one.unit != "span" else ""
        told = {"policy": one.id, "value": held, "unit": one.unit, "options": list(one.options)}
        yield told, one.said(held) if one.unit != "span" else one.name


def _office(by: str | None, code: str) -> AbstractContextManager[Membership]:
    from shencha.procedure.roles import OFFICE

    nobody = Text("审查办公室没有这个人", "the office has no such person")
    return acts(COMMAND, by, code, OFFICE, nobody)
