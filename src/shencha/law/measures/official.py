"""The official text of a version, where an instance was given it as a file; none is shipped.

A file is named as the version (`measures-2022.txt`), UTF-8, and holds the text from its first article on; each article
begins a line with its number (第七条, or `Article 7`). Every article must be there, once, in order.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

from shencha.errors import BadInput, Fault
from shencha.law.measures.instruments import articles
from shencha.text import Text

FOLDER = "SHENCHA_LAW_TEXTS"
"""The variable that names the folder with the files."""
_MOST_BYTES = 1 << 20
_HEAD = re.compile(
    r"^[ \t\u3000]*(第[一二三四五六七八九十]{1,4}条|Article \d{1,2}\b\.?)[ \t\u3000:：]*", re.MULTILINE
)


def official(instrument_id: str) -> dict[str, str]:
    """The articles of a version by their numbers; empty where no file was given.

    Raises:
        BadInput: the file cannot be read, or an article is missing, doubled or out of order.
    """
    folder = os.environ.get(FOLDER, "")
    path = Path(folder) / f"{instrument_id}.txt"
    if not folder or not path.is_file():
        return {}
    return dict(_read(str(path), instrument_id, path.stat().st_mtime_ns))


@lru_cache(maxsize=8)
def _read(path: str, instrument_id: str, _changed: int) -> tuple[tuple[str, str], ...]:
    try:
        with Path(path).open("rb") as opened:
            raw = opened.read(_MOST_BYTES + 1)
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        wrong, right = (
            Text("读不出文字", "no text can be read"),
            Text("请存为 UTF-8 文本", "save it as UTF-8 text"),
        )
        raise BadInput([Fault(path, "file", wrong, right)]) from None
    if len(raw) > _MOST_BYTES:
        wrong = Text("超过 1 MiB", "it is larger than 1 MiB")
        raise BadInput([Fault(path, "file", wrong, Text("只放条文", "give the articles alone"))])
    return tuple(split(text, instrument_id, path))


def split(text: str, instrument_id: str, file: str) -> list[tuple[str, str]]:
    """The articles in a text.

    Raises:
        BadInput: an article is missing, doubled or out of order, or is empty.
    """
    heads = list(_HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    found = [
        (head[1].rstrip("."), text[head.end() : end].strip()) for head, end in zip(heads, ends, strict=False)
    ]
    wanted = [one.number for one in articles(instrument_id)]
    faults = []
    for at, number in enumerate(wanted):
        names = (f"第{_numeral(int(number))}条", f"Article {number}")
        if at >= len(found) or found[at][0] not in names or not found[at][1]:
            stands = found[at][0] if at < len(found) else None
            wrong = Text(
                f"第 {at + 1} 个条文是 {stands or '空'}",
                f"the article in place {at + 1} is {stands or 'missing'}",
            )
            right = Text(f"应为{names[0]}及其内容", f"there should stand {names[1]} with its words")
            faults.append(Fault(file, f"article {number}", wrong, right))
            break
    if not faults and len(found) > len(wanted):
        wrong = Text(f"多出 {found[len(wanted)][0]}", f"{found[len(wanted)][0]} is one too many")
        faults.append(
            Fault(file, "end", wrong, Text("只放这一版本的条文", "give the articles of this version alone"))
        )
    if faults:
        raise BadInput(faults)
    return [(number, words) for number, (_, words) in zip(wanted, found, strict=True)]


def _numeral(number: int) -> str:
    """A number below a hundred as a Chinese text writes it: 七, 十, 十二, 二十三."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return ("" if not tens else "十" if tens == 1 else f"{digits[tens]}十") + (digits[ones] if ones else "")
