"""Is what suppliers and parties say before a filing what its entries hold?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from shencha.records.log.kept import DAMAGED, each
from shencha.records.models import Draft, Judgement, LoggedAct, SupplierPaper, SupplierPart
from shencha.records.preparing import (
    DISCARDED,
    DRAFT,
    JUDGED,
    PART,
    TAKEN_BACK,
    Said,
    judged_of,
    made,
    stands,
)
from shencha.text import Text


def unlike() -> Iterator[Text]:
    """The parts and judgements that are not what their entries make, and those that are missing."""
    of_drafts = Q(about__startswith=DRAFT, name__in=(JUDGED, TAKEN_BACK, DISCARDED))
    acts = LoggedAct.objects.select_related("by").filter(Q(about__startswith=PART) | of_drafts)
    try:
        found = made(acts.order_by("log_index").iterator(chunk_size=500))
    except DAMAGED as error:
        said = str(error)[:200]
        yield Text(f"草稿的记载无法读取：{said}", f"the entries on drafts cannot be read: {said}")
        return
    kept = set(Draft.objects.values_list("pk", flat=True))
    yield from _parts(found, kept)
    yield from _judgements(found, kept)
    strangers = SupplierPaper.objects.exclude(part__in=SupplierPart.objects.all()).count()
    if strangers:
        yield Text(f"有 {strangers} 份材料不属于任何部分", f"{strangers} papers belong to no part")


def _parts(found: Said, kept: set[int]) -> Iterator[Text]:
    seen = set()
    for part in each(SupplierPart.objects.select_related("supplier", "asked_by"), "pk"):
        seen.add(part.pk)
        if _read(part) != found.parts.get(part.pk):
            yield _said(f"{PART}{part.pk}")
    for number, said in sorted(found.parts.items()):
        if number not in seen and (said.get("draft") in kept or said.get("draft") not in found.given_up):
            yield _said(f"{PART}{number}")


def _read(part: SupplierPart) -> dict[str, Any] | None:
    try:
        return stands(part)
    except DAMAGED:
        return {}


def _judgements(found: Said, kept: set[int]) -> Iterator[Text]:
    rows = {}
    for one in each(Judgement.objects.select_related("by"), "pk"):
        rows[one.draft_id, one.factor] = judged_of(one)
    for draft, factor in sorted(rows.keys() | found.judgements.keys(), key=str):
        gone = draft in found.given_up and draft not in kept
        if rows.get((draft, factor)) != found.judgements.get((draft, factor)) and not gone:
            yield _said(f"{DRAFT}{draft} {factor}")


def _said(what: str) -> Text:
    return Text(
        f"{what}：申报前的内容与日志中的记载不一致",
        f"{what}: what was said before the filing is not what its entries hold",
    )
