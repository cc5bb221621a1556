"""What stands out in an analysis report as a person reads it, and the report set as a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from shencha.cli.lines import wrapped
from shencha.errors import BadInput, Fault
from shencha.text import Lang, Text, same

if TYPE_CHECKING:
    from shencha.documents.dossier.manifest import Manifest
    from shencha.evidence.report.checking import Checked
    from shencha.evidence.report.report import Report

_HEAD = Text("分析报告：{n} 条陈述，{m} 处须看", "The analysis report: {n} statements, {m} things to look at")
_LINE = Text("第 {n} 条（{factor}）{kind}：{text}", "Statement {n} ({factor}), {kind}: {text}")
_ONLY = Text("只提示应当看什么，不作判断。", "It says where to look and judges nothing.")


def lights(written: tuple[Report, Checked] | None, lang: Lang) -> Iterator[str]:
    """Lines for what stands out, each begun on a new line; nothing where there is no report."""
    if written is None:
        return
    report, checked = written
    yield "\n" + _HEAD.fill(n=len(report.statements), m=len(checked.lights)).said(lang)
    for at, statement in enumerate(report.statements, 1):
        for one in checked.of(at):
            line = _LINE.fill(n=at, factor=statement.factor, kind=one.kind.about, text=one.text)
            yield "\n" + "\n".join(wrapped(line.said(lang), "  · ", "    "))
    if checked.lights:
        yield "\n" + _ONLY.said(lang)


def write(target: Path, manifest: Manifest, report: Report, checked: Checked, on: date, lang: Lang) -> None:
    """Set the report and write it whole or not at all.

    Raises:
        BadInput: it cannot be written there.
    """
    from shencha.documents.analysis_report import Particulars, report_pdf

    at = datetime.combine(on, time(), ZoneInfo("Asia/Shanghai"))
    given = Particulars(manifest.title, same(manifest.party), manifest.ground, manifest.instrument, at)
    made = report_pdf(report, checked, given, lang)
    scratch = target.with_name(f".{target.name}.new")
    try:
        scratch.write_bytes(made)
        scratch.replace(target)
    except OSError as error:
        wrong = Text(f"无法写入：{error.strerror}", f"it cannot be written: {error.strerror}")
        raise BadInput(
            [Fault(str(target), "--out", wrong, Text("请写在别处", "write it elsewhere"))]
        ) from None
