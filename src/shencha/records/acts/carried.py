"""What was prepared elsewhere is carried in: a dossier becomes a draft, and a draft is filed as any other.

By page, by API and by command it is this one function; the filing and its receipt are those of `filing`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from django.conf import settings
from django.db import transaction

from shencha.documents.dossier.evidence import BESIDE, FINDINGS, INPUT
from shencha.documents.dossier.manifest import Manifest, Paper
from shencha.documents.dossier.parts import found_parts
from shencha.documents.dossier.supplement import Supplement
from shencha.documents.dossier.taking import Arrived, arrived
from shencha.documents.kinds.table import ANY
from shencha.documents.signs import told_first
from shencha.errors import BadInput, Fault, NotFound
from shencha.procedure.roles import PARTY, PARTY_SIDE
from shencha.records import access, files
from shencha.records.acts import analyses, drafts, supplements
from shencha.records.acts.filing import file_draft
from shencha.records.acts.record import already
from shencha.records.log.seals import identity
from shencha.records.models import (
    CaseFile,
    Draft,
    DraftPaper,
    Membership,
    Organisation,
    StoredEvent,
    StoredFile,
)
from shencha.records.reads import paper_words
from shencha.records.reads.dossiers import manifest_of
from shencha.records.second_factor import confirmed
from shencha.text import Text


def take_in(sent: Sequence[tuple[str, IO[Any]]], *, by: Membership, party_key: str = "") -> Draft:
    """Make a draft of a dossier, sealed to this instance or not; the same dossier again is the same draft.

    Args:
        sent: names and contents of its parts, in any order.
        party_key: for whom; the party that the dossier names, otherwise.
    Raises:
        Broken: it is not what was built. BadInput: not their party, a mark of a state secret, too large a file.
    """
    with _opened(sent) as dossier:
        manifest = dossier.manifest
        if not isinstance(manifest, Manifest):
            wrong = Text(
                "这是对补充材料通知的答复，不是申报卷宗",
                "it answers a request and is no dossier",
            )
            raise BadInput([_other(dossier.name, wrong)])
        party = _party(manifest, by, party_key, dossier.name)
        if (before := _already(manifest, party, by)) is not None:
            return before
        kept: list[tuple[Paper, StoredFile]] = []
        inputs: dict[str, StoredFile] = {}

        def keep(paper: Paper, content: Iterator[bytes]) -> None:
            if paper.material == INPUT:
                inputs[paper.sha256] = files.keep(content, files.safe_name(paper.name))
                return
            if paper.material in BESIDE:
                deque(content, maxlen=0)  # findings are found anew
                return
            kept.append((paper, files.keep(content, paper.name, paper.material)))
            if paper.report:
                drafts.readable(kept[-1][1])

        dossier.each(keep)
        named = dossier.name
    with transaction.atomic():
        draft = drafts.begin(
            by=by,
            party_key=party.key,
            ground=manifest.ground,
            title=manifest.title,
            facts=dict(manifest.facts),
        )
        draft.dossier, draft.declaration = manifest.id, dict(manifest.declaration)
        draft.instrument = (
            manifest.instrument
        )  # an older version is told on the draft's page, never changed unseen
        draft.save(update_fields=["dossier", "declaration", "instrument"])
        DraftPaper.objects.bulk_create(
            DraftPaper(
                draft=draft,
                material=paper.material,
                file=file,
                name=files.safe_name(paper.name),
                added_by=by.person,
            )
            for paper, file in kept
        )
        analyses.carried_in(draft, manifest.evidence, inputs, by=by, file=named)
    return draft


def take_supplement(sent: Sequence[tuple[str, IO[Any]]], *, by: Membership) -> CaseFile:
    """Prepare the answers that a file of supplements holds, as if they were typed and uploaded; nothing is handed in.

    Raises:
        Broken: it is not what was built. NotFound: the case is not theirs. NotAllowed: an item is not asked for.
        BadInput: it is a dossier, an answer is missing, a mark of a state secret, too large a file.
    """
    with _opened(sent) as carried:
        answered = carried.manifest
        if not isinstance(answered, Supplement):
            raise BadInput(
                [_other(carried.name, Text("这是申报卷宗，不是补充材料", "it is a dossier, no supplement"))]
            )
        if faults := answered.missing(carried.name):
            raise BadInput(faults)
        kept: list[tuple[Paper, StoredFile]] = []
        file = access.case_for(by, answered.case)
        supplements.all_asked(answered.case, [one.item for one in answered.answers], by=by)
        carried.each(lambda paper, content: kept.append((paper, files.keep(content, paper.name, ANY))))
    with transaction.atomic():
        for one in answered.answers:
            supplements.write(answered.case, one.item, one.text, by=by)
        for paper, stored in kept:
            supplements.attach(answered.case, paper.material, stored, paper.name, by=by)
    return file


def brought_in(
    sent: Sequence[tuple[str, IO[Any]]], *, by: Membership, party_key: str = ""
) -> Draft | CaseFile:
    """Take in what a file is: a dossier becomes a draft, answers to a request are prepared in their case.

    Raises:
        As `take_in` and `take_supplement`.
    """
    with _opened(sent) as carried:
        supplement = isinstance(carried.manifest, Supplement)
    for _, one in sent:
        one.seek(0)
    return take_supplement(sent, by=by) if supplement else take_in(sent, by=by, party_key=party_key)


@contextmanager
def _opened(sent: Sequence[tuple[str, IO[Any]]]) -> Iterator[Arrived]:
    """What was sent, every byte verified.

    Raises:
        BadInput: nothing was sent. Broken: as `take_in`.
    """
    if not sent:
        wrong = Text("还没有选择文件", "no file is chosen")
        raise BadInput([Fault("form", "file", wrong, Text("请选择卷宗文件", "choose the dossier file"))])
    parts = [(name, cast("BinaryIO", one)) for name, one in sent]
    with arrived(parts, identity(), Path(settings.DATA)) as found:
        yield found


def _other(file: str, wrong: Text) -> Fault:
    right = Text("请在案件的补充材料页面或者带入卷宗页面办理", "bring it in on the page that is for it")
    return Fault(file, "file", wrong, right)


def holds_supplement(paths: Sequence[Path]) -> bool:
    """Does a file on disk hold answers to a request, rather than a filing?

    Raises:
        BadInput: a file is not there. Broken: it is not what was built.
    """
    with ExitStack() as stack:
        sent = [(path.name, stack.enter_context(path.open("rb"))) for path in found_parts(paths)]
        return isinstance(stack.enter_context(_opened(sent)).manifest, Supplement)


def supplement_handed_in(
    paths: Sequence[Path], *, email: str, code: str | None = None, clean: bool = False
) -> tuple[CaseFile, StoredEvent | None]:
    """Take answers in from disk in a person's name, and hand them in if the person confirms with the second factor.

    Raises:
        NotFound: the person acts for no party. WrongCode: nothing is kept. As `take_supplement` and `hand_in`.
    """
    held = _membership(email, "", signs=code is not None)
    with ExitStack() as stack:
        sent = [(path.name, stack.enter_context(path.open("rb"))) for path in found_parts(paths)]
        with _opened(sent) as carried:
            answered = carried.manifest
        for _, one in sent:
            one.seek(0)
        key = f"supplement-{answered.id}"[:64]
        if (before := already(key, held)) is not None:
            return before.case, before
        if code is not None:
            stack.enter_context(confirmed(held.person, code))
        stack.enter_context(transaction.atomic())
        file = take_supplement(sent, by=held)
        if code is None or not isinstance(answered, Supplement):
            return file, None
        named = {one.item for one in answered.answers}
        later = set(supplements.replies_of(held, file)) - named
        return file, supplements.hand_in(answered.case, by=held, key=key, later=later, clean=clean)


def handed_in(
    paths: Sequence[Path],
    *,
    email: str,
    party_key: str = "",
    code: str | None = None,
    clean: bool = False,
    known_signs: str | None = None,
) -> tuple[Draft, StoredEvent | None]:
    """Take a dossier in from disk in a person's name, and file it if the person confirms with the second factor.

    Args:
        known_signs: signs that no font has and of which the person was told (`documents.signs.told_first`).

    Raises:
        NotFound: the person acts for no party. WrongCode: nothing is kept. As `take_in` and `file_draft`.
    """
    held = _membership(email, party_key, signs=code is not None)
    with ExitStack() as stack:
        moment = None if code is None else stack.enter_context(confirmed(held.person, code))
        stack.enter_context(transaction.atomic())
        sent = [(path.name, stack.enter_context(path.open("rb"))) for path in found_parts(paths)]
        draft = take_in(sent, by=held, party_key=party_key)
        if moment is None:
            return draft, None
        if draft.case_id is None:
            told_first(known_signs, paper_words.of_filing(draft), file=str(paths[0]), where="--known-signs")
        key = f"dossier-{draft.dossier}"[:64]
        return draft, file_draft(draft, by=held, key=key, confirmed_at=moment, clean=clean)


def _membership(email: str, party_key: str, *, signs: bool) -> Membership:
    roles = PARTY if signs else PARTY_SIDE
    held = Membership.objects.select_related("person", "organisation").filter(
        person__email__iexact=email, active=True, role__in=[role.value for role in roles]
    )
    for one in held.order_by("id"):
        if not party_key or access.parties_of(one).filter(key=party_key).exists():
            return one
    raise NotFound(Text(f"{email} 不能为该当事人办理", f"{email} does not act for that party"))


def _party(manifest: Manifest, by: Membership, party_key: str, file: str) -> Organisation:
    parties = list(access.parties_of(by))
    chosen = [one for one in parties if one.key == party_key] if party_key else parties
    named = [one for one in chosen if manifest.party in (one.name_zh, one.name_en, one.key)]
    if named:
        return named[0]
    wrong = Text(
        f"卷宗的当事人是“{manifest.party}”，不是贵方的单位",
        f"the dossier is of the party “{manifest.party}”, which is not yours",
    )
    names = Text(
        "、".join(one.name_zh for one in chosen) or "—", ", ".join(one.name_en for one in chosen) or "—"
    )
    right = Text(
        f"请在 dossier.yaml 中写明登记的名称：{names.zh}",
        f"write a registered name in dossier.yaml: {names.en}",
    )
    raise BadInput([Fault(file, "party", wrong, right)])


def _already(manifest: Manifest, party: Organisation, by: Membership) -> Draft | None:
    """The draft that this dossier became before, unless it was changed since."""
    for one in access.drafts_of(by).filter(dossier=manifest.id, party=party):
        if one.case_id is not None or _as_kept(manifest_of(one)[0]) == _as_kept(manifest):
            return one
    return None


def _as_kept(manifest: Manifest) -> tuple[Paper, ...]:
    return tuple(
        Paper(one.material, files.safe_name(one.name), one.size, one.sha256)
        for one in manifest.papers
        if one.material != FINDINGS
    )
