"""`python -m shencha.server.sample`: tell the sample's history into a fresh instance, in a process of its own.

Whatever serves afterwards forks, and must not inherit the threads and the memory that analyses and papers took.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """People, then everything that happened; the tables are there already."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shencha.server.settings")
    import django

    django.setup()
    from shencha.records.clock import today
    from shencha.server.sample import chronicle

    chronicle.settle(today())
    chronicle.tell(today())


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
