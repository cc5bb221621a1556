"""How an item of a request for supplements is said: on the notice, on the pages of both sides, in a list."""

from __future__ import annotations

from collections.abc import Sequence

from shencha.documents.sheet import said_day
from shencha.law.measures.materials import required
from shencha.law.screening.sentences import article_name
from shencha.procedure.case import Case
from shencha.procedure.names import MATERIAL_NAMES
from shencha.procedure.supplements import ITEM_KINDS, About, Asked, Item, fact_name
from shencha.text import Text, same


def material(case: Case, name: str) -> Text:
    """A kind of paper by its name; anything else in the words that were used."""
    named = required(case.ground, case.instrument) if case.ground and case.instrument else ()
    return next((one.name for one in named if one.material == name), MATERIAL_NAMES.get(name, same(name)))


def same_file(name: str, materials: Sequence[str]) -> Text:
    """That one file stands for several kinds of paper."""
    kinds = [MATERIAL_NAMES.get(one, same(one)) for one in dict.fromkeys(materials)]
    return Text(
        f"文件“{name}”同时作为{'、'.join(one.zh for one in kinds)}提交，请核对",
        f"the file “{name}” is handed in as {', '.join(one.en for one in kinds)} at once; look again",
    )


def about(case: Case, one: About) -> Text:
    """The answer or paper that an item is about."""
    if one.fact is not None:
        name = fact_name(one.fact)
        return Text(f"回答“{name.zh}”", f"the answer “{name.en}”")
    if one.part is not None:
        return Text(f"“{one.part}”部分", f"the part “{one.part}”")
    kind = material(case, one.material) if one.material else None
    if one.file is None:
        return kind or MATERIAL_NAMES["other"]
    page = Text(f"第{one.page}页", f", page {one.page}") if one.page else same("")
    if kind is None or one.file.rpartition(".")[0] == kind.zh:
        return Text(f"文件“{one.file}”{page.zh}", f"the file “{one.file}”{page.en}")
    return Text(f"{kind.zh}“{one.file}”{page.zh}", f"{kind.en} “{one.file}”{page.en}")


def asked_of(case: Case, name: str) -> Asked:
    """What was asked for under that name: the item, or the words themselves."""
    return next((one for one in case.papers.requests if one.item == name), name)


def headline(case: Case, one: Asked) -> Text:
    """What an item is about and what is the matter, in a few words; plain words as they are."""
    if not isinstance(one, Item):
        return material(case, one)
    subject, kind = about(case, one.about), ITEM_KINDS[one.kind]
    if one.against is not None:
        other = about(case, one.against)
        return Text(f"{subject.zh}：与{other.zh}矛盾", f"{subject.en}: contradicts {other.en}")
    return Text(f"{subject.zh}：{kind.zh}", f"{subject.en}: {kind.en}")


def grounds(one: Item) -> Text | None:
    """The article and the factors for which something is asked."""
    named = [article_name(one.article)] if one.article else []
    named += [Text(f"因素{factor}", f"factor {factor}") for factor in one.factors]
    if not named:
        return None
    return Text("、".join(each.zh for each in named), ", ".join(each.en for each in named))


def line(case: Case, one: Asked) -> Text:
    """An item whole, in one paragraph without its full stop, as a notice lists it."""
    if not isinstance(one, Item):
        return material(case, one)
    head, why = headline(case, one), grounds(one)
    zh = f"（{one.item}）{head.zh}。请补充：{_closed(one.ask)}。理由：{_closed(one.why)}"
    en = f"({one.item}) {head.en}. Asked: {_closed(one.ask)}. Why: {_closed(one.why)}"
    if why is not None:
        zh, en = f"{zh}（{why.zh}）", f"{en} ({why.en})"
    if one.due is not None:
        day = said_day(one.due)
        zh, en = f"{zh}。请于{day.zh}前提交", f"{en}. By {day.en}"
    return Text(zh, en)


def _closed(words: str) -> str:
    return " ".join(words.split()).rstrip("。.；; ")
