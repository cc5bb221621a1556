"""Why a file cannot be built anew."""

from __future__ import annotations

from shencha.text import Text


class Refused(Exception):
    """The file is not what its name says, or larger than anyone needs."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


TOO_LARGE = Text("解压后过大", "it is too large when unpacked")
NO_PICTURE = Text("不是可以读取的图片", "it is no picture that can be read")
