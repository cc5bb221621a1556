"""Remarks on a page of a paper: written, and resolved by anyone of the same side."""

from __future__ import annotations

from collections.abc import Sequence

from shencha.errors import BadInput, Fault, NotFound
from shencha.records import access
from shencha.records.clock import now
from shencha.records.models import Membership, Remark
from shencha.text import Text

LONGEST = 2_000
FURTHEST = 10_000


WHOLE = 1_000
"""Regions are told in thousandths of the page."""


def remark(
    number: str,
    paper_id: int,
    *,
    by: Membership,
    page: int,
    text: str,
    key: str,
    region: Sequence[int] | None = None,
) -> Remark:
    """Note something at a page, or at a region of it; the same key again is the same remark.

    Args:
        region: left, top, width and height in thousandths of the page; None for the whole page.
    Raises:
        NotFound: the paper is not theirs to read, or they have no side. BadInput: text, page or region.
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
    if region is not None and not _on_the_page(region):
        wrong = Text("区域不在页面之内", "the region does not lie on the page")
        right = Text(
            "左、上、宽、高都写 0 至 100，宽和高大于 0，不超出页面",
            "write left, top, width and height from 0 to 100, the last two above 0, within the page",
        )
        faults.append(Fault("form", "region", wrong, right))
    if not key or len(key) > 64:
        right = Text("请刷新页面", "reload the page")
        faults.append(Fault("form", "key", Text("没有幂等键", "there is no key"), right))
    if faults:
        raise BadInput(faults)
    made, _ = Remark.objects.get_or_create(
        key=key,
        by=by.person,
        defaults={
            "paper": paper,
            "page": page,
            "region": None if region is None else list(region),
            "text": text.strip(),
            "side": side,
            "at": now(),
        },
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


def place_of(remark: Remark) -> Text | None:
    """Where on the page a remark points, in the words in which one tells it to somebody who has the paper in hand."""
    if remark.region is None:
        return None
    left, top, width, height = remark.region
    down, across = _DOWN[_third(top, height)], _ACROSS[_third(left, width)]
    if down is None or across is None:
        return down or across or Text("中部", "in the middle")
    return Text(f"{down.zh}{across.zh}", f"{down.en}, {across.en}")


def _third(begin: int, length: int) -> int:
    return min((begin + length // 2) * 3 // WHOLE, 2)


def _on_the_page(region: Sequence[int]) -> bool:
    if len(region) != 4 or min(region) < 0:
        return False
    left, top, width, height = region
    return 0 < width <= WHOLE - left and 0 < height <= WHOLE - top


_DOWN = (Text("上部", "at the top"), None, Text("下部", "at the bottom"))
_ACROSS = (Text("左侧", "on the left"), None, Text("右侧", "on the right"))
