"""The analysis report of a draft or a case, as statements: found among the papers, every reference followed.

Nothing of it is stored besides the paper itself, so that what is shown is what was written or filed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from shencha.errors import BadInput
from shencha.evidence.ageing import age
from shencha.evidence.report.checking import Checked, Evidence, Item, Kind, check
from shencha.evidence.report.reading import MOST_BYTES, read_report
from shencha.evidence.report.report import Days, Report, is_report
from shencha.law.measures.instruments import governing
from shencha.procedure.case import Case
from shencha.records.acts import analyses
from shencha.records.clock import SHANGHAI
from shencha.records.files import places
from shencha.records.files.paper_text import counted, text_of
from shencha.records.joined import joined
from shencha.records.models import CasePaper, Draft, DraftPaper
from shencha.records.policies import number_on
from shencha.text import Text

AGE = "evidence_age_days"
"""The policy from which age evidence is marked."""
Papers = Iterable[DraftPaper] | Iterable[CasePaper]


@dataclass(frozen=True, slots=True)
class Written:
    """A report, every reference followed, and what stands out."""

    report: Report
    checked: Checked


def of_draft(draft: Draft, on: date, *, thorough: bool = True) -> Written | None:
    """The report of a draft; None where it is not written as statements.

    Args:
        thorough: are the files read to find pages and words? Otherwise only whether they are there.
    """
    papers = list(draft.papers.select_related("file"))
    report = _report(papers)
    if report is None:
        return None
    evidence = Evidence(list(_items(papers, thorough)), _analyses(draft), number_on(AGE, on))
    return Written(report, check(report, evidence, draft.instrument, on))


def of_case(
    papers: Sequence[CasePaper],
    filed: Mapping[str, Any],
    case: Case,
    on: date,
    *,
    thorough: bool = True,
) -> Written | None:
    """The last report of a case, from papers and filed evidence that the caller may read; None without one.

    Args:
        filed: the paper of findings and judgements. case: its version of the Measures and its policies hold.
        thorough: as `of_draft`.
    """
    report = _report(papers)
    if report is None:
        return None
    found = {str(one["id"]): one for one in filed.get("analyses", ())}
    evidence = Evidence(list(_items(papers, thorough)), found, int(case.holds(AGE)))
    return Written(report, check(report, evidence, governing(case.instrument, on), on))


def aged(papers: Sequence[CasePaper], case: Case, on: date) -> list[Text]:
    """What of a case's evidence is marked for its age, by the policy of the day on which the case began."""
    filed, most = analyses.evidence_in(papers), int(case.holds(AGE))
    inputs = [one for analysis in filed.get("analyses", ()) for one in analysis["inputs"]]
    dated = [(str(one["name"]), Days.of(one)) for one in inputs]
    told = [age(name, days.made_on, days.covers_to, on, most) for name, days in dated]
    if written := of_case(papers, filed, case, on, thorough=False):
        told += [one.text for one in written.checked.lights if one.kind is Kind.STALE]
    return list(dict.fromkeys(one for one in told if one is not None))


def report_of(draft: Draft) -> Report | None:
    """The report of a draft, nothing followed."""
    return _report(draft.papers.select_related("file"))


def can_rest_on(draft: Draft) -> Evidence:
    """What a statement of a draft can point to: its papers, and the analyses that are done."""
    return Evidence(list(_items(draft.papers.select_related("file"), thorough=False)), _analyses(draft))


def content_of(paper: DraftPaper | CasePaper, most: int) -> bytes:
    """The first so many bytes of a paper."""
    return places.beginning(paper.file_id, most)


def _report(papers: Papers) -> Report | None:
    found = [one for one in papers if is_report(one.material, one.name)]
    if not found:
        return None
    try:
        return read_report(content_of(found[-1], MOST_BYTES + 1), found[-1].name)
    except (
        BadInput
    ):  # each door refuses such a file; one that lies here all the same is a paper like any other
        return None


def _items(papers: Papers, thorough: bool) -> Iterator[Item]:
    for one in papers:
        if is_report(one.material, one.name):
            continue
        received = one.added_at.astimezone(SHANGHAI).date() if isinstance(one, DraftPaper) else one.event.on
        yield Item(
            one.material,
            one.name,
            one.file_id,
            partial(text_of, one) if thorough else None,
            partial(counted, one) if thorough else None,
            partial(content_of, one),
            received,
            one.pk,
        )


def _analyses(draft: Draft) -> dict[str, Mapping[str, Any]]:
    runs = joined(draft.analyses.filter(state=analyses.State.DONE), "inputs", "file")
    return {str(one["id"]): one for one in map(analyses.told, runs)}
