"""Material marked as a state secret is refused at the door: the marks by which it is known, and where it belongs.

A mark with its term (机密★5年) or a form's line (密级：机密) is one wherever it stands; the level alone only where
marks are put, at the head or foot of a page. A sentence that speaks of secrets, a mark that is quoted, and a list of
classes are none. Trade secrets (商业秘密) are filed as a matter of course. A paper without a mark is not recognised.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from shencha.errors import Fault
from shencha.text import Text

_LEVEL = r"(?:绝密|机密|(?<!商业)秘密)"
_TERM = (
    r"(?:\d[\d.\-年月日个天]*|[〇一二三四五六七八九十百半两]+(?:年|个?月|天)?"
    r"|长期|永久|至|启(?:[用封]前)?|解|(?:公|发)布前?)"
)
_SIGNED = re.compile(
    rf"(?<!商业){_LEVEL}级?(?:[★☆✩⭐]+{_TERM}|\*+{_TERM})|(?<![\w]){_LEVEL}级?[★☆✩⭐]|[★☆✩⭐]{_LEVEL}级?[★☆✩⭐]"
)
"""Level, star, term: wherever it stands."""
_LABEL = r"(?:国家)?(?:密级|秘密等级|保密等级|保密级别)(?:标识)?"
_ENDS = r"(?=$|[\])】,;。、/]|★|保密期限|期限|解密)"
_FORM = re.compile(
    rf"(?:^|(?<=[^\w]))(?:文件|材料|本件)?{_LABEL}[:=][\[(【]?(?:国家秘密)?{_LEVEL}级?{_ENDS}"
    rf"|^{_LABEL}[\[(【]?{_LEVEL}级?[\])】]?(?:$|[,;]?(?:保密期限|期限|解密))"
    rf"|(?:本|该|此)(?:文件|材料|资料|报告|文档|合同|方案|附件|件|邮件)(?:的)?密级(?:为|是|定为|确定为){_LEVEL}"
)
"""A form's line, or a sentence by which a paper says what it is."""
_BOXES = re.compile(r"[□☐○◯☑☒✓✔√■●]")
_TICKED = "[☑☒✓✔√■●]"
_DECORATED = r"[\[\](){}<>【】〔〕《》〈〉「」『』“”\"'★☆*=_—–\-~·•.#|:]*"
_ALONE = re.compile(
    rf"^\d{{0,8}}{_DECORATED}(?:国家秘密{_DECORATED})?({_LEVEL})(?:级|件)?{_DECORATED}(?:特急|加急|急件|平急|特提)?(?:第\d+页.*)?$"
    r"|^[\[(【*=\-]*((?:TOPSECRET|STATESECRETS?))[\])】*=\-]*$",
    re.IGNORECASE,
)
_CLASS = re.compile(
    r"^(?:L?\d级?[:.、]?)?(?:公开|内部|一般|普通|敏感|重要|核心|受限|商密|非密|不涉密|绝密|机密|秘密)(?:级|数据|信息)?$"
)
_HEADS_CLASSES = re.compile(
    r"^(?:数据|信息|资产|文件|安全|保护|敏感|分类)*(?:级别|分级|分类|等级|类别|定级|密级)(?:名称|说明|结果)?$"
)
_IN_A_NAME = re.compile(
    r"(?<!商业)绝密(?!飞行|配方)"
    r"|(?<![商业\w])(?<!商业)机密(?=$|[\W_\d]|级|件|文件|材料|资料|报告|文档|附件|通知)"
    r"|(?<=[^\W_a-zA-Z])(?<!商业)(?<!司)机密(?=$|[★☆*)\])】〕》])"
    r"|(?<!商业)秘密\s*(?:[★☆*]|级)"
    r"|[\[(【〔《]\s*秘密\s*[\])】〕》]"
    r"|^\s*秘密\s*(?=$|[\s._\-])"
    r"|\b(?:TOP SECRET|STATE SECRET)\b",
    re.IGNORECASE,
)
_OPENS, _CLOSES = '“"‘「『《', '”"’」』》'
_TRADITIONAL = str.maketrans("絕機級國業標識祕啟啓長開內", "绝机级国业标识秘启启长开内")
FIRST_LINES, LAST_LINES = 30, 3
"""Lines at the head and foot of a page where the level alone is a mark."""


def mark_on(lines: Iterable[str], *, alone: bool = True, foot: bool = False) -> str | None:
    """The mark of a state secret on a page or in a part of a paper, or None; spaces within it do not hide it.

    Args:
        alone: is the level alone on one of the first lines a mark? foot: and on one of the last (of a page)?
    """
    head: list[str] = []
    last: deque[str] = deque(maxlen=LAST_LINES)
    upright = ""
    for line in chain(lines, ["", "-"]):
        bare = _bare(line)
        if len(bare) == 1 and bare != "-":
            upright += bare
            continue
        if not bare:
            continue
        if len(upright) > 1:
            if found := _told(upright):
                return found
            head += [upright] * (len(head) < FIRST_LINES)
        upright = ""
        if found := _told(bare):
            return found
        if len(head) < FIRST_LINES:
            head.append(bare)
        else:
            last.append(bare)
    if not alone:
        return None
    return _level_in(head) or (_level_in(list(last)) if foot else None)


def mark_typed(words: str) -> str | None:
    """The mark of a state secret in what someone typed: a line that is one, however far down; or None."""
    bare = [one for one in map(_bare, words.splitlines()) if one]
    return next((found for line in bare if (found := _told(line))), None) or _level_in(bare)


def mark_in(words: str) -> str | None:
    """The mark of a state secret in a name or title, or None."""
    found = _IN_A_NAME.search(_INVISIBLE.sub("", _folded(words)))
    return found[0] if found else _told(_bare(words))


def near_marks(text: str, begin: int = 0) -> Iterator[int]:
    """Where in a text, marked up or not, the second sign of a level may stand; quick where few do."""
    at = begin - 1
    while (at := text.find("密", at + 1)) >= 0:
        before = text[at - 1 : at]
        if before in _FIRST_SIGNS:
            if text[at - 3 : at - 1] != "商业":
                yield at
        elif before < "\u2e80" and _PARTED.search(text, max(at - 900, 0), at):
            yield at
    if "&#" in text:
        yield from (found.start() for found in _ENTITY.finditer(text, begin))


_FIRST_SIGNS = "绝絕机機秘祕"
_PARTED = re.compile(rf"[{_FIRST_SIGNS}](?:[\s\u200b-\u200f\u2060\ufeff\u00ad]|<[^>]*>|&[^;<]{{1,8}};)*\Z")
_ENTITY = re.compile(r"&#(?:0*23494|[xX]0*5[bB][cC]6);")


def _told(bare: str) -> str | None:
    """A mark that is one wherever it stands in this line."""
    if "密" not in bare:
        return None
    for signed in _SIGNED.finditer(bare):
        if not _quoted(bare, signed):
            return signed[0]
    if found := _FORM.search(bare):
        return found[0]
    if "密级" in bare and (boxes := _BOXES.search(bare)):
        level = re.search(_LEVEL, bare)
        before = level is not None and boxes.start() < level.start()
        if ticked := re.search(rf"{_TICKED}\)?{_LEVEL}" if before else rf"{_LEVEL}\(?{_TICKED}", bare):
            return ticked[0]
    return None


def _quoted(line: str, found: re.Match[str]) -> bool:
    """Does it stand in quotation marks within a sentence?"""
    before, after = line[: found.start()], line[found.end() :]
    opened = max((before.rfind(one) for one in _OPENS), default=-1)
    closed = max((before.rfind(one) for one in _CLOSES), default=-1)
    if opened < 0 or (closed > opened and line[opened] not in _CLOSES):
        return False
    return any(one in after for one in _CLOSES) and len(before) > 4


def _alone(bare: str) -> str | None:
    found = _ALONE.match(bare)
    return found and (found[1] or found[2])


def _level_in(lines: list[str]) -> str | None:
    """The level alone on its line, or in the cell behind 密级, unless it is one of a list of classes."""
    for at, (label, value) in enumerate(pairwise(lines)):
        if re.fullmatch(rf"{_LABEL}:?", label) and re.fullmatch(rf"[\[(【]?{_LEVEL}级?[\])】]?", value):
            rest = lines[at + 2 : at + 3]
            if not (rest and rest[0] != value and _CLASS.match(rest[0])):
                return value
    for at, line in enumerate(lines):
        beside = [one for one in lines[max(at - 1, 0) : at + 2] if one != line]
        classes = any(map(_CLASS.match, beside)) or any(map(_HEADS_CLASSES.match, lines[:at]))
        if not classes and (level := _alone(line)):
            return level
    return None


def _bare(line: str) -> str:
    """Without spaces and signs of no width, folded."""
    return _NOTHING.sub("", _folded(line))


_INVISIBLE = re.compile(r"[\x00-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]+")
_NOTHING = re.compile(rf"(?:\s|{_INVISIBLE.pattern})+")


def _folded(words: str) -> str:
    """Full width as half width, traditional script as simplified: a mark is the same mark."""
    return unicodedata.normalize("NFKC", words).translate(_TRADITIONAL)


def not_kept(file: str, where: str, mark: str) -> Fault:
    """That something bears the mark of a state secret and was not kept, and where such matters belong."""
    wrong = Text(f"带有“{mark}”标志，没有留存", f"it bears the mark {mark}; nothing of it was kept")
    return Fault(file, where, wrong, directions())


def directions() -> Text:
    """Where matters that involve state secrets belong."""
    from shencha.law.screening.sentences import (
        said,
    )  # here: reading for marks, done apart, needs no sentences

    return said("refusal")
