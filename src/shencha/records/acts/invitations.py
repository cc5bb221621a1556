"""The ways into an account that an administrator opens: a link for a password, and a link that proves an address.

Each is good once and for three days. It goes by mail to the address concerned; where the instance sends no mail it is
shown once to whoever asked for it, to be handed over in another way, and written nowhere.
"""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from shencha.errors import NotFound
from shencha.procedure.roles import gives_a_view
from shencha.records.acts.rights import changed
from shencha.records.jobs import mail
from shencha.records.models import Person, Undelivered
from shencha.text import Text

GOOD_FOR = 3 * 86_400
"""Seconds; as long as a link for a password, by Django's own setting."""
_SALT = "shencha.records.acts.invitations"
PASSWORD = Text("设置密码并登录", "set your password and sign in")
ADDRESS = Text("确认这是您今后登录的地址", "confirm that you sign in with this address from now on")
CHANGED = Text(
    "您的登录地址已由管理员更改。如非贵单位所为，请立即联系管理员。",
    "An administrator changed the address with which you sign in. If nobody of yours asked for it, tell them at once.",
)


def to_set_a_password(person: Person) -> str:
    """Open the way to a new password: sent, and then empty; or the link, to be handed over."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    uid, _, rest = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": rest})
    return _sent(person.email, path, PASSWORD)


def to_prove(person: Person, address: str, *, two_people: bool) -> str:
    """Open the way to another address, which holds once its owner has opened the link; as `to_set_a_password`.

    Args:
        two_people: a second administrator confirmed it.
    """
    said = [person.pk, person.email, address.lower(), two_people]
    path = reverse("own_address", args=[signing.dumps(said, salt=_SALT)])
    return _sent(address, path, ADDRESS)


def proved(written: str) -> tuple[Person, str]:
    """Whose link it is, and which address it proves; nothing changes yet.

    Raises:
        NotFound: it is none of ours, too old, was used, or the account has since come to see cases.
    """
    try:
        number, before, after, by_two = signing.loads(written, salt=_SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError):
        raise _gone() from None
    person = Person.objects.filter(pk=number, email=before, is_active=True).first()
    if person is None or Person.objects.filter(email__iexact=after).exists():
        raise _gone()
    if sees_cases(person) and not by_two:
        raise _gone()
    return person, str(after)


def take_address(written: str) -> Person:
    """From now on the person signs in with the address that the link proves; its old one is told.

    Raises:
        NotFound: as `proved`.
    """
    with transaction.atomic():
        person, address = proved(written)
        before = person.email
        Person.objects.filter(pk=person.pk).update(email=address)
        EmailAddress.objects.filter(user=person).delete()
        Undelivered.objects.filter(person=person).delete()
        changed(f"person:{person.key}", "address_changed", {"email": address})
    if settings.MAIL_WAITING:
        mail.write(before, CHANGED)
    person.email = address
    return person


def sees_cases(person: Person) -> bool:
    """Does the person hold a role in which cases are seen, or in which others are given one?"""
    held = person.memberships.filter(active=True).values_list("role", flat=True)
    return any(gives_a_view(role) for role in held)


def _sent(address: str, path: str, what: Text) -> str:
    if not settings.MAIL_WAITING:
        return path
    said = Text(
        f"您好：\n\n请在三天内打开以下链接，{what.zh}。链接只能使用一次，请勿转给他人。",
        f"Please open the link below within three days and {what.en}. It works once; pass it on to nobody.",
    )
    mail.write(address, said, path)
    return ""


def _gone() -> NotFound:
    return NotFound(
        Text(
            "链接已失效或者已经用过，请联系贵单位的管理员",
            "the link has expired or was used already; ask your administrator for another",
        )
    )
