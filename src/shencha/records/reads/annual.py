"""The office's annual report of a year, from the published statistics."""

from __future__ import annotations

from datetime import datetime, time

from django.conf import settings

from shencha.documents.annual import annual_report
from shencha.documents.outside import Given
from shencha.documents.sheet import Hand, Notice
from shencha.errors import NotFound
from shencha.procedure.roles import ROLES, Role
from shencha.records import access
from shencha.records.clock import SHANGHAI, today
from shencha.records.letterhead import letterhead_on
from shencha.records.models import Membership
from shencha.records.reads import figures
from shencha.text import Text


def report_of(membership: Membership, year: int) -> Notice:
    """The report of a year, for the office's head; the same all day, as the statistics are.

    Raises:
        NotFound: not theirs, or no case was opened in that year.
    """
    if access.role_of(membership) is not Role.OFFICE_HEAD or year not in figures.years():
        raise NotFound(Text("没有这一年的报告", "there is no report of that year"))
    role = ROLES[Role.OFFICE_HEAD].name
    given = Given(
        number=1,
        issued=today(),
        recorded=datetime.combine(today(), time(0), SHANGHAI),
        hands=(Hand(Text("编制", "Prepared for"), role, membership.person.name),),
        letterhead=letterhead_on(today()),
        specimen=settings.DEMO,
    )
    return annual_report(year, figures.statistics(year, today()), given)
