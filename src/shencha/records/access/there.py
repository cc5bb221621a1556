"""One row out of those that a membership may read."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from shencha.errors import NotFound
from shencha.text import Text

_Row = TypeVar("_Row", bound=Model)


def there(rows: QuerySet[_Row], absent: Text, **which: Any) -> _Row:
    """That row, if it is among these.

    Raises:
        NotFound: it is not there, or not theirs; both in the same words.
    """
    found = rows.filter(**which).first()
    if found is None:
        raise NotFound(absent)
    return found
