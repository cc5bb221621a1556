"""`python -m shencha.evidence KIND`: one analysis in a process of its own, for whoever must survive it.

A JSON object on standard input says what to do: `inputs` (paths by role), `parameters`, `on` (a day), and, if the
picture is wanted instead of the answer, `lang` and `chosen`. The answer goes to standard output. What is wrong with the
inputs goes there too, under `faults`, with exit code 2. The file named under `progress` holds the share done, 0 to 1.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from shencha.errors import BadInput
from shencha.evidence.analyser import Given
from shencha.evidence.analysers import ANALYSERS


def main() -> int:
    """Run the analysis that the command line names; 0 or 2."""
    asked: dict[str, Any] = json.load(sys.stdin)
    analyser = ANALYSERS[sys.argv[1]]
    given = Given(
        asked["inputs"], asked["parameters"], date.fromisoformat(asked["on"]), _told_in(asked.get("progress"))
    )
    try:
        ran = analyser.run(given)
    except BadInput as refused:
        faults = [
            {"file": one.file, "where": one.where, "wrong": one.wrong.as_dict(), "right": one.right.as_dict()}
            for one in refused.faults
        ]
        print(json.dumps({"faults": faults}, ensure_ascii=False))
        return 2
    if "lang" in asked:
        print(ran.draw(asked["lang"], asked.get("chosen", "")) if ran.draw else "")
    else:
        print(json.dumps(ran.answer, ensure_ascii=False))
    return 0


def _told_in(path: str | None) -> Callable[[int, int], None]:
    def advance(done: int, of: int) -> None:
        if path is not None and of:
            Path(path).write_text(f"{done / of:.3f}", "utf-8")

    return advance


if __name__ == "__main__":
    sys.exit(main())
