"""Programs of the sample's organisations, each with a token of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from tests.api.programs import Program, ProgramOf

from shencha.records.acts.accounts import token
from shencha.records.clock import today
from shencha.records.models import Membership
from shencha.server.sample import instance as sample


@pytest.fixture(autouse=True)
def _nothing_signed_before() -> None:
    (Path(settings.DATA) / "log.signed").unlink(missing_ok=True)
    caches["here"].clear()


@pytest.fixture
def program(db: None) -> ProgramOf:
    """A program of that person's; organisations and people of the sample, without a case."""
    sample.settle(today())

    def of(email: str) -> Program:
        held = Membership.objects.get(person__email=email)
        return Program({"Authorization": f"Bearer {token(held, 'test')}"}, email)

    return of


@pytest.fixture
def anyone(db: None) -> Program:
    """A program without a token."""
    return Program({})
