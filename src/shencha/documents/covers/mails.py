"""A mail: what its heads say, its texts, the names of what is attached to it, and what that holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from shencha.documents.covers.texts import paragraphs, raw_lines
from shencha.law.state_secrets import mark_in

if TYPE_CHECKING:
    from shencha.documents.covers.parts import Looking, Part

MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n")
MOST_PARTS = 1_000
_SAID = ("subject", "keywords", "comments", "thread-topic")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
"""What programs write under the name of a smaller set of signs."""


def parts(look: Looking, raw: bytes, depth: int) -> Iterator[Part]:
    """The parts of a mail and of the mails in it."""
    from shencha.documents.covers.parts import UNLOOKED, Lines

    mail = message_from_bytes(raw, policy=policy.compat32)
    yield Lines(raw_lines(raw.partition(b"\n\r\n")[0].partition(b"\n\n")[0]), alone=False)
    for at, part in enumerate(mail.walk()):
        if at >= MOST_PARTS:
            yield UNLOOKED
            return
        yield Lines([_decoded(str(part.get(one, ""))) for one in _SAID])
        if (name := part.get_filename()) and (mark := mark_in(_decoded(str(name)))):
            yield Lines([mark])
        if part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes) or not content:
            continue
        if depth > 3:
            yield UNLOOKED
            continue
        if part.get_content_maintype() == "text" and (charset := part.get_content_charset()):
            yield from _said_in(content, charset)
        yield from look.parts(BytesIO(content), depth + 1)


def _decoded(words: str) -> str:
    try:
        return "".join(
            one if isinstance(one, str) else one.decode(_wider(charset or "ascii"), "ignore")
            for one, charset in decode_header(words)
        )
    except (HeaderParseError, LookupError, ValueError):
        return words


def _wider(charset: str) -> str:
    return _WIDER.get(charset.lower(), charset)


def _said_in(content: bytes, charset: str) -> Iterator[Part]:
    from shencha.documents.covers.parts import Lines

    try:
        words = content.decode(_wider(charset), "ignore")
    except LookupError:
        return
    yield Lines(islice(paragraphs(iter([words])), 100_000))
