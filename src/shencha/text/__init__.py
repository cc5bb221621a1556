"""Both languages travel together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One whole sentence or phrase, written in Chinese and in English."""

    zh: str
    en: str

    def said(self, lang: Lang) -> str:
        """The sentence in one language."""
        return self.zh if lang == "zh" else self.en

    def fill(self, **values: object) -> Text:
        """The same sentence with its `{names}` filled in; a Text fills each language with its own words.

        Raises:
            KeyError: the sentence names a value that is not given.
        """
        return Text(*(self.said(lang).format_map(_said(values, lang)) for lang in LANGS))

    @property
    def begun(self) -> Text:
        """The same words as the beginning of a sentence."""
        return Text(self.zh, self.en[:1].upper() + self.en[1:])

    def as_dict(self) -> dict[str, str]:
        """`{"zh": …, "en": …}`, as every JSON answer carries it."""
        return {"zh": self.zh, "en": self.en}

    @classmethod
    def of(cls, data: Mapping[str, str]) -> Text:
        """The Text that a `{zh, en}` mapping of our own data files holds.

        Raises:
            KeyError: one of the two languages is missing.
        """
        return cls(data["zh"], data["en"])


def same(words: str) -> Text:
    """A name, number or code that reads the same in both languages."""
    return Text(words, words)


def keepable(words: str) -> bool:
    """Can a database keep them: no NUL, no half of a UTF-16 pair, no code that Unicode gives to no character?"""
    return _UNKEEPABLE.search(words) is None


def plain(words: str) -> str:
    """Words without control characters, which no page and no paper can set.

    What word processors break lines with is a line break; tabs and line breaks stay, everything else goes.
    """
    return _CONTROLS.sub("", _BREAKS.sub("\n", words)) if _CONTROL.search(words) else words


def one_line(words: str) -> str:
    """Words for a title or a name: plain, each run of spaces and line breaks one space."""
    return " ".join(plain(words).split())


_UNKEEPABLE = re.compile("[\0\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


def _said(values: Mapping[str, object], lang: Lang) -> dict[str, object]:
    return {name: v.said(lang) if isinstance(v, Text) else v for name, v in values.items()}
