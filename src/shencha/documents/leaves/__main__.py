"""`python -m shencha.documents.leaves draw|words|blocks|recognise KIND … < FILE`, `bind`; only for the bounded process.

`draw KIND LEAF WIDTH STAMP`: a PNG. `words` and `recognise KIND FIRST LAST`, `blocks KIND`: JSON. Of a file
that cannot be read it ends as its reader ends, and not with 0. `bind` works in the folder where it is (`binding`).
"""

from __future__ import annotations

import json
import sys


def main(what: str, kind: str = "", *given: str) -> None:
    """Do one thing with the file on the standard input."""
    file, out = sys.stdin.buffer, sys.stdout.buffer
    if what == "blocks":
        from shencha.documents.leaves import blocks

        out.write(json.dumps(blocks.leaves(file, kind)).encode())
    elif what == "bind":
        from shencha.documents.leaves import binding

        binding.bind()
    elif what == "recognise":
        from shencha.documents.leaves import recognising

        out.write(json.dumps(recognising.words(file, kind, int(given[0]), int(given[1]))).encode())
    else:
        from shencha.documents.leaves import drawn

        if what == "draw":
            out.write(drawn.png(file, kind, int(given[0]), int(given[1]), given[2]))
        else:
            out.write(json.dumps(drawn.words(file, kind, int(given[0]), int(given[1]))).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
