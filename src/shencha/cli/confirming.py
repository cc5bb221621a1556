"""Who acts from a shell: named by address, and confirmed by their own code, so that nobody acts in another's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.text import Text

if TYPE_CHECKING:
    from shencha.procedure.roles import Role
    from shencha.records.models import Membership, Person

Code = Annotated[str, typer.Option("--code", help="Their authenticator's code; asked for when left out.")]


@contextmanager
def acts(
    command: str, by: str | None, code: str, roles: Iterable[Role], nobody: Text, *, rescues: bool = False
) -> Iterator[Membership]:
    """The one who is named, as long as the act lasts; the code is spent with it.

    Before an instance has its three administrators, who has no authenticator app yet gives no code.

    Args:
        by: their address. roles: of which one must be theirs. nobody: what is said where it is not.
        rescues: the act must be possible where no app can be set up any more, so who has none gives no code.
    Raises:
        BadInput: nobody is named, or a code is wanted and none is given. NotFound: nobody of that address.
        NotAllowed: they have no app whose code could confirm it. WrongCode. TooManyCodes.
    """
    from shencha.records.acts import administration
    from shencha.records.models import Membership
    from shencha.records.second_factor import has_codes

    if not by:
        wrong = Text("没有写 --by", "--by is missing")
        right = Text("请写办理人的邮箱", "write the address of who does it")
        raise BadInput([Fault(command, "--by", wrong, right)])
    held = Membership.objects.select_related("person", "organisation").filter(
        person__email__iexact=by,
        person__is_active=True,
        role__in=[role.value for role in roles],
        active=True,
    )
    who = held.first()
    if who is None:
        raise NotFound(nobody)
    if not has_codes(who.person):
        if administration.founded() and not rescues:
            raise NotAllowed(
                Text(
                    f"{by} 没有设置动态口令，不能在命令行办理；请先登录网页设置，或者在网页上办理",
                    f"{by} has no authenticator app and cannot act from a command line: sign in and set one up, "
                    "or act on the page",
                )
            )
        yield who
        return
    with confirmed(command, who.person, code):
        yield who


@contextmanager
def confirmed(command: str, person: Person, code: str) -> Iterator[None]:
    """That person's own code, asked for where it is not given.

    Raises:
        BadInput: none is given. WrongCode. TooManyCodes.
    """
    from shencha.records import second_factor

    try:
        given = code or typer.prompt("code", hide_input=True, err=True)
    except typer.Abort:
        wrong = Text("没有写 --code", "--code is missing")
        right = Text(
            "请写本人现在显示的六位动态口令", "write the six digits that their authenticator shows now"
        )
        raise BadInput([Fault(command, "--code", wrong, right)]) from None
    with second_factor.confirmed(person, given):
        yield
