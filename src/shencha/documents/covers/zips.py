"""The zip family: each part of an office file, each member of an archive, their names and comments."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from shencha.documents.covers.texts import decoded, paragraphs
from shencha.law.state_secrets import mark_in

if TYPE_CHECKING:
    from shencha.documents.covers.parts import Looking, Part

OFFICE = frozenset({"[Content_Types].xml", "mimetype", "OFD.xml"})
"""Members that an office file has; in its pictures no mark is looked for, in those of an archive it is said."""
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
)
_XML = re.compile(r"\.(?:xml|rels|vml)$", re.IGNORECASE)
_PROPERTIES = re.compile(r"^(?:docProps/|customXml/|meta\.xml$|OFD\.xml$|.*CustomTags?)")
_ENCODED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]{1,40})")


def parts(look: Looking, file: IO[bytes], depth: int) -> Iterator[Part]:
    """The parts of what is packed, by their content; of an office file's marked-up parts without a guess."""
    from shencha.documents.covers.parts import HEAD, LOCKED, UNLOOKED, Lines

    try:
        with zipfile.ZipFile(file) as packed:
            members = packed.infolist()
            office = not OFFICE.isdisjoint(one.filename for one in members)
            yield Lines(packed.comment.decode("utf-8", "replace").splitlines())
            for one in members:
                if marks := [mark for name in _names(one) if (mark := mark_in(name))]:
                    yield Lines(marks)
                if one.comment:
                    yield Lines([one.comment.decode("utf-8", "replace")])
                if one.is_dir():
                    continue
                if one.flag_bits & 1:
                    yield LOCKED
                    continue
                with packed.open(one) as member:
                    content: IO[bytes] = member
                    head = content.read(HEAD)
                    content.seek(0)
                    if not head:
                        continue
                    if _XML.search(one.filename) and b"\0" not in head:
                        pieces = decoded(look, content, _told(head))
                        yield Lines(paragraphs(pieces, properties=bool(_PROPERTIES.match(one.filename))))
                    elif head.startswith(
                        b"PK"
                    ):  # to go back in what is packed is to unpack it from its beginning
                        with TemporaryFile() as laid:
                            look.copied(content, laid)
                            yield from look.parts(laid, depth + 1, office=office)
                    else:
                        yield from look.parts(content, depth + 1, office=office)
    except BROKEN:
        yield UNLOOKED


def _names(one: zipfile.ZipInfo) -> Iterator[str]:
    """The folders and the name of a member, also as Chinese programs write them without saying so."""
    ways = [one.filename]
    if not one.flag_bits & 0x800:
        raw = one.filename.encode("cp437", "ignore")
        ways += [raw.decode(code, "ignore") for code in ("gb18030", "utf-8", "big5hkscs")]
    yield from (piece for way in dict.fromkeys(ways) for piece in way.split("/"))


def _told(head: bytes) -> str:
    said = _ENCODED.match(head)
    name = said[1].decode("ascii") if said else "utf-8"
    return name if name.lower() in ("gb2312", "gbk", "gb18030", "big5") else "utf-8"
