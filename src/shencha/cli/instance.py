"""Starts Django for the commands that work on an instance's records."""

from __future__ import annotations

import os


def start(*, migrated: bool = True) -> None:
    """Set Django up on the instance that the environment names.

    Raises:
        NotFound: `migrated`, and the instance was never started.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shencha.server.settings")
    import django

    django.setup()
    if migrated:
        _must_exist()
        _must_remember()


def migrate() -> None:
    """Bring the database to this version's tables, made if absent, and its rows to what this version's rules make."""
    from django.core.management import call_command

    from shencha.records.database import one_at_a_time

    with one_at_a_time("migrate"):
        call_command("migrate", verbosity=0, interactive=False)
    from shencha.records.acts.remaking import make_rows_anew

    _must_remember()
    make_rows_anew()


def _must_remember() -> None:
    from shencha.records import log

    log.must_remember()


def _must_exist() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from shencha.errors import NotFound
    from shencha.text import Text

    if "records_casefile" not in connection.introspection.table_names():
        raise NotFound(
            Text(
                "这里还没有实例：请先运行 shencha serve，或者设置 SHENCHA_DATA / SHENCHA_DATABASE_URL",
                "there is no instance here: run shencha serve first, or set SHENCHA_DATA / SHENCHA_DATABASE_URL",
            )
        )
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotFound(
            Text(
                "这个实例的数据表是较早版本的：请先启动一次 shencha serve，它会更新数据表",
                "the tables of this instance are of an older version: start shencha serve once, which brings them up "
                "to date",
            )
        )
