"""Every role is one row, and the groups of roles follow from the rows."""

import pytest

from shencha.procedure.acts import ACTS
from shencha.procedure.roles import (
    ADMINISTRATORS,
    CONSULTED,
    COUNTERSIGNERS,
    IN_OFFICE,
    OFFICE,
    OFFICERS,
    PARTY,
    PARTY_SIDE,
    ROLES,
    WHOLE_CASE,
    Power,
    Reads,
    Role,
    Shelf,
    Side,
    reads_of,
    with_power,
)

BY_ROLE = pytest.mark.parametrize("role", Role)


@BY_ROLE
def test_a_role_says_all_that_is_asked_of_it(role):
    row = ROLES[role]
    assert row.name.zh.strip()
    assert row.name.en.strip()
    assert row.desk
    assert row.held_in
    assert row.purpose is None or (row.purpose.zh.strip() and row.purpose.en.strip())


OF_OPERATION = {Power.KEEP_THE_LOG, Power.REGISTER, Power.GRANT, Power.READ_ACCOUNTS}
"""Powers over accounts and the log: none of them shows a case to who holds it alone."""


@BY_ROLE
def test_who_knows_of_no_case_acts_in_none_and_reads_nothing_of_any(role):
    row = ROLES[role]
    acts = {name for name, act in ACTS.items() if role in act.by}
    if row.reads is None:
        assert not acts
        assert not row.shelves
        assert row.powers <= OF_OPERATION
    if role is Role.AUDITOR:
        assert not acts, "who audits a case does nothing in it"


def test_nobody_is_held_on_both_sides_of_the_counter():
    kinds = {kind: {ROLES[role].side for role in Role if kind in ROLES[role].held_in} for kind in held()}
    assert kinds["party"] == kinds["counsel"] == {Side.PARTY}
    assert kinds["office"] == {Side.OFFICE}
    assert kinds["supplier"] == {Side.SUPPLIER}
    assert kinds["operation"] == {Side.OPERATION}
    assert kinds["member"] == kinds["department"] == {Side.UNITS}


def held():
    """The kinds of organisation in which roles are held."""
    return {kind for row in ROLES.values() for kind in row.held_in}


def test_groups_are_those_that_the_procedure_knows():
    assert {Role.PARTY_OWNER, Role.PARTY_SIGNATORY, Role.COUNSEL} == PARTY
    assert PARTY | {Role.PARTY_EDITOR} == PARTY_SIDE
    assert OFFICERS | {Role.OFFICE_CLERK} == OFFICE
    assert COUNTERSIGNERS | {Role.CASE_OFFICER} == OFFICERS
    assert OFFICE | {Role.AUDITOR} == WHOLE_CASE
    assert {Role.MEMBER_LIAISON, Role.CONSULTED_LIAISON, Role.PROTECTION_DEPARTMENT} == CONSULTED
    assert OFFICE | CONSULTED | {Role.COMMISSION_SECRETARY, Role.SUPERVISOR} == IN_OFFICE
    assert {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN} == ADMINISTRATORS
    assert with_power(Power.OVERSEE) == {Role.CASE_OFFICER, Role.SUPERVISOR}
    assert ADMINISTRATORS | {Role.AUDITOR, Role.OFFICE_HEAD} == with_power(Power.KEEP_THE_LOG)
    assert with_power(Power.INVITE) == {Role.PARTY_OWNER, Role.COUNSEL}


def test_reports_stand_on_one_desk_each_and_sanctions_are_for_those_who_decide_and_audit():
    assert reads_of(Shelf.REPORTS_ON_PARTIES) == {Role.SUPERVISOR}
    assert reads_of(Shelf.REPORTS_ON_THE_REVIEW) == reads_of(Shelf.LOOKS) == {Role.AUDITOR}
    assert reads_of(Shelf.SANCTIONS) == OFFICERS | {Role.AUDITOR}
    assert reads_of(Shelf.REGISTERS) == OFFICERS | {Role.AUDITOR, Role.SUPERVISOR}
    assert reads_of(Shelf.PROMISES) == PARTY_SIDE | WHOLE_CASE | {Role.SUPERVISOR}
    assert reads_of(Shelf.FINDINGS) == PARTY_SIDE | WHOLE_CASE | CONSULTED | {Role.COMMISSION_SECRETARY}


def test_what_the_party_is_told_is_what_it_always_was():
    """A party that is no longer told of an act is harmed most, and nobody notices."""
    untold = {name for name, act in ACTS.items() if Reads.PARTY not in act.read_by}
    assert untold == {
        "proposal_sent",
        "proposal_delivered",
        "opinion_received",
        "opinions_heard",
        "analysis_recorded",
        "second_proposal_sent",
        "submitted_to_commission",
        "commission_decided",
        "concern_raised",
        "report_received",
        "factor_judged",
        "decision_drafted",
        "decision_sent_back",
        "recused",
        "opinion_chased",
        "case_assigned",
    }
    units = {name for name, act in ACTS.items() if Reads.UNIT in act.read_by}
    assert units == {
        "filed",
        "determination_notified",
        "review_opened",
        "proposal_sent",
        "second_proposal_sent",
    }
    commission = {name for name, act in ACTS.items() if Reads.COMMISSION in act.read_by}
    assert set(ACTS) - commission == {
        "proposal_delivered",
        "report_received",
        "factor_judged",
        "decision_drafted",
        "decision_sent_back",
        "recused",
        "opinion_chased",
        "case_assigned",
    }
