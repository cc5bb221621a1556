"""`shencha admin`: peoples an instance (accounts, roles, mandates, tokens), and tends its holidays and reminders."""

from __future__ import annotations

from typing import Annotated

import typer

from shencha.cli.commands.administrators import By, accounts_of, acting
from shencha.cli.commands.ends import end
from shencha.cli.commands.old_cases import old_cases
from shencha.cli.commands.policy import policy
from shencha.cli.confirming import Code, acts

admin = typer.Typer(
    help="Organisations, people, roles and tokens of an instance.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
admin.add_typer(accounts_of)
admin.add_typer(end, name="end")


@admin.command("keys")
def the_keys(
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Say which keys the instance uses, by their prints, and what this machine lacks."""
    from shencha.cli.answers import language
    from shencha.cli.instance import start

    start()
    from shencha.records import keys

    spoken = language(lang)
    for name, known in keys.prints():
        typer.echo(f"{name}\t{known}")
    for wrong in keys.wanting():
        typer.echo(wrong.said(spoken), err=True)


@admin.command("new-key")
def new_key(
    name: Annotated[str, typer.Argument(help="dossier.key, or one that is lost, such as factors.key.")],
    reason: Annotated[str, typer.Option(help="Why; it stands in the log.")],
    by: By = "",
    code: Code = "",
) -> None:
    """Make a new sealing key, or another in the place of a key that is lost; an entry of the log.

    For a key that is lost whoever holds the machine's shell does it: without factors.key nobody's code can be checked.
    """
    from shencha.cli.instance import start

    start()
    from shencha.procedure.roles import Power
    from shencha.records.acts import keys

    if name in keys.ONLY_LOST:
        typer.echo(keys.renew(name, reason).said["now"])
        return
    with acting(by, code, Power.KEEP_THE_LOG) as who:
        typer.echo(keys.renew(name, reason, by=who).said["now"])


@admin.command("holiday-notice")
def holiday_notice(
    file: Annotated[str, typer.Argument(help="The notice of one year, in YAML or JSON: year, off, work.")],
    number: Annotated[str, typer.Option(help="The notice's own number.")],
    published: Annotated[str, typer.Option(help="Day of its publication, YYYY-MM-DD.")],
    by: Annotated[str, typer.Option(help="Address of the person of the office who puts it forward.")],
    url: Annotated[str, typer.Option(help="Where it was published.")] = "",
    code: Code = "",
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Put a holiday notice forward and see which days it changes; a second person puts it in force on the page."""
    from datetime import date

    from shencha import inputs
    from shencha.cli.answers import language
    from shencha.cli.days import read_day
    from shencha.cli.instance import start
    from shencha.text import Text

    document, on = inputs.read(file), read_day(published, "--published", "admin holiday-notice")
    start()
    from shencha.law.calendar.awaited_notice import changes, read_notice
    from shencha.law.calendar.extraordinary import extraordinary
    from shencha.procedure.roles import OFFICE
    from shencha.records.acts import holidays
    from shencha.records.holidays import said_of
    from shencha.records.workdays import workdays

    asked = language(lang)
    before = workdays()
    read = read_notice(document, before)
    nobody = Text("审查办公室没有这个人", "the office has no such person")
    with acts("shencha admin holiday-notice", by, code, OFFICE, nobody) as office:
        notice = holidays.propose(document.data, number=number, published_on=on, url=url, by=office)
    typer.echo(f"{notice.year} {notice.number} SHA-256 {said_of(notice)['digest']}")
    for one in changes(read, before):
        became = Text("上班", "worked") if one.worked else Text("放假", "off")
        typer.echo(f"  {one.day} {became.said(asked)} {one.name.said(asked)}")
    after = before.with_notice(read)
    for told in extraordinary(after, date(read.year, 1, 1), date(read.year, 12, 31)):
        typer.echo(told.said(asked))


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


admin.command("policy")(policy)
admin.command("import")(old_cases)
