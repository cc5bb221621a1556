"""A supplier's part of a filing: the party asks for it, the supplier fills it and hands it in, the party files it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q

from shencha.documents.kinds.table import ANY
from shencha.errors import BadInput, Fault, NotAllowed
from shencha.law.measures.promises import PROMISES
from shencha.procedure.roles import Power, Role, with_power
from shencha.records import access, files
from shencha.records.acts import changes, drafts, preparing
from shencha.records.acts.changes import Overtaken
from shencha.records.clock import now, today
from shencha.records.joined import joined
from shencha.records.models import (
    Draft,
    Membership,
    Organisation,
    StoredFile,
    SupplierPaper,
    SupplierPart,
)
from shencha.text import Text

State = SupplierPart.State
INVITING = with_power(Power.INVITE)
"""Who decides that someone from outside takes part in a draft."""
MATERIAL = "supplier_part"
"""The material under which a part and its papers are filed."""
SAYS = {
    "yes": Text("承诺", "promised"),
    "partly": Text("有保留地承诺", "promised with a reservation"),
    "no": Text("不承诺", "not promised"),
}
"""How a supplier may answer a promise."""
MOST = 20_000
HALTED = Text(
    "申报单位已停止这份草稿，现在不能填写或者上传",
    "the party has stopped this draft; nothing is written or uploaded now",
)


def invite(
    draft: Draft, *, by: Membership, supplier: str, product: str, wanted_by: date | None, note: str = ""
) -> SupplierPart:
    """Ask a supplier for its part; the same one asked again is the part there is.

    Args:
        supplier: its registered name, its key, or the address of someone who acts for it.
    Raises:
        NotFound: the draft is not theirs. NotAllowed: filed already, or not an owner or counsel.
        BadInput: no such supplier, no product, no day or one that is past.
    """
    if Role(by.role) not in INVITING:
        raise NotAllowed(Text("须由贵单位的负责人或者代理律师邀请", "only an owner or counsel invites"))
    found, faults = _supplier(supplier), []
    if found is None:
        wrong = Text("没有这个提供者的账户", "no supplier with an account here has that name")
        right = Text(
            "请写登记的全称，或者其联系人的登录邮箱；没有账户的，由系统管理员登记",
            "write its registered name, or its contact’s address; an administrator registers new ones",
        )
        faults.append(_fault("supplier", wrong, right))
    if not product.strip() or len(product) > 300:
        wrong = Text("没有写明产品或者服务", "the product or service is not named")
        faults.append(_fault("product", wrong, Text("请写 1 至 300 字", "write 1 to 300 characters")))
    if wanted_by is None or wanted_by < today():
        wrong = Text("没有写明日期，或者日期已过", "there is no day, or it is past")
        faults.append(_fault("wanted_by", wrong, Text("请写今天或者以后的日期", "give today or a later day")))
    if faults or found is None or wanted_by is None:
        raise BadInput(faults)
    with transaction.atomic():
        held = drafts.held_open(draft, by)
        part, made = SupplierPart.objects.get_or_create(
            draft=held,
            supplier=found,
            product=product.strip(),
            defaults={
                "note": note.strip()[:MOST],
                "wanted_by": wanted_by,
                "asked_by": by.person,
                "asked_at": now(),
            },
        )
        fresh = made or part.state == State.CLOSED
        if fresh and not made:
            part.state, part.wanted_by, part.note = State.ASKED, wanted_by, note.strip()[:MOST]
            part.save()
        if made:
            changes.note(held, "parts", by)
        if fresh:
            preparing.asked(part, by=by)
    return part


def write(
    part: SupplierPart,
    *,
    by: Membership,
    statements: dict[str, dict[str, str]],
    description: str,
    seen: int | None = None,
) -> SupplierPart:
    """Keep what the supplier has written so far.

    Raises:
        NotFound: the part is not theirs. NotAllowed: it is handed in, closed or filed. Overtaken: a colleague saved.
        BadInput: an answer that is none of SAYS.
    """
    said = {
        name: {"says": one.get("says", ""), "text": one.get("text", "").strip()[:MOST]}
        for name, one in statements.items()
        if name in PROMISES
    }
    if any(one["says"] not in ("", *SAYS) for one in said.values()):
        wrong = Text("没有这种答复", "there is no such answer")
        raise BadInput([_fault("says", wrong, Text("请选择列出的答复", "choose one of those listed"))])
    with transaction.atomic():
        held = _held(part, by)
        if (held.statements, held.description) == (said, description.strip()[:MOST]):
            return held
        if seen is not None and seen != held.version:
            raise Overtaken(held.changed_by, held.changed_at or now(), held.version, by)
        held.statements, held.description = said, description.strip()[:MOST]
        _changed(held, by)
    return held


def attach(part: SupplierPart, *, by: Membership, name: str, chunks: Iterable[bytes]) -> SupplierPaper:
    """Attach a paper to one's own part; sent twice it is there once.

    Raises:
        NotFound, NotAllowed: as `write`. BadInput: an empty, too large or marked file.
    """
    with transaction.atomic():  # asked before the file arrives, and again after
        _held(part, by)
    shown = files.safe_name(name)
    kept = files.keep(chunks, shown, ANY)
    with transaction.atomic():
        held = _held(part, by)
        same = held.papers.filter(file=kept, name=shown).first()
        return same or SupplierPaper.objects.create(part=held, file=kept, name=shown, added_by=by.person)


def remove(part: SupplierPart, paper_id: int, *, by: Membership) -> None:
    """Take a paper out of one's own part; nothing happens if it is gone."""
    with transaction.atomic():
        _held(part, by).papers.filter(pk=paper_id).delete()


def hand_in(part: SupplierPart, *, by: Membership) -> SupplierPart:
    """Give the part to the party; from now on it is locked. Sent twice it is handed in once.

    Raises:
        NotFound, NotAllowed: as `write`. BadInput: a promise without an answer, a reservation without its reason,
            no description; names each.
    """
    with transaction.atomic():
        _lock(part)
        now_is = access.part_for(by, part.pk)
        if now_is.state == State.HANDED_IN and Role(by.role) is Role.SUPPLIER:
            return now_is
        held = _held(part, by)
        if faults := unsaid(held):
            raise BadInput(faults)
        held.state, held.handed_in_at, held.reason = State.HANDED_IN, now(), ""
        held.save()
        preparing.handed_in(held, by=by)
        drafts.touched(held.draft)
    return held


def send_back(part: SupplierPart, *, by: Membership, reason: str) -> SupplierPart:
    """The party gives a part back to its supplier, with the reason.

    Raises:
        NotFound: it is not theirs. NotAllowed: it is not handed in, or the draft was filed. BadInput: no reason.
    """
    if not reason.strip():
        wrong = Text("没有写明退回理由", "the reason is missing")
        right = Text("请写明需要改正什么", "say what is to be changed")
        raise BadInput([_fault("reason", wrong, right)])
    with transaction.atomic():
        held = _of_party(part, by)
        if held.state != State.HANDED_IN:
            raise NotAllowed(Text("这一部分不在贵单位手中", "this part is not in your hands"))
        held.state, held.reason = State.SENT_BACK, reason.strip()[:MOST]
        held.save()
        preparing.sent_back(held, by=by)
        drafts.touched(held.draft)
        changes.note(held.draft, "parts", by)
    return held


def close(part: SupplierPart, *, by: Membership) -> SupplierPart:
    """The party does without a part; its supplier keeps it to read.

    Raises:
        NotFound: it is not theirs. NotAllowed: not an owner or counsel, or the draft was filed.
    """
    if Role(by.role) not in INVITING:
        raise NotAllowed(Text("须由贵单位的负责人或者代理律师办理", "only an owner or counsel does this"))
    with transaction.atomic():
        held = _of_party(part, by)
        held.state = State.CLOSED
        held.save()
        preparing.closed(held, by=by)
        drafts.touched(held.draft)
        changes.note(held.draft, "parts", by)
    return held


def unsaid(part: SupplierPart) -> list[Fault]:
    """What must still be said before the part can be handed in."""
    faults = []
    for one in PROMISES.values():
        said = part.statements.get(one.id, {})
        if not said.get("says"):
            wrong = Text(f"还没有答复：{one.text.zh}", f"no answer yet: {one.text.en}")
            faults.append(_fault(one.id, wrong, Text("请选择一种答复", "choose an answer")))
        elif said["says"] != "yes" and not said.get("text"):
            wrong = Text(f"没有说明保留或者理由：{one.text.zh}", f"no reason is given: {one.text.en}")
            right = Text("请写明保留什么、为什么", "say what is reserved, and why")
            faults.append(_fault(one.id, wrong, right))
    if not part.description:
        wrong = Text("没有产品和服务的说明", "the product is not described")
        right = Text(
            "请说明产品和服务是什么、由谁维护、从哪里供应",
            "say what it is, who maintains it and from where it is supplied",
        )
        faults.append(_fault("description", wrong, right))
    return faults


def filed_papers(draft: Draft) -> list[tuple[str, str, StoredFile]]:
    """What is filed of the suppliers' parts: of each that is handed in, what it says and its papers."""
    out = []
    for part in handed_in(draft):
        name = name_of(part)
        out.append((MATERIAL, name, files.keep([told(part).encode()], name)))
        out += [(MATERIAL, one.name, one.file) for one in part.papers.all()]
    return out


def handed_in(draft: Draft) -> list[SupplierPart]:
    """The parts that go with a draft as it stands."""
    parts = draft.parts.filter(state=State.HANDED_IN).select_related("supplier")
    return list(joined(parts, "papers", "file"))


def name_of(part: SupplierPart) -> str:
    """The name under which a part is filed."""
    return files.safe_name(f"{part.supplier.name_zh} · {part.product}.txt")


def told(part: SupplierPart) -> str:
    """A part as it is filed: a plain page in both languages."""
    lines = [
        f"提供者 / Supplier: {part.supplier.name_zh} / {part.supplier.name_en}",
        f"产品和服务 / Product or service: {part.product}",
        f"提交 / Handed in: {part.handed_in_at.isoformat() if part.handed_in_at else ''}",
        "",
        part.description,
    ]
    for one in PROMISES.values():
        said = part.statements.get(one.id, {})
        answer = SAYS[said["says"]]
        lines += [
            "",
            f"{one.number} {one.text.zh} / {one.text.en}",
            f"{answer.zh} / {answer.en}",
            said["text"],
        ]
    return "\n".join(lines).rstrip() + "\n"


def _supplier(written: str) -> Organisation | None:
    words = written.strip()
    if not words:
        return None
    named = Q(name_zh=words) | Q(name_en__iexact=words) | Q(key=words)
    person = Q(
        memberships__person__email__iexact=words, memberships__active=True, memberships__role="supplier"
    )
    suppliers = Organisation.objects.filter(kind=Organisation.Kind.SUPPLIER)
    found = list(suppliers.filter(named | person).distinct()[:2])
    return found[0] if len(found) == 1 else None


def _lock(part: SupplierPart) -> None:
    """Hold the draft until the end of the transaction, as filing does: nothing is handed in while it is filed."""
    Draft.objects.select_for_update().filter(pk=part.draft_id).first()


def _held(part: SupplierPart, by: Membership) -> SupplierPart:
    """The supplier's own part, as long as it may write in it."""
    _lock(part)
    found = access.part_for(by, part.pk)
    if Role(by.role) is not Role.SUPPLIER:
        raise NotAllowed(Text("这一部分只由提供者填写", "only the supplier writes this part"))
    if found.draft.case_id is not None or found.state not in (State.ASKED, State.SENT_BACK):
        raise NotAllowed(Text("这一部分已经提交或者关闭，不能再改", "this part is handed in or closed"))
    if drafts.stopped(found.draft):
        raise drafts.Stopped(HALTED)
    return found


def _of_party(part: SupplierPart, by: Membership) -> SupplierPart:
    drafts.held_open(part.draft, by)
    return access.part_for(by, part.pk)


def _changed(part: SupplierPart, by: Membership) -> None:
    part.version += 1
    part.changed_by, part.changed_at = by.person, now()
    part.save()


def _fault(where: str, wrong: Text, right: Text) -> Fault:
    return Fault("part", where, wrong, right)
