"""The Django application of the records."""

from __future__ import annotations

from django.apps import AppConfig


class Records(AppConfig):
    """What is kept."""

    name = "shencha.records"
    label = "records"

    def ready(self) -> None:
        """From here on every new connection is asked whether it is durable, and second factors enter the log."""
        from shencha.records import database
        from shencha.records.acts import rights

        database.watch()
        rights.watch()
