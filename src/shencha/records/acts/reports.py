"""What people report, the talk with them, and who they are: kept apart, opened by two."""

from __future__ import annotations

import base64
import json
import os
import secrets as random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from hashlib import scrypt, sha256
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.law.calendar.periods import Due, due
from shencha.law.measures.members import member_ids
from shencha.procedure.roles import Role
from shencha.records import access, files, policies, reported
from shencha.records.clock import SHANGHAI, now, today
from shencha.records.files import cleaning, places
from shencha.records.jobs import mail
from shencha.records.keys import kept
from shencha.records.models import (
    CaseFile,
    Membership,
    Person,
    Report,
    ReportConcern,
    ReportEntry,
    ReporterIdentity,
    ReportFile,
    StoredFile,
)
from shencha.records.workdays import workdays_now
from shencha.text import Text, same

What = ReportEntry.What
LONGEST = 20_000
MOST_FILES = 10
LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrives."""

    name: str
    chunks: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports, if they say so."""

    name: str = ""
    contact: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.contact)


def answer_due(report: Report) -> Due:
    """By when a report is to be answered, by the office's policy of the day of its receipt."""
    return due(
        report.received_on, policies.number_on("report_reply_days", report.received_on), workdays_now()
    )


def submit(
    *,
    kind: str,
    about: str,
    text: str,
    key: str,
    reporter: Reporter | None = None,
    uploads: Sequence[Upload] = (),
) -> tuple[Report, str]:
    """Take a report in and return it with its receipt code, which is never kept.

    Args:
        kind: `party` (Article 19) or `review` (Article 18).
        key: of the form, from `fresh_form`; the same form again is the same report and the same code.
    Raises:
        BadInput: every field at fault; nothing is kept.
    """
    faults = []
    if kind not in Report.Kind.values:
        faults.append(_fault("kind", Text("没有这一类", "there is no such kind"), same("party, review")))
    if not about.strip() or len(about) > 300:
        faults.append(
            _fault(
                "about",
                Text("没有写明举报对象，或者太长", "whom it concerns is empty or too long"),
                Text("请写 1 至 300 字", "write 1 to 300 characters"),
            )
        )
    faults.extend(_text_faults(text))
    if not key or len(key) > LONGEST_KEY:
        faults.append(
            _fault("key", Text("没有幂等键", "there is no key"), Text("请刷新页面", "reload the page"))
        )
    if faults:
        raise BadInput(faults)
    code, kept_key = _code_in(key), sha256(b"form " + key.encode()).hexdigest()
    if (before := Report.objects.filter(key=kept_key).first()) is not None:
        return before, code
    kept = _kept(uploads)
    on = today()
    answered_by = answer_due(Report(received_on=on))
    try:
        with transaction.atomic():
            report = Report.objects.create(
                number=_next_number(on.year),
                kind=kind,
                about=about.strip(),
                received_on=on,
                due=answered_by.due,
                provisional=answered_by.provisional,
                code_digest=digest_of(code),
                key=kept_key,
            )
            _write(report, What.WRITTEN, None, text.strip(), f"{kept_key[:60]}-1", kept)
            if reporter:
                ReporterIdentity.objects.create(report=report, sealed=_sealed(reporter))
    except IntegrityError:  # the same form arrived twice at once
        found = Report.objects.filter(key=kept_key).first()
        if found is None:
            raise
        return found, code
    return report, code


def by_code(code: str) -> Report:
    """The report of a receipt code.

    Raises:
        NotFound: no report has it.
    """
    found = Report.objects.filter(code_digest=digest_of(code)).first()
    if found is None:
        raise NotFound(Text("没有这个查询码", "there is no such receipt code"))
    return found


def write_more(report: Report, *, text: str, key: str, uploads: Sequence[Upload] = ()) -> ReportEntry:
    """The reporter adds to the report; an answered one is in hand again.

    Args:
        report: found by its code, or the one whose code this browser has shown.
    Raises:
        BadInput: the text or a file.
    """
    if faults := _text_faults(text):
        raise BadInput(faults)
    if (before := ReportEntry.objects.filter(key=key).first()) is not None:
        return before
    kept = _kept(uploads)
    with transaction.atomic():
        if report.state == Report.State.ANSWERED:
            Report.objects.filter(pk=report.pk).update(state=Report.State.IN_HAND)
        return _write(report, What.WRITTEN, None, text.strip(), key, kept)


def reply(number: str, *, by: Membership, text: str, key: str, final: bool) -> ReportEntry:
    """The desk writes to the reporter; a final word is the answer and ends the clock.

    Raises:
        NotFound: the report is not there, or not theirs. BadInput: the text.
    """
    if faults := _text_faults(text):
        raise BadInput(faults)
    with transaction.atomic():
        report = _held(number, by)
        if (before := ReportEntry.objects.filter(key=key).first()) is not None:
            return before
        report.state = Report.State.ANSWERED if final else Report.State.IN_HAND
        report.save(update_fields=["state"])
        return _write(report, What.ANSWERED if final else What.ASKED, by.person, text.strip(), key)


def link(number: str, *, by: Membership, case_number: str, obligation: str = "") -> Report:
    """Link a report to a case, and to a promise or condition in it.

    Raises:
        NotFound: report or case is not there, or not theirs.
    """
    with transaction.atomic():
        report = _held(number, by)
        case = access.cases_of(by).filter(number=case_number.strip()).first()
        if case is None:
            raise NotFound(Text(f"没有编号为 {case_number} 的案件", f"there is no case {case_number}"))
        report.case, report.obligation = case, obligation.strip()[:300]
        report.save(update_fields=["case", "obligation"])
        _write(report, What.LINKED, by.person, f"{case.number} {report.obligation}".strip(), _fresh())
    return report


def refer(number: str, *, by: Membership, unit: str, words: str) -> ReportEntry:
    """Put the matter of a report on a party before a member unit, which may raise a concern of it (Article 16).

    Args:
        words: the desk's own; the unit reads them and what the report is about, never the report or its files.
    Raises:
        NotFound: the report is not theirs. NotAllowed: it is on the review, not on a party.
        BadInput: no member of that day, or no words.
    """
    faults = _text_faults(words, "words")
    if unit not in member_ids(today()):
        wrong = Text("没有选择成员单位", "no member unit is chosen")
        faults.append(_fault("unit", wrong, Text("请选择一个", "choose one")))
    if faults:
        raise BadInput(faults)
    with transaction.atomic():
        report = _held(number, by)
        if report.kind != Report.Kind.PARTY:
            raise NotAllowed(
                Text("对审查工作的举报不转交成员单位", "a report on the review is put before no member unit")
            )
        report.referred_to = unit
        report.save(update_fields=["referred_to"])
        liaisons = Q(role=Role.MEMBER_LIAISON.value, organisation__unit=unit)
        mail.tell(liaisons, by=by.person)
        return _write(report, What.REFERRED, by.person, words.strip(), _fresh())


def taken_up(number: str, case: CaseFile, *, by: Membership) -> None:
    """Link a report that was put before a unit to the case that the unit's concern began.

    Raises:
        NotFound: it was not put before them, or is linked already.
    """
    report = access.referred_to(by).select_for_update().filter(number=number).first()
    if report is None:
        raise NotFound(Text(f"没有转来编号为 {number} 的举报", f"no report {number} was put before you"))
    report.case = case
    report.save(update_fields=["case"])
    _write(report, What.LINKED, by.person, case.number, _fresh())


def concerns(number: str, *, by: Membership, email: str) -> Report:
    """Note a person whom the report concerns; from now on that person does not see it.

    Raises:
        NotFound: the report is not theirs, or there is no such person.
    """
    with transaction.atomic():
        report = _held(number, by)
        person = Person.objects.filter(email__iexact=email.strip()).first()
        if person is None:
            raise NotFound(Text("没有这个人", "there is no such person"))
        ReportConcern.objects.get_or_create(report=report, person=person)
        _write(report, What.CONCERNED, by.person, person.key, _fresh())
    return report


def ask_identity(number: str, *, by: Membership, reason: str) -> ReportEntry:
    """Ask a colleague to let one see who reported.

    Raises:
        NotFound: not theirs. NotAllowed: the reporter gave no name, or it is asked already. BadInput: no reason.
    """
    if faults := _text_faults(reason, "reason"):
        raise BadInput(faults)
    with transaction.atomic():
        report = _held(number, by)
        if not ReporterIdentity.objects.filter(report=report).exists():
            raise NotAllowed(Text("举报人没有留下姓名", "the reporter left no name"))
        if pending(report) is not None:
            raise NotAllowed(
                Text("已经有人申请，等待批准", "someone has asked already, and approval is awaited")
            )
        return _write(report, What.IDENTITY_ASKED, by.person, reason.strip(), _fresh())


def decide_identity(number: str, *, by: Membership, approve: bool) -> ReportEntry:
    """A second person lets the first one see who reported, or not.

    Raises:
        NotFound: not theirs. NotAllowed: nothing was asked, or by this very person.
    """
    with transaction.atomic():
        report = _held(number, by)
        asked = pending(report)
        if asked is None:
            raise NotAllowed(Text("没有待批准的申请", "nothing waits for approval"))
        if asked.by_id == by.person_id:
            raise NotAllowed(Text("须由另一人批准", "another person must approve"))
        return _write(
            report,
            What.IDENTITY_APPROVED if approve else What.IDENTITY_REFUSED,
            by.person,
            asked.by.key if asked.by else "",
            _fresh(),
        )


def identity(number: str, *, by: Membership) -> Reporter:
    """Who reported, once, for the person whose request was approved; the look is itself written down.

    Raises:
        NotFound: not theirs. NotAllowed: no approval for this person that has not been used.
    """
    with transaction.atomic():
        report = _held(number, by)
        if not may_see_identity(report, by):
            raise NotAllowed(
                Text(
                    "查看举报人身份须另一人批准，一次批准只能查看一次",
                    "seeing who reported needs another person's approval, and one approval opens it once",
                )
            )
        _write(report, What.IDENTITY_SEEN, by.person, "", _fresh())
        return _opened(report.identity)


def may_see_identity(report: Report, by: Membership) -> bool:
    """Does an approval stand for this person that has not been used?"""
    allowed = report.entries.filter(what=What.IDENTITY_APPROVED, text=by.person.key).count()
    return allowed > report.entries.filter(what=What.IDENTITY_SEEN, by=by.person).count()


def pending(report: Report) -> ReportEntry | None:
    """The request to see the reporter's identity that nobody has decided."""
    steps = (What.IDENTITY_ASKED, What.IDENTITY_APPROVED, What.IDENTITY_REFUSED)
    last = report.entries.filter(what__in=steps).order_by("-id").select_related("by").first()
    return last if last is not None and last.what == What.IDENTITY_ASKED else None


def saw(report: Report, by: Membership) -> None:
    """Write down that someone looked."""
    _write(report, What.SEEN, by.person, "", _fresh())


def digest_of(code: str) -> str:
    """What is kept of a receipt code, however it is typed: a digest that is slow to make, with this instance's salt."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    return scrypt(plain.encode(), salt=_secret("reports.key"), n=2**14, r=8, p=1, dklen=32).hex()


def fresh_form() -> str:
    """The key of a form that was not sent yet: a random code of 100 bits, sealed, that only the browser has.

    Nothing is kept from which a code could be computed, and still the same form sent again shows the same code.
    """
    letters = base64.b32encode(random.token_bytes(13)).decode()[:20]
    code = "-".join(letters[at : at + 5] for at in range(0, 20, 5))
    return Fernet(_secret("forms.key")).encrypt(code.encode()).decode()


def _code_in(key: str) -> str:
    """The code that was sealed into the form; a form that was not ours gets one of its own."""
    try:
        return Fernet(_secret("forms.key")).decrypt(key).decode()
    except InvalidToken:
        return _code_in(fresh_form())


def _secret(name: str) -> bytes:
    return kept(name, Fernet.generate_key)


def _sealed(reporter: Reporter) -> bytes:
    said = json.dumps({"name": reporter.name, "contact": reporter.contact}, ensure_ascii=False)
    return Fernet(_secret("reporters.key")).encrypt(said.encode())


def _opened(kept: ReporterIdentity) -> Reporter:
    return Reporter(**json.loads(Fernet(_secret("reporters.key")).decrypt(bytes(kept.sealed))))


def _held(number: str, by: Membership) -> Report:
    report = access.reports_of(by).select_for_update(of=("self",)).filter(number=number).first()
    if report is None:
        raise NotFound(Text(f"没有编号为 {number} 的举报", f"there is no report {number}"))
    return report


def _next_number(year: int) -> str:
    """`R2026-0001`; two that arrive at once collide on the number and one is sent again by its browser."""
    last = (
        Report.objects.select_for_update()
        .filter(number__startswith=f"R{year}-")
        .order_by("-id")
        .values_list("number", flat=True)
        .first()
    )
    return f"R{year}-{int(last.rpartition('-')[2]) + 1 if last else 1:04d}"


def _write(
    report: Report,
    what: str,
    by: Person | None,
    text: str,
    key: str,
    kept: Iterable[tuple[StoredFile, str]] = (),
) -> ReportEntry:
    moment = now() if by is not None else _day()
    with transaction.atomic():
        stands = Report.objects.select_for_update(of=("self",)).select_related("case").get(pk=report.pk)
        entry = ReportEntry.objects.create(
            report=report, what=what, by=by, text=text, at=moment, key=key, after=reported.after(stands)
        )
        ReportFile.objects.bulk_create(ReportFile(entry=entry, file=file, name=name) for file, name in kept)
    return entry


def _day() -> datetime:
    """Of a reporter the day is kept and never the moment, which could be laid beside who was at their desk."""
    return datetime.combine(today(), time(), SHANGHAI)


def _kept(uploads: Sequence[Upload]) -> list[tuple[StoredFile, str]]:
    """Every file without its author's data, or none of them."""
    if len(uploads) > MOST_FILES:
        raise BadInput(
            [
                _fault(
                    "files",
                    Text(f"一次上传了 {len(uploads)} 个文件", f"{len(uploads)} files at once"),
                    Text(f"每次最多 {MOST_FILES} 个", f"at most {MOST_FILES} at a time"),
                )
            ]
        )
    found: list[tuple[StoredFile, str]] = []
    with tempfile.TemporaryDirectory(prefix="report-", dir=settings.DATA) as folder:
        for at, upload in enumerate(uploads):
            arrived, bare = Path(folder) / f"{at}.arrived", Path(folder) / f"{at}.clean"
            with arrived.open("wb") as file:
                for chunk in upload.chunks:
                    file.write(chunk)
                    if file.tell() > cleaning.MOST_BYTES:
                        break
            shown = files.safe_name(upload.name)
            files.refuse_marked(arrived, shown)
            cleaning.clean(arrived, bare, shown)
            os.unlink(arrived)
            stored = files.keep(_pieces(bare), shown)
            if not ReportFile.objects.filter(file=stored).exists():
                _forget_the_moment(stored)
            found.append((stored, _numbered(shown, at)))
    return found


def _forget_the_moment(file: StoredFile) -> None:
    """When a file of a report was kept is a day too, in its row and on disk."""
    day = _day()
    StoredFile.objects.filter(pk=file.pk, kept_at__gte=day).update(kept_at=day)
    places.date_back(file.digest, day.date())


def _numbered(name: str, at: int) -> str:
    """The file's own name may say who wrote it; only its kind is kept."""
    return f"附件{at + 1}{Path(name).suffix.lower()}"


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as opened:
        while chunk := opened.read(files.CHUNK):
            yield chunk


def _text_faults(text: str, where: str = "text") -> list[Fault]:
    if text.strip() and len(text) <= LONGEST and "\0" not in text:
        return []
    return [
        _fault(
            where,
            Text("没有写内容，或者太长", "nothing is written, or too much"),
            Text(f"请写 1 至 {LONGEST} 字", f"write 1 to {LONGEST} characters"),
        )
    ]


def _fresh() -> str:
    return random.token_urlsafe(24)


def _fault(where: str, wrong: Text, right: Text) -> Fault:
    return Fault("report", where, wrong, right)
