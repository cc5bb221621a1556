"""The commands of docs/dossier.md run as they stand there."""

import re
import shlex
import sys

import pytest
from tests.places import ROOT

from shencha.cli.main import main


def test_the_page_of_the_dossier_shows_commands_that_run(tmp_path, monkeypatch, capsys):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    shown = re.findall(r"^\$ (shencha .*)$", (ROOT / "docs" / "dossier.md").read_text(), flags=re.MULTILINE)
    assert len(shown) >= 3
    for command in shown:
        monkeypatch.setattr(sys, "argv", shlex.split(command))
        with pytest.raises(SystemExit) as ended:
            main()
        assert (command, ended.value.code) == (command, 0)
        assert capsys.readouterr().out
