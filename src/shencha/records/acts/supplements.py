"""What a party prepares in answer to a request for supplements: kept item by item, then handed in.

A reply that is half done stays with the party until it hands it in; nobody else reads it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction

from shencha.documents.declaration import CONFIRMED
from shencha.documents.kinds.marks import UNSEEN
from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.procedure.acts import SupplementReceived
from shencha.procedure.case import Case
from shencha.procedure.roles import PARTY_SIDE
from shencha.procedure.supplements import material_of
from shencha.records import access, files
from shencha.records.acts.changes import Overtaken
from shencha.records.acts.filing import unconfirmed
from shencha.records.acts.record import Paper, already, fold, record
from shencha.records.clock import now, today
from shencha.records.joined import joined
from shencha.records.models import (
    CaseFile,
    Membership,
    StoredEvent,
    StoredFile,
    SupplementPaper,
    SupplementReply,
)
from shencha.text import Text

LONGEST = 20_000
"""Characters of one reply."""
MOST_PAPERS = 50
"""Papers that wait with one reply."""
NOTHING = Fault(
    "supplement",
    "items",
    Text("还没有答复任何一项", "nothing is answered yet"),
    Text(
        "请至少为一项填写答复或者选择文件；其余各项可以以后再交",
        "write or choose files for one item at least; the others may follow",
    ),
)


def replies_of(by: Membership, file: CaseFile) -> dict[str, SupplementReply]:
    """What the party has prepared so far, by item; empty for everyone else."""
    if access.role_of(by) not in PARTY_SIDE or not access.cases_of(by).filter(pk=file.pk).exists():
        return {}
    found = joined(file.replies.select_related("by"), "papers", "file", "added_by")
    return {one.item: one for one in found}


def write(
    number: str, item: str, text: str, *, by: Membership, seen: int | None = None
) -> SupplementReply | None:
    """Keep what is written in answer to an item; nothing where there is nothing to keep.

    Args:
        seen: the version that the form showed; None asks nothing.
    Raises:
        NotFound: the case is not theirs. NotAllowed: the item is not asked for. BadInput: too long.
        Overtaken: a colleague wrote something else since.
    """
    words = text.strip()
    if len(words) > LONGEST or "\0" in words:
        right = Text(f"请写不超过 {LONGEST} 字", f"write up to {LONGEST} characters")
        raise BadInput([Fault("supplement", item, Text("答复太长", "the reply is too long"), right)])
    with transaction.atomic():
        file = _held(number, by, item)
        reply = file.replies.select_related("by").filter(item=item).first()
        if reply is None:
            if not words:
                return None
            reply = SupplementReply(case=file, item=item, version=0)
        elif reply.text == words:
            return reply
        elif seen is not None and seen != reply.version:
            raise Overtaken(reply.by, reply.at, reply.version, by)
        reply.text, reply.by, reply.at, reply.version = words, by.person, now(), reply.version + 1
        reply.save()
    return reply


def attach(number: str, item: str, kept: StoredFile, name: str, *, by: Membership) -> SupplementPaper:
    """Lay a kept file with the answer to an item; the same one twice is there once.

    Raises:
        NotFound, NotAllowed: as `write`. BadInput: too many papers.
    """
    with transaction.atomic():
        file = _held(number, by, item)
        reply = file.replies.filter(item=item).first()
        if reply is None:
            reply = SupplementReply.objects.create(case=file, item=item, by=by.person, at=now())
        shown = files.safe_name(name)
        if (same := reply.papers.filter(file=kept, name=shown).first()) is not None:
            return same
        if reply.papers.count() >= MOST_PAPERS:
            right = Text(f"每项最多 {MOST_PAPERS} 个文件", f"at most {MOST_PAPERS} files for one item")
            raise BadInput([Fault("supplement", item, Text("文件太多", "too many files"), right)])
        return SupplementPaper.objects.create(
            reply=reply, file=kept, name=shown, added_by=by.person, added_at=now()
        )


def all_asked(number: str, items: Iterable[str], *, by: Membership) -> None:
    """Let pass what is asked for in a case.

    Raises:
        NotFound, NotAllowed: as `write`.
    """
    with transaction.atomic():
        for item in items:
            _held(number, by, item)


def remove(number: str, paper_id: int, *, by: Membership) -> None:
    """Take a paper out again; nothing happens if it is gone.

    Raises:
        NotFound: the case is not theirs.
    """
    with transaction.atomic():
        file = _held(number, by)
        SupplementPaper.objects.filter(reply__case=file, pk=paper_id).delete()


def hand_in(
    number: str, *, by: Membership, key: str, later: Collection[str] = (), clean: bool = False
) -> StoredEvent:
    """Hand in every answer that is prepared and not put off; what is handed in is prepared no more.

    Args:
        later: items whose answer stays with the party.
        clean: papers in which no mark of secrecy could be looked for are confirmed to hold no state secrets; that is
            said with the answer.
    Raises:
        NotFound, NotAllowed, BadInput: as `record`; and nothing is prepared, or a paper that is missing was
            answered in words alone.
    """
    with transaction.atomic():
        file = _held(number, by)
        if (before := already(key, by)) is not None and before.case_id == file.pk:
            return before
        whole = fold(file, file.events.order_by("sequence"))
        asked = whole.papers.asked
        ready = [
            one
            for one in joined(file.replies, "papers", "file")
            if one.item in asked and one.item not in later and (one.text or one.papers.all())
        ]
        ready.sort(key=lambda one: asked.index(one.item))
        if faults := _unready(whole, ready):
            raise BadInput(faults)
        dark = {one.item: unseen(one) for one in ready}
        if not clean and (names := [name for found in dark.values() for name in found]):
            raise BadInput([unconfirmed(names)])
        words = {one.item: said(one.text, dark[one.item]) for one in ready if one.text or dark[one.item]}
        papers = [paper(whole, one.item, each.name, each.file) for one in ready for each in one.papers.all()]
        event = received([one.item for one in ready], words)
        made = record(number, event, by=by, key=key, papers=papers)
        SupplementReply.objects.filter(pk__in=[one.pk for one in ready]).delete()
    return made


def unseen(reply: SupplementReply) -> dict[str, StoredFile]:
    """Its papers by name in part of which no mark of secrecy could be looked for."""
    return {one.name: one.file for one in reply.papers.all() if {*one.file.marks} & {*UNSEEN}}


def said(text: str, dark: Collection[str]) -> str:
    """The words of an answer, and what is confirmed of its papers that could not be looked into."""
    confirmed = f"{CONFIRMED.fields[0].label.zh}：{'、'.join(dark)}" if dark else ""
    return "\n".join(filter(None, (text, confirmed)))


def received(items: Sequence[str], words: Mapping[str, str]) -> SupplementReceived:
    """The event of today that says which items arrived, and what was said to them."""
    return SupplementReceived(today(), tuple(items), tuple(sorted(words.items())))


def paper(whole: Case, item: str, name: str, kept: StoredFile) -> Paper:
    """A file as the answer to an item: of the kind of paper that the item is about."""
    typed = any(one.item == item for one in whole.papers.requests)
    kind = material_of(item, whole.papers.requests)[:200]
    return Paper(kind, files.safe_name(name), kept, item if typed else "")


def needs_paper(whole: Case, item: str) -> bool:
    """Is a paper itself what is missing, so that words alone do not answer?"""
    return any(
        one.item == item and one.kind == "missing" and one.about.fact is None for one in whole.papers.requests
    )


def without_paper(item: str) -> Fault:
    """The fault of an item that wants a paper and has none."""
    return Fault(
        "supplement",
        item,
        Text(
            f"{item} 缺少的是材料本身，还没有文件", f"{item} asks for the paper itself, and there is no file"
        ),
        Text("请选择文件，或者勾选以后再交", "choose the file, or leave this one for later"),
    )


def _unready(whole: Case, ready: Sequence[SupplementReply]) -> list[Fault]:
    if not ready:
        return [NOTHING]
    return [without_paper(one.item) for one in ready if needs_paper(whole, one.item) and not one.papers.all()]


def _held(number: str, by: Membership, item: str | None = None) -> CaseFile:
    """The case, held until the end of the transaction.

    Raises:
        NotFound: it is not there, or not theirs. NotAllowed: that item is not asked for.
    """
    if access.role_of(by) not in PARTY_SIDE:
        raise NotFound(Text("没有这个页面", "there is no such page"))
    file = access.case_for(by, number)
    CaseFile.objects.select_for_update().get(pk=file.pk)
    if item is not None:
        asked = fold(file, file.events.order_by("sequence")).papers.asked
        if item not in asked:
            raise NotAllowed(
                Text(
                    f"没有要求补充 {item}，或者已经提交", f"{item} is not asked for, or was handed in already"
                )
            )
    return file
