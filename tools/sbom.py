"""Writes the bill of materials of the product itself (CycloneDX 1.6): every library of the lock file, with its hashes.

python tools/sbom.py FILE
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).parents[1]
_LINE = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", re.IGNORECASE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def locked(lock: str) -> Iterator[tuple[str, str, list[str]]]:
    """Name, version and hashes of each library of a lock file."""
    for block in re.split(r"\n(?=[A-Za-z0-9])", lock):
        if found := _LINE.match(block):
            yield found[1], found[2], _HASH.findall(block)


def bill(lock: str) -> Bom:
    """The product, and what it is made of."""
    ours = distribution("shencha")
    bom = Bom()
    product = Component(
        name="shencha", version=ours.version, type=ComponentType.APPLICATION, bom_ref="shencha"
    )
    bom.metadata.component = product
    for name, version, hashes in locked(lock):
        url = PackageURL("pypi", name=name.lower().replace("_", "-"), version=version)
        bom.components.add(
            Component(
                name=name,
                version=version,
                purl=url,
                bom_ref=str(url),
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in hashes],
                licenses=[DisjunctiveLicense(name=one) for one in _licence(name)],
            )
        )
    bom.register_dependency(product, bom.components)
    return bom


def _licence(name: str) -> list[str]:
    """As the library's own metadata says it in a few words."""
    try:
        told = distribution(name).metadata
    except PackageNotFoundError:
        return []
    said = told.get("License-Expression") or told.get("License") or ""
    return [said] if 0 < len(said) <= 80 and "\n" not in said else []


if __name__ == "__main__":
    made = JsonV1Dot6(bill((ROOT / "requirements.lock").read_text()))
    Path(sys.argv[1]).write_text(made.output_as_string(indent=2) + "\n")
