"""What is left of acts that never came: uploads of processes that were killed, contents that no row speaks of."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from shencha.records.clock import now
from shencha.records.files import ARRIVING, places
from shencha.records.models import StoredFile

JUST_BEGUN = 60
"""Seconds in which a file that was just made may not be locked yet."""
UNSPOKEN = timedelta(days=2)
"""So long a content that was kept waits for its act; kept again, it waits anew."""
_AT_ONCE = 500


def sweep_arriving() -> int:
    """Remove what uploads that were killed left behind; how many there were. One under way is held by its process."""
    folder = Path(settings.FILES)
    found = [one for one in folder.glob(f"{ARRIVING}*") if not _alive(one)]
    for one in found:
        one.unlink(missing_ok=True)
    return len(found)


def _alive(arriving: Path) -> bool:
    """Does a process still write it? It holds a lock for as long, which ends with it."""
    try:
        if time.time() - arriving.stat().st_mtime < JUST_BEGUN:
            return True
        with arriving.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return True
    return False


def sweep_unspoken() -> int:
    """Remove contents that were kept for an act that never came, or whose row was rolled back; how many there were."""
    before = now() - UNSPOKEN
    waiting = places.unspoken().filter(kept_at__lt=before).values_list("pk", flat=True)
    found = sum(_dropped(digest, before) for digest in list(waiting))
    for some in _batches(places.on_disk()):
        known = set(StoredFile.objects.filter(pk__in=some).values_list("pk", flat=True))
        found += sum(places.remove(one) for one in some if one not in known)
    return found


def _dropped(digest: str, before: datetime) -> bool:
    """Was it still unspoken of, and is it gone? Whoever speaks of it at the same moment keeps it."""
    try:
        with transaction.atomic():
            gone, _ = places.unspoken().filter(pk=digest, kept_at__lt=before).delete()
            transaction.on_commit(partial(places.remove, digest))
    except (ProtectedError, IntegrityError):
        return False
    return bool(gone)


def _batches(digests: Iterator[str]) -> Iterator[list[str]]:
    while some := list(islice(digests, _AT_ONCE)):
        yield some
