"""`python -m shencha.documents.covers < FILE`: the mark that a file bears and what could not be looked into, as JSON.

Run in a process of its own with bounds; nothing in the file is run or fetched.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from shencha.documents.covers import looked

if __name__ == "__main__":
    mark, unseen = looked(Path("/dev/stdin"), "", apart=False)
    sys.stdout.write(json.dumps({"mark": mark, "unseen": sorted(unseen)}))
