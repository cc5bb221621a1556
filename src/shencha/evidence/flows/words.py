"""What each export route is called."""

from __future__ import annotations

from shencha.law.export_rules import Route
from shencha.text import Text

ROUTE = {
    Route.NONE: Text("无需特别路径", "no route needed"),
    Route.CONTRACT: Text("标准合同或者认证", "standard contract or certification"),
    Route.UNKNOWN: Text("尚不能确定", "not known yet"),
    Route.ASSESSMENT: Text("数据出境安全评估", "security assessment"),
    Route.PROHIBITED: Text("未经批准不得提供", "prohibited without approval"),
}
