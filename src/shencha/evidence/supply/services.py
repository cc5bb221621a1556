"""What must keep running, and what each of it needs: a tree of components, all of, any of, at least K of.

Every gate is one thing: the K-th longest of its parts; `all_of` is the last of them in that order (the
earliest to fail), `any_of` the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shencha import inputs
from shencha.evidence.finding import shown
from shencha.evidence.supply.references import References
from shencha.evidence.supply.suppliers import Faults, days
from shencha.text import Text

_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Gate:
    """Lasts as long as the `count`-th longest of its parts; a part is a component or a gate."""

    count: int
    parts: tuple[int | Gate, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """One service; it fails `tolerates_days` after what it needs."""

    id: str
    needs: int | Gate
    tolerates_days: int = 0

    def components_needed(self) -> set[int]:
        """The components its tree names."""
        return set(self.components())

    def components(self) -> Iterator[int]:
        """Every component its tree names."""
        waiting: list[int | Gate] = [self.needs]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Gate):
                waiting += one.parts
            else:
                yield one


@dataclass(frozen=True, slots=True)
class Services:
    """A file of services."""

    file: str
    services: tuple[Service, ...]


def read_services(path: str | Path, references: References) -> Services:
    """Read a services file (YAML, JSON, TOML), with what each name in it means.

    Raises:
        BadInput: an unknown field or component, an empty gate, a count out of reach, an id that stands twice.
    """
    document = inputs.read(path)
    faults = Faults(document.file)
    data = document.data
    listed = data.get("services") if isinstance(data, dict) else None
    if not isinstance(listed, list) or not listed:
        wrong = Text("没有 services 列表", "there is no list of services")
        right = Text("请写 services: [{id: …, needs: …}]", "write services: [{id: …, needs: …}]")
        faults.add(document.where("services") if isinstance(data, dict) else "document", wrong, right)
        faults.raise_any()
        listed = []
    references.prepare(_words(listed))
    reader = _Reader(document, references, faults)
    for key in data:
        if key != "services":
            reader.unknown(str(key), key, ("services",))
    found: dict[str, Service] = {}
    for number, one in enumerate(listed):
        path_of = f"services.{number}"
        service = reader.service(one, path_of)
        if service is None:
            continue
        if service.id in found:
            wrong = Text(f"服务 {service.id} 出现了两次", f"the service {service.id} stands twice")
            faults.add(
                document.where(f"{path_of}.id"), wrong, Text("每项服务只写一次", "write each service once")
            )
        found[service.id] = service
    faults.raise_any()
    return Services(document.file, tuple(found.values()))


def _words(told: Any) -> Iterator[str]:
    """Every text in it, however deep: among them are the names of components."""
    waiting = [told]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one.strip()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += one.values()


class _Reader:
    def __init__(self, document: inputs.Document, references: References, faults: Faults) -> None:
        self._document, self._references, self._faults = document, references, faults

    def service(self, one: Any, path: str) -> Service | None:
        if not isinstance(one, dict) or not isinstance(one.get("id"), str | int) or "needs" not in one:
            wrong = Text("一项服务要有 id 和 needs", "a service has an id and needs")
            right = Text("请写 {id: …, needs: {component: …}}", "write {id: …, needs: {component: …}}")
            self._faults.add(self._document.where(path), wrong, right)
            return None
        for key in one:
            if key not in ("id", "needs", "tolerates_days"):
                self.unknown(f"{path}.{key}", key, ("id", "needs", "tolerates_days"))
        needs = self._needs(one["needs"], f"{path}.needs", 0)
        where = self._document.where(f"{path}.tolerates_days")
        tolerates = days(one.get("tolerates_days"), where, self._faults)
        return None if needs is None else Service(shown(str(one["id"])), needs, tolerates)

    def unknown(self, path: str, key: object, known: tuple[str, ...]) -> None:
        names = ", ".join(known)
        wrong = Text(f"不认识 {key}", f"{key} is not known here")
        self._faults.add(self._document.where(path), wrong, Text(f"可用的有 {names}", f"there are {names}"))

    def _needs(self, one: Any, path: str, depth: int) -> int | Gate | None:
        if depth > _DEEPEST:
            self._bad(path, Text("嵌套太深", "nested too deeply"), Text("最多 100 层", "at most 100 levels"))
            return None
        if isinstance(one, str):
            return self._component(one, path)
        if isinstance(one, dict):
            keys = set(one)
            if keys == {"component"} and isinstance(one["component"], str):
                return self._component(one["component"], f"{path}.component")
            if keys == {"all_of"}:
                parts = self._parts(one["all_of"], f"{path}.all_of", depth)
                return Gate(len(parts), parts) if parts else None
            if keys == {"any_of"}:
                parts = self._parts(one["any_of"], f"{path}.any_of", depth)
                return Gate(1, parts) if parts else None
            if keys == {"at_least", "of"}:
                parts = self._parts(one["of"], f"{path}.of", depth)
                return self._at_least(one["at_least"], parts, f"{path}.at_least") if parts else None
        wrong = Text("看不懂所需之物", "what it needs cannot be understood")
        right = Text(
            "请写 component: …、all_of: […]、any_of: […]，或者 at_least: K 和 of: […]",
            "write component: …, all_of: […], any_of: […], or at_least: K with of: […]",
        )
        self._bad(path, wrong, right)
        return None

    def _parts(self, told: Any, path: str, depth: int) -> tuple[int | Gate, ...]:
        if not isinstance(told, list) or not told:
            wrong = Text("这里要有至少一项", "at least one thing must stand here")
            self._bad(path, wrong, Text("请写列表", "write a list"))
            return ()
        found = [self._needs(one, f"{path}.{i}", depth + 1) for i, one in enumerate(told)]
        return tuple(one for one in found if one is not None) if None not in found else ()

    def _at_least(self, count: Any, parts: tuple[int | Gate, ...], path: str) -> Gate | None:
        if isinstance(count, int) and not isinstance(count, bool) and 1 <= count <= len(parts):
            return Gate(count, parts)
        wrong = Text(f"{count} 不在 1 至 {len(parts)} 之间", f"{count} is not between 1 and {len(parts)}")
        self._bad(path, wrong, Text("请写 of 中至少要有几项", "write how many of `of` are needed at least"))
        return None

    def _component(self, text: str, path: str) -> int | Gate | None:
        found = self._references.find(shown(text.strip()))
        if not found:
            wrong = Text(f"清单中没有组件 {text[:120]}", f"no component {text[:120]} is in the bills")
            right = Text(
                "请写 purl、purl 前缀加 *，或者名称", "write a purl, the beginning of one with *, or a name"
            )
            self._bad(path, wrong, right)
            return None
        unique = tuple(dict.fromkeys(found))
        return unique[0] if len(unique) == 1 else Gate(len(unique), unique)

    def _bad(self, path: str, wrong: Text, right: Text) -> None:
        self._faults.add(self._document.where(path), wrong, right)
