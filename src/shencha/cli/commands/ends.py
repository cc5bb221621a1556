"""`shencha admin end`: what the administrators end; what was done stays, and each end is an entry of the log."""

from __future__ import annotations

from typing import Annotated

import typer

from shencha.cli.commands.administrators import (
    By,
    Counsel,
    Email,
    InRole,
    Party,
    Place,
    acting,
    held_by,
    told,
)
from shencha.cli.confirming import Code

end = typer.Typer(
    help="End a role, an account, an absence, a token or a mandate; what was done stays, and each is an entry.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)


@end.command("role")
def end_role(
    email: Email,
    organisation_key: Place,
    role: Annotated[str, typer.Argument(help="The role.")],
    by: By = "",
    code: Code = "",
) -> None:
    """End one role of a person, with its tokens."""
    with acting(by, code) as who:
        from shencha.records.acts import administration

        administration.end_role(email, organisation_key, role, by=who)


@end.command("person")
def end_person(email: Email, by: By = "", code: Code = "") -> None:
    """Block an account: its roles, tokens and sessions end."""
    with acting(by, code) as who:
        from shencha.records.acts import administration

        administration.end_person(email, by=who)


@end.command("absence")
def end_absence(
    email: Email,
    organisation_key: Place,
    role: InRole,
    by: By,
    code: Code = "",
) -> None:
    """A person is back: nobody stands in any more, today or later."""
    with acting(by, code) as who:
        from shencha.errors import NotFound
        from shencha.records.acts import absences
        from shencha.records.reads.absences import coming
        from shencha.text import Text

        assert who is not None
        noted = coming(held_by(email, organisation_key, role))
        if not noted:
            raise NotFound(Text("没有登记离岗", "no absence is noted"))
        for one in noted:
            absences.back(one.pk, by=who)


@end.command("token")
def end_token(
    number: Annotated[int, typer.Argument(help="Its number in `shencha admin tokens`.", min=1)],
    by: By = "",
    code: Code = "",
) -> None:
    """End a token."""
    with acting(by, code) as who:
        from shencha.records.acts import administration

        administration.end_token(number, by=who)


@end.command("mandate")
def end_mandate(
    counsel: Counsel,
    party: Party,
    by: By = "",
    code: Code = "",
) -> None:
    """Counsel acts for the party no more."""
    with acting(by, code) as who:
        from shencha.records.acts import administration

        administration.end_mandate(counsel, party, by=who)


@end.command("factor")
def end_factor(email: Email, by: By = "", code: Code = "") -> None:
    """Take away a lost second factor; where cases are seen it waits for `confirm`."""
    with acting(by, code) as who:
        from shencha.records.acts import administration, asked

        if who is None:
            administration.reset_factor(email)
        else:
            told(asked.new_factor(email, by=who))
