"""The one table of who may reach what, asked of the real pages and the real API."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.access import table as t
from tests.instances import instance
from tests.notices import written
from tests.places import ROOT

from shencha.api.api import api
from shencha.law.measures.factors import FACTORS
from shencha.law.measures.promises import PROMISES
from shencha.procedure import acts as e
from shencha.records.acts import (
    accounts,
    analyses,
    arrivals,
    drafts,
    filing,
    holidays,
    parts,
    registers,
    reports,
    sanctions,
    statements,
)
from shencha.records.acts.accounts import token
from shencha.records.acts.feeds import open_feed
from shencha.records.acts.record import record
from shencha.records.clock import now, today
from shencha.records.log import seals
from shencha.records.models import (
    AnalysisRun,
    CaseFile,
    CasePaper,
    Draft,
    LoggedAct,
    Membership,
    MovedDay,
    Notice,
    Person,
    Report,
    ReportFile,
)
from shencha.server.sample import instance as sample
from shencha.web.questions import QUESTIONS

pytestmark = pytest.mark.xdist_group("access")  # one database is built once
ABSENT = "2026-9999"
NEVER = 999_999_999
FLOWS = ROOT / "examples/flows/platform.yaml"
READERS = (t.ANONYMOUS, *t.PEOPLE)
FEW = (t.ANONYMOUS, "party_owner", "case_officer", "supplier", "system_admin")
OF_2022 = next(one.id for one in FACTORS.values() if one.instrument == "measures-2022")


@dataclass
class World:
    """The sample's cases by kind, reports by kind, a draft and a notice of yunqi's, and everyone's way in."""

    numbers: dict[str, str]
    reports: dict[str, str]
    report_files: dict[str, int]
    draft: int
    draft_paper: int
    draft_run: int
    case_run: int
    filed_run: str
    draft_statement: str
    filed_statement: str
    notice: int
    secret: str
    part: int
    part_paper: int
    arrival: str
    sanction: int
    register: int
    taken: int
    change: int
    browsers: dict[str, Client] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    """What the last request wrote, sessions left out."""

    def page(self, reader: str, method: str, path: str, sent: dict[str, Any] | None = None) -> HttpResponse:
        """One request; whatever it writes is taken back."""
        client = self.browsers[reader]
        client.cookies.pop("messages", None)
        return self._taken_back(
            lambda: client.post(f"/{path}", sent or {}) if method == "POST" else client.get(f"/{path}")
        )

    def program(self, reader: str, operation: str, path: str) -> HttpResponse:
        method = operation.partition(" ")[0]
        sent: dict[str, Any] = {"HTTP_HOST": "127.0.0.1", "HTTP_IDEMPOTENCY_KEY": f"table-{reader}"}
        if reader != t.ANONYMOUS:
            sent["HTTP_AUTHORIZATION"] = f"Bearer {self.tokens[reader]}"
        if operation in FORMS:
            return self._taken_back(lambda: Client().post(path, FORMS[operation](), **sent))
        given = {"case": self.numbers["concluded"]} if path.endswith("/link") else BODIES.get(operation, {})
        body = json.dumps(given).encode() if method != "GET" else b""
        return self._taken_back(lambda: Client().generic(method, path, body, "application/json", **sent))

    def _taken_back(self, request: Callable[[], HttpResponse]) -> HttpResponse:
        self.written.clear()
        before = files_kept()
        with transaction.atomic(), connection.execute_wrapper(self._noted):
            answer = request()
            if answer.streaming:
                answer.getvalue()
            transaction.set_rollback(True)
        if files_kept() != before:
            self.written.append("a file")
        return answer

    def _noted(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        verb = sql.split(None, 1)[0].upper()
        if verb in ("INSERT", "UPDATE", "DELETE") and "django_session" not in sql:
            self.written.append(sql[:80])
        return execute(sql, params, many, context)


def files_kept() -> int:
    """How many files lie in the instance."""
    return sum(len(names) for _, _, names in os.walk(settings.FILES))


def upload() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("a.txt", b"a")


def flows() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("flows.yaml", FLOWS.read_bytes())


def withdrawn() -> str:
    """What a party's request on paper says."""
    return json.dumps({"event": "withdrawn", "requested": today().isoformat(), "reason": "不再上市"})


STATEMENT = {"factor": "F2", "text": "备件可用", "references": [{"file": "declaration/a.txt"}]}
CHOICE = {"policy": "special_start", "value": "last_opinion", "since": "2048-01-06", "why": "x"}
BODIES: dict[str, Any] = {
    "POST /api/screen": {"facts": {}},
    "POST /api/cases/{number}/events": {"event": "withdrawn", "reason": "不再上市"},
    "POST /api/cases/{number}/opinion": {"opinion": "agree"},
    "POST /api/holiday-notices": {
        "year": 2048,
        "off": [],
        "work": [],
        "number": "x",
        "published": "2026-01-02",
    },
    "POST /api/holiday-notices/{taken_id}/sent-back": {"reason": "x"},
    "POST /api/concerns": {"title": "x", "subject": "products_services"},
    "POST /api/drafts": {"party": "yunqi", "ground": "procurement", "title": "x"},
    "PATCH /api/drafts/{draft_id}": {"title": "y"},
    "POST /api/drafts/{draft_id}/file": {"code": "000000"},
    "POST /api/case-views": {"name": "x", "filters": {"overdue": "yes"}},
    "POST /api/cases/{number}/papers/{paper_id}/remarks": {"page": 1, "text": "x"},
    "POST /api/cases/{number}/opinion-drafts": {"opinion": "agree"},
    "POST /api/cases/{number}/opinion-drafts/{draft_id}/sent-back": {"reason": "x"},
    "POST /api/drafts/{draft_id}/version": {"instrument": "measures-2022"},
    "PUT /api/drafts/{draft_id}/judgements/{factor}": {"text": "影响不大"},
    "POST /api/drafts/{draft_id}/statements": STATEMENT,
    "PUT /api/drafts/{draft_id}/statements/{statement}": STATEMENT,
    "POST /api/drafts/{draft_id}/parts": {"supplier": "xinyuan", "product": "x", "wanted_by": "2149-01-04"},
    "POST /api/drafts/{draft_id}/parts/{part_id}/sent-back": {"reason": "x"},
    "PUT /api/parts/{part_id}": {"description": "x"},
    "POST /api/policy-choices": CHOICE,
    "POST /api/policy-choices/effect": CHOICE,
    "POST /api/policy-choices/{taken_id}/sent-back": {"reason": "x"},
    "POST /api/sanctions": {
        "facts": {"acts": [{"conduct": ["uses_unreviewed_product"]}]},
        "title": "x",
        "proposed": "警告",
    },
    "POST /api/sanctions/{sanction_id}/acts": {"act": "sanction_countersigned"},
    "POST /api/reports/{report}/reply": {"text": "x"},
    "POST /api/reports/{report}/refer": {"unit": "miit", "words": "x"},
    "POST /api/reports/{report}/concerns": {"email": "officer@office.example"},
    "POST /api/reports/{report}/identity/ask": {"reason": "x"},
    "POST /api/reports/{report}/identity/decide": {"approve": True},
    "POST /api/people": {"email": "new@office.example", "name": "x"},
    "POST /api/people/{person_id}/acts": {"act": "block"},
    "POST /api/organisations": {"key": "x", "kind": "party", "zh": "x", "en": "x"},
    "POST /api/mandates": {"counsel": "zhengde", "party": "yunqi"},
    "POST /api/mandates/end": {"counsel": "zhengde", "party": "yunqi"},
    "POST /api/rights/{key}/refuse": {"why": "x"},
    "POST /api/absences": {"deputy": NEVER, "first": "2149-01-04", "last": "2149-01-05"},
}
FORMS: dict[str, Any] = {
    "POST /api/cases/{number}/supplements": lambda: {"items": ["x"], "files": [upload()]},
    "POST /api/drafts/{draft_id}/papers": lambda: {"material": "other", "file": upload()},
    "POST /api/cases/{number}/analyses/{filed_id}/recount": lambda: {"file": upload()},
    "POST /api/dossiers": lambda: {"file": [upload()]},
    "POST /api/cases/{number}/evidence": lambda: {"commitment": "x", "evidence": "x", "files": [upload()]},
    "POST /api/cases/{number}/on-paper": lambda: {"event": withdrawn(), "file": upload()},
    "POST /api/cases/{number}/changes": lambda: {"said": "变化", "facts": "{}"},
    "POST /api/drafts/{draft_id}/analyses": lambda: {"kind": "flows", "roles": ["flows"], "files": [flows()]},
    "POST /api/parts/{part_id}/papers": lambda: {"file": upload()},
    "POST /api/registers": dict,
}
SENT: dict[str, dict[str, Any]] = {
    "report/<slug:kind>/": {"about": "云栖", "text": "有人不遵守承诺", "key": "table"},
    "reports/<str:number>/reply/": {"text": "已收到", "key": "table"},
    "reports/<str:number>/refer/": {"unit": "miit", "words": "供应商中断支持"},
    "reports/<str:number>/concerns/": {"email": "officer@office.example"},
    "reports/<str:number>/identity/": {"step": "ask", "reason": "需要核实"},
    "party/drafts/new/": {"party": "yunqi", "ground": "procurement", "title": "另一份"},
    "party/drafts/<int:draft_id>/evidence/factors/<slug:factor>/": {"text": "影响不大"},
    "party/cases/<str:number>/withdraw/": {"reason": "不再上市", "key": "table"},
    "cases/<str:number>/opinion/": {"opinion": "agree", "key": "table"},
    "work/concern/": {"title": "x", "subject": "products_services", "key": "table"},
    "cases/<str:number>/do/<slug:name>/": {
        "do": "send",
        "key": "table",
        "expected": 1,
        "i0-about": "m:other",
        "i0-kind": "missing",
        "i0-ask": "股权结构图",
        "i0-why": "据此核对控制关系",
    },
    "cases/<str:number>/sign/<slug:name>/": {"key": "table"},
    "people/end/": {"end": "factor", "email": "counsel@zhengde.example"},
    "cases/<str:number>/send-back/<slug:name>/": {"reason": "理由不足", "key": "table"},
}
"""What a page is sent that would do what it is for, where an empty form would not."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("access")
    with django_db_blocker.unblock(), instance("sqlite", folder):
        sample.tell(today())
        seals.recipient()  # the office's key is made when it is first needed, by whoever asks
        story = sample.Story(today())
        filed_run, filed_statement = with_evidence(story)
        numbers = {}
        for kind, (title, _) in t.KNOWS.items():
            numbers[kind] = CaseFile.objects.get(title=title).number
        assert CaseFile.objects.count() == len(numbers), "a case of the sample has no row in the table"
        again = analyses.repeat(
            numbers["filed, with evidence"], filed_run, by=story.held[sample.SECOND], key="again"
        )
        analyses.finished(again, {"findings": [], "unread": []})
        gone = e.Recused(today(), sample.OFFICER, "利益冲突")
        kept = e.CaseAssigned(today(), sample.OFFICER, None, None, True)
        record(numbers["ex officio, opened"], kept, by=story.held[sample.HEAD], key="restricted")
        record(numbers["recused"], gone, by=story.held[sample.OFFICER], key="recused")
        by = story.held[sample.YUNQI]
        draft = drafts.begin(by=by, party_key="yunqi", ground="procurement", title="草稿")
        paper = drafts.attach(draft, by=by, material="declaration", name="a.txt", chunks=[b"a"])
        run = analysed(draft, by)
        notice = Notice.objects.filter(to__key="yunqi").first()
        assert notice is not None
        reported = {kind: given_in(kind, story) for kind in t.READS}
        made = World(
            numbers,
            {kind: one.number for kind, one in reported.items()},
            {kind: ReportFile.objects.get(entry__report=one).pk for kind, one in reported.items()},
            draft.pk,
            paper.pk,
            run.pk,
            again.pk,
            filed_run,
            stated(draft, by),
            filed_statement,
            notice.pk,
            open_feed(by),
            *supplied(story, draft),
            arrivals.begin(arrivals.Owner(by), place="/", field="file", name="b", size=2, stamp="").key,
            *written_by_officers(story),
            taken_in(story, numbers["preliminary"]),
            registers.report_change(
                CaseFile.objects.get(number=numbers["filed"]), {}, "变化", today(), key="changed", by=by
            ).pk,
        )
        made.browsers[t.ANONYMOUS] = Client(HTTP_HOST="127.0.0.1")
        for role, email in t.PEOPLE.items():
            made.browsers[role] = Client(HTTP_HOST="127.0.0.1")
            made.browsers[role].force_login(Person.objects.get(email=email))
            made.tokens[role] = token(story.held[email], "table")
        yield made


def supplied(story: sample.Story, draft: Draft) -> tuple[int, int]:
    """A part that xinyuan has handed in, and a paper of it."""
    supplier, party = story.held["supplier@xinyuan.example"], story.held[sample.YUNQI]
    part = parts.invite(draft, by=party, supplier="xinyuan", product="存储设备", wanted_by=today())
    paper = parts.attach(part, by=supplier, name="a.txt", chunks=[b"a"])
    said = {name: {"says": "yes"} for name in PROMISES}
    parts.write(part, by=supplier, statements=said, description="存储设备")
    parts.hand_in(part, by=supplier)
    return part.pk, paper.pk


def written_by_officers(story: sample.Story) -> tuple[int, int]:
    """A draft decision on a sanction, and a register of parties."""
    officer = story.held[sample.OFFICER]
    sanction = sanctions.draft(
        {"acts": [{"conduct": ["uses_unreviewed_product"]}]},
        today(),
        title="草案",
        proposed="警告",
        fine=None,
        key="sanction",
        by=officer,
    )
    rows = [b"name,actor.ciio\na,yes\n"]
    register = registers.take_in(rows, "r.csv", today(), key="register", by=officer)
    return sanction.pk, register.pk


def taken_in(story: sample.Story, number: str) -> int:
    """A holiday notice in force that moved a day in that case, and, being of a far year, in no other."""
    notice = holidays.propose(
        written(2049), number="一号", published_on=today(), url="", by=story.held[sample.SECOND]
    )
    holidays.put_in_force(notice.pk, by=story.held[sample.HEAD])
    case = CaseFile.objects.get(number=number)
    MovedDay.objects.create(notice=notice, case=case, clock="preliminary", before=today(), after=today())
    return notice.pk


def analysed(draft: Draft, by: Membership) -> AnalysisRun:
    """An analysis of a draft that a worker has done."""
    given = [analyses.Given("flows", "flows.yaml", [FLOWS.read_bytes()])]
    run = analyses.ask(draft, by=by, kind="flows", given=given, key=f"analysed-{draft.pk}", file_inputs=True)
    analyses.finished(run, {"findings": [], "unread": []})
    return run


def stated(draft: Draft, by: Membership) -> str:
    """A statement of a draft's analysis report, by its id."""
    rests = [{"file": "declaration/a.txt"}]
    return statements.save(draft, by=by, factor="F2", text="备件可用", references=rests).id


def with_evidence(story: sample.Story) -> tuple[str, str]:
    """A case that was filed with an analysis and a statement; under which ids they were filed."""
    by, at = story.held[sample.YUNQI], now()
    draft = drafts.begin(by=by, party_key="yunqi", ground="procurement", title="附评估结果的采购")
    for material in ("declaration", "analysis_report", "procurement_documents"):
        drafts.attach(draft, by=by, material=material, name="a.txt", chunks=[material.encode()])
    sample.tell_facts(draft, by)
    run, statement = analysed(draft, by), stated(draft, by)
    filing.file_draft(draft, by=by, key="with evidence", confirmed_at=at, at=at)
    return f"flows-{run.pk}", statement


CODES: dict[str, str] = {}
"""The receipt code of each report, which nobody keeps."""


def given_in(kind: str, story: sample.Story) -> Report:
    """A report with a name and a file, of the kind that the table describes."""
    on = Report.Kind.REVIEW if "review" in kind else Report.Kind.PARTY
    report, CODES[kind] = reports.submit(
        kind=on,
        about=kind,
        text="详情",
        key=reports.fresh_form(),
        reporter=reports.Reporter("李某", "电话"),
        uploads=[reports.Upload("a.txt", [b"a"])],
    )
    for role, email in (
        ("supervisor", "supervisor@supervision.example"),
        ("auditor", "auditor@audit.example"),
    ):
        if kind.endswith(f"concerning the {role}"):
            reports.concerns(report.number, by=story.held[email], email=email)
    return report


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
    assert {route for route, _ in routes()} == set(t.PAGES) - (
        set() if settings.DEMO else {"demo/", "demo/as/"}
    )
    assert operations() == set(t.OPERATIONS)


def filled(route: str, world: World, kind: str, *, absent: bool = False) -> str:
    """An address with what it asks for; `absent`: with what is not there."""
    number = world.numbers.get(kind) or world.reports[kind]
    paper = CasePaper.objects.filter(case__number=number).order_by("pk").first()
    values = {
        "number": ABSENT if absent else number,
        "sequence": 1,
        "leaf": 1,
        "draft_id": NEVER if absent and "slug:key" not in route else world.draft,
        "report": ABSENT if absent else number,
        "notice_id": NEVER if absent else world.notice,
        "key": "none" if absent else world.arrival,
        "part_id": NEVER if absent else world.part,
        "sanction_id": NEVER if absent else world.sanction,
        "entry": LoggedAct.objects.filter(name="sanction_drafted")[0].log_index,
        "act": "sanction_countersigned",
        "register_id": NEVER if absent else world.register,
        "change_id": NEVER if absent else world.change,
        "year": 1999 if absent else CaseFile.objects.dates("opened_on", "year")[0].year,
        "paper_id": _paper_of(route, world, paper),
        "file_id": NEVER if absent else world.report_files.get(kind, world.report_files["on a party"]),
        "run_id": world.case_run if route.startswith("cases/") else world.draft_run,
        "filed_id": world.filed_run,
        "statement": world.filed_statement if route.startswith("cases/") else world.draft_statement,
        "reference": 1,
        "secret": world.secret,
        "factor": OF_2022,
        "instrument_id": "measures-2022",
        "instrument": "measures-2022",
        "before": "measures-2020",
        "after": "measures-2022",
        "name": "supplement_requested",
        "named": "today",
        "owed": "evidence_received",
        "taken_id": NEVER if absent else world.taken,
        "choice_id": NEVER,  # none was put forward
        "remark_id": NEVER,
        "view_id": NEVER,
        "token_id": NEVER,
        "absence_id": NEVER,
        "reader": "nobody" if absent else "party",
        "person_id": NEVER if absent else Person.objects.get(email=t.PEOPLE["case_officer"]).pk,
        "material": "declaration",
        "kind": next(
            (
                kind
                for part, kind in (
                    ("evidence", "flows"),
                    ("sanctions", "draft"),
                    ("memo", "docx"),
                )
                if part in route
            ),
            "party",
        ),
        "question_id": "remedies",
        "copy": "zh",
        "form": "docx",
        "slug": QUESTIONS[0].slug,
    }
    if route.startswith(("law/", "/api/law/")):
        values["number"] = "7"
    path = re.sub(r"<\w+:(\w+)>|{(\w+)}", lambda m: str(values[m[1] or m[2]]), route)
    return path + {
        "/api/clock": "?from=2026-03-02&days=3",
        "/api/log/consistency": "?first=1&second=2",
        "/api/cases/{number}/events/{sequence}/paper": "?form=docx",
    }.get(route, "")


def _paper_of(route: str, world: World, paper: CasePaper | None) -> int:
    if "part_id" in route:
        return world.part_paper
    return world.draft_paper if "draft" in route else paper.pk if paper else 1


def allowed(row: t.Row, kind: str) -> set[str]:
    """The roles that may reach an address, for that kind of case or report."""
    if isinstance(row.asks, set):
        return row.asks
    if row.asks == t.CASE:
        return t.KNOWS[kind][1] & row.of
    if row.asks == t.A_REPORT:
        return t.READS[kind]
    return {
        t.PUBLIC: t.EVERYONE,
        t.SIGNED_IN: t.EVERYONE,
        t.A_DRAFT: t.DRAFT,
        t.A_NOTICE: t.NOTICE,
        t.A_PART: t.PART,
        t.NOBODY: set(),
    }[row.asks]


def expected(answers: t.Answers, reader: str) -> int:
    """The status of the table for a reader who may reach the address."""
    return answers if isinstance(answers, int) else answers.get(reader, answers["else"])


def words(answer: HttpResponse, path: str, number: str) -> bytes:
    """The body without what differs from answer to answer: the form's token, and what was asked for."""
    body = answer.content
    body = re.sub(
        rb'(csrfmiddlewaretoken" value=")[^"]+|(X-CSRFToken[^A-Za-z0-9]+)[A-Za-z0-9]{64}', b"", body
    )
    for asked in (path.encode(), number.encode(), ABSENT.encode(), str(NEVER).encode()):
        body = body.replace(asked, b"*")
    return body


PAGE_RULES = [(route, row) for route, row in t.PAGES.items() if route not in ("accounts/", "api/")]
TELLING = ("consultation", "concluded", "awaiting the Commission", "recused", "ex officio, proposed")
"""Beside a case that is filed, these tell every role that may know of a case from those that may not."""


def kinds_for(row: t.Row, address: str, reader: str, *, whole: bool) -> list[str]:
    """Every kind for the case itself; one that the reader may know of and one not, for what hangs on it."""
    if row.asks == t.A_REPORT:
        return list(t.READS)
    if row.asks != t.CASE:
        return ["filed"]
    if whole:
        return list(t.KNOWS)
    evidence = any(one in address for one in ("filed_id", "runs", "reference"))
    first = "filed, with evidence" if evidence else "filed"
    if evidence:
        return [first]
    if "change_id" in address:
        return [first]
    if "paper_id" in address:
        return [first, *TELLING[:2]]  # a concern came without papers
    found = [first]
    for known in (True, False):
        if known != (reader in t.KNOWS[first][1]):
            found += [kind for kind in TELLING if (reader in t.KNOWS[kind][1]) == known][:1]
    return found


@dataclass
class Asked:
    """One address asked by everyone, and what was not as the table says."""

    world: World
    row: t.Row
    address: str
    method: str
    ask: Callable[[str, str], HttpResponse]
    no_account: Callable[[HttpResponse], bool]
    wrong: list[str] = field(default_factory=list)
    nothing: dict[tuple[str, str], HttpResponse] = field(default_factory=dict)

    def by_everyone(self) -> list[str]:
        whole = self.address == "/api/cases/{number}"  # the page finds it by the same function
        for reader in self.readers():
            for kind in kinds_for(self.row, self.address, reader, whole=whole):
                path = filled(self.address, self.world, kind)
                answer = self.ask(reader, path)
                status, written = answer.status_code, list(self.world.written)
                if reader in allowed(self.row, kind):  # a refusal that shows the case is a look at it
                    written = [one for one in written if "records_seen" not in one]
                if not self.fits(answer, reader, kind, path) or (status >= 400 and written):
                    self.wrong.append(f"{self.method} {path} ({kind}) for {reader}: {status} {written}")
        return self.wrong

    def readers(self) -> tuple[str, ...]:
        """Everyone; a few where nobody is told apart, with those for whom an address that takes no such request is."""
        of_method = self.row.get if self.method == "GET" else self.row.post
        if self.row.asks == t.PUBLIC:
            return FEW
        if of_method != 405:
            return READERS
        named = self.row.asks if isinstance(self.row.asks, set) else self.row.of
        return FEW if named == t.EVERYONE else (*FEW, *sorted(named - set(FEW)))

    def fits(self, answer: HttpResponse, reader: str, kind: str, path: str) -> bool:
        never = expected(self.row.get if self.method == "GET" else self.row.post, "else")
        if answer.status_code == 405 or never == 405:
            return answer.status_code == never == 405 or (
                answer.status_code in (302, 404) and reader not in allowed(self.row, kind)
            )
        if reader == t.ANONYMOUS and self.row.asks not in (t.PUBLIC, t.NOBODY):
            return self.no_account(answer)
        if reader in allowed(self.row, kind) or self.row.asks == t.PUBLIC:
            wanted = expected(self.row.get if self.method == "GET" else self.row.post, reader)
            if answer.status_code != wanted:
                print(answer.content.decode()[:900])
            return answer.status_code == wanted
        return answer.status_code == 404 and self.as_if_absent(answer, reader, kind, path)

    def as_if_absent(self, answer: HttpResponse, reader: str, kind: str, path: str) -> bool:
        """Is it told apart from what is not there?"""
        nowhere = filled(self.address, self.world, kind, absent=True)
        number = self.world.numbers.get(kind) or self.world.reports[kind]
        if nowhere == path:
            return True
        if (reader, nowhere) not in self.nothing:
            self.nothing[reader, nowhere] = self.ask(reader, nowhere)
        absent = self.nothing[reader, nowhere]
        return absent.status_code == 404 and words(answer, path, number) == words(absent, nowhere, number)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("route", "row"), PAGE_RULES, ids=[route or "/" for route, _ in PAGE_RULES])
def test_a_page_is_there_for_those_of_the_table_and_for_nobody_else(world, route, row, method):
    if route.startswith("demo/") and not settings.DEMO:
        assert world.page("system_admin", method, route).status_code == 404
        return

    def ask(reader: str, path: str) -> HttpResponse:
        sent = {"case": world.numbers["concluded"]} if route.endswith("/link/") else SENT.get(route)
        return world.page(reader, method, path, sent)

    def to_sign_in(answer: HttpResponse) -> bool:
        if route.startswith("uploads/"):  # a script asks, which no page can lead anywhere
            return answer.status_code == 401
        return answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?next=")

    asked = Asked(world, row, route, method, ask, to_sign_in)
    assert asked.by_everyone() == []


@pytest.mark.parametrize(("operation", "row"), t.OPERATIONS.items(), ids=list(t.OPERATIONS))
def test_an_operation_is_there_for_those_of_the_table_and_for_nobody_else(world, operation, row):
    method, address = operation.split()

    def ask(reader: str, path: str) -> HttpResponse:
        return world.program(reader, operation, path)

    asked = Asked(world, row, address, method, ask, lambda answer: answer.status_code == 401)
    assert asked.by_everyone() == []


def test_a_calendar_is_for_whoever_holds_its_address_as_long_as_the_role_lasts(world):
    for reader in (t.ANONYMOUS, "office_head"):
        assert world.page(reader, "GET", f"calendar/{world.secret}.ics").status_code == 200
        assert world.page(reader, "GET", "calendar/guess.ics").status_code == 404
    with transaction.atomic():
        Membership.objects.filter(person__email=sample.YUNQI).update(active=False)
        assert world.page(t.ANONYMOUS, "GET", f"calendar/{world.secret}.ics").status_code == 404
        transaction.set_rollback(True)


def test_a_reporters_file_opens_in_the_browser_that_gave_the_code_and_in_no_other(world):
    code = CODES["on the review"]
    path = f"report/file/{world.report_files['on the review']}/"
    reporter = Client(HTTP_HOST="127.0.0.1")
    assert reporter.post("/report/follow/", {"code": code})["Location"] == "/report/thread/"
    assert reporter.get(f"/{path}").status_code == 200
    other = world.report_files["on a party"]
    assert reporter.get(f"/report/file/{other}/").status_code == 404
    for reader in READERS:
        assert world.page(reader, "GET", path).status_code == 404, reader


def test_who_reported_is_seen_once_after_another_person_of_the_desk_allowed_it(world):
    number = world.reports["on the review"]
    path = f"reports/{number}/identity/"
    with transaction.atomic():
        second = accounts.person("second@audit.example", "第二位审计员", "x" * 20)
        accounts.grant(second.email, "audit", "auditor")
        browsers = [world.browsers["auditor"], Client(HTTP_HOST="127.0.0.1")]
        browsers[1].force_login(second)

        def steps(browser: Client, step: str) -> bool:
            """Does the answer show who reported?"""
            answer = browser.post(f"/{path}", {"step": step, "reason": "核实"}, follow=True)
            return "李某" in answer.content.decode()

        shown = [
            steps(browsers[0], "see"),
            steps(browsers[0], "ask"),
            steps(browsers[0], "approve"),
            steps(browsers[0], "see"),
            steps(browsers[1], "approve"),
            steps(browsers[1], "see"),
            steps(browsers[0], "see"),
            steps(browsers[0], "see"),
        ]
        transaction.set_rollback(True)
    assert shown == [False] * 6 + [True, False]


def test_no_desk_of_the_office_names_a_report(world):
    """Reports on the review are for the audit; those on parties for supervision; the office sees neither."""
    for reader in t.OFFICE | {"system_admin", "party_owner", "supplier"}:
        for path in ("reports/", "work/", f"cases/{world.numbers['filed']}/", "desk/"):
            body = world.page(reader, "GET", path).content.decode()
            assert not any(number in body for number in world.reports.values()), (reader, path)


def test_what_the_office_judges_of_a_factor_is_the_offices(world):
    """Neither the units nor the Commission's secretary nor the party read it, on the board or elsewhere."""
    for kind in ("consultation, silent", "awaiting the Commission"):
        number, told = world.numbers[kind], "只有审查办公室知道的判断"
        with transaction.atomic():
            by = Membership.objects.get(person__email=sample.OFFICER)
            judged = e.FactorJudged(today(), (OF_2022,), told, "见分析报告", sample.OFFICER)
            record(number, replace(judged, by=by.person.key), by=by, key=f"judged {kind}")
            for reader in t.KNOWS[kind][1]:
                pages = [f"cases/{number}/board/", f"cases/{number}/"]
                said = "".join(world.browsers[reader].get(f"/{page}").content.decode() for page in pages)
                assert (told in said) == (reader in t.ALL_OF_IT), (kind, reader)
            transaction.set_rollback(True)


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
    found = get_resolver("shencha.web.accounts.urls").reverse_dict
    names = [name for name in found if isinstance(name, str) and not found.getlist(name)[0][0][0][1]]
    assert len(names) > 10
    for name in names:
        path = "accounts/" + found.getlist(name)[0][0][0][0]
        for reader in (t.ANONYMOUS, "party_owner", "case_officer", "system_admin"):
            answer = world.page(reader, "GET", path)
            assert answer.status_code in (200, 302, 403, 404, 405), (path, reader)
            assert not any(number.encode() in answer.content for number in world.numbers.values()), path
