"""Signs that no font of this machine can set, so that a paper would show an empty box and be no PDF/A."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

from shencha.documents.pdf import STANDARD, fonts_here
from shencha.errors import BadInput, Fault
from shencha.text import Text

NAMED = 10
"""Signs named to a person; of the others their number is said."""
_TEMPLATE = b"#json(bytes(sys.inputs.words))"


def unset(words: Iterable[str]) -> tuple[str, ...]:
    """The signs among the words that cannot be set, each once, in the order in which they stand there."""
    found = dict.fromkeys(sign for one in words for sign in one if sign.isprintable() and not sign.isascii())
    return _unset("".join(found))


@lru_cache(maxsize=4096)
def _unset(signs: str) -> tuple[str, ...]:
    """By halves: nearly always there is none, and one look is enough."""
    if not signs or _sets(signs):
        return ()
    if len(signs) == 1:
        return (signs,)
    half = len(signs) // 2
    return _unset(signs[:half]) + _unset(signs[half:])


def _sets(signs: str) -> bool:
    import typst

    given = {"words": json.dumps(" ".join(signs))}
    try:
        typst.compile(_TEMPLATE, font_paths=fonts_here(), sys_inputs=given, pdf_standards=[STANDARD])
    except typst.TypstError as refused:
        if "could not be displayed" not in refused.message:
            raise
        return False
    return True


def told(signs: tuple[str, ...]) -> Text:
    """What is wrong with such signs, each with its number in Unicode."""
    named = [f"“{one}”（U+{ord(one):04X}）" for one in signs[:NAMED]]
    latin = [f"“{one}” (U+{ord(one):04X})" for one in signs[:NAMED]]
    rest = len(signs) - len(named)
    return Text(
        f"本系统的字体中没有{'、'.join(named)}{f'等 {len(signs)} 个字' if rest else ''}，文书上会是空白",
        f"no font here has {', '.join(latin)}{f' and {rest} more' if rest else ''}; a paper would show an empty box",
    )


def told_first(known: str | None, words: Iterable[str], *, file: str, where: str) -> None:
    """Go on where every sign can be set, or whoever asks was told of just those that cannot.

    Args:
        known: those signs by their numbers, `U+20BB7`, with commas. file, where: of which the fault speaks.
    Raises:
        BadInput: there are such signs, and what to write to go on.
    """
    signs = unset(words)
    named = ",".join(f"U+{ord(one):04X}" for one in signs)
    if not signs or known == named:
        return
    right = Text(
        f"请改用字体中有的写法；照此办理的，在 {where} 中写 {named}",
        f"write it in another way; to go on all the same give {where} as {named}",
    )
    raise BadInput([Fault(file, where, told(signs), right)])


WAY_OUT = Text(
    "请改用字体中有的写法，或者请系统管理员安装收有该字的字体后再办理；照此办理的，记录和日志中保留原字。",
    "Write it in another way, or ask the system administrator to install a font that has it; if you go on, the record "
    "and the log keep the sign as it is.",
)
