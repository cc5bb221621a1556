"""What each command answers on each example, in both languages and as JSON, each schema, and the OpenAPI document.

Kept as digests: a digest says that an answer moved, not how. `make golden` keeps them anew and writes each answer whole
into `build/golden`, so that the folders of two branches can be compared. JSON is compared as JSON: the order of its keys
says nothing.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from tests.places import EXAMPLES, ROOT

from shencha.canonical import canonical
from shencha.cli.commands.schema import SCHEMAS
from shencha.cli.days import today
from shencha.cli.main import main

KEPT = Path(__file__).with_name("golden.json")
WHOLE = ROOT / "build" / "golden"
REMAKES = bool(os.environ.get("SHENCHA_GOLDEN"))
ON = {"platform_2021": "2022-02-14"}
CASES = {
    "didi": "2023-01-16",
    "ex_officio": "2026-06-01",
    "full_truck_alliance": "2023-01-16",
    "micron": "2023-05-21",
    "palo_alto_networks": "2026-11-24",
    "procurement_2021": "2021-05-24",
    "special_procedure": "2025-06-20",
}
"""Examples that speak of another day than the first months of 2026."""


def commands() -> Iterator[str]:
    """Every command that answers at once from the examples alone, on a day that is written down."""
    for one in sorted((EXAMPLES / "facts").glob("*.yaml")):
        yield f"screen facts/{one.name} --on {ON.get(one.stem, '2026-03-02')}"
    for one in sorted((EXAMPLES / "cases").glob("*.yaml")):
        yield f"replay cases/{one.name} --at {CASES.get(one.stem, '2026-05-13')}"
    for one in sorted((EXAMPLES / "sanctions").glob("*.yaml")):
        yield f"sanctions sanctions/{one.name} --on 2026-05-12"
    yield from (
        "clock --from 2026-02-09 --days 10",
        "clock --from 2026-02-25 --days 45 --pause 2026-03-10..2026-03-31",
        "clock --from 2026-03-02 --days 30 --pause 2026-03-10..",
        "clock --from 2026-11-30 --days 90",
        "control control/vie_platform.json --of yunqi-opco --on 2026-11-24",
        "flows flows/platform.yaml --on 2026-03-02",
        "flows flows/platform.csv --ciio no --on 2026-11-24",
        "supply supply/dispatch.cdx.json --register supply/register.yaml --services supply/services.yaml",
        "people people/sources.yaml",
        "dossier check dossier",
        "dossier check supplement",
        "law",
        "law 7",
        "law 10",
        "law --on 2021-07-02",
        "law compare 2020 2022",
        "law sources",
        "law cases",
        "law questions securities_regulator",
        "statistics statistics --at 2026-06-01 --threshold 2",
        "rehearse filing --on 2026-03-02 --ground foreign_listing --rounds 0..2 --reply 3..10 --needed-by 2026-09-01",
        "rehearse listing --on 2027-06-01",
        "rehearse change statistics --figure intake_days=5 --at 2026-06-01",
        "rehearse change --register register.csv --figure users=2000000 --at 2026-03-02",
    )


Run = Callable[[str], str]
Held = Callable[[str, str], None]


@pytest.fixture
def run(monkeypatch, capsys) -> Run:
    """Runs a command among the examples, as wide as a page; gives what it prints."""
    monkeypatch.chdir(EXAMPLES)
    monkeypatch.setenv("COLUMNS", "100")

    def run(command: str) -> str:
        monkeypatch.setattr(sys, "argv", ["shencha", *shlex.split(command)])
        with pytest.raises(SystemExit):
            main()
        out, err = capsys.readouterr()
        assert err == ""
        return out

    return run


@pytest.fixture
def held() -> Held:
    """Compares an answer with what is kept of it, or keeps it anew."""

    def held(name: str, answer: str) -> None:
        kept = json.loads(KEPT.read_text("utf-8"))
        answer = answer.replace(today().isoformat(), "TODAY")  # where a command is asked without a day
        digest = sha256(answer.encode()).hexdigest()[:16]
        if not REMAKES:
            assert kept.get(name) == digest, f"{name} answers otherwise than before; `make golden` shows how"
            return
        WHOLE.mkdir(parents=True, exist_ok=True)
        (WHOLE / name.replace("/", "_").replace(" ", "_")).write_text(answer, "utf-8")
        KEPT.write_text(json.dumps(kept | {name: digest}, indent=1, sort_keys=True) + "\n", "utf-8")

    return held


@pytest.mark.parametrize("command", list(commands()))
def test_a_command_answers_on_the_examples_as_before(command: str, run: Run, held: Held) -> None:
    for lang in ("zh", "en"):
        held(f"{command} --lang {lang}", run(f"{command} --lang {lang}"))
    held(f"{command} --json", canonical(json.loads(run(f"{command} --json"))).decode())


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_as_before(name: str, run: Run, held: Held) -> None:
    held(f"schema {name}", canonical(json.loads(run(f"schema {name}"))).decode())


def test_the_openapi_document_is_as_before(held: Held) -> None:
    from shencha.api.api import api

    document = json.loads(json.dumps(api.get_openapi_schema()))
    held("openapi", canonical(document).decode())


def test_nothing_is_kept_that_nobody_asks() -> None:
    told = {f"{one} {how}" for one in commands() for how in ("--lang zh", "--lang en", "--json")}
    assert set(json.loads(KEPT.read_text("utf-8"))) == told | {f"schema {one}" for one in SCHEMAS} | {
        "openapi"
    }
