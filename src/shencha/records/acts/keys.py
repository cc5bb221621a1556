"""A key of the instance is changed, or is lost: the new one is an entry of the log, and machines are given it.

The log's own key changes with an epoch (`acts.epochs`), which two people open.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from itertools import count
from pathlib import Path

from cryptography.fernet import Fernet
from django.db import transaction

from shencha.documents.dossier.seal import fresh_identity
from shencha.errors import NotAllowed, NotFound
from shencha.records import keys
from shencha.records.acts.logged import enter
from shencha.records.clock import today
from shencha.records.log import seals
from shencha.records.models import KeyPrint, LoggedAct, Membership
from shencha.records.secrets import flush_folder, kept_secret
from shencha.text import Text

ABOUT, RENEWED = "keys", "key_renewed"
ONLY_LOST = ("factors.key", "reports.key", "reporters.key", "forms.key")
"""What they seal can be opened by them alone: they are not changed while they are there."""


def renew(name: str, reason: str, *, by: Membership | None = None) -> LoggedAct:
    """Make a new key in the place of one; an earlier sealing key is kept beside it, and still opens.

    Raises:
        NotFound: no such key. NotAllowed: it is here and cannot be changed, or no reason is given.
    """
    place = keys.place_of(name)
    if name not in (seals.NAME, *ONLY_LOST):
        raise NotFound(_none_such(name))
    if not reason.strip():
        raise NotAllowed(Text("请写明理由", "say why"))
    if name in ONLY_LOST and place.exists():
        raise NotAllowed(
            Text(
                f"{name} 还在本机，用它封存的内容只有它能打开；只有丢失后才能另制",
                f"{name} is on this machine, and opens what was sealed with it; another is made only once it is lost",
            )
        )
    with transaction.atomic():
        known = KeyPrint.objects.select_for_update().filter(name=name).first()
        was = known.print if known else ""
        if place.exists():
            place.replace(_beside(place))
            flush_folder(place.parent)
        key = kept_secret(place, _fresh(name))
        now = seals.shown(key) if name == seals.NAME else keys.digest(key)
        KeyPrint.objects.update_or_create(name=name, defaults={"print": now})
        said = {"on": today().isoformat(), "name": name, "was": was, "now": now, "reason": reason.strip()}
        return enter(ABOUT, RENEWED, said, by=by, key=secrets.token_hex(16))


def _beside(place: Path) -> Path:
    return next(
        one for at in count(1) if not (one := place.with_name(f"{place.stem}-{at}{place.suffix}")).exists()
    )


def _fresh(name: str) -> Callable[[], bytes]:
    return (lambda: fresh_identity().encode()) if name == seals.NAME else Fernet.generate_key


def _none_such(name: str) -> Text:
    known = ", ".join((seals.NAME, *ONLY_LOST))
    return Text(
        f"没有可以另制的密钥 {name}；可以的有：{known}。日志的密钥随新的日志纪元更换：shencha restore --new-epoch",
        f"there is no key {name} to make anew; there are {known}. The log's key changes with an epoch: "
        "shencha restore --new-epoch",
    )
