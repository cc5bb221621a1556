"""Texts that were given out signed, receipts and checkpoints: read byte for byte, or refused with the reason."""

from __future__ import annotations

from pathlib import Path

from shencha.errors import BadInput, Fault
from shencha.text import Text


def given_out(path: str, wanted: Text) -> str:
    """The text of a file as it was given out.

    Args:
        wanted: what to name instead, where it cannot be read.
    Raises:
        BadInput: it cannot be read, or a mail program or an editor changed its line ends or put a mark before it; the
            bytes are signed as they were given out.
    """
    try:
        text = Path(path).read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        wrong = Text(f"无法读取：{reason}", f"it cannot be read: {reason}")
        raise BadInput([Fault(path, "file", wrong, wanted)]) from None
    if text.startswith("\ufeff"):
        wrong = Text("文件开头有字节顺序标记（BOM）", "it begins with a byte order mark")
    elif "\r" in text:
        wrong = Text("换行是 CRLF，而不是 LF", "its lines end with CRLF instead of LF")
    else:
        return text
    raise BadInput([Fault(path, "file", wrong, _AS_IT_WAS)])


_AS_IT_WAS = Text(
    "邮件或者编辑程序改动了文件；请重新下载原件，不要打开后另存",
    "a mail program or an editor changed it; download it again and do not save it from an editor",
)
