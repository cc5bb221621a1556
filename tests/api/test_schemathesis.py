"""Every operation under requests that a machine thinks up: no failure, no answer outside its own description."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core import signals
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.api.programs import CLERK, NDRC, OWNER, SECOND, SYSTEM
from tests.hardening import tried

from shencha.api.api import api
from shencha.api.shapes import CASE_NUMBER
from shencha.law.measures.factors import factors
from shencha.law.measures.instruments import instruments
from shencha.records.acts import drafts, parts, reports
from shencha.records.acts.accounts import token
from shencha.records.clock import today
from shencha.records.log.auditing import audit_everything
from shencha.records.models import (
    CaseFile,
    CasePaper,
    Draft,
    Membership,
    Notice,
    Person,
    Report,
    SupplierPart,
)
from shencha.server.sample import instance as sample
from shencha.server.wsgi import application

PEOPLE = (OWNER, CLERK, SECOND, NDRC)
SECURITY, SUPPLIER = "security@operation.example", "supplier@xinyuan.example"
SUPERVISOR, AUDITOR = "supervisor@supervision.example", "auditor@audit.example"
EXAMPLES = tried(8, 60)
SUITS = {
    "/api/drafts": OWNER,
    **dict.fromkeys(("/api/policies", "/api/policy-choices", "/api/sanctions", "/api/registers"), SECOND),
    **dict.fromkeys(("/api/colleagues", "/api/holiday-notices", "/api/case-views"), SECOND),
    "/api/people": SYSTEM,
    "/api/organisations": SYSTEM,
    "/api/mandates": SECURITY,
    "/api/rights": SECURITY,
    "/api/parts": SUPPLIER,
    "/api/reports": SUPERVISOR,
    "/api/audits": AUDITOR,
}
"""Whose matter an operation is, so that most requests get further than the door."""
STATUSES: Counter[tuple[str, int]] = Counter()


def described() -> dict[str, Any]:
    """Our description without the token, which the test gives and which a test of its own takes away."""
    schema = copy.deepcopy(dict(api.get_openapi_schema()))
    schema["components"].pop("securitySchemes")
    for operations in schema["paths"].values():
        for operation in operations.values():
            operation.pop("security", None)
    return schema


SCHEMA = schemathesis.openapi.from_dict(described())
SCHEMA.app = application


@pytest.fixture(scope="module")
def _one_connection() -> Iterator[None]:
    """Requests leave the connection open, as those of Django's own test client do."""
    ends = (signals.request_started, signals.request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def tokens(_one_connection: None, django_db_setup: None, django_db_blocker) -> Iterator[dict[str, str]]:
    """Tokens of the sample's people, with the sample's cases; all in one transaction that is rolled back."""
    (Path(django_settings.DATA) / "log.signed").unlink(missing_ok=True)
    with django_db_blocker.unblock(), transaction.atomic():
        sample.settle(today())
        sample.tell(today())
        owner = Membership.objects.get(person__email=OWNER)
        draft = drafts.begin(by=owner, party_key="yunqi", ground="procurement", title="机器试用")
        parts.invite(draft, by=owner, supplier="xinyuan", product="存储设备", wanted_by=today())
        reports.submit(kind="party", about="云栖", text="详情", key=reports.fresh_form())
        everyone = {*PEOPLE, *SUITS.values()}
        yield {who: token(Membership.objects.get(person__email=who), "machine") for who in everyone}
        assert audit_everything().faults == ()
        transaction.set_rollback(True)


def real(name: str) -> list[Any]:
    """What there is of that name, for requests that get further than the door."""
    match name:
        case "number":
            return list(CaseFile.objects.values_list("number", flat=True))
        case "sequence":
            return [1, 2, 3]
        case "draft_id":
            return list(Draft.objects.values_list("pk", flat=True))
        case "paper_id":
            return list(CasePaper.objects.values_list("pk", flat=True))
        case "notice_id":
            return list(Notice.objects.values_list("pk", flat=True))
        case "part_id":
            return list(SupplierPart.objects.values_list("pk", flat=True))
        case "person_id":
            return list(Person.objects.values_list("pk", flat=True))
        case "report":
            return list(Report.objects.values_list("number", flat=True))
        case "factor":
            return [one.id for one in factors("measures-2022")]
        case "from":
            return ["2026-02-09", "2020-01-01", "2149-12-31"]
        case "first" | "second":
            return [1, 2]
        case "instrument" | "before" | "after":
            return [one.id for one in instruments()]
        case _:
            return []


def fits(name: str, value: Any) -> bool:
    """Is the value one that the description allows, so that a real one may stand in its place?"""
    if name == "number":
        return bool(re.fullmatch(CASE_NUMBER, str(value)))
    if name == "report":
        return bool(re.fullmatch("[-A-Z0-9]{1,20}", str(value)))
    if name == "factor":
        return bool(re.fullmatch("[A-Z][0-9]{1,2}", str(value)))
    if name in ("instrument", "before", "after"):
        return bool(re.fullmatch(r"[-0-9a-z]{1,40}", str(value)))
    if name == "from":
        return bool(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)))
    return bool(re.fullmatch(r"[1-9][0-9]{0,17}", str(value)))


def test_every_operation_that_is_not_public_asks_for_a_token(anyone):
    public = set()
    for path, methods in api.get_openapi_schema()["paths"].items():
        address = re.sub("{.*?}", "1", path.replace("{number}", "2026-0001")).removeprefix("/api")
        for method, operation in methods.items():
            if "security" in operation:
                assert anyone.ask(method.upper(), address).status_code == 401
            else:
                public.add(path.split("/")[2])
    assert public == {"screen", "clock", "law", "log"}


@pytest.mark.xdist_group("schemathesis")
@SCHEMA.parametrize()
@SCHEMA.given(
    who=st.sampled_from((OWNER, *PEOPLE)), pick=st.integers(0, 40), lang=st.sampled_from(["zh-hans", "en"])
)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_answers_as_it_is_described(case, tokens, who, pick, lang):
    for given in (case.path_parameters, case.query):
        for name, value in given.items():
            kept = name == "draft_id" and case.method == "DELETE"  # the others need it
            if not kept and fits(name, value) and (there := real(name)):
                given[name] = there[pick % len(there)]
    if pick % 4:
        who = next((whose for start, whose in SUITS.items() if case.path.startswith(start)), who)
    headers = {"Host": "127.0.0.1", "Accept-Language": lang, "Authorization": f"Bearer {tokens[who]}"}
    answer = case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])
    STATUSES[f"{case.method} {case.path}", answer.status_code] += 1


@pytest.mark.xdist_group("schemathesis")
def test_the_machine_got_further_than_the_door(tokens):
    if not STATUSES:
        pytest.skip("the machine has asked nothing in this run")
    answered = {operation for operation, status in STATUSES if status < 400}
    described_ = {
        f"{m.upper()} {path}" for path, methods in SCHEMA.raw_schema["paths"].items() for m in methods
    }
    reads = {one for one in described_ if one.startswith("GET ")}
    assert len(answered & reads) >= 0.8 * len(reads), sorted(reads - answered)
    assert len(answered) >= 0.4 * len(described_), sorted(
        described_ - answered
    )  # acts ask for much; see `tests/access`
