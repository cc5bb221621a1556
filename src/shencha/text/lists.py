"""Names in a row, as each language joins them."""

from __future__ import annotations

from collections.abc import Iterable

from shencha.text import Text

COMMA = Text("、", ", ")
SEMICOLON = Text("；", "; ")
"""Between whole phrases that hold commas themselves."""


def listed(items: Iterable[Text | str], between: Text = COMMA) -> Text:
    """`甲、乙、丙`, `A, B, C`; a string reads the same in both languages."""
    names = [Text(one, one) if isinstance(one, str) else one for one in items]
    return Text(between.zh.join(one.zh for one in names), between.en.join(one.en for one in names))
