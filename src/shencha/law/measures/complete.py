"""Is every version of the Measures whole? Asked when the program starts, so that no answer dies on a missing line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.inputs import parse_yaml
from shencha.law.data import facts_of
from shencha.law.measures.figures import Figures
from shencha.law.measures.read import FILES, PACKAGE, data_in, folders
from shencha.text import LANGS, Text

STEPS = (
    "scope",
    "mechanism",
    "bind_supplier",
    "prepare_filing",
    "materials",
    "intake",
    "factors",
    "preliminary",
    "fork",
    "special",
    "supplement",
    "ex_officio",
    "screen_again",
    "secrecy",
    "complaint",
    "supervision",
    "sanctions",
    "kinds",
    "follow_secrecy_rules",
)
"""What every version says somewhere; a version may have more (`interim`, `prepare_for_review`)."""
_KEYS: Mapping[str, tuple[str, ...]] = {
    "articles": ("number", "counterpart", "confidence", "topic", "what"),
    "factors": ("id", "article", "grounds", "confidence", "short", "text"),
    "materials": ("material", "name", "article", "grounds", "purpose"),
    "promises": ("id", "number", "confidence", "text", "evidence"),
    "results": ("id", "number", "article", "confidence", "text", "effect"),
}
_HEAD = ("id", "name", "order", "promulgated", "in_force_from", "in_force_to", "articles")
_FIGURE = ("value", "unit", "article", "confidence")
_READ = Text("请写明条文在何处读到", "say where its text was read")
_SILENT = Text(
    "请写出该版本涉及的条文；没有的写 []", "write the articles of this version that it touches; [] if none"
)
_BRIDGE = Text("请写明违反该版本的依哪部法律处理", "say under which law a breach of this version falls")
_ADD = Text("请补上，参照上一版本的文件夹", "add it, as the folder of the version before has it")


@cache
def check() -> None:
    """Every version's folder holds all that the program asks of a version, and one follows the other day by day.

    Raises:
        BadInput: each file that lacks something, with what it lacks.
    """
    root = files(PACKAGE)
    heads = [data_in(folder, "articles") for folder in folders().values()]
    faults = [
        fault
        for folder in folders().values()
        for fault in faults_in(root.joinpath(folder), lambda place, name: data_in(place.name, name))
    ]
    faults += _days(heads)
    covered = facts_of("sources.yaml")["covers"]
    faults += [
        Fault(
            "law/sources.yaml",
            f"covers.{version}",
            _MISSING,
            Text("请写明条文在何处读到", "say where its text was read"),
        )
        for version in folders()
        if version not in covered
    ]
    faults += [fault for version in folders() for fault in unnamed(version)]
    faults += taken({folder: data_in(folder, "factors") for folder in folders().values()})
    if not faults:
        faults += [fault for version in folders() for fault in _of_rules(version)]
    if faults:
        raise BadInput(faults)


def unnamed(version: str) -> Iterator[Fault]:
    """Each version says at which of its articles the text is silent, and what its breach falls under."""
    points = {one["id"]: one for one in facts_of("measures/open_points.yaml")}
    for name, records in (("open_points", points), ("policies", facts_of("measures/policies.yaml"))):
        for key, record in records.items():
            if version not in record["articles"]:
                yield Fault(f"law/measures/{name}.yaml", f"{key}.articles.{version}", _MISSING, _SILENT)
    if version not in {one["instrument"] for one in facts_of("sanctions/penalties.yaml")["bridges"]}:
        yield Fault("law/sanctions/penalties.yaml", f"bridges.{version}", _MISSING, _BRIDGE)


def taken(factors: Mapping[str, list[Mapping[str, Any]]]) -> Iterator[Fault]:
    """A factor's id means one factor of one version for ever, since cases name factors by it.

    Args:
        factors: those of each version's folder, the oldest first.
    """
    first: dict[str, str] = {}
    for folder, records in factors.items():
        for at, one in enumerate(records):
            if (owner := first.setdefault(str(one.get("id")), folder)) != folder:
                wrong = Text(f"{one['id']} 已是 {owner} 的因素", f"{one['id']} is a factor of {owner}")
                right = Text(
                    "请另起代号，例如 G1，在旧因素的 successors 中写上",
                    "give it its own, such as G1, and name it among the older one's successors",
                )
                yield Fault(f"law/measures/{folder}/factors.yaml", f"{at}.id", wrong, right)


def faults_in(folder: Traversable, read: Callable[[Traversable, str], Any] | None = None) -> Iterator[Fault]:
    """What the files of one version lack.

    Args:
        read: gives a file's data; default: reads the file.
    """
    read = read or _read
    if not folder.joinpath("rules.py").is_file():
        yield _lacks(folder, "rules.py", "GROUNDS")
    there = [name for name in FILES if folder.joinpath(f"{name}.yaml").is_file()]
    yield from (_lacks(folder, f"{name}.yaml", "file") for name in FILES if name not in there)
    data = {name: read(folder, name) for name in there}
    head = data.get("articles") or {}
    yield from (_lacks(folder, "articles.yaml", key) for key in _HEAD if key not in head)
    for name, keys in _KEYS.items():
        records = head.get("articles", ()) if name == "articles" else data.get(name) or ()
        for at, record in enumerate(records):
            yield from (_lacks(folder, f"{name}.yaml", f"{at}.{key}") for key in keys if key not in record)
    steps = data.get("steps") or {}
    yield from (_lacks(folder, "steps.yaml", name) for name in STEPS if "steps" in data and name not in steps)
    yield from _of_figures(folder, data)
    for name, parts in (("kinds", ("confidence", "products")), ("members", ("members", "departments"))):
        if name in data:
            yield from (_lacks(folder, f"{name}.yaml", part) for part in parts if part not in data[name])
    yield from _of_articles(folder, head, data)
    for name, part in data.items():
        yield from _of_texts(folder, f"{name}.yaml", "", part)


def _of_texts(folder: Traversable, name: str, where: str, part: Any) -> Iterator[Fault]:
    """A text is in both languages and nothing else; a comma in one that is not quoted would make it a third key."""
    if isinstance(part, dict) and part.keys() & set(LANGS):
        if part.keys() != set(LANGS) or not all(isinstance(one, str) and one for one in part.values()):
            wrong = Text("不是两种语言的一句话", "it is not one sentence in both languages")
            right = Text('请写成 {zh: "…", en: "…"}', 'write {zh: "…", en: "…"}')
            yield Fault(f"law/measures/{folder.name}/{name}", where or "file", wrong, right)
        return
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, one in inner:
        yield from _of_texts(folder, name, f"{where}.{key}".lstrip("."), one)


def _of_figures(folder: Traversable, data: Mapping[str, Any]) -> Iterator[Fault]:
    if "figures" not in data:
        return
    for one in fields(Figures):
        record = data["figures"].get(one.name)
        if record is None and one.default is MISSING:
            yield _lacks(folder, "figures.yaml", one.name)
        for key in _FIGURE if record is not None else ():
            if key not in record:
                yield _lacks(folder, "figures.yaml", f"{one.name}.{key}")


def _of_articles(folder: Traversable, head: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[Fault]:
    """Whoever names an article names one that is there."""
    known = {one.get("number") for one in head.get("articles", ())}
    named = [("steps", step, number) for step, number in (data.get("steps") or {}).items()]
    named += [("figures", name, one.get("article")) for name, one in (data.get("figures") or {}).items()]
    for name in ("factors", "materials", "results"):
        named += [(name, str(at), one.get("article")) for at, one in enumerate(data.get(name) or ())]
    for name, where, number in named:
        if number is not None and str(number).partition("(")[0] not in known:
            wrong = Text(
                f"指向第 {number} 条，articles.yaml 中没有",
                f"it names Article {number}, not in articles.yaml",
            )
            right = Text("请写该版本已有的条号", "name an article of this version")
            yield Fault(f"law/measures/{folder.name}/{name}.yaml", where, wrong, right)


def _of_rules(version: str) -> Iterator[Fault]:
    """Every ground has the step and the sentences by which it is answered."""
    from shencha.law.measures.read import rules
    from shencha.law.measures.steps import steps
    from shencha.law.screening.sentences import has

    folder = folders()[version]
    for ground in rules(version).GROUNDS:
        if ground.duty and f"file.{ground.id}" not in steps(version):
            yield _fault(folder, "steps.yaml", f"file.{ground.id}")
        if not has("grounds", ground.id):
            yield Fault("law/screening/screening.yaml", f"grounds.{ground.id}", _MISSING, _ADD)
    for name in _elements(version):
        if not has("reasons", name):
            yield Fault("law/screening/screening.yaml", f"reasons.{name}", _MISSING, _ADD)


def _elements(version: str) -> Iterator[str]:
    from shencha.law.logic.rules import WORDS, elements
    from shencha.law.measures.figures import figures
    from shencha.law.measures.read import rules

    for ground in rules(version).GROUNDS:
        for element in elements(ground.rule(WORDS, figures(version))):
            yield element.name


def _days(heads: list[Mapping[str, Any]]) -> Iterator[Fault]:
    """One version ends on the day before the next begins; only the last has no end."""
    for before, after in pairwise(heads):
        begins = date.fromisoformat(after["in_force_from"])
        if before["in_force_to"] != (begins - timedelta(days=1)).isoformat():
            wrong = Text(
                f"{before['in_force_to']} 与下一版本的施行日 {begins} 不衔接",
                f"{before['in_force_to']} does not meet {begins}, when the next version begins",
            )
            right = Text(f"请写 {begins} 的前一日", f"write the day before {begins}")
            yield Fault(f"law/measures/{folders()[before['id']]}/articles.yaml", "in_force_to", wrong, right)


_MISSING = Text("缺少这一项", "it is missing")


def _lacks(folder: Traversable, name: str, what: str) -> Fault:
    return _fault(folder.name, name, what)


def _fault(folder: str, name: str, what: str) -> Fault:
    return Fault(f"law/measures/{folder}/{name}", what, _MISSING, _ADD)


def _read(folder: Traversable, name: str) -> Any:
    return parse_yaml(folder.joinpath(f"{name}.yaml").read_text("utf-8"), f"{folder.name}/{name}.yaml").data
