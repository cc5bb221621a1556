"""Everything that README and docs show works, word for word.

A block fenced as `console` runs as it stands, from a folder with the examples. What needs an instance, a network or a
file of the reader's own stands in a block fenced as `sh` or `text`, without a prompt.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.places import ROOT

SERVES = ("shencha serve", "shencha demo")  # these run until stopped: tests/server starts them


READMES = [ROOT / "README.md", ROOT / "README.en.md"]
GUIDES = sorted((ROOT / "src/shencha/web/help").glob("*/*.md"))
PAGES = [*READMES, *GUIDES, *sorted((ROOT / "docs").glob("*.md"))]
IN_CHINESE = [page for page in PAGES if page.name.endswith(".zh.md")]
PAIRS = [READMES, *([page, page.with_name(page.name.replace(".zh.md", ".md"))] for page in IN_CHINESE)]


def shown_commands(page: Path = PAGES[0]) -> list[str]:
    """The lines that start with `$ ` in a page's console blocks."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(), flags=re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def of_the_program() -> dict[str, str]:
    """Each command of `shencha` with its line of help."""
    listed = subprocess.run(
        [sys.executable, "-c", "from shencha.cli.main import main; main()", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "200"},
    ).stdout
    found = re.findall(r"^  ([a-z]+) +(.*)$", listed.partition("Commands:")[2], flags=re.MULTILINE)
    return {name: said.strip() for name, said in found}


def ours(command: str) -> bool:
    return command.startswith("shencha ") and not command.startswith(SERVES)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page not in IN_CHINESE], ids=lambda page: "/".join(page.parts[-2:])
)
def test_each_command_of_a_page_answers(page, tmp_path):
    """In order and in one folder, as a reader does it who has cloned the examples.

    A page's Chinese counterpart shows the same commands, which is tested below: they run once.
    """
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    program = tmp_path / "bin" / "shencha"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nfrom shencha.cli.main import main\nmain()\n")
    program.chmod(0o755)
    env = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "LANG": "C.UTF-8"}
    earlier = PAGES[: PAGES.index(page)]
    elsewhere = {command for one in earlier for command in shown_commands(one)}
    for command in filter(ours, shown_commands(page)):
        if command in elsewhere and "--out" not in command:
            continue  # it runs with an earlier page
        done = subprocess.run(
            shlex.split(command), cwd=tmp_path, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        assert done.stdout.strip(), command


@pytest.mark.parametrize("page", PAGES, ids=lambda page: "/".join(page.parts[-2:]))
def test_a_prompt_stands_only_where_the_command_runs(page):
    """No command escapes the test above by the name of its fence."""
    outside = re.sub(r"```console\n.*?```", "", page.read_text(), flags=re.DOTALL)
    assert [line for line in outside.splitlines() if line.startswith("$ ")] == []
    if page not in READMES:
        assert [c for c in shown_commands(page) if not ours(c)] == []


def test_the_readme_shows_commands_and_each_of_them_is_known():
    shown = shown_commands()
    assert sum(map(ours, shown)) >= 10
    others = [c for c in shown if not c.startswith(("shencha ", "make ", "git clone ", "cd "))]
    assert others == []


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[1].name)
def test_both_languages_have_the_same_headings_commands_links_and_pictures(pair):
    zh, en = (page.read_text() for page in pair)
    for what in (r"^(#+) ", r"^\$ (.*?)(?: --lang \w+)?$", r"^\|", r"\]\(([^)]*)\)"):
        said = [
            [
                one.replace("/zh/", "/en/").replace(".zh.md", ".md")
                for one in re.findall(what, page, re.M)
                if "README" not in one
            ]
            for page in (zh, en)
        ]
        assert said[0] == said[1], what


@pytest.mark.parametrize("page", PAGES, ids=lambda page: "/".join(page.parts[-2:]))
def test_each_link_of_a_page_leads_to_a_file(page):
    links = re.findall(r"\]\((?!https?:|/|#)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_each_make_target_of_the_readme_stands_in_the_makefile():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    assert {c.split()[1] for c in shown_commands() if c.startswith("make ")} <= set(targets)


def test_each_command_of_the_program_has_a_help_text_a_line_in_the_readme_and_a_page():
    commands = of_the_program()
    assert len(commands) >= 15
    readme, docs = PAGES[0].read_text(), "\n".join(page.read_text() for page in PAGES if page not in READMES)
    wrong = {
        name: said
        for name, said in commands.items()
        if len(said) < 20 or f"shencha {name}" not in readme or not re.search(rf"shencha {name}\b", docs)
    }
    assert wrong == {}
