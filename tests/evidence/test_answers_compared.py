"""What got worse between two answers of one analyser: the real analysers, on inputs of which one thing changed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.places import ROOT

from shencha.evidence.analysers import ANALYSERS

EXAMPLES = ROOT / "examples"
SUPPLY = EXAMPLES / "supply"


def answer(*arguments: str | Path) -> dict[str, Any]:
    command = [
        sys.executable,
        "-c",
        "from shencha.cli.main import main; main()",
        *map(str, arguments),
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def supply(folder: Path, change: Callable[[dict[str, Any]], None] | None = None) -> dict[str, Any]:
    register = yaml.safe_load((SUPPLY / "register.yaml").read_text())
    if change:
        change(register)
    written = folder / "register.yaml"
    written.write_text(json.dumps(register, ensure_ascii=False))
    options = (f"--register={written}", f"--services={SUPPLY / 'services.yaml'}")
    return answer("supply", SUPPLY / "dispatch.cdx.json", *options)


def line(register: dict[str, Any], component: str) -> dict[str, Any]:
    return next(one for one in register["components"] if one["component"] == component)


def said(kind: str, before: dict[str, Any], after: dict[str, Any]) -> str:
    return "\n".join(one.en for one in ANALYSERS[kind].worse(before, after))


def test_the_same_answer_is_not_worse(tmp_path):
    assert tuple(ANALYSERS["supply"].worse(supply(tmp_path), supply(tmp_path))) == ()


def test_less_stock_fails_sooner_and_not_the_other_way_round(tmp_path):
    before = supply(tmp_path)
    after = supply(tmp_path, lambda one: line(one, "pkg:generic/scada-core@8.1").update(stock_days=4))
    assert "without supplier:nordlicht, dispatch stops after 4 days; before it was 30" in said(
        "supply", before, after
    )
    assert said("supply", after, before) == ""


def test_one_supplier_for_all_makes_new_single_points_and_raises_the_concentration(tmp_path):
    def alone(register: dict[str, Any]) -> None:
        for one in register["components"]:
            one["supplier"] = "redwood"

    told = said("supply", supply(tmp_path), supply(tmp_path, alone))
    assert "a new single point of failure: without supplier:redwood, archive stops" in told
    assert "the concentration of suppliers (HHI) rose from 1,605 to 10,000" in told


def test_foreign_control_that_comes_is_told(tmp_path):
    file = EXAMPLES / "control/vie_platform.json"
    before = answer("control", file, "--of=yunqi-opco", "--on=2026-11-24")
    statements = json.loads(file.read_text())
    for one in statements:
        details = one.get("recordDetails", {})
        if one.get("recordType") == "person" and one.get("recordId") == "chen":
            details["nationalities"] = [{"name": "United States", "code": "US"}]
            details["taxResidencies"] = [{"name": "United States", "code": "US"}]
            for address in details.get("addresses", []):
                address["country"] = {"name": "United States", "code": "US"}
    written = tmp_path / "owners.json"
    written.write_text(json.dumps(statements, ensure_ascii=False))
    after = answer("control", written, "--of=yunqi-opco", "--on=2026-11-24")
    told = said("control", before, after)
    assert "the votes that foreign holders have in the end rose from 0%" in told
    assert "now controls the company from abroad, which was not so before" in told
    assert said("control", after, after) == ""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            (999_000, 1_000_000, "no"),
            (1_000_001, 1_200_000, "yes"),
            "the line of 1,000,000 persons is crossed",
        ),
        ((900_000, 950_000, "no"), (900_000, 1_100_000, "unknown"), "may be crossed"),
        ((900_000, 950_000, "no"), (900_000, 990_000, "no"), "rose from"),
        ((2_000_000, 2_000_000, "yes"), (1_000_001, 1_000_001, "yes"), ""),
    ],
)
def test_the_line_of_persons(old, new, told):
    def counted(low: int, high: int, exceeded: str) -> dict[str, Any]:
        return {
            "persons": {"at_least": low, "at_most": high},
            "threshold": {"more_than": 1_000_000, "exceeded": exceeded},
            "sensitive": {"persons": {"at_least": 0, "at_most": 0}},
        }

    found = said("people", counted(*old), counted(*new))
    assert told in found
    assert bool(told) == bool(found)


def test_a_flow_with_a_heavier_route_and_a_new_flow(tmp_path):
    inventory = yaml.safe_load((EXAMPLES / "flows/platform.yaml").read_text())
    before = answer("flows", EXAMPLES / "flows/platform.yaml", "--on=2026-03-02")
    light = next(one["id"] for one in before["flows"] if one["route"] == "none")
    flow = next(one for one in inventory["flows"] if one["id"] == light)
    flow["important"] = "yes"
    flow["to"] = {"name": "X", "country": "US"}
    inventory["flows"].append({**flow, "id": "new-one"})
    written = tmp_path / "flows.yaml"
    written.write_text(json.dumps(inventory, ensure_ascii=False, default=str))
    told = said("flows", before, answer("flows", written, "--on=2026-03-02"))
    assert f"the route of the flow {light}" in told
    assert "a new flow new-one" in told
