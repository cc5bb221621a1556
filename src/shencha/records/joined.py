"""Rows read together with those that point to them, and with what these point to."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Manager, Model, Prefetch, QuerySet

_Row = TypeVar("_Row", bound=Model)


def joined(found: QuerySet[_Row] | Manager[_Row], held: str, *beside: str) -> QuerySet[_Row]:
    """Those rows, the rows that point to each read beside them, and what these point to by a join.

    `prefetch_related("papers__file")` asks SQLite for one comparison for each file (Django 5.2), which takes no more
    than 1,000 of them; a join has no such bound.

    Args:
        held: the rows that point to each, such as `papers`. beside: what these point to, such as `file`.
    """
    of: Any = found.model._meta.get_field(held).related_model
    return found.all().prefetch_related(Prefetch(held, of._default_manager.select_related(*beside)))
