"""Everything the README shows works, word for word."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVES = ("shencha serve", "shencha demo")  # these run until stopped: tests/server starts them


def shown_commands() -> list[str]:
    """The lines that start with `$ ` in the README's console blocks."""
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text(), flags=re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def ours(command: str) -> bool:
    return command.startswith("shencha ") and not command.startswith(SERVES)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder such as a reader has after cloning: the examples, and the command on the path."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "examples").symlink_to(ROOT / "examples")
    return folder


@pytest.mark.parametrize("command", [c for c in shown_commands() if ours(c)])
def test_a_command_of_the_readme_answers(command, desk):
    env = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "LANG": "C.UTF-8",
    }
    done = subprocess.run(
        shlex.split(command), cwd=desk, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    assert done.stdout.strip()


def test_the_readme_shows_commands_and_each_of_them_is_known():
    shown = shown_commands()
    assert sum(map(ours, shown)) >= 10
    others = [c for c in shown if not c.startswith(("shencha ", "make ", "git clone ", "cd "))]
    assert others == []


def test_each_make_target_of_the_readme_stands_in_the_makefile():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    assert {c.split()[1] for c in shown_commands() if c.startswith("make ")} <= set(targets)


def test_the_readme_names_each_command_of_the_program():
    listed = subprocess.run(
        [Path(sys.executable).with_name("shencha"), "--help"], capture_output=True, text=True, check=True
    ).stdout
    commands = re.findall(r"^  ([a-z]+) ", listed.partition("Commands:")[2], flags=re.MULTILINE)
    assert commands
    readme = (ROOT / "README.md").read_text()
    assert [c for c in commands if f"shencha {c}" not in readme] == []
