"""Where the project, its examples and the tests' own inputs lie."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
CASES = ROOT / "tests" / "cases"
BAD_INPUT = ROOT / "tests" / "bad_input"
SHARED = ROOT.parent / "shared"
"""Facts beside the project; a test that reads them skips where they are absent."""
