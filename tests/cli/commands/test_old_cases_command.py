"""`shencha admin import` as an operator runs it: checked, refused without a name, carried in by the head's code."""

from __future__ import annotations

import json

import pyotp
from tests.cli.commands.test_dossier_hand_in import MAKE, run
from tests.places import ROOT

from shencha.server.sample.instance import TOTP_SECRET

FACTOR = """
from allauth.mfa.totp.internal.auth import TOTP
from shencha.records.models import Person
TOTP.activate(Person.objects.get(email="head@office.example"), sample.TOTP_SECRET)
"""
TABLE = str(ROOT / "examples/old_cases.csv")


def test_the_examples_table_is_checked_and_carried_in_by_the_head(tmp_path):
    assert run(tmp_path, MAKE + FACTOR).returncode == 0
    checked = run(tmp_path, "admin", "import", TABLE, "--check", "--lang", "zh")
    assert (checked.returncode, checked.stdout) == (0, "3 行都可以录入\n")
    nameless = run(tmp_path, "admin", "import", TABLE, "--lang", "en")
    assert (nameless.returncode, nameless.stdout) == (2, "")
    assert "--by is missing" in nameless.stderr
    code = pyotp.TOTP(TOTP_SECRET).now()
    who = ("--by", "head@office.example", "--code", code)
    done = run(tmp_path, "admin", "import", TABLE, *who, "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert [one["case"] for one in answer["cases"]] == ["2023-0001", "2021-0001", "2022-0001"]
    assert run(tmp_path, "log", "audit").returncode == 0
