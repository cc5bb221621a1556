"""What suppliers and parties say before a filing is an entry; a draft that is given up leaves digests alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.instances import instance
from tests.records.conftest import House

from shencha.law.measures.promises import PROMISES
from shencha.records.acts import analyses, drafts, parts
from shencha.records.clock import today
from shencha.records.log.auditing import audit_everything
from shencha.records.models import Draft, LoggedAct, Membership, SupplierPart
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import YUNQI

pytestmark = pytest.mark.tampers
CANARY = "只有这一份草稿里才有的话"


@pytest.fixture
def house(tmp_path: Path, django_db_blocker: Any) -> Iterator[House]:
    with django_db_blocker.unblock(), instance("sqlite", tmp_path / "instance") as made:
        yield House(made, sample.Story(today()))


@pytest.fixture
def draft(house: House) -> Draft:
    return drafts.begin(by=house.held(YUNQI), party_key="yunqi", ground="procurement", title="网关采购")


def asked(house: House, draft: Draft) -> tuple[SupplierPart, Membership]:
    supplier = Membership.objects.get(role="supplier")
    part = parts.invite(
        draft,
        by=house.held(YUNQI),
        supplier=supplier.organisation.key,
        product="网关",
        wanted_by=today(),
        note=CANARY,
    )
    return part, supplier


def handed_in(part: SupplierPart, supplier: Membership) -> SupplierPart:
    said = {one: {"says": "yes", "text": CANARY} for one in PROMISES}
    return parts.hand_in(parts.write(part, by=supplier, statements=said, description=CANARY), by=supplier)


def faults() -> list[str]:
    return [one.en for one in audit_everything(hashing=False).faults]


def acts() -> list[str]:
    about = LoggedAct.objects.filter(about__regex="^(part|draft):")
    return list(about.order_by("log_index").values_list("name", flat=True))


def test_each_step_of_a_part_is_an_entry_and_the_audit_agrees_after_each(house: House, draft: Draft) -> None:
    by, (part, supplier) = house.held(YUNQI), asked(house, draft)
    assert faults() == []
    part = handed_in(part, supplier)
    assert faults() == []
    parts.send_back(part, by=by, reason=CANARY)
    assert faults() == []
    parts.attach(part, by=supplier, name="a.txt", chunks=[b"a"])
    part = handed_in(SupplierPart.objects.get(), supplier)
    assert faults() == []
    parts.close(part, by=by)
    assert faults() == []
    asked(house, draft)
    assert faults() == []
    steps = ["asked", "handed_in", "sent_back", "handed_in", "closed", "asked"]
    assert acts() == [f"part_{one}" for one in steps]


def test_a_part_that_the_supplier_did_not_hand_in_so_is_found(house: House, draft: Draft) -> None:
    part = handed_in(*asked(house, draft))
    part.statements = {**part.statements, "no_illegal_data": {"says": "no", "text": ""}}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_supplierpart SET description = 'x'")
    assert any(f"part:{part.pk}" in one for one in faults())


def test_each_judgement_is_an_entry(house: House, draft: Draft) -> None:
    by = house.held(YUNQI)
    analyses.judge(draft, by=by, factor="F1", text="甲")
    analyses.judge(draft, by=by, factor="F1", text="甲")
    analyses.judge(draft, by=by, factor="F1", text="乙")
    assert faults() == []
    analyses.judge(draft, by=by, factor="F1", text="")
    analyses.judge(draft, by=by, factor="F2", text="丙")
    assert acts() == ["factor_judged"] * 2 + ["judgement_taken_back", "factor_judged"]
    assert faults() == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_judgement SET text = '无影响'")
    assert any(f"draft:{draft.pk} F2" in one for one in faults())


def test_a_draft_that_is_given_up_leaves_digests_and_no_word(house: House, draft: Draft) -> None:
    handed_in(*asked(house, draft))
    analyses.judge(draft, by=house.held(YUNQI), factor="F1", text=CANARY)
    number = draft.pk
    drafts.discard(draft, by=house.held(YUNQI))
    assert acts()[-1] == "draft_discarded"
    assert faults() == []
    assert not any(CANARY in str(one.said) for one in LoggedAct.objects.all())
    other = drafts.begin(by=house.held(YUNQI), party_key="yunqi", ground="procurement", title="另一份")
    assert other.pk != number, "the number of a draft is never used again"


def test_a_draft_that_was_taken_out_by_hand_is_found(house: House, draft: Draft) -> None:
    handed_in(*asked(house, draft))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("DELETE FROM records_supplierpart")
        cursor.execute("DELETE FROM records_draft")
    assert any("part:" in one for one in faults())
