"""People who sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

if TYPE_CHECKING:
    from shencha.records.models.undelivered import Undelivered


class People(BaseUserManager["Person"]):
    """Makes people; Django asks for it by this interface."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """A person who can sign in with that address."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person with that address, however it is written."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Someone with an account; what they may do depends on the role they act in."""

    key = models.CharField(max_length=254, unique=True, editable=False)
    """The name of this person in events: the first address, whatever address is used later."""
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new person gets the name under which events will know them."""
        if not self.key:
            self.key = self._free_key()
        super().save(*args, **kwargs)

    @property
    def bounced(self) -> Undelivered | None:
        """That mail to this person came back; None where none did."""
        return getattr(self, "undelivered", None)

    def _free_key(self) -> str:
        """The address, with a number if someone else once had it."""
        taken = set(Person.objects.filter(key__startswith=self.email).values_list("key", flat=True))
        numbered = (f"{self.email}#{n}" for n in range(2, len(taken) + 3))
        return next(key for key in (self.email, *numbered) if key not in taken)
