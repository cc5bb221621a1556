"""The office's electronic seal on a paper: a PAdES signature with the office's own certificate (PKCS #12)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from pathlib import Path

from shencha.errors import BadInput, Fault
from shencha.text import Text

FIELD = "Seal"


def sealed(pdf: bytes, certificate: Path, passphrase: str, at: datetime) -> bytes:
    """The file with the seal added after its end: what was signed is unchanged, byte for byte.

    Args:
        at: the moment that the seal says, aware.
    Raises:
        BadInput: the certificate cannot be read, or the passphrase does not open it.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    signer = signers.SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]
        str(certificate), passphrase=passphrase.encode() or None
    )
    if signer is None:
        raise BadInput(
            [
                Fault(
                    str(certificate),
                    "SHENCHA_SEAL",
                    Text("电子印章证书无法打开", "the certificate of the seal cannot be opened"),
                    Text("请核对文件与口令文件", "look at the file and at the file of its passphrase"),
                )
            ]
        )
    about = signers.PdfSignatureMetadata(
        field_name=FIELD, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    with ThreadPoolExecutor(1) as beside:  # it runs an event loop of its own, which a thread has but once
        made = beside.submit(signers.PdfSigner(about, signer).sign_pdf, writer).result()
    return bytes(made.getvalue())
