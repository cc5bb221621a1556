"""What the items of a request for supplements, and what arrives in answer, must say to fit the case."""

from __future__ import annotations

from datetime import date

from shencha.law.measures.factors import factors
from shencha.law.measures.instruments import articles
from shencha.procedure.acts import SupplementReceived
from shencha.procedure.case import Case
from shencha.procedure.refusals import Refusal
from shencha.procedure.supplements import Asked, Item
from shencha.text import Text
from shencha.text.lists import listed


def unfit_items(items: tuple[Asked, ...], on: date, version: str | None) -> Refusal | None:
    """Why an item does not fit the day or the version of the Measures; None if all do."""
    for one in items:
        if isinstance(one, Item) and (refused := _unfit(one, on, version)):
            return refused
    return None


def _unfit(one: Item, on: date, version: str | None) -> Refusal | None:
    if one.due is not None and one.due < on:
        return Refusal(
            Text(f"{one.item} 要求在 {one.due} 前提交", f"{one.item} is wanted by {one.due}"),
            Text(f"请写 {on} 或之后的日期", f"write {on} or a later day"),
        )
    if version is None:
        return None
    numbers = [article.number for article in articles(version)]
    if one.article is not None and one.article.partition("(")[0] not in numbers:
        return Refusal(
            Text(
                f"{one.item} 引用的第 {one.article} 条在 {version} 中不存在",
                f"{one.item} cites article {one.article}, which {version} does not have",
            ),
            Text(f"请写 1 至 {numbers[-1]}", f"write 1 to {numbers[-1]}"),
        )
    known = [factor.id for factor in factors(version)]
    if strange := [factor for factor in one.factors if factor not in known]:
        return Refusal(
            Text(
                f"{one.item} 的因素 {listed(strange).zh} 不属于 {version}",
                f"{one.item}: {listed(strange).en} is no factor of {version}",
            ),
            Text(f"请用 {listed(known).zh}", f"use {listed(known).en}"),
        )
    return None


def unfit_reply(case: Case, event: SupplementReceived) -> Refusal | None:
    """Why what arrived answers nothing that was asked, or speaks of another item; None if it fits."""
    asked = case.papers.asked
    if not set(event.items) & set(asked):
        return Refusal(
            Text(
                f"收到的 {listed(event.items).zh} 不在要求补充的材料之列",
                f"{listed(event.items).en} is not among what was asked for",
            ),
            Text(
                f"要求补充的是：{listed(asked).zh}",
                f"what was asked for is {listed(asked).en}",
            ),
        )
    if other := [name for name, _ in event.replies if name not in event.items]:
        return Refusal(
            Text(
                f"对 {listed(other).zh} 有答复，但未列入收到的各项",
                f"there are words on {listed(other).en}, which is not among the items received",
            ),
            Text("请在 items 中列出", "name it among items"),
        )
    return None
