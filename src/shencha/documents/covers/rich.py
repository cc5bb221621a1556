"""Rich text as lines: signs as `\\'d2` bytes of its code page or as `\\u32477?`, every destination that is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shencha.documents.covers.parts import Part

_TOKEN = re.compile(
    rb"\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]+)(?P<number>-?\d+)? ?|\\(?P<sign>.)|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)|[\r\n]",
    re.DOTALL,
)
_UNSHOWN = frozenset(
    {
        b"fonttbl",
        b"colortbl",
        b"stylesheet",
        b"listtable",
        b"listoverridetable",
        b"pict",
        b"objdata",
        b"themedata",
    }
    | {b"datastore", b"generator", b"colorschememapping", b"latentstyles", b"rsidtbl", b"xmlnstbl"}
)
_LINE = frozenset(
    {
        b"par",
        b"line",
        b"cell",
        b"row",
        b"page",
        b"sect",
        b"pard",
        b"header",
        b"headerl",
        b"headerr",
        b"headerf",
    }
    | {b"footer", b"footerl", b"footerr", b"footerf", b"footnote", b"info", b"title", b"subject", b"keywords"}
    | {b"doccomm", b"shptxt", b"annotation", b"author", b"category", b"propname", b"staticval", b"atnid"}
)
_CODE_PAGES = {936: "gb18030", 950: "big5hkscs", 65001: "utf-8"}


def parts(content: bytes) -> Iterator[Part]:
    """Its lines; twice where its code page leaves open what its bytes mean."""
    from shencha.documents.covers.parts import Lines

    said = re.search(rb"\\ansicpg(\d{1,5})", content[:4096])
    page = _CODE_PAGES.get(int(said[1])) if said else None
    for encoding in [page] if page else ["gb18030", "big5hkscs"]:
        yield Lines(_words(content, encoding).splitlines())


def _words(content: bytes, encoding: str) -> str:
    out: list[str] = []
    waiting = bytearray()
    after, passed, depth, unshown = [1], 0, 0, 0

    def flush() -> None:
        if waiting:
            out.append(waiting.decode(encoding, "ignore"))
            waiting.clear()

    for token in _TOKEN.finditer(content):
        kind, found = token.lastgroup, token[0]
        if kind == "brace":
            flush()
            if found == b"{":
                depth += 1
                after.append(after[-1])
            else:
                depth -= 1
                after = after[:-1] or [1]
                if unshown > depth:
                    unshown = 0
            continue
        if unshown:
            continue
        if kind == "byte":
            if passed:
                passed -= 1
            else:
                waiting.append(int(token["byte"], 16))
        elif kind == "text":
            shown = found[passed:]
            passed = max(passed - len(found), 0)
            waiting += shown
        elif token["word"] is not None or kind == "number":
            word, number = token["word"], token["number"]
            if word in _UNSHOWN:
                unshown = depth
            elif word == b"u" and number:
                flush()
                code = int(number) % 65536
                out.append(chr(code) if not 0xD800 <= code < 0xE000 else "")
                passed = after[-1]
            elif word == b"uc" and number:
                after[-1] = min(abs(int(number)), 8)
            elif word in _LINE:
                flush()
                out.append("\n")
        elif kind == "sign" and found in (b"\\~", b"\\-", b"\\_"):
            continue
    flush()
    return "".join(out)
