"""`python -m shencha.documents.rebuilding SOURCE TARGET SUFFIX`: exit 0, or 2 with the reason as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from shencha.documents.rebuilding.refused import Refused
from shencha.text import Text

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff", ".bmp")
TEXTS = (".txt", ".md", ".csv")


def main(source: Path, target: Path, suffix: str) -> None:
    """Build it anew.

    Raises:
        Refused: it is not of that kind.
    """
    if suffix in PICTURES:
        from shencha.documents.rebuilding import pictures

        pictures.rebuilt(source, target, jpeg=suffix in (".jpg", ".jpeg"))
    elif suffix == ".pdf":
        from shencha.documents.rebuilding import pdf

        pdf.rebuilt(source, target)
    elif suffix in TEXTS:
        try:
            target.write_bytes(source.read_bytes().decode("utf-8-sig").encode())
        except UnicodeDecodeError:
            raise Refused(Text("不是 UTF-8 文本", "it is not UTF-8 text")) from None
    else:
        from shencha.documents.rebuilding import office

        office.rebuilt(source, target)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    except Refused as refused:
        sys.stdout.write(json.dumps(refused.reason.as_dict()))
        sys.exit(2)
