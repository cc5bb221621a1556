"""`{% worklines lines today part first %}`: lines of a desk, each drawn once for all who read the very same line.

A row is pure: what it shows follows from the line, the day and the language. Officers of one house read the same lines
all day, so each process keeps the rows that it drew last, under all that they were drawn from.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any

from django import template
from django.db.models import Model
from django.template.loader import get_template
from django.utils.safestring import SafeString

from shencha.text import Lang
from shencha.web.templatetags.say import reading

register = template.Library()
MOST = 4_000
"""Rows that a process keeps, some 2 kB each."""
_kept: dict[Hashable, SafeString] = {}


@register.simple_tag
def worklines(lines: Sequence[Any], today: date, part: str, first: bool) -> SafeString:
    """The rows of some `Line`s as `cases/line.html` draws them.

    Args:
        part: of the desk. first: is its first line the first thing to do?
    """
    lang = reading()
    return SafeString(
        "".join([_row(line, today, part, first and not at, lang) for at, line in enumerate(lines)])
    )


def _row(line: Any, today: date, part: str, primary: bool, lang: Lang) -> SafeString:
    key = (lang, today, part, primary, *(_all_of(getattr(line, name)) for name in line.__dataclass_fields__))
    found = _kept.get(key)
    if found is not None:
        return found
    given = {"line": line, "todo": line.todo, "case": line.todo.case, "today": today}
    given |= {"part": part, "primary": primary}
    drawn = SafeString(get_template("cases/line.html").render(given))  # a template escapes what it is given
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[key] = drawn
    return drawn


def _all_of(value: Any) -> Hashable:
    """All that a line can show of a value: of a row its columns, and those of the rows it was read with."""
    if not isinstance(value, Model):
        return value  # type: ignore[no-any-return]
    if (
        read := getattr(value._state, "columns", None)
    ) is not None:  # all that it and those beside it were made of
        return read  # type: ignore[no-any-return]
    columns = tuple(held for name, held in vars(value).items() if name != "_state")
    return columns, *(_all_of(one) for one in value._state.fields_cache.values() if isinstance(one, Model))
