"""Remarks on a page of a paper: written, and resolved by anyone of the same side."""

from __future__ import annotations

from shencha.errors import BadInput, Fault, NotFound
from shencha.records import access
from shencha.records.clock import now
from shencha.records.models import Membership, Remark
from shencha.text import Text

LONGEST = 2_000
FURTHEST = 10_000


def remark(number: str, paper_id: int, *, by: Membership, page: int, text: str, key: str) -> Remark:
    """Note something at a page; the same key again is the same remark.

    Raises:
        NotFound: the paper is not theirs to read, or they have no side. BadInput: text or page.
    """
    side = access.side_of(by)
    paper = access.paper_for(by, number, paper_id)
    if side is None:
        raise NotFound(Text("没有这个页面", "there is no such page"))
    faults = []
    if not text.strip() or len(text) > LONGEST:
        right = Text(f"请写 1 至 {LONGEST} 字", f"write 1 to {LONGEST} characters")
        faults.append(Fault("form", "text", Text("批注是空的，或者太长", "it is empty or too long"), right))
    if not 1 <= page <= FURTHEST:
        right = Text(f"请写 1 至 {FURTHEST}", f"write 1 to {FURTHEST}")
        faults.append(Fault("form", "page", Text(f"没有第 {page} 页", f"there is no page {page}"), right))
    if not key or len(key) > 64:
        right = Text("请刷新页面", "reload the page")
        faults.append(Fault("form", "key", Text("没有幂等键", "there is no key"), right))
    if faults:
        raise BadInput(faults)
    made, _ = Remark.objects.get_or_create(
        key=key,
        by=by.person,
        defaults={"paper": paper, "page": page, "text": text.strip(), "side": side, "at": now()},
    )
    return made


def resolve(number: str, remark_id: int, *, by: Membership) -> Remark:
    """It is dealt with; who said so first stands.

    Raises:
        NotFound: it is not there, or another side's.
    """
    found = access.remarks_of(by, access.case_for(by, number)).filter(pk=remark_id).first()
    if found is None:
        raise NotFound(Text("没有这条批注", "there is no such remark"))
    if found.resolved_at is None:
        found.resolved_by, found.resolved_at = by.person, now()
        found.save(update_fields=["resolved_by", "resolved_at"])
    return found


def item_of(remark: Remark) -> str:
    """The remark as one item of a request for supplements."""
    words = " ".join(remark.text.split())
    return f"{remark.paper.name} 第{remark.page}页：{words}"
