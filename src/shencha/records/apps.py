"""The Django application of the records."""

from __future__ import annotations

from django.apps import AppConfig


class Records(AppConfig):
    """What is kept."""

    name = "shencha.records"
    label = "records"

    def ready(self) -> None:
        """New connections are asked whether they are durable, second factors enter the log, the law is whole."""
        from shencha.law.measures.complete import check
        from shencha.records import database
        from shencha.records.acts import rights

        database.watch()
        rights.watch()
        check()
