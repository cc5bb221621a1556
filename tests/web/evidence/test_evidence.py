"""Evidence in the product: attach, analyse in the background, judge, file, and run again at the office."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.api.programs import Program
from tests.places import ROOT

from shencha.documents.entries import lines_of
from shencha.evidence.compared import differences
from shencha.evidence.flows.words import ROUTE
from shencha.law.export.rules import Route
from shencha.records.acts import accounts, drafts, filing
from shencha.records.clock import now, today
from shencha.records.log import PROGRAM, record_of_act
from shencha.records.log.repeated import ASKED, DONE, unlike
from shencha.records.models import AnalysisRun, CasePaper, Draft, LoggedAct, Membership
from shencha.server.sample import instance as sample
from shencha.server.worker import work_once
from shencha.web.evidence.board import Leads, columns

SignIn = Callable[[str], Client]
BEIFANG, OFFICER = "owner@beifang.example", "officer@office.example"
SOURCES = ROOT / "examples" / "people" / "sources.yaml"
FLOWS = SOURCES.parents[1] / "flows" / "platform.yaml"
BOM = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "version": 1,
    "metadata": {"component": {"bom-ref": "app", "type": "application", "name": "调度平台", "version": "1"}},
    "components": [
        {"bom-ref": "db", "type": "library", "name": "db", "version": "2", "purl": "pkg:generic/db@2"},
        {"bom-ref": "os", "type": "library", "name": "os", "version": "3", "purl": "pkg:generic/os@3"},
    ],
    "dependencies": [{"ref": "app", "dependsOn": ["db"]}, {"ref": "db", "dependsOn": ["os"]}],
}
REGISTER = """components:
  - {component: "pkg:generic/db@2", supplier: acme, jurisdiction: US, stock_days: 30}
  - {component: "pkg:generic/os@3", supplier: acme, jurisdiction: US}
suppliers:
  - {id: acme, name: ACME, jurisdiction: US}
"""


@pytest.fixture
def draft(settled: None) -> Draft:
    by = Membership.objects.get(person__email=BEIFANG)
    made = drafts.begin(by=by, party_key="beifang", ground="procurement", title="调度平台采购")
    for material in ("declaration", "analysis_report", "procurement_documents"):
        drafts.attach(made, by=by, material=material, name=f"{material}.txt", chunks=[material.encode()])
    return made


def attach(browser: Client, draft: Draft, bom: bytes = b"", **more: object) -> int:
    given = {
        "key": f"key-{AnalysisRun.objects.count()}",
        "bom": SimpleUploadedFile("平台 物料.json", bom or json.dumps(BOM).encode()),
        "register": SimpleUploadedFile("--register.yaml", REGISTER.encode()),
        "made_on": today().isoformat(),
        "covers_to": today().isoformat(),
    } | more
    return browser.post(f"/party/drafts/{draft.pk}/evidence/add/supply/", given).status_code


def test_an_analysis_runs_in_the_background_and_its_findings_reach_the_board(
    sign_in: SignIn, draft: Draft
) -> None:
    party = sign_in(BEIFANG)
    assert attach(party, draft) == 302
    address = f"/party/drafts/{draft.pk}/evidence/"
    assert "hx-get" in party.get(address).content.decode()
    assert work_once()
    assert not work_once()
    run = AnalysisRun.objects.get()
    assert run.state == "done", run.failed_en
    assert any(one["factor"] == "F2" for one in run.answer["findings"])
    page = party.get(address).content.decode()
    assert "hx-get" not in page
    assert run.answer["findings"][0]["finding"]["zh"] in page


def test_an_analysis_is_drawn_and_its_table_says_the_same(sign_in: SignIn, draft: Draft) -> None:
    party = sign_in(BEIFANG)
    attach(party, draft)
    assert work_once()
    address = f"/party/drafts/{draft.pk}/evidence/{AnalysisRun.objects.get().pk}/"
    page = party.get(address).content.decode()
    assert "?cut=supplier" in page
    assert "30 天后" in page
    assert "?cut=supplier" not in party.get(f"{address}?q=nobody").content.decode()
    drawn = party.get(f"{address}picture.svg?cut=supplier:acme")
    assert drawn["Content-Type"].startswith("image/svg+xml")
    assert "供应方“ACME”" in drawn.content.decode()
    assert party.get(f"{address}picture.svg?cut=jurisdiction:US").content != drawn.content
    assert drawn.content == party.get(f"{address}picture.svg?cut=supplier:acme").content
    for email in (OFFICER, "owner@yunqi.example"):
        assert sign_in(email).get(f"{address}picture.svg").status_code == 404


def test_a_bad_input_is_told_with_its_own_name_and_in_both_languages(sign_in: SignIn, draft: Draft) -> None:
    party = sign_in(BEIFANG)
    assert attach(party, draft, b'{"bomFormat": "CycloneDX", "specVersion": "1.5"') == 302
    assert work_once()
    run = AnalysisRun.objects.get()
    assert run.state == "failed"
    assert run.failed_en.startswith("平台 物料.json: ")
    assert "/tmp" not in run.failed_en
    assert run.failed_zh != run.failed_en


def test_the_routes_of_flows_are_told_in_words(sign_in: SignIn, draft: Draft) -> None:
    party, address = sign_in(BEIFANG), f"/party/drafts/{draft.pk}/evidence/"
    flows = SimpleUploadedFile("flows.yaml", FLOWS.read_bytes())
    assert party.post(f"{address}add/flows/", {"key": "flows", "flows": flows}).status_code == 302
    assert work_once()
    run = AnalysisRun.objects.get()
    assert run.state == "done", run.failed_en
    page = party.get(f"{address}{run.pk}/").content.decode()
    table = page.partition('id="rows"')[2].partition("</table>")[0]
    for one in run.answer["flows"]:
        assert one["id"] in table
        assert ROUTE[Route(one["route"])].zh in table
        assert f">{one['route']}<" not in table
        for reason in one["reasons"]:
            assert reason["text"]["zh"] in table
    summed = page.partition('id="cumulated"')[2].partition("</table>")[0]
    assert "82,003 至 117,003 人" in summed


def test_a_count_made_elsewhere_is_attached_and_anything_else_is_refused(
    sign_in: SignIn, draft: Draft
) -> None:
    party, address = sign_in(BEIFANG), f"/party/drafts/{draft.pk}/evidence/add/people/"
    done = subprocess.run(
        [sys.executable, "-c", "from shencha.cli.main import main; main()", "people", SOURCES, "--json"],
        capture_output=True,
        check=True,
    )
    for key, content in (("good", done.stdout), ("bad", b'{"persons": 12}'), ("broken", b"{")):
        given = {"key": key, "answer": SimpleUploadedFile(f"{key}.json", content)}
        assert party.post(address, given).status_code == 302
        assert work_once()
    states = {run.key: run for run in AnalysisRun.objects.all()}
    assert states["good"].state == "done", states["good"].failed_en
    assert states["good"].answer["persons"]["at_least"] > 0
    assert states["bad"].failed_en.startswith("bad.json: ")
    assert "计数程序输出的结果文件" in states["bad"].failed_zh
    assert states["broken"].state == "failed"


def counted(folder: Path, on: str, *words: str) -> bytes:
    command = [sys.executable, "-c", "from shencha.cli.main import main; main()", "people", SOURCES]
    done = subprocess.run(
        [*command, "--json", "--on", on, *words], cwd=folder, capture_output=True, check=True
    )
    return done.stdout


def test_a_count_has_its_own_page_with_time_and_repetition_and_answers_the_interview(
    sign_in: SignIn, draft: Draft, tmp_path: Path
) -> None:
    party, address = sign_in(BEIFANG), f"/party/drafts/{draft.pk}/evidence/"
    (tmp_path / "key").write_text("ab" * 32)
    sworn = counted(tmp_path, "2026-11-25", "--sworn", "key")
    earlier = json.loads(sworn) | {"on": "2026-05-01", "persons": {"at_least": 50, "at_most": 60}}
    given = {
        "key": "count",
        "answer": SimpleUploadedFile("count.json", sworn),
        "earlier": SimpleUploadedFile("may.json", json.dumps(earlier).encode()),
        "repeated": SimpleUploadedFile("auditor.json", counted(tmp_path, "2026-11-25", "--sworn", "key")),
        "file_inputs": "yes",
    }
    assert party.post(f"{address}add/people/", given).status_code == 302
    assert work_once()
    run = AnalysisRun.objects.get()
    assert run.state == "done", run.failed_en
    persons = run.answer["persons"]
    page = party.get(f"{address}{run.pk}/").content.decode()
    for part in ("readings", "identifiers", "growth", "columns", "tables", "excluded", "method", "sworn"):
        assert f'id="{part}"' in page, part
    for words in (
        "2026-05-01",
        "app.users.身份证号",
        "按列名和内容，把握 99%",
        run.answer["code"],
        "条文未明确",
    ):
        assert words in page
    assert "两次清点一致" in page.partition('id="compared"')[2]
    for narrow in ("", "?narrow=1"):
        drawn = party.get(f"{address}{run.pk}/picture.svg{narrow}").content.decode()
        assert f"{persons['at_least']:,} – {persons['at_most']:,}" in drawn
        assert "2026-05-01" in drawn
    form = page.partition(f'action="/party/drafts/{draft.pk}/facts/users/"')[2].partition("</form>")[0]
    taken = dict(re.findall(r'name="(\w+)" value="(\d+|range)"', form))
    assert party.post(f"/party/drafts/{draft.pk}/facts/users/", taken).status_code == 302
    draft.refresh_from_db()
    assert draft.facts["actor"]["users_with_personal_information"] == persons
    assert (
        party.post(f"/party/drafts/{draft.pk}/facts/users/", taken | {"answer": "unknown"}).status_code == 409
    )
    by = Membership.objects.get(person__email=BEIFANG)
    sample.tell_facts(draft, by)
    made = filing.file_draft(draft, by=by, key="f", confirmed_at=now())
    officer, board = sign_in(OFFICER), f"/cases/{made.case.number}/board/"
    at, key = re.findall(
        r'action="(/cases/[^"]+/repeat/)".*?name="key" value="([^"]+)"',
        officer.get(board).content.decode(),
        re.DOTALL,
    )[0]
    assert officer.post(at, {"key": key}).status_code == 302
    assert work_once()
    again = AnalysisRun.objects.get(case=made.case)
    seen = officer.get(f"{board}runs/{again.pk}/").content.decode()
    assert "app.users.身份证号" in seen
    assert "facts/users" not in seen
    assert officer.get(f"{board}runs/{again.pk}/picture.svg").status_code == 200
    filed = f"people-{run.pk}"
    an_auditor_counts_again(sign_in, made.case.number, filed, sworn)
    shown = officer.get(board).content.decode()
    assert shown.count("复核的清点与申报一致") == 2, (
        "the party's own repetition was opened, and the auditor's"
    )
    assert "复核的清点与申报不同" in shown
    assert "提交复核的清点" not in shown


def an_auditor_counts_again(sign_in: SignIn, number: str, filed: str, sworn: bytes) -> None:
    """One count that agrees with the one filed by the page, and by the API one that does not, and one that is none."""
    auditor, address = sign_in("auditor@audit.example"), f"/cases/{number}/board/{filed}/recount/"
    assert "提交复核的清点" in auditor.get(f"/cases/{number}/board/").content.decode()
    empty = auditor.post(address, {"key": "nothing"}, follow=True)
    assert "文件是空的" in empty.content.decode()
    for _ in range(2):
        given = {"key": "audited", "file": SimpleUploadedFile("a.json", sworn)}
        assert auditor.post(address, given).status_code == 302
    other = json.loads(sworn)
    other["persons"] = {"at_least": 1, "at_most": other["persons"]["at_most"]}
    by = Membership.objects.get(person__email="auditor@audit.example")
    program = Program({"Authorization": f"Bearer {accounts.token(by, 'count')}"}, "auditor")
    file = SimpleUploadedFile("b.json", json.dumps(other).encode())
    sent = program.send(f"/cases/{number}/analyses/{filed}/recount", {"file": file}, 202)
    while work_once():
        pass
    told = {one["id"]: one for one in program.get(f"/cases/{number}/analyses")[0]["recounts"]}
    assert {one["agrees"] for one in told.values()} == {True, False}
    assert told[sent["id"]]["said"]["zh"].endswith(f"复核 1 – {other['persons']['at_most']:,} 人")
    repetitions_stand_in_the_log(number, filed, sworn, sent["id"])


def repetitions_stand_in_the_log(number: str, filed: str, sworn: bytes, differing: int) -> None:
    """The office's run and both counts of the auditor, each when it was asked for and when it was done."""
    acts = LoggedAct.objects.filter(about=f"case:{number}", name__in=(ASKED, DONE))
    said = [(one.name, one.role, one.said.get("outcome")) for one in acts]
    assert said == [
        (ASKED, "case_officer", None),
        (DONE, PROGRAM, "agrees"),
        (ASKED, "auditor", None),
        (ASKED, "auditor", None),
        (DONE, PROGRAM, "agrees"),
        (DONE, PROGRAM, "differs"),
    ]
    assert {one.said["analysis"] for one in acts} == {filed}
    assert [one["sha256"] for one in acts[2].papers] == [sha256(sworn).hexdigest()]
    assert not acts[0].papers
    words = [line.en for line in lines_of(record_of_act(acts[5]))]
    assert "outcome: it differs" in words
    assert any(line.startswith("persons counted again: 1 to ") for line in words)
    assert not list(unlike())
    run = AnalysisRun.objects.filter(pk=differing)
    answer = run.get().answer
    run.update(answer=answer | {"compared": answer["compared"] | {"same": True}})
    assert [one.en for one in unlike()] == [
        f"case:{number}: a repetition of an analysis is not what its entry holds"
    ]
    run.update(answer=answer)


def test_counts_that_cannot_be_laid_beside_each_other_are_told(
    sign_in: SignIn, draft: Draft, tmp_path: Path
) -> None:
    party, address = sign_in(BEIFANG), f"/party/drafts/{draft.pk}/evidence/add/people/"
    plain, later = counted(tmp_path, "2026-05-01"), counted(tmp_path, "2026-11-25")
    for key, role, content in (("later", "earlier", later), ("unsworn", "repeated", later)):
        given = {
            "key": key,
            "answer": SimpleUploadedFile("count.json", plain),
            role: SimpleUploadedFile("other.json", content),
        }
        assert party.post(address, given).status_code == 302
        assert work_once()
    later_run, unsworn = (AnalysisRun.objects.get(key=key) for key in ("later", "unsworn"))
    assert later_run.failed_en == (
        "other.json: on: 2026-11-25 is not earlier than this count; "
        "name what shencha people --json printed earlier"
    )
    assert "this is no sworn count" in unsworn.failed_en


def test_a_form_sent_twice_asks_once_and_a_missing_file_is_marked(sign_in: SignIn, draft: Draft) -> None:
    party = sign_in(BEIFANG)
    for _ in range(2):
        assert attach(party, draft, key="the-same") == 302
    assert AnalysisRun.objects.count() == 1
    page = party.post(f"/party/drafts/{draft.pk}/evidence/add/control/", {"key": "k", "of": ""})
    assert page.status_code == 422
    assert page.content.decode().count("<li>") >= 2


def test_what_is_filed_is_findings_and_judgements_and_raw_inputs_only_if_wanted(
    sign_in: SignIn, draft: Draft
) -> None:
    party = sign_in(BEIFANG)
    attach(party, draft)
    attach(party, draft, file_inputs="yes")
    assert work_once()
    assert work_once()
    judged = {"text": "备件可用 30 天", "measures": "增加替代来源", "source": ""}
    assert party.post(f"/party/drafts/{draft.pk}/evidence/factors/F2/", judged).status_code == 302
    by = Membership.objects.get(person__email=BEIFANG)
    sample.tell_facts(draft, by)
    made = filing.file_draft(draft, by=by, key="filing-1", confirmed_at=now())
    materials = list(CasePaper.objects.filter(case=made.case).values_list("material", flat=True))
    assert materials.count("findings") == 1
    assert materials.count("evidence_input") == 2
    officer = sign_in(OFFICER)
    page = officer.get(f"/cases/{made.case.number}/board/").content.decode()
    assert "备件可用 30 天" in page
    forms = re.findall(r'action="(/cases/[^"]+/repeat/)".*?name="key" value="([^"]+)"', page, re.DOTALL)
    assert len(forms) == 2
    for at, key in forms:
        assert officer.post(at, {"key": key}).status_code == 302
    assert AnalysisRun.objects.filter(case=made.case).count() == 2, "both digests were filed with one of them"
    assert work_once()
    assert work_once()
    again = officer.get(f"/cases/{made.case.number}/board/").content.decode()
    assert again.count("复算结果与申报一致") == 2, [run.failed_en for run in AnalysisRun.objects.all()]
    assert sign_in("owner@yunqi.example").get(f"/cases/{made.case.number}/board/").status_code == 404


def test_the_office_cannot_see_the_evidence_of_a_draft(sign_in: SignIn, draft: Draft) -> None:
    for email in (OFFICER, "owner@yunqi.example", "auditor@audit.example"):
        assert sign_in(email).get(f"/party/drafts/{draft.pk}/evidence/").status_code == 404


def test_a_filed_draft_changes_no_more(sign_in: SignIn, draft: Draft) -> None:
    party, by = sign_in(BEIFANG), Membership.objects.get(person__email=BEIFANG)
    sample.tell_facts(draft, by)
    filing.file_draft(draft, by=by, key="filing-2", confirmed_at=now())
    assert attach(party, draft) == 409
    assert party.post(f"/party/drafts/{draft.pk}/evidence/factors/F2/", {"text": "x"}).status_code == 409


def finding(factor: str, least: float, most: float, unit: str = "persons") -> dict:
    return {
        "factor": factor,
        "finding": {"zh": "人数", "en": "persons"},
        "measure": {"at_least": least, "at_most": most, "unit": unit},
        "source": {"file": "a", "place": "document"},
    }


def analysis(*findings: dict, kind: str = "people", **days: str) -> dict:
    inputs = [{"name": "a.json", "role": "answer", **days}]
    return {"kind": kind, "inputs": inputs, "findings": list(findings), "unread": []}


def warned(analyses: list[dict], judgements: list[dict] = (), facts: dict | None = None) -> dict[str, str]:  # type: ignore[assignment]
    board = columns("measures-2022", "foreign_listing", analyses, judgements, date(2026, 11, 1), facts=facts)
    return {one.factor.id: " ".join(warned.text.en for warned in one.warnings) for one in board}


@pytest.mark.django_db
def test_what_is_unsupported_stale_or_contradictory_lights_up() -> None:
    fresh = {"covers_to": "2026-10-01"}
    assert "neither" in warned([])["F5"]
    assert warned([])["F1"] == "", "a listing is not weighed by it"
    assert "no judgement" in warned([analysis(finding("F5", 1, 2), **fresh)])["F5"]
    judged = [{"factor": "F5", "text": "x", "measures": "", "source": ""}]
    assert "rests on nothing" in warned([], judged)["F5"]
    assert warned([analysis(finding("F5", 1, 2), **fresh)], judged)["F5"] == ""
    assert "stale" in warned([analysis(finding("F5", 1, 2), covers_to="2025-10-01")], judged)["F5"]
    assert "does not say" in warned([analysis(finding("F5", 1, 2))], judged)["F5"]
    two = [analysis(finding("F5", 1, 2), **fresh), analysis(finding("F5", 5, 6), **fresh)]
    assert "different things" in warned(two, judged)["F5"]
    counted = [analysis(finding("F5", 900_000, 950_000), **fresh)]
    for claimed, outside in ((1_200_000, True), (920_000, False), ({"at_most": 800_000}, True)):
        facts = {"actor": {"users_with_personal_information": claimed}}
        assert ("outside what was counted" in warned(counted, judged, facts)["F5"]) is outside


def test_a_second_run_names_what_changed() -> None:
    assert differences([finding("F5", 1, 2)], [finding("F5", 1, 2)]) == []
    changed = differences([finding("F5", 1, 2)], [finding("F5", 1, 3)])
    assert [mark for mark, _ in changed] == ["-", "+"]


@pytest.mark.django_db
def test_findings_stand_by_what_they_are_about_vulnerabilities_and_control_first() -> None:
    def of(method: str, words: str) -> dict:
        source = {"file": "b.json", "place": "document", "method": method, "digest": "sha256:aa"}
        return finding("F1", 1, 1, "cuts") | {"source": source, "finding": {"zh": words, "en": words}}

    supply = analysis(
        of("supply.quality", "d"), of("supply.cut", "c1"), of("supply.vulnerabilities", "a"), of("supply.cut", "c2"),
        kind="supply",
    )  # fmt: skip
    control = analysis(of("control.controls", "b"), of("people.later/9", "e"), kind="control")
    board = columns(
        "measures-2022",
        "procurement",
        [supply, control],
        [],
        date(2026, 11, 1),
        opening=lambda one, found: Leads(f"/{one['kind']}/", f"/{found['source']['digest']}/"),
    )
    groups = next(one for one in board if one.factor.id == "F1").groups
    told = [(group[0].sort.en, [one.text.en for one in group], group[0].leads.analysis) for group in groups]
    assert told == [
        ("vulnerabilities", ["a"], "/supply/"),
        ("who controls", ["b"], "/control/"),
        ("what stops", ["c1", "c2"], "/supply/"),
        ("how complete the bills are", ["d"], "/supply/"),
        ("Who owns and controls", ["e"], "/control/"),
    ]
    assert groups[0][0].leads.file == "/sha256:aa/"


@pytest.mark.django_db
def test_a_million_is_drawn_as_a_line() -> None:
    board = columns(
        "measures-2022",
        "foreign_listing",
        [analysis(finding("F5", 900_000, 1_300_000))],
        [],
        date(2026, 11, 1),
    )
    (shown,) = next(one for one in board if one.factor.id == "F5").findings
    assert shown.bar is not None
    assert shown.bar.line is not None
    assert shown.bar.at < shown.bar.line < shown.bar.at + shown.bar.wide


@pytest.mark.django_db
def test_persons_whose_data_went_abroad_are_not_held_against_the_line_of_users() -> None:
    sent = [analysis(finding("F5", 900_000, 1_300_000), kind="flows")]
    board = columns("measures-2022", "foreign_listing", sent, [], date(2026, 11, 1))
    (shown,) = next(one for one in board if one.factor.id == "F5").findings
    assert shown.bar is None


@pytest.mark.django_db
def test_the_days_until_something_fails_are_drawn_against_a_year() -> None:
    stops = [analysis(finding("F2", 73, 73, "days"), kind="supply")]
    board = columns("measures-2022", "procurement", stops, [], date(2026, 11, 1))
    (shown,) = next(one for one in board if one.factor.id == "F2").findings
    assert shown.bar is not None
    assert (shown.bar.at, shown.bar.wide) == (0.0, 20.0)
