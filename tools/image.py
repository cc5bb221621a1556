"""A container image from Debian's packages and the bundle, without any registry: `make image` writes an OCI archive.

`mmdebstrap` makes the root file system from the packages that this machine installs from, the bundle installs itself
in it without a network, and `buildah` packs it from scratch: user shencha, port 8080, data under /var/lib/shencha.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("mmdebstrap", "buildah")
PACKAGES = "python3,python3-venv,fontconfig,tini"
"""What the bundle asks of a system, and an init that reaps what the worker leaves."""
DATA = "/var/lib/shencha"
COMMAND = ["/opt/shencha/.venv/bin/shencha", "serve", "--host", "0.0.0.0", "--port", "8080"]


def main() -> int:
    """Make the bundle where there is none, the root file system, the image; prints where it lies and its size."""
    if lacking := [one for one in TOOLS if shutil.which(one) is None]:
        print(
            f"image.py: needs {' and '.join(lacking)} (Debian: apt-get install {' '.join(lacking)})",
            file=sys.stderr,
        )
        return 2
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    bundles = sorted((ROOT / "dist").glob(f"shencha-{version}-cp*.tar"))
    if not bundles:
        subprocess.run([sys.executable, ROOT / "tools/bundle.py"], check=True)
        bundles = sorted((ROOT / "dist").glob(f"shencha-{version}-cp*.tar"))
    target = ROOT / "dist" / f"shencha-{version}-image.tar"
    with tempfile.TemporaryDirectory(prefix="image-") as place:
        root = Path(place) / "root.tar"
        _file_system(bundles[-1], Path(place), root)
        _pack(root, target, version)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 2**20:.0f} MiB")
    return 0


def _file_system(bundle: Path, place: Path, root: Path) -> None:
    unpacked = place / "bundle"
    unpacked.mkdir()
    subprocess.run(["tar", "-C", unpacked, "--strip-components=1", "-xf", bundle], check=True)
    hooks = [
        f'copy-in "{unpacked}" /',
        'chroot "$1" sh /bundle/install.sh /opt/shencha',
        'rm -rf "$1/bundle" "$1/root/.cache"',
        f'chroot "$1" useradd --system --create-home --home-dir {DATA} shencha && chmod 0700 "$1{DATA}"',
    ]
    subprocess.run(
        [
            *("mmdebstrap", "--quiet", "--variant=minbase", f"--include={PACKAGES}"),
            *(f"--customize-hook={hook}" for hook in hooks),
            *(_suite(), str(root)),
        ],
        check=True,
    )


def _suite() -> str:
    """The release of this machine, whose sources mmdebstrap takes over."""
    told = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line
    )
    return told.get("VERSION_CODENAME", "stable").strip('"')


def _pack(root: Path, target: Path, version: str) -> None:
    buildah = ["buildah", "--storage-driver", "vfs"]
    made = subprocess.run(
        [*buildah, "from", "scratch"], capture_output=True, text=True, check=True
    ).stdout.strip()
    try:
        subprocess.run([*buildah, "add", "--quiet", made, root, "/"], check=True, stdout=subprocess.DEVNULL)
        settings = {
            "--user": "shencha",
            "--port": "8080",
            "--volume": DATA,
            "--workingdir": DATA,
            "--entrypoint": str(["/usr/bin/tini", "--"]).replace("'", '"'),
            "--cmd": " ".join(COMMAND),
            "--label": f"org.opencontainers.image.version={version}",
        }
        spelled = [word for pair in settings.items() for word in pair]
        env = [word for one in (f"SHENCHA_DATA={DATA}", "LANG=C.UTF-8") for word in ("--env", one)]
        subprocess.run([*buildah, "config", *spelled, *env, made], check=True)
        target.unlink(missing_ok=True)
        subprocess.run(
            [
                *buildah,
                "commit",
                "--quiet",
                "--disable-compression=false",
                made,
                f"oci-archive:{target}:shencha:{version}",
            ],
            check=True,
        )
    finally:
        subprocess.run([*buildah, "rm", made], check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
