"""The office's annual report: the published statistics of a year as a paper, small numbers withheld there too."""

from __future__ import annotations

from shencha.documents.outside import Given, paper
from shencha.documents.sheet import Block, Listing, Notice, Paragraph, said_day
from shencha.law.measures.instruments import instrument
from shencha.law.screening.sentences import article_name
from shencha.procedure.names import CLOCK_NAMES, IN_SHORT
from shencha.studies.statistics import MARKS, STANDINGS, Statistics
from shencha.text import Text, same

_WITHHELD = Text("不予公布", "withheld")


def annual_report(year: int, found: Statistics, given: Given) -> Notice:
    """The report of one year; every number in it is one of the published statistics.

    Args:
        found: the statistics of the cases opened in that year.
    """
    shown = found.published
    blocks: list[Block] = [
        Paragraph(
            _HEAD.fill(year=year, n=_number(shown["all/all"]), day=said_day(found.at)),
        ),
        Paragraph(Text("一、按事由", "1. By ground")),
        Listing(tuple(_COUNT.fill(what=name, n=_number(shown[f"{g}/all"])) for g, name in IN_SHORT.items())),
        Paragraph(Text("二、按状态和结论", "2. By state and conclusion")),
        Listing(
            tuple(
                _COUNT.fill(what=name, n=_number(shown[f"all/{one}"]))
                for one, name in STANDINGS.items()
                if shown[f"all/{one}"] != 0
            )
        ),
        Paragraph(Text("三、延长、等待补充与不同意见", "3. Extensions, supplements, dissent")),
        Listing(
            tuple(_COUNT.fill(what=name, n=_number(shown[f"{one}/all/yes"])) for one, name in MARKS.items())
        ),
    ]
    if found.steps:
        blocks.append(Paragraph(Text("四、各步骤用时（工作日）", "4. Working days used by step")))
        blocks.append(Listing(tuple(_step(one) for one in found.as_dict()["steps"])))
    blocks.append(Paragraph(Text(**found.as_dict()["text"])))
    title = Text(
        f"网络安全审查工作年度报告（{year}年）", f"Annual report of the cybersecurity review, {year}"
    )
    to = Text("社会公众", "the public")
    return paper("annual_report", str(year), title, to, blocks, given, found.as_dict(), _REMARKS)


def _step(step: dict[str, object]) -> Text:
    statuses = step["statuses"]
    assert isinstance(statuses, dict)
    return _STEP.fill(
        step=CLOCK_NAMES[str(step["clock"])],
        law=instrument(str(step["instrument"])).name,
        article=article_name(str(step["article"])),
        days=step["statutory_days"],
        used=_number(step["median_days_used"]),
        waited=_number(step["median_days_waited"]),
        met=_number(statuses["met"]),
        missed=_number(statuses["missed"]),
    )


def _number(value: object) -> Text:
    return _WITHHELD if value is None else same(f"{value:,}")


_HEAD = Text(
    "{year}年立案的案件：{n}。以下数据截至{day}，由全部案件的登记事件计算得出。",
    "Cases opened in {year}: {n}. The figures are of {day} and computed from the recorded events of all cases.",
)
_COUNT = Text("{what}：{n}", "{what}: {n}")
_STEP = Text(
    "{step}（{law}{article}，规定 {days} 日）：用时中位数 {used}，等待中位数 {waited}，按期 {met}，逾期 {missed}",
    "{step} ({law}, {article}: {days} days): median used {used}, median waited {waited}, met {met}, ended late "
    "{missed}",
)
_REMARKS = (
    Text(
        "条文未要求编制或者公布年度报告，本报告属实践做法。",
        "No article asks for an annual report; it is a matter of practice.",
    ),
)
