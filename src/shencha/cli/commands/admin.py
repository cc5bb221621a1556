"""`shencha admin`: peoples an instance (accounts, roles, mandates, tokens), and tends its holidays and reminders."""

from __future__ import annotations

from types import ModuleType
from typing import Annotated

import typer

admin = typer.Typer(
    help="Organisations, people, roles and tokens of an instance.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)


@admin.command("organisation")
def organisation(
    key: Annotated[str, typer.Argument(help="Short name in lower case, used by the other commands.")],
    kind: Annotated[
        str, typer.Option(help="party, supplier, counsel, office, member, department, commission, …")
    ],
    zh: Annotated[str, typer.Option(help="Name in Chinese.")],
    en: Annotated[str, typer.Option(help="Name in English.")],
    unit: Annotated[str, typer.Option(help="Consultee's id, for a member or department: ndrc.")] = "",
) -> None:
    """Register an organisation, or change its names."""
    from shencha.cli.instance import start

    start()
    from shencha.records.acts import accounts

    typer.echo(accounts.organisation(key, kind, zh, en, unit).key)


@admin.command("members")
def member_units() -> None:
    """Register the member units of today's review mechanism."""
    from shencha.cli.days import today
    from shencha.cli.instance import start
    from shencha.law.measures.members import members

    start()
    from shencha.records.acts import accounts

    for member in members(today()):
        accounts.organisation(member.id, "member", member.name.zh, member.name.en, member.id)
        typer.echo(member.id)


@admin.command("person")
def person(
    email: Annotated[str, typer.Argument(help="Address with which the person signs in.")],
    name: Annotated[str, typer.Option(help="Name as it is shown.")],
    password: Annotated[
        str,
        typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for when left out."),
    ],
) -> None:
    """Make an account."""
    from shencha.cli.instance import start

    start()
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
    typer.echo(accounts.person(email, name, password).email)


@admin.command("grant")
def grant(
    email: Annotated[str, typer.Argument(help="The person.")],
    organisation_key: Annotated[str, typer.Argument(help="The organisation.")],
    role: Annotated[str, typer.Argument(help="The role: case_officer, party_owner, member_liaison, …")],
) -> None:
    """Give a person a role in an organisation."""
    from shencha.cli.instance import start

    start()
    from shencha.records.acts import accounts

    typer.echo(str(accounts.grant(email, organisation_key, role)))


@admin.command("mandate")
def mandate(
    counsel: Annotated[str, typer.Argument(help="Key of the counsel's organisation.")],
    party: Annotated[str, typer.Argument(help="Key of the party.")],
) -> None:
    """Let counsel act for a party."""
    from shencha.cli.instance import start

    start()
    from shencha.records.acts import accounts

    typer.echo(str(accounts.mandate(counsel, party)))


@admin.command("token")
def token(
    email: Annotated[str, typer.Argument(help="The person in whose name programs act.")],
    role: Annotated[str, typer.Argument(help="In which of the person's roles.")],
    label: Annotated[str, typer.Option(help="What it is for.")] = "token",
    until: Annotated[str, typer.Option(help="The last day on which it is good, YYYY-MM-DD.")] = "",
    reads_only: Annotated[bool, typer.Option("--read", help="It may ask, and never act.")] = False,
) -> None:
    """Make an API token; it is printed once and cannot be read again."""
    from shencha.cli.days import read_day
    from shencha.cli.instance import start
    from shencha.errors import NotFound
    from shencha.text import Text

    last = read_day(until, "--until", "shencha admin token") if until else None
    start()
    from shencha.records.acts import accounts
    from shencha.records.models import Membership

    held = Membership.objects.filter(person__email__iexact=email, role=role, active=True).first()
    if held is None:
        raise NotFound(Text("没有这个人或者角色", "there is no such person or role"))
    typer.echo(accounts.token(held, label, until=last, reads_only=reads_only))


@admin.command("tokens")
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


end = typer.Typer(
    help="End a role, an account, a token or a mandate; what was done stays, and the end is an entry of the log.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
admin.add_typer(end, name="end")


@end.command("role")
def end_role(
    email: Annotated[str, typer.Argument(help="The person.")],
    organisation_key: Annotated[str, typer.Argument(help="The organisation.")],
    role: Annotated[str, typer.Argument(help="The role.")],
) -> None:
    """End one role of a person, with its tokens."""
    _administration().end_role(email, organisation_key, role)


@end.command("person")
def end_person(email: Annotated[str, typer.Argument(help="The person.")]) -> None:
    """Block an account: its roles, tokens and sessions end."""
    _administration().end_person(email)


@end.command("token")
def end_token(
    number: Annotated[int, typer.Argument(help="Its number in `shencha admin tokens`.", min=1)],
) -> None:
    """End a token."""
    _administration().end_token(number)


@end.command("mandate")
def end_mandate(
    counsel: Annotated[str, typer.Argument(help="Key of the counsel's organisation.")],
    party: Annotated[str, typer.Argument(help="Key of the party.")],
) -> None:
    """Counsel acts for the party no more."""
    _administration().end_mandate(counsel, party)


@end.command("factor")
def end_factor(email: Annotated[str, typer.Argument(help="The person.")]) -> None:
    """Take away a lost second factor; its owner sets up another at the next sign-in."""
    _administration().reset_factor(email)


def _administration() -> ModuleType:
    from shencha.cli.instance import start

    start()
    from shencha.records.acts import administration

    return administration


@admin.command("holiday-notice")
def holiday_notice(
    file: Annotated[str, typer.Argument(help="The notice of one year, in YAML or JSON: year, off, work.")],
    number: Annotated[str, typer.Option(help="The notice's own number.")],
    published: Annotated[str, typer.Option(help="Day of its publication, YYYY-MM-DD.")],
    by: Annotated[str, typer.Option(help="Address of the person of the office who puts it forward.")],
    url: Annotated[str, typer.Option(help="Where it was published.")] = "",
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Put a holiday notice forward and see which days it changes; a second person puts it in force on the page."""
    from datetime import date

    from shencha import inputs
    from shencha.cli.answers import language
    from shencha.cli.days import read_day
    from shencha.cli.instance import start
    from shencha.errors import NotFound
    from shencha.text import Text

    document, on = inputs.read(file), read_day(published, "--published", "shencha admin holiday-notice")
    start()
    from shencha.law.calendar.awaited_notice import changes, read_notice
    from shencha.law.calendar.extraordinary import extraordinary
    from shencha.procedure.roles import OFFICE
    from shencha.records.acts import holidays
    from shencha.records.holidays import said_of
    from shencha.records.models import Membership
    from shencha.records.workdays import workdays

    roles = [role.value for role in OFFICE]
    office = Membership.objects.filter(person__email__iexact=by, role__in=roles, active=True).first()
    if office is None:
        raise NotFound(Text("审查办公室没有这个人", "the office has no such person"))
    asked = language(lang)
    before = workdays()
    read = read_notice(document, before)
    notice = holidays.propose(document.data, number=number, published_on=on, url=url, by=office)
    typer.echo(f"{notice.year} {notice.number} SHA-256 {said_of(notice)['digest']}")
    for one in changes(read, before):
        became = Text("上班", "worked") if one.worked else Text("放假", "off")
        typer.echo(f"  {one.day} {became.said(asked)} {one.name.said(asked)}")
    after = before.with_notice(read)
    for told in extraordinary(after, date(read.year, 1, 1), date(read.year, 12, 31)):
        typer.echo(told.said(asked))


@admin.command("policy")
def policy(
    name: Annotated[str, typer.Argument(help="The policy: report_reply_days or evidence_age_days.")],
    value: Annotated[int, typer.Option(help="The number that is to hold.")],
    since: Annotated[str, typer.Option(help="From which day on, YYYY-MM-DD; today or later.")],
    why: Annotated[str, typer.Option(help="Why the office decides so.")],
    by: Annotated[str, typer.Option(help="Address of the person of the office who puts it forward.")],
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Put a policy forward and see what it would do to what is open; a second person puts it in force on the page."""
    from shencha.cli.answers import language
    from shencha.cli.days import read_day
    from shencha.cli.instance import start
    from shencha.errors import NotFound
    from shencha.text import Text

    asked, day = language(lang), read_day(since, "--since", "admin policy")
    start()
    from shencha.procedure.roles import OFFICE
    from shencha.records.acts import policies
    from shencha.records.models import Membership

    roles = [role.value for role in OFFICE]
    office = Membership.objects.filter(person__email__iexact=by, role__in=roles, active=True).first()
    if office is None:
        raise NotFound(Text("审查办公室没有这个人", "the office has no such person"))
    made = policies.propose(name, value, day, why, by=office)
    typer.echo(f"{made.policy} {made.value} {made.since}")
    for one in policies.effect(name, value):
        said = Text("若适用：", "if it held: ").said(asked)
        typer.echo(f"  {one.report.number} {one.report.due} {said}{one.becomes}")


@admin.command("remind")
def remind(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Send the reminders that are due now, as the worker of `shencha serve` does by itself; each goes out once."""
    from dataclasses import asdict

    from shencha.cli.answers import emit, language
    from shencha.cli.instance import start
    from shencha.errors import NotFound
    from shencha.text import Text

    start()
    from django.conf import settings

    from shencha.records.acts.reminders import work_once

    if not settings.MAIL_WAITING:
        raise NotFound(Text("没有设置邮件中继（SHENCHA_SMTP）", "no mail relay is set (SHENCHA_SMTP)"))
    done = asdict(work_once())
    told = Text(
        "新记下 {noted} 项提醒；发出 {sent} 封邮件，{refused} 封未被接受，稍后再发。",
        "{noted} reminders noted; {sent} mails sent, {refused} refused and tried again later.",
    ).fill(**done)
    emit(done, told.said, as_json=as_json, lang=language(lang))
    if done["refused"]:
        raise typer.Exit(1)
