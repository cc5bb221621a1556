"""`shencha admin`: what the three administrators do with organisations, people, roles, mandates and tokens.

Until an instance has its three administrators whoever holds the machine's shell makes the first accounts; from then on
each command asks who acts and their code, and does what the same person may do on the pages, no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from shencha.cli.confirming import Code, acts, confirmed

if TYPE_CHECKING:
    from shencha.procedure.roles import Power
    from shencha.records.models import Membership

accounts_of = typer.Typer(rich_markup_mode=None, add_completion=False)
By = Annotated[str, typer.Option("--by", help="Address of the administrator who acts.")]
Email = Annotated[str, typer.Argument(help="The person.")]
Counsel = Annotated[str, typer.Argument(help="Key of the counsel's organisation.")]
Party = Annotated[str, typer.Argument(help="Key of the party.")]
InRole = Annotated[str, typer.Argument(help="In which of their roles.")]
Place = Annotated[str, typer.Argument(help="The organisation.")]


@contextmanager
def acting(by: str, code: str, needs: Power | None = None) -> Iterator[Membership | None]:
    """Who acts, confirmed by their code, which is spent with the act; None while the instance is being founded.

    Raises:
        NotAllowed: it is founded, and nobody is named; or they lack the power that the act needs.
        NotFound: no such administrator. WrongCode.
    """
    from shencha.cli.instance import start
    from shencha.errors import NotAllowed
    from shencha.text import Text

    start()
    from shencha.procedure.roles import ADMINISTRATORS
    from shencha.records.acts import administration

    if not by:
        if administration.founded():
            raise NotAllowed(
                Text(
                    "本实例已有三类管理员：请用 --by 写明由哪位管理员办理",
                    "this instance has its three administrators: say by --by which of them acts",
                )
            )
        yield None
        return
    nobody = Text("没有这位管理员", "there is no such administrator")
    with acts("shencha admin", by, code, ADMINISTRATORS, nobody) as who:
        if needs is not None:
            administration.only(who, needs)
        yield who


def held_by(email: str, organisation_key: str, role: str) -> Membership:
    """The role that a person holds in an organisation.

    Raises:
        NotFound: they do not.
    """
    from shencha.errors import NotFound
    from shencha.records.models import Membership
    from shencha.text import Text

    held = Membership.objects.select_related("person", "organisation").filter(active=True, role=role)
    found = held.filter(person__email__iexact=email, organisation__key=organisation_key).first()
    if found is None:
        raise NotFound(Text("没有这个人或者角色", "there is no such person or role"))
    return found


def told(done: object) -> None:
    """Print what became of it: the key under which it waits, a link to hand over, or the role that was given."""
    from shencha.records.acts.asked import Asked

    if isinstance(done, Asked):
        typer.echo(done.key)
    elif done:
        typer.echo(str(done))


def _handed_over(link: str) -> None:
    """A link that nobody else gets: printed, once."""
    if link:
        typer.echo(link)


@accounts_of.command("organisation")
def organisation(
    key: Annotated[str, typer.Argument(help="Short name in lower case, used by the other commands.")],
    kind: Annotated[
        str, typer.Option(help="party, supplier, counsel, office, member, department, commission, …")
    ],
    zh: Annotated[str, typer.Option(help="Name in Chinese.")],
    en: Annotated[str, typer.Option(help="Name in English.")],
    unit: Annotated[str, typer.Option(help="Consultee's id, for a member or department: ndrc.")] = "",
    by: By = "",
    code: Code = "",
) -> None:
    """Register an organisation, or change its names."""
    from shencha.procedure.roles import Power

    with acting(by, code, Power.REGISTER) as who:
        from shencha.records.acts import accounts

        typer.echo(accounts.organisation(key, kind, zh, en, unit, by=who).key)


@accounts_of.command("members")
def member_units(by: By = "", code: Code = "") -> None:
    """Register the member units of today's review mechanism."""
    from shencha.cli.days import today
    from shencha.law.measures.members import members
    from shencha.procedure.roles import Power

    with acting(by, code, Power.REGISTER) as who:
        from shencha.records.acts import accounts

        for member in members(today()):
            accounts.organisation(member.id, "member", member.name.zh, member.name.en, member.id, by=who)
            typer.echo(member.id)


@accounts_of.command("person")
def person(
    email: Annotated[str, typer.Argument(help="Address with which the person signs in.")],
    name: Annotated[str, typer.Option(help="Name as it is shown.")],
    password: Annotated[
        str,
        typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for when left out."),
    ],
    by: By = "",
    code: Code = "",
) -> None:
    """Make an account with a password; `invite` lets its owner set one."""
    from shencha.procedure.roles import Power

    with acting(by, code, Power.REGISTER) as who:
        from django.contrib.auth.password_validation import validate_password
        from django.core.exceptions import ValidationError

        from shencha.errors import BadInput, Fault
        from shencha.records.acts import accounts
        from shencha.text import Text

        try:
            validate_password(password)
        except ValidationError as weak:
            words = " ".join(weak.messages)
            right = Text("请用至少 12 个字符、不常见的口令", "use at least 12 characters and nothing common")
            raise BadInput([Fault("shencha admin person", "--password", Text(words, words), right)]) from None
        typer.echo(accounts.person(email, name, password, by=who).email)


@accounts_of.command("invite")
def invite(
    email: Annotated[str, typer.Argument(help="Address with which the person signs in.")],
    by: By,
    name: Annotated[
        str, typer.Option(help="Name as it is shown; left out for someone who has an account.")
    ] = "",
    code: Code = "",
) -> None:
    """Make an account, or open the way into one again; the link goes by mail, or is printed where none is sent."""
    with acting(by, code) as who:
        from shencha.records.acts import administration, asked

        assert who is not None
        if name:
            _handed_over(administration.register_person(email, name, by=who)[1])
        else:
            told(asked.new_link(email, by=who))


@accounts_of.command("address")
def address(
    email: Email,
    to: Annotated[str, typer.Argument(help="The new address; it holds once its owner has opened the link.")],
    by: By,
    code: Code = "",
) -> None:
    """Let a person sign in with another address."""
    with acting(by, code) as who:
        from shencha.records.acts import asked

        assert who is not None
        told(asked.new_address(email, to, by=who))


@accounts_of.command("reopen")
def reopen(email: Email, by: By = "", code: Code = "") -> None:
    """Let a blocked account sign in again; its roles are given anew."""
    with acting(by, code) as who:
        from shencha.records.acts import administration

        administration.reopen_person(email, by=who)


@accounts_of.command("grant")
def grant(
    email: Email,
    organisation_key: Place,
    role: Annotated[str, typer.Argument(help="The role: case_officer, party_owner, member_liaison, …")],
    by: By = "",
    code: Code = "",
) -> None:
    """Give a person a role in an organisation; one in which cases are seen waits for `confirm`."""
    with acting(by, code) as who:
        from shencha.records.acts import accounts, asked

        if who is None:
            typer.echo(str(accounts.grant(email, organisation_key, role)))
        else:
            told(asked.role(email, organisation_key, role, by=who))


@accounts_of.command("mandate")
def mandate(
    counsel: Counsel,
    party: Party,
    by: By = "",
    code: Code = "",
) -> None:
    """Let counsel act for a party; it waits for `confirm`."""
    with acting(by, code) as who:
        from shencha.records.acts import accounts, asked

        if who is None:
            typer.echo(str(accounts.mandate(counsel, party)))
        else:
            told(asked.mandate(counsel, party, by=who))


@accounts_of.command("away")
def away(
    email: Email,
    organisation_key: Place,
    role: InRole,
    deputy: Annotated[str, typer.Option(help="Who stands in: same role, same organisation.")],
    first: Annotated[str, typer.Option(help="The first day, YYYY-MM-DD.")],
    last: Annotated[str, typer.Option(help="The last day, YYYY-MM-DD.")],
    by: By,
    code: Code = "",
) -> None:
    """Note that a person is away, and who is told instead."""
    from shencha.cli.days import read_day

    days = read_day(first, "--first", "admin away"), read_day(last, "--last", "admin away")
    with acting(by, code) as who:
        from shencha.records.acts import absences

        assert who is not None
        held = held_by(email, organisation_key, role)
        stands_in = next((one.pk for one in absences.deputies_of(held) if one.person.email == deputy), None)
        absences.note(held, stands_in, *days, by=who)


@accounts_of.command("waiting")
def waiting() -> None:
    """List what waits for a second administrator: key, act, what was asked, by whom."""
    from shencha.cli.instance import start

    start()
    from shencha.records.acts import asked

    for one in asked.waiting():
        typer.echo(f"{one.key} {one.act} {' '.join(one.said.values())} {one.by.email} {one.at.date()}")


@accounts_of.command("confirm")
def confirm(
    key: Annotated[str, typer.Argument(help="Its key in `shencha admin waiting`.")],
    by: By,
    code: Code = "",
) -> None:
    """As the second administrator, give what was asked."""
    with acting(by, code) as who:
        from shencha.records.acts import asked

        assert who is not None
        _handed_over(asked.confirm(key, by=who))


@accounts_of.command("refuse")
def refuse(
    key: Annotated[str, typer.Argument(help="Its key in `shencha admin waiting`.")],
    why: Annotated[str, typer.Option(help="Why it is not given.")],
    by: By,
    code: Code = "",
) -> None:
    """Do not give what was asked; whoever asked takes it back so."""
    with acting(by, code) as who:
        from shencha.records.acts import asked

        assert who is not None
        asked.refuse(key, why, by=who)


@accounts_of.command("bounced")
def bounced() -> None:
    """Read a report of non-delivery from standard input, as the relay pipes it in; prints whose address it is."""
    import sys

    from shencha.cli.instance import start

    start()
    from shencha.records.jobs import bounced as came_back

    for one in came_back.take(sys.stdin.buffer.read(came_back.LONGEST)):
        typer.echo(one.email)


@accounts_of.command("token")
def token(
    email: Annotated[str, typer.Argument(help="The person in whose name programs act.")],
    role: Annotated[str, typer.Argument(help="In which of the person's roles.")],
    label: Annotated[str, typer.Option(help="What it is for.")] = "token",
    until: Annotated[str, typer.Option(help="The last day on which it is good, YYYY-MM-DD.")] = "",
    reads_only: Annotated[bool, typer.Option("--read", help="It may ask, and never act.")] = False,
    code: Annotated[
        str, typer.Option("--code", help="The person's own code; asked for once administrators are there.")
    ] = "",
) -> None:
    """Make an API token; it is printed once and cannot be read again."""
    from shencha.cli.days import read_day
    from shencha.cli.instance import start
    from shencha.errors import NotFound
    from shencha.text import Text

    last = read_day(until, "--until", "admin token") if until else None
    start()
    from shencha.records.acts import accounts, administration
    from shencha.records.models import Membership

    held = Membership.objects.filter(person__email__iexact=email, role=role, active=True).first()
    if held is None:
        raise NotFound(Text("没有这个人或者角色", "there is no such person or role"))
    if not administration.founded():
        typer.echo(accounts.token(held, label, until=last, reads_only=reads_only))
        return
    with confirmed("shencha admin token", held.person, code):
        typer.echo(accounts.token(held, label, until=last, reads_only=reads_only, by=held))


@accounts_of.command("tokens")
def tokens() -> None:
    """List the tokens that are good: number, holder, role, label, first and last day, and whether it only reads."""
    from shencha.cli.instance import start

    start()
    from shencha.records.models import ApiToken

    good = ApiToken.objects.filter(revoked_at=None).select_related("membership__person").order_by("pk")
    for one in good:
        held, last = one.membership, one.until.isoformat() if one.until else "-"
        may = "read" if one.reads_only else "act"
        typer.echo(f"{one.pk} {held.person.email} {held.role} {one.label} {one.made_at.date()} {last} {may}")
