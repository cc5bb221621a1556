"""Words that no password may hold: those that anyone who knows the house would try first."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

from shencha.records.models import Membership, Person
from shencha.text import Text
from shencha.web.templatetags.say import reading

WORDS = ("shencha", "审查", "网信", "cybersecurity", "review", "password", "admin", "officer")
"""Of the product and the office; a person's own name, address and organisations come to them."""
SHORTEST = 4
"""Letters of a word that is looked for."""
IT_HOLDS = Text(
    "密码中含有“{word}”，容易被猜到；请换一个与姓名、单位和本系统无关的密码",
    "the password holds {word!r}, which is easy to guess; choose one that has nothing to do with your name, your "
    "organisation or this system",
)


class NoWordOfTheHouse:
    """Django asks it of every new password."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Nothing where the password holds none of the words.

        Raises:
            ValidationError: it holds one.
        """
        folded = password.casefold()
        for word in (*WORDS, *(_own(user) if user is not None and user.pk else ())):
            if word and word.casefold() in folded:
                raise ValidationError(IT_HOLDS.fill(word=word).said(reading()))

    def get_help_text(self) -> str:
        """What is asked, as a form may say it."""
        return Text(
            "不得含有姓名、单位名称或者本系统的名称。",
            "It holds neither your name nor your organisation's nor this system's.",
        ).said(reading())


def _own(user: Person) -> list[str]:
    places = Membership.objects.filter(person=user).values_list(
        "organisation__key", "organisation__name_zh", "organisation__name_en"
    )
    said = [user.name, *re.split(r"[@.]", user.email), *(one for place in places for one in place)]
    parts = [part for one in said for part in re.split(r"\s+", one)]
    return [part for part in parts if len(part) >= SHORTEST or (len(part) > 1 and not part.isascii())]
