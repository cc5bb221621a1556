"""What stands in a file that its reader should know before opening it: kept by its key, told in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shencha.text import Text

MARKS: Mapping[str, Text] = {
    "macros": Text("含有宏", "it holds macros"),
    "script": Text("含有脚本或者活动内容", "it holds scripts or active content"),
    "outside": Text("打开时可能连接外部文件或者网址", "opening it may fetch something from outside"),
    "embedded": Text("嵌有其他文件", "other files are embedded in it"),
    "scan": Text(
        "有图像页，无法查看其中有无密级标志",
        "pages that are pictures: no mark could be sought there",
    ),
    "recognised": Text(
        "识别出的文字中有密级标志，请查看原件核对",
        "a mark of secrecy was recognised on a page: look at it",
    ),
    "locked": Text("已加密，无法查看内容", "it is encrypted and was not looked into"),
    "protected": Text("设有权限密码", "a password limits what may be done with it"),
    "damaged": Text("结构有误，可能打不开", "its structure is damaged and it may not open"),
    "unlooked": Text("过大或者过于复杂，没有全部查看", "too large or too deep to be looked into as a whole"),
}
SCANS: Mapping[str, Text] = {
    "large": Text("超过病毒检查的大小上限，未作检查", "above the scanner's limit: not scanned for malware"),
    "waiting": Text("病毒检查尚未完成", "not yet scanned for malware"),
}
UNSEEN = ("scan", "locked", "damaged", "unlooked")
"""Marks of a file in part of which no mark of secrecy could be looked for: the party confirms that there is none."""
CLOSED = ("locked", "damaged")
"""Marks of a file that cannot be read at all."""
FOUND = "found:"
"""Before the name of what a scanner found later in a file that was kept already."""


def found_only(scanned: str) -> str:
    """The scanner's word where it found malware; else nothing."""
    return scanned if scanned.startswith(FOUND) else ""


def told(marks: Iterable[str], scanned: str) -> list[Text]:
    """What to say of a file, in the order of the table; an unknown key of a later version is passed over."""
    kept = set(marks)
    said = [text for key, text in MARKS.items() if key in kept]
    if scanned.startswith(FOUND):
        name = scanned.removeprefix(FOUND)
        said.insert(
            0,
            Text(
                f"病毒检查报告：{name}，请勿打开",
                f"the malware scanner reports {name}: do not open it",
            ),
        )
    elif scanned in SCANS:
        said.append(SCANS[scanned])
    return said
