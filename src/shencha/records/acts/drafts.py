"""What a party does with a draft before it is filed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from shencha.documents import completeness, declaration
from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.evidence.report.reading import MOST_BYTES, read_report
from shencha.evidence.report.report import is_report
from shencha.law.measures.instruments import in_force
from shencha.law.measures.materials import MATERIALS, faults_of_missing
from shencha.law.state_secrets import directions, mark_in
from shencha.procedure.kinds import GROUNDS_FILED
from shencha.procedure.roles import PARTY_SIDE, Role
from shencha.records import access, files
from shencha.records.acts import changes, logged, preparing
from shencha.records.clock import now, today
from shencha.records.files import places
from shencha.records.models import Draft, DraftPaper, Membership, StoredFile
from shencha.text import Text, one_line

EDITORS = PARTY_SIDE
SECRETS = "involves_state_secrets"
GIVEN_UP = "draft_given_up"
"""The act that remains of a draft that was stopped."""


class Stopped(NotAllowed):
    """The draft says that state secrets are involved: nothing is added to it and nothing is signed."""

    code = "state_secrets"


def begin(
    *,
    by: Membership,
    party_key: str,
    ground: str,
    title: str,
    facts: dict[str, Any] | None = None,
    on: date | None = None,
    key: str | None = None,
) -> Draft:
    """Begin a draft, pinned to the version of the Measures in force today.

    Args:
        key: made by the client; the same key again returns the draft that it began before.
    Raises:
        NotFound: the party is not theirs. BadInput: ground or title. NotAllowed: no version is in force, or the key
            made something else.
    """
    if key is not None and (before := access.drafts_of(by).filter(begun_by=by.person, key=key).first()):
        if (before.party.key, before.ground) != (party_key, ground):
            raise _used()
        return before
    faults = []
    party = access.parties_of(by).filter(key=party_key).first()
    if party is None:
        faults.append(
            _fault("party", Text("不是贵方的单位", "it is not yours"), Text("请选择贵单位", "choose yours"))
        )
    if ground not in GROUNDS_FILED:
        faults.append(
            _fault(
                "ground",
                Text("没有这种事由", "there is no such ground"),
                Text("、".join(GROUNDS_FILED), ", ".join(GROUNDS_FILED)),
            )
        )
    if not title.strip() or len(title) > 300:
        faults.append(
            _fault(
                "title",
                Text("没有名称，或者太长", "it is empty or too long"),
                Text("请写 1 至 300 字", "write 1 to 300 characters"),
            )
        )
    if mark := mark_in(title):
        faults.append(_fault("title", Text(f"带有“{mark}”标志", f"it bears the mark {mark}"), directions()))
    if (facts or {}).get(SECRETS) in ("yes", True):
        faults.append(_fault(SECRETS, INVOLVED, directions()))
    if faults or party is None:
        raise BadInput(faults)
    governing = in_force(on or today())
    if governing is None:
        raise NotAllowed(Text("当日没有施行中的办法", "no version of the Measures is in force on that day"))
    with _once():
        return Draft.objects.create(
            party=party,
            title=one_line(title),
            ground=ground,
            instrument=governing.id,
            facts=facts or {},
            begun_by=by.person,
            key=key,
        )


@contextmanager
def _once() -> Iterator[None]:
    """What bears a key that another row has is not written; a retry that came at the same moment asks again."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise _used() from None


def _used() -> NotAllowed:
    return NotAllowed(
        Text(
            "这个幂等键已用于另一项操作，或者正在办理",
            "this key was used for another act already, or is in use",
        )
    )


def answer(
    draft: Draft, *, by: Membership, title: str | None = None, facts: dict[str, Any] | None = None
) -> Draft:
    """Change the draft's title or its facts.

    Raises:
        NotFound: it is not theirs. NotAllowed: it was filed already, or the role only reads.
    """
    with transaction.atomic():
        draft = held_open(draft, by, stopped_too=True)
        if title is not None:
            draft.title = one_line(title)[:300] or draft.title
        if facts is not None:
            before, after = leaves(draft.facts), leaves(facts)
            for name in before.keys() | after.keys():
                if before.get(name) != after.get(name):
                    changes.note(draft, f"fact:{name}", by)
            draft.facts = facts
        draft.checked_at = None
        draft.save()
    return draft


def answer_fact(draft: Draft, *, by: Membership, fact: str, value: Any, seen: int | None = None) -> Draft:
    """Change one answer and leave the others as they stand now, whoever gave them meanwhile.

    Args:
        fact: its dotted name, as `shencha screen` reads it.
        seen: the version of the answer that the form showed; None asks nothing.
    Raises:
        NotFound, NotAllowed: as `answer`. Overtaken: a colleague gave another answer since.
    """
    with transaction.atomic():
        held = held_open(draft, by, stopped_too=fact == SECRETS)
        *blocks, last = fact.split(".")
        facts = deepcopy(held.facts)
        place = facts
        for block in blocks:
            if not isinstance(place.get(block), dict):
                place[block] = {}
            place = place[block]
        if last in place and place[last] == value:
            return held
        changes.not_overtaken(held, f"fact:{fact}", seen, by)
        place[last] = value
        held.facts, held.checked_at = facts, None
        held.save()
        changes.note(held, f"fact:{fact}", by)
    return held


def declare(
    draft: Draft, *, by: Membership, written: Mapping[str, str], seen: int | None = None
) -> dict[str, Fault]:
    """Keep the declaration as far as it is filled in; what cannot stand is told by its field and not kept.

    Args:
        written: by `part.field`, all fields of the form; what is empty is taken out.
        seen: the version of the declaration that the form showed; None asks nothing.
    Returns:
        The faults by `part.field`; then nothing was changed.
    Raises:
        NotFound, NotAllowed: as `answer`. Overtaken: a colleague changed it since.
    """
    with transaction.atomic():
        held = held_open(draft, by)
        made, faults = declaration.read(held.ground, written)
        if not faults and made != held.declaration:
            changes.not_overtaken(held, "declaration", seen, by)
            held.declaration, held.checked_at = made, None
            held.save()
            changes.note(held, "declaration", by)
    return faults


def move_over(draft: Draft, *, by: Membership, to: str) -> Draft:
    """Move a draft to the version that is in force; its answers and papers stay, and it is looked through again.

    A judgement of a factor that the new version does not know stays with the draft and is not filed.

    Args:
        to: the version that the page showed; another one in force meanwhile is not moved to unseen.
    Raises:
        NotFound: the draft is not theirs. NotAllowed: filed already, or `to` is not the version in force.
    """
    governing = in_force(today())
    with transaction.atomic():
        held = held_open(draft, by)
        if governing is None or governing.id != to:
            raise NotAllowed(
                Text("施行中的版本已经不同，请重新查看", "another version is in force; look again")
            )
        if held.instrument != to:
            held.instrument, held.checked_at = to, None
            held.save()
            changes.note(held, "version", by)
    return held


def attach(
    draft: Draft, *, by: Membership, material: str, name: str, chunks: Iterable[bytes], key: str | None = None
) -> DraftPaper:
    """Attach a paper to a draft; the file is kept before the draft says so. Sent twice it is there once.

    Raises:
        NotFound: the draft is not theirs. NotAllowed: it was filed already.
        BadInput: unknown material, an empty, too large or marked file.
    """
    if material not in MATERIALS:
        raise BadInput(
            [
                _fault(
                    "material",
                    Text("没有这种材料", "there is no such material"),
                    Text("、".join(MATERIALS), ", ".join(MATERIALS)),
                )
            ]
        )
    if mark := mark_in(name):
        raise BadInput([files.marked(name, mark)])
    with transaction.atomic():  # asked before the file arrives, and again after
        held_open(draft, by)
    shown = files.safe_name(name)
    kept = files.keep(chunks, shown, material)
    return attach_kept(draft, by=by, material=material, name=shown, kept=kept, key=key)


def attach_kept(
    draft: Draft, *, by: Membership, material: str, name: str, kept: StoredFile, key: str | None = None
) -> DraftPaper:
    """Attach a file that is kept already; the same one twice is there once, and of a report of statements the last.

    Args:
        key: made by the client; the same key again is the same paper, or refused.
    Raises:
        NotFound: the draft is not theirs. NotAllowed: it was filed already, or the key made something else.
        BadInput: the report cannot be read.
    """
    written = is_report(material, name)
    if written:
        readable(kept)
    with transaction.atomic():
        held = held_open(draft, by)
        same = held.papers.filter(material=material, file=kept, name=name).first()
        if same is not None:
            return same
        if key is not None and DraftPaper.objects.filter(added_by=by.person, key=key).exists():
            raise _used()
        if written:
            held.papers.filter(material=material, name=name).delete()
        changes.note(held, f"papers:{material}", by)
        touched(held)
        with _once():
            return DraftPaper.objects.create(
                draft=held, material=material, file=kept, name=name, added_by=by.person, key=key
            )


def readable(kept: StoredFile) -> None:
    """Refuse an analysis report of statements that cannot be read.

    Raises:
        BadInput: every fault, with its line.
    """
    read_report(places.beginning(kept.digest, MOST_BYTES + 1))


def remove(draft: Draft, paper_id: int, *, by: Membership) -> None:
    """Take a paper out of a draft; nothing happens if it is not there any more.

    Raises:
        NotFound: the draft is not theirs. NotAllowed: it was filed already.
    """
    with transaction.atomic():
        draft = held_open(draft, by)
        if (found := draft.papers.filter(pk=paper_id).first()) is not None:
            found.delete()
            changes.note(draft, f"papers:{found.material}", by)
        touched(draft)


def discard(draft: Draft, *, by: Membership) -> None:
    """Give a draft up with all that was put into it; nobody but the party ever saw it, and nothing of it is kept.

    Raises:
        NotFound: it is not theirs. NotAllowed: it was filed already, or the role only reads.
    """
    with transaction.atomic():
        held = held_open(draft, by, stopped_too=True)
        if stopped(held):
            said = {"on": today().isoformat(), "reason": SECRETS}
            logged.enter(f"party:{held.party.key}", GIVEN_UP, said, by=by, key=f"given-up-{held.pk}")
        brought = [one.file for one in held.papers.select_related("file")]
        brought += [one.file for part in held.parts.all() for one in part.papers.select_related("file")]
        brought += [one.file for run in held.analyses.all() for one in run.inputs.select_related("file")]
        preparing.given_up(held, by=by)
        held.delete()
        files.drop(brought)


def looked_through(draft: Draft, *, by: Membership) -> Draft:
    """Note that someone has looked through all answers.

    Raises:
        NotFound, NotAllowed: as `answer`. BadInput: papers that Article 8 asks for are missing; names each.
    """
    with transaction.atomic():
        draft = held_open(draft, by)
        if faults := incomplete(draft):
            raise BadInput(faults)
        draft.checked_at = now()
        draft.save(update_fields=["checked_at"])
    return draft


def locked(draft: Draft, *, by: Membership) -> Draft:
    """The draft as it stands now, held until the end of the caller's transaction.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    found = access.drafts_of(by).select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if found is None:
        raise NotFound(Text("没有这份草稿", "there is no such draft"))
    return found


INVOLVED = Text("这份草稿写明涉及国家秘密", "this draft says that state secrets are involved")


def incomplete(draft: Draft) -> list[Fault]:
    """What must be done before it can be signed: the facts, and the very rule by which the intake desk accepts."""
    if stopped(draft):
        return [_fault(SECRETS, INVOLVED, directions())]
    have = {paper.material for paper in draft.papers.all()}
    by_paper = "declaration" in have
    begun = by_paper or bool(draft.declaration)
    if begun:
        have.add("declaration")
    faults = faults_of_missing(draft.ground, draft.instrument, have, "draft")
    if begun:
        faults += declaration.missing(draft.ground, draft.declaration, by_paper=by_paper)
    faults += declaration.lacks_beside(draft.declaration, have)
    if not draft.facts:
        faults.append(
            _fault(
                "facts", Text("还没有说明事实", "no facts are stated"), Text("请说明事实", "state the facts")
            )
        )
    return faults


def twice(draft: Draft) -> list[Text]:
    """The files that are handed in as more than one kind of paper: seldom meant, so that someone looks."""
    papers = draft.papers.select_related("file")
    sheets = [completeness.Sheet(one.material, one.name, one.file.digest) for one in papers]
    return [said for said, _, _ in completeness.twice(sheets)]


def stopped(draft: Draft) -> bool:
    """Does the draft say that state secrets are involved? Such a matter belongs elsewhere (Article 22)."""
    return draft.facts.get(SECRETS) in ("yes", True)


def held_open(draft: Draft, by: Membership, *, stopped_too: bool = False) -> Draft:
    """A draft that may still be changed, held until the end of the caller's transaction.

    Args:
        stopped_too: also one that says that state secrets are involved; only to correct that answer, or to give it up.
    Raises:
        NotFound: it is not theirs. NotAllowed: it was filed already, or the role only reads. Stopped: as it says.
    """
    found = locked(draft, by=by)
    if found.case_id is not None:
        raise NotAllowed(
            Text("这份草稿已经提交，不能再改", "this draft has been filed and cannot be changed")
        )
    if Role(by.role) not in EDITORS:
        raise NotAllowed(Text("您的角色不能修改草稿", "your role does not change drafts"))
    if stopped(found) and not stopped_too:
        raise Stopped(Text(f"{INVOLVED.zh}。{directions().zh}", f"{INVOLVED.en}. {directions().en}"))
    return found


def leaves(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts by their dotted names."""
    out: dict[str, Any] = {}
    for name, value in facts.items():
        block = (
            value.items() if isinstance(value, dict) and not {"at_least", "at_most"} & value.keys() else ()
        )
        out.update({f"{name}.{leaf}": inner for leaf, inner in block})
        if not block:
            out[name] = value
    return out


def touched(draft: Draft) -> None:
    """What was looked through must be looked through again."""
    draft.checked_at = None
    draft.save(update_fields=["checked_at", "changed_at"])


def _fault(where: str, wrong: Text, right: Text) -> Fault:
    return Fault("draft", where, wrong, right)
