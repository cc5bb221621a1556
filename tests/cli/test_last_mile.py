"""Version, completion, the manual page, and where an error leads a person at a terminal."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from importlib.metadata import version

import pytest
from tests.places import ROOT
from typer.main import get_command

from shencha.cli.main import COMMANDS, PAGES, app

CALL = [sys.executable, "-c", "from shencha.cli.main import main; main()"]


def app_command(name: str):
    return get_command(app).commands[name]  # type: ignore[attr-defined]


def asked(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*CALL, *words], capture_output=True, text=True, check=False, env=os.environ | env)


def test_it_tells_its_version() -> None:
    done = asked("--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"shencha {version('shencha')}")


def test_the_shell_completes_a_command() -> None:
    program = "from shencha.cli.main import app; app(prog_name='shencha')"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ
        | {"_SHENCHA_COMPLETE": "complete_bash", "COMP_WORDS": "shencha scr", "COMP_CWORD": "1"},
    )
    assert done.stdout.split() == ["screen"]


def test_the_help_says_of_each_command_what_the_command_says_of_itself() -> None:
    told = {name: " ".join((app_command(name).help or "").split("\n\n")[0].split()) for name in COMMANDS}
    assert told == COMMANDS


def test_the_help_imports_no_command() -> None:
    program = (
        "import sys; sys.argv = ['shencha', '--help']\nfrom shencha.cli.main import main\ntry: main()\n"
        "except SystemExit: print(*sorted(m for m in sys.modules if m.startswith('shencha.')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    read = [name for name in done.stderr.split() if name.startswith("shencha.cli.commands.")]
    assert read == []


def test_each_page_that_an_error_names_is_there() -> None:
    missing = [name for name in COMMANDS if not (ROOT / f"docs/{PAGES.get(name, name)}.md").exists()]
    assert missing == []


def test_a_person_at_a_terminal_is_led_to_the_page_and_a_program_is_not(tmp_path) -> None:
    (tmp_path / "facts.yaml").write_text("nonsense: 1\n")
    words = ["screen", str(tmp_path / "facts.yaml"), "--lang", "zh"]
    piped = asked(*words)
    assert piped.returncode == 2
    assert "docs/" not in piped.stderr
    ours, theirs = pty.openpty()
    done = subprocess.Popen([*CALL, *words], stdout=subprocess.DEVNULL, stderr=theirs)
    assert done.wait(60) == 2
    os.close(theirs)
    assert "说明见 docs/screening.md" in os.read(ours, 10_000).decode()
    os.close(ours)


def test_the_manual_page_is_not_older_than_the_commands(tmp_path) -> None:
    kept = (ROOT / "docs/man/shencha.1").read_text("utf-8")
    drawn = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.path.insert(0, 'tools'); import man; print(man.page(), end='')",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert kept == drawn, "python tools/man.py"


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_the_manual_page_can_be_set() -> None:
    done = subprocess.run(
        ["man", "--warnings", "-l", str(ROOT / "docs/man/shencha.1")],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8", "MANPAGER": "cat"},
    )
    assert done.returncode == 0
    assert "shencha clock" in done.stdout
