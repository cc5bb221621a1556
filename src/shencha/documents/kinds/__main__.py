"""`python -m shencha.documents.kinds CONTENT NAMED < FILE`: what a container is and holds, as JSON.

Run in a process of its own with bounds; nothing in the file is run or fetched. `refused` names a member that is a
program or a web page; else `kind` and `marks`.
"""

from __future__ import annotations

import json
import sys

from shencha.documents.kinds.inside import Refused, inside

if __name__ == "__main__":
    try:
        kind, marks = inside(sys.stdin.buffer, sys.argv[1], sys.argv[2])
        said: dict[str, object] = {"kind": kind, "marks": sorted(marks)}
    except Refused as refused:
        said = {"refused": refused.member[:200].encode("utf-8", "replace").decode()}
    sys.stdout.write(json.dumps(said))
