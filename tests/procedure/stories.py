"""Short stories for tests: a case on its way, told in one line."""

from datetime import date

from shencha.law.calendar.workdays import published
from shencha.procedure import acts as e
from shencha.procedure.allowed import refusal
from shencha.procedure.case import Case, apply
from shencha.procedure.standing import standing

PAPERS = ("declaration", "analysis_report", "procurement_documents", "listing_documents")
MONDAY = date(2026, 3, 2)
IN_2021 = date(2021, 3, 1)


def day(text):
    """A day of 2026 written MM-DD, or a whole one."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def tell(*events, ground="procurement"):
    """The case that these events make; each of them must be allowed."""
    case = Case("1", ground)
    for event in events:
        refused = refusal(case, event)
        assert refused is None, refused
        case = apply(case, event)
    return case


def filed(on=MONDAY, papers=PAPERS):
    return (e.Filed(on, papers),)


def under_review(on=MONDAY):
    return (*filed(on), e.MaterialsAccepted(on), e.DeterminationNotified(on, review=True))


def asked(*to, on=MONDAY, proposal="not_affecting"):
    return (*under_review(on), e.ProposalSent(on, proposal, to or ("cac", "ndrc", "miit")))


def in_special(on=MONDAY):
    return (
        *asked(on=on),
        e.OpinionReceived(on, "ndrc", "disagree"),
        e.SpecialProcedureNotified(on),
    )


def approved(on=MONDAY, proposal="affecting"):
    return (
        *in_special(on),
        e.SecondProposalSent(on, proposal, ("cac", "ndrc")),
        e.SubmittedToCommission(on),
        e.CommissionDecided(on, approved=True),
    )


def proposed(on=MONDAY):
    return (e.ConcernRaised(on, "miit", "products_services"),)


def concluded(on=MONDAY):
    return (
        *asked("cac", on=on),
        e.OpinionReceived(on, "cac", "agree"),
        e.ConclusionNotified(on, "not_affecting"),
    )


def stands(case, at):
    """Where it stands, by the published calendar."""
    return standing(case, at, published())
