"""Figures for a monitor: over all processes, on a port of their own, without content."""

import json
import multiprocessing
import re
import urllib.error
import urllib.request

import pytest
from django.test import Client
from django.urls import get_resolver

from shencha.errors import BadInput
from shencha.records.clock import today
from shencha.server import environment, metrics
from shencha.server.sample import instance as sample


@pytest.fixture
def data(db, settings, tmp_path):
    sample.settle(today())
    settings.DATA = tmp_path
    return tmp_path


def figures():
    return dict(line.rsplit(" ", 1) for line in metrics.told().splitlines())


def _asks(times):
    for _ in range(times):
        metrics.add({'requests_total{status="2xx"}': 1})


def test_counts_of_many_processes_at_once_are_all_there(data):
    processes = [multiprocessing.get_context("fork").Process(target=_asks, args=(200,)) for _ in range(4)]
    for one in processes:
        one.start()
    for one in processes:
        one.join()
    assert figures()['shencha_requests_total{status="2xx"}'] == "800"
    assert oct((data / "counts").stat().st_mode & 0o777) == "0o600"


def test_answers_times_and_events_at_the_door_are_counted_without_content(data):
    client = Client(HTTP_HOST="127.0.0.1")
    client.get("/due/")
    client.get("/cases/2026-0001/")
    client.post("/accounts/login/", {"login": "officer@office.example", "password": "wrong"})
    told = figures()
    assert told['shencha_requests_total{status="2xx"}'] == "2"
    assert told['shencha_request_seconds_bucket{le="+Inf"}'] == "3"
    assert told['shencha_security_events_total{what="sign_in_failed"}'] == "1"
    assert int(told["shencha_request_microseconds_total"]) > 0
    assert not re.search(r"2026|officer", metrics.told())


@pytest.mark.django_db(transaction=True)
def test_figures_stand_on_another_port_and_under_no_address_of_the_pages(data):
    server = metrics.serve(("127.0.0.1", 0))
    try:
        base = f"http://127.0.0.1:{server.server_address[1]}"
        with urllib.request.urlopen(f"{base}/metrics", timeout=10) as answer:
            assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
            body = answer.read().decode()
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{base}/", timeout=10)
    finally:
        server.shutdown()
        server.server_close()
    for line in body.splitlines():
        assert re.fullmatch(r"shencha_[a-z_]+(\{[a-z]+=\"[^\"]+\"\})? [0-9.eNa]+", line), line
    assert "metrics" not in json.dumps([str(one.pattern) for one in get_resolver().url_patterns])


@pytest.mark.parametrize("written", ["9464", "host:", ":9464", "host:0", "host:99999", "host:９"])
def test_a_setting_that_is_no_place_is_named(monkeypatch, written):
    monkeypatch.setenv("SHENCHA_METRICS", written)
    with pytest.raises(BadInput, match="SHENCHA_METRICS"):
        environment.metrics()
