"""What an act did, said to whoever did it on the page that follows."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

from shencha.text import Text
from shencha.web.templatetags.say import reading

PUT_FORWARD = Text(
    "已提交，现由另一名有审核权限的人员审核。",
    "It is put forward; someone else who may sign looks at it now.",
)
IN_FORCE = Text("已同意，自所写之日起生效。", "It is signed, and holds from the day it names.")
SENT_BACK = Text("已退回提交人。", "It is back with whoever put it forward.")
TAKEN = Text(
    "扫描件已登记，现由另一名有审核权限的人员对照原件确认。",
    "The scan is taken in; someone else who may sign now compares it with the paper.",
)
"""Of what came on paper."""
SAVED = Text("已保存。", "It is saved.")
ENDED = Text("已停用。", "It is ended.")


def done(request: HttpRequest, *sentences: Text) -> None:
    """Say this on the next page, in the reader's language."""
    lang = reading()
    messages.success(request, ("" if lang == "zh" else " ").join(one.said(lang) for one in sentences))
