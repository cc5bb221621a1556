"""allauth's forms where this house asks for more: a code works once, and a reset goes to the registered address."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter as accounts
from allauth.account.forms import ResetPasswordForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError

from shencha.records.models import Person
from shencha.records.second_factor import accepted
from shencha.text import Text
from shencha.web.templatetags.say import reading

NO_MAIL = Text(
    "本系统没有设置邮件，请联系贵单位的管理员或者审查办公室重设密码",
    "no mail is sent here; ask your administrator or the review office for a new password",
)


class _Once(BaseAuthenticateForm):  # type: ignore[misc]
    def clean_code(self) -> str:
        """The code, spent for every process of the instance; a recovery code likewise."""
        forget = check_rate_limit(self.user)
        code: str = self.cleaned_data["code"]
        found = accepted(self.user, code)
        if found is None:
            first = Authenticator.objects.filter(user=self.user).order_by("-type").first()
            if first is not None:
                self._emit_authentication_failed(first)
            raise get_adapter().validation_error("incorrect_code")
        self.authenticator = found
        forget()
        return code


class SignInCode(_Once, AuthenticateForm):  # type: ignore[misc]
    """The code asked for when signing in."""


class AgainCode(_Once, ReauthenticateForm):  # type: ignore[misc]
    """The code asked for before something that needs it again."""


class ResetForm(ResetPasswordForm):  # type: ignore[misc]
    """A reset goes by mail to the address that is registered, and to nobody else."""

    def clean_email(self) -> str:
        """The address; whether it has an account is not said."""
        if not settings.MAIL_WAITING:
            raise ValidationError(NO_MAIL.said(reading()))
        written: str = accounts().clean_email(self.cleaned_data["email"].lower())
        self.users: list[Person] = list(Person.objects.filter(email__iexact=written, is_active=True))
        return written

    def save(self, request: Any, **asked: Any) -> str:
        """Send it where there is an account; otherwise nothing is sent to anyone."""
        return str(super().save(request, **asked)) if self.users else str(self.cleaned_data["email"])
