"""What can go wrong, in words for the person who can mend it.

One class per reader who would act differently; each has a code for programs, an exit code for the command
line and an HTTP status for the API, and all three faces are made from the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from shencha.text import Lang, Text

LONGEST_WHERE, LONGEST_SAID = 200, 1_000
"""Characters of a place, and of what is wrong there; names may be as long as a file."""


def _cut(words: str, most: int) -> str:
    """Its beginning and its end, where it is longer than that."""
    return words if len(words) <= most else f"{words[: most * 2 // 3]}…{words[-most // 3 + 1 :]}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input, in words its author can act on."""

    file: str
    """The file as its author named it; `-` for standard input, a form's or request's name otherwise."""
    where: str
    """A dotted name, a line, or both: `listing.venue (line 7)`."""
    wrong: Text
    """Shows the value: 'USA' is not a country code."""
    right: Text
    """Shows the way: write two letters, such as US."""

    def __post_init__(self) -> None:
        """What an author wrote is shown as far as it tells which place and which value are meant."""
        wrong = Text(_cut(self.wrong.zh, LONGEST_SAID), _cut(self.wrong.en, LONGEST_SAID))
        object.__setattr__(self, "where", _cut(self.where, LONGEST_WHERE))
        object.__setattr__(self, "wrong", wrong)

    def said(self, lang: Lang) -> str:
        """`FILE: where: what is wrong; what would be right`."""
        return f"{self.file}: {self.where}: {self.wrong.said(lang)}; {self.right.said(lang)}"


class ShenchaError(Exception):
    """Anything this program refuses, explained to a person in both languages."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 2
    status: ClassVar[int] = 400

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text

    def said(self, lang: Lang) -> str:
        """The explanation in one language, a line for each thing wrong."""
        return self.text.said(lang)


MOST_FAULTS = 50
"""Told of one input; whoever mends these finds the rest by sending it again."""


class BadInput(ShenchaError):
    """An input that cannot be used; carries the faults found in it, not only the first, and says if there are more."""

    code = "bad_input"
    status = 422

    def __init__(self, faults: Iterable[Fault]) -> None:
        found = list(islice(faults, MOST_FAULTS + 1))
        assert found, "a bad input has at least one fault"
        self.faults = tuple(found[:MOST_FAULTS])
        self.more = len(found) > MOST_FAULTS
        more = [_MORE] if self.more else []
        super().__init__(
            Text(
                "；".join([*(f.said("zh") for f in self.faults), *(one.zh for one in more)]),
                "; ".join([*(f.said("en") for f in self.faults), *(one.en for one in more)]),
            )
        )

    def said(self, lang: Lang) -> str:
        """One line for each fault."""
        lines = [fault.said(lang) for fault in self.faults]
        return "\n".join([*lines, _MORE.said(lang)] if self.more else lines)


_MORE = Text(
    f"不止这些：只列出前 {MOST_FAULTS} 处，改正后请重新提交",
    f"there are more: these are the first {MOST_FAULTS}; mend them and send it again",
)


class NotAllowed(ShenchaError):
    """The act is well formed, but not open to this person or in this state."""

    code = "not_allowed"
    status = 409


class NotFound(ShenchaError):
    """It is not there, or not yours: the same answer."""

    code = "not_found"
    status = 404
