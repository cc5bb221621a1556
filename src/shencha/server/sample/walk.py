"""The demo's guided walk: five steps through the work, each by the person whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from shencha.procedure.roles import ROLES
from shencha.records.clock import today
from shencha.records.models import CaseFile, Draft
from shencha.server.sample import evidenced, instance
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Step:
    """What to look at, as whom, and where it is."""

    title: Text
    says: Text
    email: str
    address: str

    @property
    def role(self) -> Text:
        """In which role."""
        return next(ROLES[one.role].name for one in instance.people(today()) if one.email == self.email)


def steps() -> Iterator[Step]:
    """Those steps whose case or draft is still where the sample left it."""
    draft = Draft.objects.filter(title=evidenced.READY, case=None).first()
    if draft is not None:
        yield Step(
            Text("当事人：签署之前", "The party: before signing"),
            Text(
                "签署页列出申报书、每项答复及其条款、每份文件的大小和摘要。动态口令见下方。",
                "The page lists the declaration, each answer with its article, each paper with size and digest. "
                "The code stands below.",
            ),
            instance.YUNQI,
            reverse("party:sign", args=[draft.pk]),
        )
    for title, (name, *rest), who, said, shown in _ON_CASES:
        case = CaseFile.objects.filter(title=title).first()
        if case is not None:
            yield Step(said, shown, who, reverse(name, args=[case.number, *rest]))
    yield Step(
        Text("审计人员：日志是否完整", "The auditor: does the log hold?"),
        Text(
            "写入了什么，谁看过什么，最近一次核对的结果。",
            "What was written, who saw what, and the last check of the log.",
        ),
        "auditor@audit.example",
        reverse("cases:audit"),
    )


_ON_CASES = (
    (
        evidenced.LISTING,
        ("cases:act", "materials_accepted"),
        instance.CLERK,
        Text("审查办公室：逐项核对收件", "The office: taking in a filing"),
        Text(
            "第八条的材料逐项列出，当事人看到的完整性检查在此重新运行。",
            "Article 8's materials one by one; the check that the party saw is run again.",
        ),
    ),
    (
        evidenced.GRID,
        ("evidence:board",),
        instance.OFFICER,
        Text("承办人：评估因素一览", "The case officer: the board of factors"),
        Text(
            "按因素列出分析结果、当事人的研判和依据；点开一项可以看供应关系图。",
            "Findings, the party's judgement and its sources by factor; open one for the graph of suppliers.",
        ),
    ),
    (
        "调度云平台采购",
        ("cases:opinion",),
        instance.account_of("mps"),
        Text("成员单位：答复征求意见", "A member unit: answering a consultation"),
        Text(
            "审查结论建议、理由和本单位的期限；各单位的意见互不可见。",
            "The proposal, its reasons and the unit's own time; no unit sees another's opinion.",
        ),
    ),
)
"""The steps on a case: its title, the page, who acts, and what is said of it."""
