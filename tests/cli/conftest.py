"""The command, run as a user runs it."""

import sys

import pytest

from shencha.cli.main import main


@pytest.fixture
def shencha(monkeypatch, capsys):
    """Runs the command as a user would; gives exit code, standard output and standard error."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["shencha", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run
