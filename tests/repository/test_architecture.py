"""The picture and the table of rooms are those of the code."""

import subprocess
import sys

from tests.places import ROOT


def test_the_picture_of_the_rooms_is_not_older_than_the_code():
    done = subprocess.run(
        [sys.executable, "tools/architecture.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
