"""Marks of secrecy sought in 100 MB of office files against unpacking their members, and the memory it takes."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from benchmarks.row import Row
from shencha.documents.covers import mark_of

FILES = 50
PICTURES, TEXT = 1_800_000, 2_200_000
"""Bytes of pictures and of marked-up text in each file."""
WANTED = 3.0
MEMORY_MB = 32
SENTENCES = (
    "供应方承诺不利用提供产品和服务的便利条件非法获取用户数据",
    "双方对合作中知悉的商业秘密负有保密义务",
    "合同金额为人民币四百二十万元",
    "运行维护由本单位信息中心负责",
    "调度数据网边界部署三台安全网关",
)
_PEAK = """
import resource, sys
from pathlib import Path
from shencha.documents.covers import mark_of
quiet = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for one in sorted(Path(sys.argv[1]).iterdir()):
    assert mark_of(one, one.name) is None
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - quiet) / 1024)
"""


def run() -> list[Row]:
    """Word files and spreadsheets in turn; none bears a mark, so that each is read to its end."""
    with tempfile.TemporaryDirectory(prefix="shencha-bench-") as folder:
        files = [
            _written(Path(folder) / f"{at:02}.{'docx' if at % 2 else 'xlsx'}", at) for at in range(FILES)
        ]
        size = sum(one.stat().st_size for one in files)
        unpacked = min(_unpacked(files) for _ in range(3))
        ours = min(_looked(files) for _ in range(3))
        asked = [sys.executable, "-c", _PEAK, folder]
        grown = float(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    ratio = ours / unpacked
    return [
        Row(
            f"marks of secrecy in {size / 1e6:.0f} MB of office files",
            "unpacking their members",
            ours,
            unpacked,
            ratio,
            f"at most {WANTED:g} times",
            ratio <= WANTED,
            f"{FILES * TEXT / ours / 1e6:.0f} MB/s of marked-up text",
        ),
        Row(
            "memory that looking for them takes",
            f"{MEMORY_MB} MB",
            grown,
            MEMORY_MB,
            grown / MEMORY_MB,
            f"at most {MEMORY_MB} MB",
            grown <= MEMORY_MB,
            "MB",
        ),
    ]


def _written(path: Path, seed: int) -> Path:
    drawn = random.Random(seed)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        if path.suffix == ".docx":
            made.writestr(
                "word/document.xml", f"<w:document><w:body>{_paragraphs(drawn)}</w:body></w:document>"
            )
            made.writestr("word/media/image1.png", b"\x89PNG\r\n\x1a\n" + drawn.randbytes(PICTURES))
        else:
            made.writestr(
                "xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{_rows(drawn)}</sheetData></worksheet>"
            )
            made.writestr("xl/media/image1.png", b"\x89PNG\r\n\x1a\n" + drawn.randbytes(PICTURES))
    return path


def _paragraphs(drawn: random.Random) -> str:
    made, length = list[str](), 0
    while length < TEXT:
        words = f"第{drawn.randrange(10_000)}项，{drawn.choice(SENTENCES)}，{drawn.choice(SENTENCES)}。"
        begin = f'<w:p w:rsidR="00{drawn.randrange(10**6):06}"><w:r><w:rPr><w:sz w:val="24"/></w:rPr>'
        made.append(f"{begin}<w:t>{words}</w:t></w:r></w:p>")
        length += len(made[-1].encode())
    return "".join(made)


def _rows(drawn: random.Random) -> str:
    made, length, at = list[str](), 0, 0
    while length < TEXT:
        at += 1
        cells = "".join(
            f'<c r="{column}{at}" t="s"><v>{drawn.randrange(10**6)}</v></c>' for column in "ABCDEFGH"
        )
        made.append(f'<row r="{at}">{cells}</row>')
        length += len(made[-1])
    return "".join(made)


def _unpacked(files: list[Path]) -> float:
    begun = time.perf_counter()
    for one in files:
        with zipfile.ZipFile(one) as packed:
            for member in packed.infolist():
                with packed.open(member) as content:
                    while content.read(2**16):
                        pass
    return time.perf_counter() - begun


def _looked(files: list[Path]) -> float:
    begun = time.perf_counter()
    assert not any(mark_of(one, one.name) for one in files)
    return time.perf_counter() - begun
