"""What a request for supplements asks, item by item: about which answer or paper, what is wrong, what is wanted.

An item of version 1 is plain words and stays so for ever; since version 2 it may be an `Item`. The Measures set no
day for a supplement: `due` is the office's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Any

from shencha.law.logic.facts import FACT
from shencha.procedure import kinds
from shencha.procedure.kinds import DAY, LIST_OF_FACTORS, LONGEST, MATERIALS, WORDS, Kind, Wrong
from shencha.text import Text, same

ITEM_KINDS: Mapping[str, Text] = {
    "missing": Text("缺少", "missing"),
    "incomplete": Text("不完整", "incomplete"),
    "unclear": Text("不清楚", "unclear"),
    "contradicts": Text("与其他回答矛盾", "contradicts another answer"),
    "stale": Text("已过时", "out of date"),
    "unreadable": Text("无法阅读", "not readable"),
    "translation": Text("需要译文", "translation needed"),
}
"""What is the matter with an answer or a paper."""
ABOUT_MATERIALS = (*MATERIALS, "supplier_part", "findings", "evidence_input")
"""Kinds of paper that an item may be about: those of Article 8, and what else a filing holds."""
FURTHEST_PAGE = 10_000
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class About:
    """One answer or paper of the filing: a kind of paper or a named file, a fact of the interview, or a part."""

    material: str | None = None
    file: str | None = None
    page: int | None = None
    """Of the file, from 1."""
    fact: str | None = None
    """By its dotted name, as `shencha screen` reads it."""
    part: str | None = None
    """A declared part, such as a supplier's, by its name."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is asked for."""

    item: str
    """Its name in the case, by which it is answered."""
    about: About
    kind: str
    ask: str
    why: str
    against: About | None = None
    """What it contradicts."""
    article: str | None = None
    """Of the version of the Measures that governs the case."""
    factors: tuple[str, ...] = ()
    due: date | None = None


Asked = str | Item
Replies = tuple[tuple[str, str], ...]
"""Words in answer to items, by the item's name."""


def name_of(one: Asked) -> str:
    """The name by which an item is answered."""
    return one.item if isinstance(one, Item) else one


def names_of(items: Iterable[Asked]) -> tuple[str, ...]:
    """The names of several items, in order."""
    return tuple([name_of(one) for one in items])


def material_of(name: str, requests: Iterable[Item]) -> str:
    """The kind of paper with which an item is answered: of plain words the words themselves."""
    found = next((one for one in requests if one.item == name), None)
    return name if found is None else found.about.material or "other"


def fact_name(fact: str) -> Text:
    """What a fact of the interview is called."""
    return FACT[fact].label if fact in FACT else same(fact)


def _read_item(value: Any) -> Asked:
    found: Asked = WORDS.read(value) if isinstance(value, str) else _structure(value, Item, _ITEM)
    return found


def _structure(value: Any, made: Callable[..., Any], known: Mapping[str, Kind]) -> Any:
    """A mapping as one of the classes above.

    Raises:
        Wrong: with the place of the field at fault.
    """
    if not isinstance(value, dict):
        raise Wrong
    needed = [key for key in _NEEDED if key in known]
    for key in needed:
        if key not in value:
            raise Wrong(f".{key}", None, known[key].right)
    read = {}
    for key, given in value.items():
        if key not in known:
            raise Wrong(f".{key}", given, _listed(known))
        try:
            read[key] = known[key].read(given)
        except Wrong as at:
            raise Wrong(
                f".{key}{at.path}", at.value if at.path else given, at.right or known[key].right
            ) from None
    return made(**read)


def _about(value: Any) -> About:
    found: About = _structure(value, About, _ABOUT)
    things = [one for one in (found.material or found.file, found.fact, found.part) if one is not None]
    if len(things) != 1 or (found.page is not None and found.file is None):
        raise Wrong
    return found


def _items(value: Any) -> tuple[Asked, ...]:
    values = value if isinstance(value, list) else [value]
    if not values:
        raise Wrong
    found = []
    for at, one in enumerate(values):
        try:
            found.append(_read_item(one))
        except Wrong as wrong:
            place = f".{at}{wrong.path}" if isinstance(value, list) else wrong.path
            raise Wrong(place, wrong.value if wrong.path else one, wrong.right or ITEMS.right) from None
    if len(set(names_of(found))) != len(found):
        raise Wrong
    return tuple(found)


def _replies(value: Any) -> Replies:
    if not isinstance(value, dict) or not value:
        raise Wrong
    return tuple(sorted((_short(name), WORDS.read(words)) for name, words in value.items()))


def _short(value: Any) -> str:
    name: str = WORDS.read(value)
    if len(name) > _LONGEST_NAME or "\n" in name:
        raise Wrong
    return name


def _page(value: Any) -> int:
    if type(value) is int and 1 <= value <= FURTHEST_PAGE:
        return value
    raise Wrong


def _written(value: Any) -> Any:
    """An item as it is stored, without what was left out."""
    if isinstance(value, About | Item):
        known = _ABOUT if isinstance(value, About) else _ITEM
        given = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: known[name].write(one) for name, one in given if one not in (None, ())}
    return value


def _load_item(value: Any) -> Asked:
    if isinstance(value, str):
        return value
    known = dict(value)
    for key in ("about", "against"):
        if key in known:
            known[key] = About(**known[key])
    if "factors" in known:
        known["factors"] = tuple(known["factors"])
    if "due" in known:
        known["due"] = date.fromisoformat(known["due"])
    return Item(**known)


def _listed(known: Iterable[str]) -> Text:
    return Text(f"可用的字段：{'、'.join(known)}", f"its fields are {', '.join(known)}")


def _one_of(names: Iterable[str]) -> Kind:
    known = tuple(names)
    return Kind(
        kinds.one_of(known),
        lambda one: one,
        {"enum": list(known)},
        Text(f"请写 {', '.join(known)} 之一", f"write one of {', '.join(known)}"),
    )


def _schema(known: Mapping[str, Kind], **more: object) -> dict[str, object]:
    return {
        "type": "object",
        "properties": {key: dict(kind.schema) for key, kind in known.items()},
        "additionalProperties": False,
        **more,
    }


_NAME = Kind(
    _short,
    lambda one: one,
    {"type": "string", "pattern": r"^[^\n]*\S[^\n]*$", "maxLength": _LONGEST_NAME},
    Text("请写一个简短的名称，例如 S1", "write a short name, such as S1"),
)
_PAGE = Kind(
    _page,
    lambda one: one,
    {"type": "integer", "minimum": 1, "maximum": FURTHEST_PAGE},
    Text(f"请写页码，1 至 {FURTHEST_PAGE}", f"write a page, 1 to {FURTHEST_PAGE}"),
)
_ABOUT: dict[str, Kind] = {
    "material": _one_of(ABOUT_MATERIALS),
    "file": _NAME,
    "page": _PAGE,
    "fact": _one_of(FACT),
    "part": _NAME,
}
ABOUT = Kind(
    _about,
    _written,
    _schema(
        _ABOUT,
        oneOf=[
            {"anyOf": [{"required": ["material"]}, {"required": ["file"]}]},
            {"required": ["fact"]},
            {"required": ["part"]},
        ],
        dependentRequired={"page": ["file"]},
    ),
    Text(
        "请写一种材料、一个文件（可写页码）、一项回答或者一个部分，例如 "
        "{material: analysis_report, file: a.pdf, page: 3}",
        "name a kind of paper, a file (with its page if wanted), a fact or a part, such as "
        "{material: analysis_report, file: a.pdf, page: 3}",
    ),
)
_ITEM: dict[str, Kind] = {
    "item": _NAME,
    "about": ABOUT,
    "kind": _one_of(ITEM_KINDS),
    "ask": WORDS,
    "why": WORDS,
    "against": ABOUT,
    "article": Kind(
        kinds.article,
        lambda one: one,
        {"type": ["string", "integer"], "pattern": f"^{kinds.ARTICLE}$", "minimum": 1, "maximum": 99},
        Text('请写条款，例如 "8" 或者 "8(2)"', 'write an article, such as "8" or "8(2)"'),
    ),
    "factors": LIST_OF_FACTORS,
    "due": DAY,
}
_NEEDED = ("item", "about", "kind", "ask", "why")
_ITEM_SCHEMA = _schema(_ITEM, required=list(_NEEDED))
_WORDS_SCHEMA = dict(WORDS.schema)
_ONE = {"anyOf": [_WORDS_SCHEMA, _ITEM_SCHEMA]}
ITEMS = Kind(
    _items,
    lambda items: [_written(one) for one in items],
    {"anyOf": [{"type": "array", "items": _ONE, "minItems": 1, "uniqueItems": True}, *_ONE["anyOf"]]},
    Text(
        "请列出要求补充的各项，不得为空或重复：文字，或者 {item, about, kind, ask, why, …}",
        "list what is asked for, not empty and without repeats: words, or {item, about, kind, ask, why, …}",
    ),
    lambda items: tuple(_load_item(one) for one in items),
)
"""What is asked for: plain words as ever, or items that say what they are about."""
REPLIES = Kind(
    _replies,
    dict,
    {
        "type": "object",
        "minProperties": 1,
        "propertyNames": dict(_NAME.schema),
        "additionalProperties": _WORDS_SCHEMA,
    },
    Text(
        f"请按项写出答复，例如 {{S1: 已更正}}，每项最多 {LONGEST} 字",
        f"write the words by item, such as {{S1: corrected}}, up to {LONGEST} characters each",
    ),
    lambda said: tuple(sorted(said.items())),
)
ListOfItems = Annotated[tuple[Asked, ...], ITEMS]
RepliesByItem = Annotated[Replies, REPLIES]
