"""Ownership as an analyser: who ultimately owns and controls, through whom, from where."""

from __future__ import annotations

from shencha.evidence.analyser import Analyser, Given, Input, Parameter, Ran
from shencha.evidence.control import page
from shencha.evidence.control.worse import worse
from shencha.text import Text


def run(given: Given) -> Ran:
    """The answer of `shencha control`, and the tree of control."""
    from shencha.evidence.control.answer import answer
    from shencha.evidence.control.bods import read_statements
    from shencha.evidence.control.control import control, find
    from shencha.evidence.control.holdings import structure
    from shencha.evidence.control.svg import draw

    read = read_statements(given.paths["statements"])
    given.advance(1, 3)
    known = structure(read, given.on)
    given.advance(2, 3)
    found = control(known, find(known, given.parameters["of"], given.paths["statements"][0]), read)
    return Ran(answer(found, read).as_dict(), lambda lang, chosen: draw(found, lang))


def _schema() -> dict[str, object]:
    from shencha.evidence.control.answer import control_schema

    return control_schema()


CONTROL = Analyser(
    kind="control",
    words=Text("所有权与控制分析", "Who owns and controls"),
    purpose=Text(
        "谁最终持有和控制，通过谁、来自哪里。", "Who ultimately owns and controls, through whom, from where."
    ),
    inputs=(
        Input(
            "statements",
            Text("股权与控制声明（BODS 0.2 至 0.4）", "Ownership statements (BODS 0.2 to 0.4)"),
            1,
            None,
        ),
    ),
    parameters=(
        Parameter(
            "of",
            Text("没有写明是哪家公司", "the company is not named"),
            Text("请写记录编号、证照号码或者名称", "write its record id, identifier or name"),
        ),
    ),
    run=run,
    schema=_schema,
    worse=worse,
    sorts={
        "control.controls": Text("控制权", "who controls"),
        "control.contracts": Text("协议控制", "control by contract"),
        "control.integrated": Text("股份和表决权", "shares and votes"),
        "control.gaps": Text("没有披露的", "what is not disclosed"),
        "control.contradictions": Text("相互矛盾的声明", "statements that contradict each other"),
    },
    lead=page.lead,
    lines=page.lines,
)
