"""The files of `deploy/`: systemd takes the units, and a filing goes through the proxy of the example."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.hardening import tried
from tests.instances import instance
from tests.places import ROOT

from shencha.records.acts.accounts import token
from shencha.records.models import Membership

UNITS = sorted((ROOT / "deploy/systemd").glob("shencha*"))
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
MARKED = "绝密★长期\n一份不该来的文件".encode()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_takes_the_unit(unit: Path, tmp_path: Path) -> None:
    text = unit.read_text().replace("/opt/shencha/.venv/bin/shencha", sys.executable)
    for one in UNITS:
        (tmp_path / one.name).write_text(
            one.read_text().replace("/opt/shencha/.venv/bin/shencha", sys.executable)
        )
    (tmp_path / unit.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)],
        capture_output=True,
        text=True,
        check=False,
    )
    wrong = [line for line in done.stderr.splitlines() if unit.name in line and "Unknown" in line]
    assert (done.returncode, wrong) == (0, []), done.stderr


def test_every_name_in_the_environment_is_one_that_the_program_reads() -> None:
    known = (ROOT / "docs/operations.md").read_text()
    names = [
        line.partition("=")[0]
        for line in (ROOT / "deploy/systemd/environment").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    assert names
    assert [name for name in names if f"`{name}`" not in known] == []


@dataclass(frozen=True)
class Proxied:
    """Where the proxy answers, whom it trusts, and where bodies wait."""

    port: int
    plain: int
    trusts: ssl.SSLContext
    token: str
    bodies: Path
    data: Path
    pid: int
    figures: int

    def asks(
        self, path: str, body: bytes | None = None, kind: str = "application/json", key: str = ""
    ) -> tuple[int, dict[str, str], bytes]:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": kind, "Host": "127.0.0.1"}
        if key:
            headers["Idempotency-Key"] = key
        request = urllib.request.Request(f"https://127.0.0.1:{self.port}{path}", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=30, context=self.trusts) as answer:
                return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, {k.lower(): v for k, v in refused.headers.items()}, refused.read()

    def attaches(self, draft: int, name: str, raw: bytes) -> tuple[int, dict[str, str], bytes]:
        fields = [("material", None, b"other"), ("file", name, raw)]
        parts = []
        for field, file, value in fields:
            of_file = f'; filename="{file}"\r\nContent-Type: application/octet-stream' if file else ""
            parts.append(
                f'--b\r\nContent-Disposition: form-data; name="{field}"{of_file}\r\n\r\n'.encode()
                + value
                + b"\r\n"
            )
        return self.asks(
            f"/api/drafts/{draft}/papers",
            b"".join(parts) + b"--b--\r\n",
            "multipart/form-data; boundary=b",
            f"attach-{len(raw)}",
        )


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory, django_db_blocker) -> Iterator[Proxied]:  # type: ignore[no-untyped-def]
    if NGINX is None:
        pytest.skip("nginx is not installed (Debian: nginx-light)")
    folder = tmp_path_factory.mktemp("proxied")
    plain, secure, behind, figures = (_free() for _ in range(4))
    context = _certificate(folder)
    bodies = folder / "bodies"
    conf = (ROOT / "deploy/nginx/shencha.conf").read_text()
    for written, here in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{secure} ssl http2;"),
        ("server_name review.example.gov.cn;", "server_name 127.0.0.1;"),
        ("/etc/shencha/tls/", f"{folder}/"),
        ("/run/shencha-bodies", str(bodies)),
        ("/var/log/nginx/", f"{folder}/"),
        ("http://127.0.0.1:8080", f"http://127.0.0.1:{behind}"),
    ):
        assert written in conf, written
        conf = conf.replace(written, here)
    (folder / "nginx.conf").write_text(
        f"user root;\ndaemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{conf}\n}}\n"
    )
    with django_db_blocker.unblock(), instance("sqlite", folder / "data") as made:
        secret = token(Membership.objects.get(person__email="owner@yunqi.example"), "proxied")
        env = made.environment() | {"SHENCHA_HOSTS": "127.0.0.1", "SHENCHA_PROXIES": "1"}
        env["SHENCHA_METRICS"] = f"127.0.0.1:{figures}"
        env.pop("SHENCHA_PLAIN_HTTP", None)
        env.pop("SHENCHA_DEMO", None)
        call = [sys.executable, "-c", "from shencha.cli.main import main; main()"]
        served = subprocess.Popen(
            [*call, "serve", "--port", str(behind), "--workers", "1"],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=(folder / "serve.log").open("w"),
        )
        proxy = subprocess.Popen([NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder)])
        try:
            _answers(behind)
            _answers(secure)
            yield Proxied(secure, plain, context, secret, bodies, made.data, served.pid, figures)
        finally:
            for one in (proxy, served):
                one.send_signal(signal.SIGTERM)
                one.wait(30)


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nothing answers at {port}")


def _certificate(folder: Path) -> ssl.SSLContext:
    from ipaddress import IPv4Address

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begun = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begun)
        .not_valid_after(begun + timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return ssl.create_default_context(cafile=str(folder / "fullchain.pem"))


@pytest.mark.xdist_group("proxied")
def test_what_comes_in_plain_is_led_to_tls(proxied: Proxied) -> None:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    with pytest.raises(urllib.error.HTTPError) as led:
        urllib.request.build_opener(Stay).open(f"http://127.0.0.1:{proxied.plain}/due/", timeout=10)
    assert led.value.code == 301
    assert led.value.headers["Location"] == "https://127.0.0.1/due/"


@pytest.mark.xdist_group("proxied")
def test_its_log_tells_neither_words_nor_who_reported(proxied: Proxied) -> None:
    """Its one process writes a line before it takes the next request: what follows an answer stands after it."""
    for path in ("/report/", "/search/?q=%E6%9C%BA%E5%AF%86", "/due/", "/about/"):
        proxied.asks(path)
    lines = (proxied.bodies.parent / "shencha.log").read_text().splitlines()
    assert any(" GET /due/ 200 " in line for line in lines)
    assert any(" GET /search/ " in line for line in lines)
    assert [line for line in lines if "/report" in line or "?" in line or "%" in line] == []


@pytest.mark.xdist_group("proxied")
def test_a_party_drafts_and_uploads_through_it(proxied: Proxied) -> None:
    status, headers, body = proxied.asks("/")
    assert (status, "max-age=" in headers["strict-transport-security"]) == (200, True)
    assert "nginx/" not in headers.get("server", "")
    draft = b'{"party": "yunqi", "ground": "procurement", "title": "\xe7\xbb\x8f\xe4\xbb\xa3\xe7\x90\x86"}'
    status, _, body = proxied.asks("/api/drafts", draft, key="draft")
    assert status == 201, body
    number = json.loads(body)["id"]
    status, _, body = proxied.attaches(number, "材料.txt", b"a" * 3_000_000)
    assert status == 201, body
    status, _, body = proxied.attaches(number, "标密.txt", MARKED)
    assert status == 422, body
    left = [one for one in proxied.bodies.rglob("*") if one.is_file()]
    assert left == []
    found = [
        one
        for one in proxied.data.rglob("*")
        if one.is_file() and "一份不该来的文件".encode() in one.read_bytes()
    ]
    assert found == []


@pytest.mark.xdist_group("proxied")
def test_a_body_where_no_file_is_taken_is_refused_by_the_proxy(proxied: Proxied) -> None:
    status, _, _ = proxied.asks("/due/", b"a" * 2_000_000)
    assert status == 413
    assert os.listdir(proxied.bodies) == [] or not [one for one in proxied.bodies.rglob("*") if one.is_file()]


@pytest.mark.xdist_group("proxied")
def test_a_process_keeps_the_memory_that_the_guide_names(proxied: Proxied) -> None:
    answered = 0
    while answered < tried(40, 1_000):
        status, *_ = proxied.asks("/law/")
        assert status in (200, 503), status  # 503 is the proxy's: one address asks too often
        answered += status == 200
    assert (told := re.search(r"\| memory \| (\d+) MB", (ROOT / "docs/deploy.md").read_text("utf-8")))
    most = max(_resident(one) for one in Path("/proc").glob("[0-9]*") if _parent(one) == proxied.pid)
    assert most < 1.3 * int(told[1]), f"{most} MB"


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):  # it ended meanwhile
        return 0


def _resident(process: Path) -> int:
    """Megabytes that it holds in memory."""
    return int((process / "statm").read_text().split()[1]) * 4096 // 2**20


def test_a_monitor_reads_the_figures_of_the_service_on_a_port_of_its_own(proxied: Proxied) -> None:
    assert proxied.asks("/healthz")[0] == 200
    assert proxied.asks("/metrics")[0] == 404
    _answers(proxied.figures)
    with urllib.request.urlopen(f"http://127.0.0.1:{proxied.figures}/metrics", timeout=30) as answer:
        told = dict(line.rsplit(" ", 1) for line in answer.read().decode().splitlines())
    assert int(told['shencha_requests_total{status="2xx"}']) >= 1
    assert int(told['shencha_requests_total{status="4xx"}']) >= 1
    assert float(told["shencha_worker_silent_seconds"]) < 120
