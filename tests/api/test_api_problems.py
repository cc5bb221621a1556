"""Every refusal is a problem document, wherever it comes from, in the language that was asked for."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.api.programs import CLERK, OWNER

from shencha.api.problems import TYPES

FIELDS = {"type", "title", "status", "detail", "code", "faults"}


def refused(answer, status: int, code: str) -> dict:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert set(body) == FIELDS
    assert (body["status"], body["code"], body["type"]) == (status, code, f"/api/docs#{code}")
    assert code in TYPES
    return body


def test_no_such_address(anyone):
    refused(anyone.ask("GET", "/nothing"), 404, "not_found")
    refused(anyone.ask("GET", "/"), 404, "not_found")
    refused(anyone.ask("GET", "/law/measures-1999"), 404, "not_found")
    refused(anyone.ask("GET", "/law/measures-2022/99"), 404, "not_found")


def test_no_such_method(anyone):
    answer = anyone.ask("DELETE", "/screen")
    refused(answer, 405, "method_not_allowed")
    assert answer["Allow"] == "POST"


@pytest.mark.parametrize("path", ["/me", "/cases", "/cases/2026-0001", "/worklist", "/drafts", "/notices"])
def test_no_token(anyone, path):
    answer = anyone.ask("GET", path)
    refused(answer, 401, "unauthorised")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_token_that_was_revoked(program):
    from shencha.records.acts.accounts import revoke
    from shencha.records.models import Membership

    owner = program(OWNER)
    assert owner.get("/me")["organisation"]["key"] == "yunqi"
    revoke(Membership.objects.get(person__email=OWNER))
    refused(owner.ask("GET", "/me"), 401, "unauthorised")


def test_a_session_of_the_pages_opens_nothing_here(program):
    from shencha.records.models import Person

    program(OWNER)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(Person.objects.get(email=OWNER))
    refused(client.get("/api/cases"), 401, "unauthorised")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"facts": {}, "facts": {}}',
        b'{"facts": NaN}',
        b"\xff",
        b'{"facts": {"a": "\\ud800"}}',
        b'{"facts": {"a": ["\\u0000"]}}',
        b'{"facts": ' + b"9" * 5000 + b"}",
        b"[" * 60_000,
    ],
)
def test_a_body_that_is_no_json(anyone, body):
    client = Client(HTTP_HOST="127.0.0.1", raise_request_exception=False)
    answer = client.post("/api/screen", body, content_type="application/json")
    assert refused(answer, 400, "unreadable_request")["faults"]


def test_a_body_that_is_too_large(anyone):
    client = Client(HTTP_HOST="127.0.0.1", raise_request_exception=False)
    answer = client.post("/api/screen", b" " * (6 * 2**20), content_type="application/json")
    refused(answer, 413, "too_large")


def test_a_form_that_is_none(program):
    owner = program(OWNER)
    made = owner.act("/drafts", {"party": "yunqi", "ground": "procurement", "title": "x"})
    client = Client(headers=owner.headers, HTTP_HOST="127.0.0.1", raise_request_exception=False)
    answer = client.post(
        f"/api/drafts/{made['id']}/papers", b"x", content_type="multipart/form-data; boundary="
    )
    refused(answer, 400, "unreadable_request")


def test_every_fault_of_a_body_is_named_in_the_language_asked_for(anyone):
    sent = {"facts": {"listing": {"venue": "USA"}, "x": 1}, "on": "2026-02-30", "more": 1}
    body = refused(anyone.ask("POST", "/screen", sent), 422, "bad_input")
    assert {one["where"] for one in body["faults"]} == {"body.question.on", "body.question.more"}
    del sent["on"], sent["more"]
    english = refused(anyone.ask("POST", "/screen", sent), 422, "bad_input")
    chinese = refused(anyone.ask("POST", "/screen", sent, lang="zh-hans"), 422, "bad_input")
    assert [one["where"] for one in english["faults"]] == ["listing.venue", "x"]
    assert "USA" in english["faults"][0]["wrong"]
    assert chinese["title"] == "请改正所列各项"
    assert chinese["detail"] != english["detail"]


def test_a_day_that_is_none_is_a_fault_and_no_failure(anyone):
    for query in ("from=2026-02-30&days=1", "from=1999-01-01&days=1", "from=2026-01-05&days=0", "days=1"):
        assert refused(anyone.ask("GET", f"/clock?{query}"), 422, "bad_input")["faults"]
    for pause in ("2026-01-09..2026-01-06", "2026-01-06..2026-02-31", "x"):
        refused(anyone.ask("GET", f"/clock?from=2026-01-05&days=3&pause={pause}"), 422, "bad_input")


def test_an_event_that_cannot_be_read_names_every_field(program):
    from shencha.records.clock import today
    from shencha.server.sample import instance as sample

    clerk = program(CLERK)
    sample.tell(today())
    number = clerk.get("/cases?state=filed")["cases"][0]["case"]
    wrong = {"event": "preliminary_extended", "days": 0, "reasons": "x", "on": "gestern"}
    body = refused(clerk.ask("POST", f"/cases/{number}/events", wrong, Idempotency_Key="k"), 422, "bad_input")
    assert len(body["faults"]) == 4
    no_key = refused(
        clerk.ask("POST", f"/cases/{number}/events", {"event": "materials_accepted"}), 422, "bad_input"
    )
    assert no_key["faults"][0]["where"] == "header.Idempotency-Key"
    future = {"event": "materials_accepted", "on": "2149-01-01"}
    refused(clerk.ask("POST", f"/cases/{number}/events", future, Idempotency_Key="k"), 422, "bad_input")
    not_now = {"event": "commission_decided", "approved": "yes"}
    refused(clerk.ask("POST", f"/cases/{number}/events", not_now, Idempotency_Key="k"), 409, "not_allowed")


def test_the_answers_are_those_of_the_command_line(anyone):
    from datetime import date

    from shencha.inputs import Document
    from shencha.law.calendar.periods import due
    from shencha.law.calendar.workdays import published
    from shencha.law.measures.open_points import OPEN_POINTS
    from shencha.law.screening.facts_file import load_facts
    from shencha.law.screening.screen import screen

    facts = {"listing": {"planned": "yes", "venue": "US"}, "actor": {"platform_operator": "yes"}}
    answer = anyone.ask("POST", "/screen", {"facts": facts, "on": "2026-03-02"}).json()
    assert answer == screen(load_facts(Document("x", facts)), date(2026, 3, 2)).as_dict()
    clock = anyone.get("/clock?from=2026-02-09&days=10")
    assert clock == due(date(2026, 2, 9), 10, published()).as_dict()
    assert len(anyone.get("/law/open-points")) == len(OPEN_POINTS)
    assert anyone.get("/law/measures-2022")["articles"]
    assert anyone.get("/law/compare/measures-2020/measures-2022")


def test_the_page_of_the_api_shows_every_operation_and_loads_nothing_from_elsewhere(anyone):
    schema = anyone.get("/openapi.json")
    answer = anyone.ask("GET", "/docs")
    page = answer.content.decode()
    assert answer.status_code == 200
    for path, methods in schema["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page
    for code in TYPES:
        assert f'id="{code}"' in page
    assert "http://" not in page
    assert "https://" not in page


def test_no_two_shapes_have_one_name():
    """The description of the API names a shape once: of two with one name it would show the other's."""
    from collections import Counter

    from shencha.api.shapes import Strict

    names = Counter(one.__name__ for one in Strict.__subclasses__())
    assert [name for name, count in names.items() if count > 1] == []
