"""A role is given only in the kind of organisation in which it is held."""

from itertools import product

import pytest

from shencha.errors import BadInput
from shencha.procedure.roles import ROLES, Role
from shencha.records.acts import accounts
from shencha.records.models import Membership, Organisation

PLACES = {kind.value: f"a-{kind.value}" for kind in Organisation.Kind}


@pytest.fixture
def places(db):
    for kind, key in PLACES.items():
        accounts.organisation(key, kind, f"单位 {kind}", f"Organisation {kind}")


def test_every_role_is_held_in_kinds_that_there_are():
    assert {kind for row in ROLES.values() for kind in row.held_in} == set(Organisation.Kind.values)


def test_a_role_is_given_where_it_is_held_and_nowhere_else(places):
    accounts.person("nobody@here.example", "某人")
    for role, (kind, key) in product(Role, PLACES.items()):
        if kind in ROLES[role].held_in:
            email = f"{kind}@{role.value.replace('_', '-')}.example"
            accounts.person(email, "某人")
            assert accounts.grant(email, key, role.value).role == role.value
            continue
        with pytest.raises(BadInput) as refused:
            accounts.grant("nobody@here.example", key, role.value)
        (fault,) = refused.value.faults
        assert role.value in fault.wrong.en
        assert all(one in fault.right.en for one in ROLES[role].held_in)
    assert not Membership.objects.filter(person__email="nobody@here.example").exists()


def test_a_partys_owner_becomes_no_officer_in_its_own_house(places):
    accounts.person("owner@party.example", "负责人")
    accounts.grant("owner@party.example", PLACES["party"], "party_owner")
    for role in ("case_officer", "office_head", "auditor", "security_admin"):
        with pytest.raises(BadInput):
            accounts.grant("owner@party.example", PLACES["party"], role)
    with pytest.raises(BadInput, match="its kind stands"):
        accounts.organisation(PLACES["party"], "office", "甲", "A")
    assert accounts.organisation(PLACES["party"], "party", "甲", "A").name_en == "A"
