"""One archive that installs where there is no network: `make bundle` writes `dist/shencha-VERSION-….tar`.

It holds every wheel of requirements.lock and shencha's own, the Chinese fonts of this machine with their licence, the
licences of all parts, the bill of materials, the files of `deploy/`, an installer, and a checksum of each file.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FONTS = ("Noto Sans CJK SC", "Noto Serif CJK SC")
FONT_LICENCE = Path("/usr/share/doc/fonts-noto-cjk/copyright")
INSTALLER = """#!/bin/sh
# Installs shencha from this folder, without a network: sh install.sh [FOLDER]  (default /opt/shencha)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
to=${1:-/opt/shencha}
python=${PYTHON:-python3.11}
command -v "$python" >/dev/null || { echo "install.sh: needs $python; name another with PYTHON=…" >&2; exit 2; }
cd "$here" && sha256sum --check --quiet SHA256SUMS
mkdir -p "$to"
"$python" -m venv --upgrade-deps "$to/.venv" 2>/dev/null || "$python" -m venv "$to/.venv"
"$to/.venv/bin/pip" install --quiet --no-index --find-links wheels --require-hashes -r requirements.lock
"$to/.venv/bin/pip" install --quiet --no-index --find-links wheels --no-deps --force-reinstall shencha
if [ -d fonts ] && [ "$(id -u)" = 0 ] && [ -z "${SHENCHA_NO_FONTS:-}" ]; then
  mkdir -p /usr/local/share/fonts/shencha
  cp fonts/* /usr/local/share/fonts/shencha/
  command -v fc-cache >/dev/null && fc-cache -f /usr/local/share/fonts/shencha || true
fi
"$to/.venv/bin/shencha" --version
echo "已安装：$to/.venv/bin/shencha；下一步见 docs/deploy.zh.md"
echo "Installed: $to/.venv/bin/shencha; what comes next: docs/deploy.md"
"""


def main() -> int:
    """Gather, check, pack; prints where it lies and how large it is."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    tag = (
        f"cp{sys.version_info.major}{sys.version_info.minor}-{platform.system().lower()}-{platform.machine()}"
    )
    name = f"shencha-{version}-{tag}"
    target = ROOT / "dist" / f"{name}.tar"
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bundle-") as place:
        folder = Path(place) / name
        _wheels(folder / "wheels")
        _licences(folder / "wheels", folder / "licences")
        _fonts(folder)
        for one in ("requirements.lock", "LICENSE", "README.md", "README.en.md", "CHANGELOG.md"):
            shutil.copy(ROOT / one, folder / one)
        for one in ("deploy", "docs"):
            shutil.copytree(ROOT / one, folder / one, ignore=shutil.ignore_patterns("pictures"))
        subprocess.run([sys.executable, ROOT / "tools/sbom.py", folder / "sbom.cdx.json"], check=True)
        (folder / "install.sh").write_text(INSTALLER, "utf-8")
        sums = [f"{_sha256(file)}  {file.relative_to(folder)}\n" for file in _files(folder)]
        (folder / "SHA256SUMS").write_text("".join(sums), "utf-8")
        with tarfile.open(target, "w") as archive:
            archive.add(folder, name, filter=_anonymous)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 2**20:.0f} MiB, {len(sums)} files")
    print(f"sha256 {_sha256(target)}")
    return 0


def _wheels(folder: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    lock = ROOT / "requirements.lock"
    subprocess.run(
        [*pip, "download", "--require-hashes", "--only-binary", ":all:", "-r", lock, "-d", folder], check=True
    )
    subprocess.run([*pip, "wheel", "--no-deps", "-w", folder, ROOT], check=True)


def _licences(wheels: Path, to: Path) -> None:
    """What each wheel says of its licence, and the texts that it carries."""
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for one in archive.namelist():
                inside = Path(one)
                if ".dist-info" in one and (
                    "licen" in one.lower() or "notice" in one.lower() or "copying" in one.lower()
                ):
                    kept = to / wheel.name.split("-")[0] / inside.name
                    if not one.endswith("/"):
                        kept.parent.mkdir(parents=True, exist_ok=True)
                        kept.write_bytes(archive.read(one))


def _fonts(folder: Path) -> None:
    """The fonts that papers are set in, where this machine has them; their licence goes along."""
    listed = subprocess.run(
        ["fc-list", ":lang=zh-cn", "file", "family"], capture_output=True, text=True, check=False
    )
    files = sorted(
        {
            Path(line.partition(":")[0])
            for line in listed.stdout.splitlines()
            if any(one in line for one in FONTS)
        }
    )
    wanted = [file for file in files if "Regular" in file.name or "Bold" in file.name]
    if not wanted:
        print(
            "no Chinese fonts on this machine: the bundle is made without (Debian: fonts-noto-cjk)",
            file=sys.stderr,
        )
        return
    (folder / "fonts").mkdir()
    for file in wanted:
        shutil.copy(file, folder / "fonts" / file.name)
    if FONT_LICENCE.exists():
        (folder / "licences").mkdir(exist_ok=True)
        shutil.copy(FONT_LICENCE, folder / "licences" / "fonts-noto-cjk")


def _files(folder: Path) -> Iterator[Path]:
    return iter(sorted(one for one in folder.rglob("*") if one.is_file()))


def _sha256(file: Path) -> str:
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def _anonymous(one: tarfile.TarInfo) -> tarfile.TarInfo:
    one.uid = one.gid = 0
    one.uname = one.gname = ""
    return one


if __name__ == "__main__":
    sys.exit(main())
