"""`shencha rehearse product`: is what we mean to get a network product or service, and this way of it a procurement?"""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

import typer

from shencha.cli.commands.rehearse.filing import bad
from shencha.text import Text

_THREE = ("yes", "no", "unknown")


def product(
    kind: Annotated[str, typer.Option(help="A kind of Article 21, other_important, or none.")],
    way: Annotated[
        str,
        typer.Option(
            help="purchase, subscription, renewal, extension, upgrade, free, embedded or operation."
        ),
    ],
    change: Annotated[
        str,
        typer.Option(help="Does it bring new functions, privileges, data or a supplier? yes, no, unknown."),
    ] = "unknown",
    influence: Annotated[
        str, typer.Option(help="Of other_important: is its influence important? yes, no, unknown.")
    ] = "unknown",
    on: Annotated[
        str | None, typer.Option(help="By the version in force on this day; default: today.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Does it count: a renewal, an upgrade, a subscription, an embedded part, what no kind names?"""
    from shencha.cli.answers import emit, language
    from shencha.cli.days import read_day, today
    from shencha.cli.pages.counsel import product_page
    from shencha.law.counsel.products import KINDS, WAYS, Asked, product_answer
    from shencha.law.logic.holds import Holds
    from shencha.law.measures.instruments import in_force

    day = today() if on is None else read_day(on, "--on", "rehearse product")
    for option, value, known in (
        ("--kind", kind, KINDS),
        ("--way", way, WAYS),
        ("--change", change, _THREE),
        ("--influence", influence, _THREE),
    ):
        _known(option, value, known)
    if in_force(day) is None:
        wrong = Text(f"{day} 没有施行中的办法", f"no version of the Measures was in force on {day}")
        raise bad("product", "--on", wrong, Text("请写 2020-06-01 以后的日期", "write a day from 2020-06-01"))
    asked = Asked(kind, way, Holds[change.upper()], Holds[influence.upper()])
    found = product_answer(asked, day)
    emit(found.as_dict(), lambda said: product_page(found, said), as_json=as_json, lang=language(lang))


def _known(option: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        right = Text(f"请从中选择：{'、'.join(known)}", f"choose among {', '.join(known)}")
        raise bad("product", option, Text(f"没有 {value[:40]}", f"there is no {value[:40]!r}"), right)
