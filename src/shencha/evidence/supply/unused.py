"""What a file says and this analysis does not use, by field: told once for each file, never passed over in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from shencha.evidence.finding import shown
from shencha.evidence.supply.bill import Notes
from shencha.text import Text

_NAMED, _LONGEST = 60, 120


class Unused:
    """Counts the fields of one file that are not read."""

    def __init__(self) -> None:
        self._found: Counter[str] = Counter()

    def count(self, one: Mapping[str, Any], known: Collection[str], path: str) -> None:
        """Count the fields of an object that are none of these; `path` stands before their names."""
        for key in one:
            if key not in known:
                self._found[path + key] += 1

    def within(self, found: Any, read: Mapping[str, Collection[str]], path: str) -> None:
        """Count, in an object or a list of objects, what `read` does not name under that path, at every depth."""
        known = read[path]
        for one in found if isinstance(found, list) else (found,):
            if isinstance(one, Mapping):
                for key, value in one.items():
                    if key not in known:
                        self._found[path + key] += 1
                    elif f"{path}{key}." in read:
                        self.within(value, read, f"{path}{key}.")

    def add(self, path: str, number: int = 1) -> None:
        """Count one field, or one value of it."""
        self._found[path] += number

    def tell(self, notes: Notes, file: str) -> None:
        """Say them all, the most frequent first, under how many they are."""
        if not self._found:
            return
        named = [(shown(path[:_LONGEST]), n) for path, n in self._found.most_common(_NAMED)]
        more = len(self._found) - len(named)
        zh = "、".join(f"{path}（{n:,}）" for path, n in named) + (f"等，另有 {more} 种" if more else "")
        en = ", ".join(f"{path} ({n:,})" for path, n in named) + (f" and {more} more" if more else "")
        why = Text(
            f"清单中有、分析未使用的字段：{zh}",
            f"fields that the file has and the analysis does not use: {en}",
        )
        notes.add(file, "document", why, len(self._found))
