"""Lists that others make long come page by page, each line on one page and none left out in silence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from shencha.records.acts import accounts, asked
from shencha.records.clock import now, today
from shencha.records.models import Draft, Mandate, Membership, Organisation, Report, SupplierPart
from shencha.server.sample import instance as sample

SignIn = Callable[[str], Client]
MANY = 120
SECURITY, SUPERVISOR = "security@operation.example", "supervisor@supervision.example"
OWNER, SUPPLIER = "owner@yunqi.example", "supplier@xinyuan.example"


def held(email: str) -> Membership:
    return Membership.objects.select_related("person", "organisation").get(person__email=email)


def reports() -> None:
    Report.objects.bulk_create(
        Report(
            number=f"J2026-{n:04d}",
            kind="party",
            about=f"对象{n:03d}。",
            key=f"{n:064d}",
            code_digest=f"{n:064d}",
            received_on=today(),
            due=today() + timedelta(n),
        )
        for n in range(MANY)
    )


def mandates() -> None:
    made = [
        Organisation(key=f"p{n}", kind="party", name_zh=f"对象{n:03d}。", name_en=f"P{n}")
        for n in range(MANY)
    ]
    Organisation.objects.bulk_create(made)
    counsel = Organisation.objects.get(key="zhengde")
    Mandate.objects.all().delete()
    Mandate.objects.bulk_create(Mandate(counsel=counsel, party=one) for one in made)


def waiting() -> None:
    person = accounts.person("new@office.example", "新", sample.PASSWORD)
    TOTP.activate(person, sample.TOTP_SECRET)
    Organisation.objects.bulk_create(
        Organisation(key=f"p{n}", kind="party", name_zh=f"对象{n:03d}。", name_en=f"P{n}")
        for n in range(MANY)
    )
    for n in range(MANY):
        asked.role(person.email, f"p{n}", "party_editor", by=held(SECURITY))


def parts() -> None:
    owner = held(OWNER)
    draft = Draft.objects.create(
        party=owner.organisation, ground="foreign_listing", title="甲", begun_by=owner.person
    )
    SupplierPart.objects.bulk_create(
        SupplierPart(
            draft=draft,
            supplier=held(SUPPLIER).organisation,
            product=f"对象{n:03d}。",
            wanted_by=today(),
            asked_at=now(),
            asked_by=owner.person,
        )
        for n in range(MANY)
    )


def tokens() -> None:
    for n in range(MANY):
        accounts.token(held(OWNER), f"对象{n:03d}。")


LISTS = {
    "/reports/?waiting={}": (SUPERVISOR, reports),
    "/people/organisations/?mandates={}": (SECURITY, mandates),
    "/people/waiting/?page={}": (SECURITY, waiting),
    "/people/?tokens={}": (SECURITY, tokens),
    "/supplies/?asked={}": (SUPPLIER, parts),
    "/accounts/tokens/?page={}": (OWNER, tokens),
}


@pytest.mark.parametrize("address", LISTS)
def test_a_long_list_comes_page_by_page(address: str, settled: None, sign_in: SignIn) -> None:
    who, makes = LISTS[address]
    makes()
    client, found = sign_in(who), []
    for page in (1, 2, 3):
        body = client.get(address.format(page)).content.decode()
        body = re.sub(r"<select.*?</select>", "", body, flags=re.S)
        if makes is mandates:
            body = body.partition('id="mandates"')[2]
        lines = re.findall(r"对象(\d{3})。", body)
        assert 0 < len(lines) <= 50, page
        found += lines
    assert sorted(found) == [f"{n:03d}" for n in range(MANY)]
