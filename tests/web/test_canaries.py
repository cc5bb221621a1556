"""A word of its own in every field that a party, its supplier and its counsel fill in: who can read it, and who cannot.

Every role follows every link from its first pages, searches for the words, and asks for the addresses of the filing.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.access.table import ADMINISTRATORS, ANONYMOUS, OFFICE, PEOPLE
from tests.web.party.test_party_pages import OWNER, begun, code
from tests.web.supplier.test_supplier_parts import SUPPLIER
from typer.testing import CliRunner

from shencha.cli.main import app
from shencha.documents.declaration import Kind, parts
from shencha.law.measures.promises import PROMISES
from shencha.records import log
from shencha.records.acts import analyses, drafts
from shencha.records.clock import today
from shencha.records.models import CaseFile, Draft, Membership, StoredEvent, SupplierPart
from shencha.server.sample import instance as sample

SignIn = Callable[[str], Client]
USERS = 7_654_321
MOST_PAGES = 70
LEFT = re.compile(
    r"^/(?:law|must-we-file|due|static|accounts|language|uploads|report|help|api|calendar)\b|logout|/remove/"
)
LINK = re.compile(r'(?:href|action)="([^"#]+)"')
CLERK, AUDITOR = "office_clerk", "auditor"
PARTYS = {"party_owner", "party_editor", "counsel"}


def written() -> dict[str, str]:
    """The declaration with a word of its own in every field that takes words."""
    fields = sample.who_files("yunqi")
    for part in parts("foreign_listing"):
        for field in part.fields:
            key = f"{part.name}.{field.name}"
            if field.kind is Kind.CASES:
                fields[key] = "2031-7777"
            elif field.kind in (Kind.LINE, Kind.WORDS):
                fields[key] = f"申报词{part.name[:2]}{field.name.replace('_', '')}"
            elif field.kind is Kind.MEMBERS:
                fields[key] = f"申报词集团，{sample.WHO_FILES['haina'][0]}"
            elif field.kind is Kind.DAY:
                fields[key] = "2031-07-19"
            elif field.kind is Kind.CHOICE:
                fields[key] = field.choices[0][0]
    return fields


SAID = [one.partition("，")[0] for one in written().values() if one.startswith("申报词")]
SIGNED = [*SAID, f"{USERS:,}", "标题词甲", "文件名词乙", "判断词丙", "供应词丁", "保留词戊"]
"""What is signed; found on the officer's page, in the receipt and told by its verifier."""
INSIDE = "纸内词己"
"""What stands in a paper."""
PART_OF_SUPPLIER = {"供应词丁", "保留词戊"}


def prepared(sign_in: SignIn) -> str:
    """A draft with a word of its own everywhere; its address."""
    owner, supplier = sign_in(OWNER), sign_in(SUPPLIER)
    address = begun(owner, "标题词甲")
    asked = {"supplier": SUPPLIER, "product": "阵列", "wanted_by": (today() + timedelta(9)).isoformat()}
    owner.post(f"{address}suppliers/", asked)
    part = SupplierPart.objects.get()
    says = {f"says-{name}": "partly" for name in PROMISES} | {f"text-{name}": "保留词戊" for name in PROMISES}
    supplier.post(f"/supplies/{part.pk}/", says | {"description": "供应词丁", "act": "hand_in", "seen": "0"})
    for material in ("declaration", "analysis_report", "listing_documents"):
        file = SimpleUploadedFile(f"文件名词乙{material}.txt", f"{material} {INSIDE}".encode())
        owner.post(f"{address}papers/{material}/", {"file": file})
    by = Membership.objects.select_related("person", "organisation").get(person__email=OWNER)
    draft = Draft.objects.get()
    facts = sample.ANSWERS["foreign_listing"]
    facts = facts | {"actor": facts["actor"] | {"users_with_personal_information": USERS}}
    drafts.answer(draft, by=by, facts=facts)
    analyses.judge(draft, by=by, factor="F5", text="判断词丙")
    assert not drafts.declare(draft, by=by, written=written())
    assert owner.post(f"{address}check/")["Location"] == f"{address}sign/"
    return address


def pages(client: Client, begin: list[str]) -> Iterator[tuple[str, str]]:
    """Every page that the links of those pages lead to, with its words; downloads included."""
    waiting, known = deque(begin), set(begin)
    for _ in range(MOST_PAGES):
        if not waiting:
            return
        address = waiting.popleft()
        answer = client.get(address)
        if answer.streaming:
            yield address, b"".join(answer.streaming_content).decode(errors="ignore")
            continue
        page = unescape(answer.content.decode(errors="ignore"))
        yield address, page
        if answer.status_code in (301, 302):
            links = [answer["Location"]]
        elif answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            links = LINK.findall(page)
        else:
            links = []
        for link in links:
            there = urlsplit(urljoin(f"http://127.0.0.1{address}", link))
            found = there.path + (f"?{there.query}" if there.query else "")
            if there.netloc == "127.0.0.1" and found not in known and not LEFT.search(found):
                known.add(found)
                waiting.append(found)


def readers(sign_in: SignIn, words: list[str], begin: list[str]) -> dict[str, set[str]]:
    """By role the words that it comes upon."""
    found = {}
    searches = [f"/search/?q={quote(one)}" for one in ("标题词甲", "供应词丁", SAID[0])]
    for role, email in {ANONYMOUS: "", **PEOPLE}.items():
        client = sign_in(email) if email else Client(HTTP_HOST="127.0.0.1")
        seen = set()
        for _, page in pages(client, ["/", "/desk/", "/conclusions/", "/log/", *begin]):
            seen |= {one for one in words if one in page}
        for address in searches:
            page = client.get(address).content.decode().partition("<main")[2]
            seen |= {one for one in words if one in page.replace(f'value="{one}"', "").partition("<table")[2]}
        found[role] = seen
    return found


def test_before_it_is_filed_nobody_reads_it_but_its_party_and_of_a_part_its_supplier(sign_in: SignIn) -> None:
    address = prepared(sign_in)
    begin = [address, f"{address}declaration/", f"{address}check/", f"{address}dossier/", "/supplies/"]
    found = readers(sign_in, [*SIGNED, INSIDE], begin)
    for role, words in found.items():
        if role in PARTYS:
            assert words >= {*SAID, "标题词甲", "文件名词乙", "判断词丙"}, role
        elif role == "supplier":
            assert words == PART_OF_SUPPLIER
        else:
            assert not words, role


def test_once_filed_office_party_and_auditor_read_it_and_nobody_else(sign_in: SignIn) -> None:
    address = prepared(sign_in)
    owner = sign_in(OWNER)
    assert owner.post(f"{address}sign/", {"key": "k", "code": code()}).status_code == 302
    number = CaseFile.objects.get().number
    begin = [
        f"/cases/{number}/",
        f"/cases/{number}/filing/",
        f"/cases/{number}/events/1/",
        f"/party/cases/{number}/",
    ]
    begin += [f"/cases/{number}/events/1/receipt.tlog-proof", f"/cases/{number}/board/", "/supplies/"]
    found = readers(sign_in, [*SIGNED, INSIDE], begin)
    for role, words in found.items():
        if role in OFFICE | PARTYS | {AUDITOR}:
            assert set(SIGNED) - words == set(), role
            assert INSIDE in words, role
        elif role == "supplier":
            assert words == PART_OF_SUPPLIER
        else:
            assert not words, role
    assert not found[ANONYMOUS]
    assert not any(found[role] for role in ADMINISTRATORS)


def test_every_word_is_in_the_receipt_and_told_by_its_verifier(sign_in: SignIn, tmp_path) -> None:
    address = prepared(sign_in)
    sign_in(OWNER).post(f"{address}sign/", {"key": "k", "code": code()})
    event = StoredEvent.objects.get(name="filed")
    receipt = tmp_path / "r.tlog-proof"
    receipt.write_text(log.receipt(event))
    asked = ["log", "verify", str(receipt), "--key", str(log.verifier()), "--lang", "zh"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    by_digest = {"判断词丙", *PART_OF_SUPPLIER}
    assert [one for one in SIGNED if one not in done.output and one not in by_digest] == []
    for one in event.papers.all():
        assert one.file.digest in done.output
