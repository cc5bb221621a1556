"""A person keeps a view of the list of cases under a name, or lets it go; nobody else sees it."""

from __future__ import annotations

from django.db import transaction

from shencha.errors import BadInput, Fault
from shencha.records.models import Membership, Person, SavedView
from shencha.text import Text

MOST, LONGEST = 20, 60


def keep(name: str, query: str, *, by: Membership) -> SavedView:
    """Keep these filters under this name; the same name again takes the place of what it was.

    Raises:
        BadInput: the name, or there are too many.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        wrong = Text("没有写名称，或者太长", "the name is missing or too long")
        raise BadInput(
            [Fault("form", "name", wrong, Text(f"请写 1 至 {LONGEST} 个字", f"write 1 to {LONGEST} signs"))]
        )
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=by.person_id)
        others = SavedView.objects.filter(person=by.person).exclude(name=name).count()
        if others >= MOST:
            wrong = Text(f"已保存 {MOST} 个视图", f"{MOST} views are kept already")
            raise BadInput([Fault("form", "name", wrong, Text("请先删除一个", "let one go first"))])
        made, _ = SavedView.objects.update_or_create(person=by.person, name=name, defaults={"query": query})
    return made


def let_go(number: int, *, by: Membership) -> None:
    """Forget one of one's own; another's is not there."""
    SavedView.objects.filter(pk=number, person=by.person).delete()
