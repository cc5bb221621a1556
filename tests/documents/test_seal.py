"""The office's seal: the file that was seen stays as it is, and another hand's tool finds the seal good."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from tests.documents.paper_stories import paper

from shencha.documents.pdf import pdf
from shencha.documents.seal import sealed
from shencha.errors import BadInput

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
WORDS = "示例口令"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of a fictional office with its key, for three days."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sample Review Office")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(
            x509.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("seal") / "office.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"office", key, made, None, BestAvailableEncryption(WORDS.encode())
        )
    )
    return path


def test_the_seal_is_added_after_the_file_that_was_seen_and_pdfsig_finds_it_good(
    certificate: Path, tmp_path: Path
) -> None:
    seen = pdf(paper("review_needed"), "zh")
    made = sealed(seen, certificate, WORDS, AT)
    assert made.startswith(seen)
    if (pdfsig := shutil.which("pdfsig")) is None:
        pytest.skip("pdfsig (poppler-utils) is not here")
    path = tmp_path / "sealed.pdf"
    path.write_bytes(made)
    asked = subprocess.run([pdfsig, path], capture_output=True, text=True, timeout=60, check=False).stdout
    assert "Signature is Valid" in asked
    assert "ETSI.CAdES.detached" in asked
    assert "Total document signed" in asked
    path.write_bytes(
        made.replace(b"/Producer", b"/producer", 1) if b"/Producer" in made else made[:50] + b"x" + made[51:]
    )
    assert (
        "Signature is Valid"
        not in subprocess.run([pdfsig, path], capture_output=True, text=True, timeout=60, check=False).stdout
    )


def test_a_certificate_that_does_not_open_is_named(certificate: Path) -> None:
    with pytest.raises(BadInput, match="SHENCHA_SEAL"):
        sealed(b"", certificate, "wrong", AT)
