"""The one table of who may reach what, asked of the real pages and the real API."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import table as t
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from instances import instance
from shencha.api.api import api
from shencha.law.promises import PROMISES
from shencha.procedure import events as e
from shencha.records.acts import arrivals, drafts, parts
from shencha.records.acts.accounts import token
from shencha.records.acts.record import record
from shencha.records.clock import today
from shencha.records.models import CaseFile, CasePaper, Draft, Notice, Person
from shencha.server import sample

pytestmark = pytest.mark.xdist_group("access")  # one database is built once
ABSENT = "2026-9999"
NEVER = 999_999_999
READERS = (t.ANONYMOUS, *t.PEOPLE)


@dataclass
class World:
    """The sample's cases by kind, a draft and a notice of yunqi's, and everyone's way in."""

    numbers: dict[str, str]
    draft: int
    draft_paper: int
    notice: int
    part: int
    part_paper: int
    arrival: str
    browsers: dict[str, Client] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def page(self, reader: str, method: str, path: str) -> HttpResponse:
        """One request; whatever it writes is taken back."""
        with transaction.atomic():
            answer = self.browsers[reader].generic(method, f"/{path}", HTTP_HOST="127.0.0.1")
            if answer.streaming:
                answer.getvalue()
            transaction.set_rollback(True)
        return answer

    def program(self, reader: str, operation: str, path: str) -> HttpResponse:
        method = operation.partition(" ")[0]
        sent: dict[str, Any] = {"HTTP_HOST": "127.0.0.1", "HTTP_IDEMPOTENCY_KEY": f"table-{reader}"}
        if reader != t.ANONYMOUS:
            sent["HTTP_AUTHORIZATION"] = f"Bearer {self.tokens[reader]}"
        with transaction.atomic():
            client = Client()
            if operation in FORMS:
                answer = client.post(path, FORMS[operation](), **sent)
            else:
                body = json.dumps(BODIES.get(operation, {})).encode() if method != "GET" else b""
                answer = client.generic(method, path, body, "application/json", **sent)
            if answer.streaming:
                answer.getvalue()
            transaction.set_rollback(True)
        return answer


def supplied(story: sample.Story, draft: Draft) -> tuple[int, int]:
    """A part that xinyuan has handed in, and a paper of it."""
    supplier = story.held["supplier@xinyuan.example"]
    part = parts.invite(
        draft, by=story.held[sample.YUNQI], supplier="xinyuan", product="存储设备", wanted_by=today()
    )
    paper = parts.attach(part, by=supplier, name="a.txt", chunks=[b"a"])
    said = {name: {"says": "yes"} for name in PROMISES}
    parts.write(part, by=supplier, statements=said, description="存储设备")
    parts.hand_in(part, by=supplier)
    return part.pk, paper.pk


def upload() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("a.txt", b"a")


BODIES: dict[str, Any] = {
    "POST /api/screen": {"facts": {}},
    "POST /api/cases/{number}/events": {"event": "withdrawn"},
    "POST /api/cases/{number}/opinion": {"opinion": "agree"},
    "POST /api/concerns": {"title": "x", "subject": "products_services"},
    "POST /api/drafts": {"party": "yunqi", "ground": "procurement", "title": "x"},
    "PATCH /api/drafts/{draft_id}": {"title": "y"},
    "POST /api/drafts/{draft_id}/file": {"code": "000000"},
}
FORMS: dict[str, Any] = {
    "POST /api/cases/{number}/supplements": lambda: {"items": ["x"], "files": [upload()]},
    "POST /api/drafts/{draft_id}/papers": lambda: {"material": "other", "file": upload()},
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("access")
    with django_db_blocker.unblock(), instance("sqlite", folder):
        sample.tell(today())
        numbers = {}
        for kind, (title, _) in t.KNOWS.items():
            numbers[kind] = CaseFile.objects.get(title=title).number
        assert CaseFile.objects.count() == len(numbers), "a case of the sample has no row in the table"
        story = sample.Story(today())
        gone = e.Recused(today(), sample.OFFICER, "利益冲突")
        record(numbers["recused"], gone, by=story.held[sample.OFFICER], key="recused")
        by = story.held[sample.YUNQI]
        draft = drafts.begin(by=by, party_key="yunqi", ground="procurement", title="草稿")
        paper = drafts.attach(draft, by=by, material="declaration", name="a.txt", chunks=[b"a"])
        notice = Notice.objects.filter(to__key="yunqi").first()
        assert notice is not None
        part, part_paper = supplied(story, draft)
        arrival = arrivals.begin(draft, by=by, material="other", name="b.txt", size=2, stamp="").key
        made = World(numbers, draft.pk, paper.pk, notice.pk, part, part_paper, arrival)
        made.browsers[t.ANONYMOUS] = Client()
        for role, email in t.PEOPLE.items():
            made.browsers[role] = Client(HTTP_HOST="127.0.0.1")
            made.browsers[role].force_login(Person.objects.get(email=email))
            made.tokens[role] = token(story.held[email], "table")
        yield made


def routes(found: Any = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in (found or get_resolver()).url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            if route in ("accounts/", "api/"):
                yield route, one  # type: ignore[misc]
            else:
                yield from routes(one, route)
        else:
            yield route, one


def operations() -> set[str]:
    return {
        f"{method.upper()} {path}"
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }


def test_every_address_and_every_operation_stands_in_the_table():
    assert {route for route, _ in routes()} == set(t.PAGES)
    assert operations() == set(t.OPERATIONS)


def filled(route: str, world: World, number: str, *, absent: bool = False) -> str:
    """An address with what it asks for; `absent`: with what is not there."""
    paper = CasePaper.objects.filter(case__number=number).order_by("pk").first()
    values = {
        "number": ABSENT if absent else number,
        "sequence": 1,
        "draft_id": NEVER if absent and "key" not in route else world.draft,
        "key": "none" if absent else world.arrival,
        "part_id": NEVER if absent else world.part,
        "notice_id": NEVER if absent else world.notice,
        "paper_id": world.part_paper
        if "part_id" in route
        else world.draft_paper
        if "draft" in route
        else paper.pk
        if paper
        else 1,
        "instrument_id": "measures-2022",
        "instrument": "measures-2022",
        "before": "measures-2020",
        "after": "measures-2022",
        "name": "supplement_requested",
        "material": "declaration",
        "slug": "ciio",
    }
    if route.startswith(("law/", "/api/law/")):
        values["number"] = "7"
    if route.startswith(("must-we-file", "party/drafts")):
        from shencha.web.questions import QUESTIONS

        values["slug"] = QUESTIONS[0].slug
    path = re.sub(r"<\w+:(\w+)>|{(\w+)}", lambda m: str(values[m[1] or m[2]]), route)
    return path + {
        "/api/clock": "?from=2026-03-02&days=3",
        "/api/log/consistency": "?first=1&second=2",
    }.get(route, "")


def allowed(asks: str | set[str], kind: str) -> set[str]:
    """The roles that may reach an address, for that kind of case."""
    if isinstance(asks, set):
        return asks
    knows = t.KNOWS[kind][1]
    return {
        t.PUBLIC: t.EVERYONE,
        t.SIGNED_IN: t.EVERYONE,
        t.CASE: knows,
        t.PARTY_CASE: knows & t.PARTY,
        t.A_DRAFT: t.DRAFT,
        t.A_NOTICE: t.NOTICE,
        t.A_PART: t.PART,
    }[asks]


def words(answer: HttpResponse, path: str, number: str) -> bytes:
    """The body without what differs from answer to answer: the form's token, and what was asked for."""
    body = answer.content
    body = re.sub(
        rb'(csrfmiddlewaretoken" value=")[^"]+|(X-CSRFToken[^A-Za-z0-9]+)[A-Za-z0-9]{64}', b"", body
    )
    for asked in (path.encode(), number.encode(), ABSENT.encode(), str(NEVER).encode()):
        body = body.replace(asked, b"*")
    return body


PAGE_RULES = [(route, asks) for route, asks in t.PAGES.items() if route not in ("accounts/", "api/")]


TELLING = ("filed", "recused", "consultation", "concluded", "ex officio, proposed")
"""Between them they tell every role that may know of a case from those that may not."""


def kinds_for(asks: str | set[str], address: str) -> list[str]:
    """Every kind for the case itself and in the lists; five for what hangs on it, by the same function."""
    if address in ("cases/<str:number>/", "/api/cases/{number}"):
        return list(t.KNOWS)
    if asks == t.CASE and "paper_id" in address:
        return list(TELLING[:4])  # a concern came without papers
    return list(TELLING) if asks in (t.CASE, t.PARTY_CASE) else ["filed"]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("route", "asks"), PAGE_RULES, ids=[route or "/" for route, _ in PAGE_RULES])
def test_a_page_is_there_for_those_of_the_table_and_for_nobody_else(world, route, asks, method):
    wrong, nothing = [], {}
    for kind in kinds_for(asks, route):
        number = world.numbers[kind]
        path, nowhere = filled(route, world, number), filled(route, world, number, absent=True)
        for reader in READERS:
            answer = world.page(reader, method, path)
            if reader == t.ANONYMOUS and asks != t.PUBLIC:
                fits = answer.status_code == 405 or (
                    answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?next=")
                )
            elif reader == t.ANONYMOUS or reader in allowed(asks, kind):
                fits = answer.status_code in (200, 302, 405, 409, 422)
                if method == "GET" and asks == t.CASE and route.endswith("<str:number>/"):
                    fits = answer.status_code == 200
            elif answer.status_code == 405:
                fits = True
            else:
                absent = nothing.get((reader, nowhere)) or world.page(reader, method, nowhere)
                nothing[reader, nowhere] = absent
                fits = answer.status_code == absent.status_code == 404
                fits = fits and words(answer, path, number) == words(absent, nowhere, number)
            if not fits:
                wrong.append(f"{method} {path} ({kind}) for {reader}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("operation", "asks"), t.OPERATIONS.items(), ids=list(t.OPERATIONS))
def test_an_operation_is_there_for_those_of_the_table_and_for_nobody_else(world, operation, asks):
    wrong, nothing = [], {}
    _, address = operation.split()
    for kind in kinds_for(asks, address):
        number = world.numbers[kind]
        path, nowhere = filled(address, world, number), filled(address, world, number, absent=True)
        for reader in READERS:
            answer = world.program(reader, operation, path)
            if reader == t.ANONYMOUS and asks != t.PUBLIC:
                fits = answer.status_code == 401
            elif reader == t.ANONYMOUS or reader in allowed(asks, kind):
                fits = answer.status_code in (200, 201, 204, 409, 422)
                if operation.startswith("GET") and "{paper_id}" not in operation:
                    fits = answer.status_code == 200
            else:
                absent = nothing.get((reader, nowhere)) or world.program(reader, operation, nowhere)
                nothing[reader, nowhere] = absent
                fits = answer.status_code == absent.status_code == 404
                fits = fits and words(answer, path, number) == words(absent, nowhere, number)
            if not fits:
                wrong.append(f"{operation} {path} ({kind}) for {reader}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_a_list_shows_the_cases_of_the_table_and_no_others(world):
    for reader in t.PEOPLE:
        shown = world.program(reader, "GET /api/cases", "/api/cases?limit=200").json()["cases"]
        knows = {world.numbers[kind] for kind, (_, who) in t.KNOWS.items() if reader in who}
        assert {one["case"] for one in shown} == knows, reader
        owed = world.program(reader, "GET /api/worklist", "/api/worklist").json()
        lines = {line["case"] for part in owed["parts"] for line in part["lines"]} | {
            one["case"] for one in owed["fresh"]
        }
        assert lines <= knows, reader


def test_no_page_of_an_account_names_a_case(world):
    """What django-allauth shows is a person's own account, whatever the role."""
    found = get_resolver("allauth.urls").reverse_dict
    names = [name for name in found if isinstance(name, str) and not found.getlist(name)[0][0][0][1]]
    assert len(names) > 10
    for name in names:
        path = "accounts/" + found.getlist(name)[0][0][0][0]
        for reader in (t.ANONYMOUS, "party_owner", "case_officer", "system_admin"):
            answer = world.page(reader, "GET", path)
            assert answer.status_code in (200, 302, 403, 404, 405), (path, reader)
            assert not any(number.encode() in answer.content for number in world.numbers.values()), path
