"""What django-allauth asks us: words, mails, who needs a second step, and that nobody signs up."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress, Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.tenancy.doors import notice
from drehscheibe.kit.forms import sender_network

from . import access, mails
from .models import User

SITE_NAME = gettext_lazy("Lokale Bündnisse für Familie")
SERVICE_FAILED = gettext_lazy(
    "Die Anmeldung über den Anmeldedienst hat nicht geklappt. "
    "Bitte versuchen Sie es noch einmal oder melden Sie sich anders an."
)
_ERRORS = {
    "account_inactive": gettext_lazy("Dieses Konto ist gesperrt."),
    "cannot_remove_primary_email": gettext_lazy(
        "Diese Adresse brauchen Sie zum Anmelden; sie lässt sich nicht entfernen."
    ),
    "duplicate_email": gettext_lazy("Das ist schon die Adresse Ihres Kontos."),
    "email_password_mismatch": gettext_lazy("Adresse und Passwort passen nicht zusammen. Bitte prüfen Sie beides."),
    "email_taken": gettext_lazy("Zu dieser Adresse gibt es schon ein anderes Konto."),
    "enter_current_password": gettext_lazy("Das ist nicht Ihr bisheriges Passwort."),
    "incorrect_code": gettext_lazy("Dieser Code stimmt nicht. Bitte prüfen Sie ihn."),
    "incorrect_password": gettext_lazy("Dieses Passwort stimmt nicht."),
    "too_many_login_attempts": gettext_lazy("Das waren zu viele Versuche. Bitte warten Sie einige Minuten."),
    "same_as_current": gettext_lazy("Das ist schon die Adresse Ihres Kontos."),
    "rate_limited": gettext_lazy("Das war sehr schnell hintereinander. Bitte warten Sie eine Minute."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **_ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, Any]) -> None:
        mails.queue_account_mail(template_prefix, email, context)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Limit logins by the same measure as posts; raise PermissionDenied for a sender without address."""
        return sender_network(request) or super().get_client_ip(request)

    def is_login_by_code_required(self, login: Login) -> bool:
        """Tell whether a code by mail follows. Only a password asks for it.

        Whoever came by mail code or by a new password has shown that the mailbox is hers; a login service
        has its own second step; passkey and app are second factors themselves.
        """
        if not isinstance(login.user, User):
            return False
        records = get_authentication_records(self.request, login.user)
        by_password = bool(records) and records[-1]["method"] == "password"
        return by_password and access.needs_code_after_password(login.user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        return reverse("mfa_index")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Dieser Code stimmt nicht. Bitte prüfen Sie ihn."),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Notfallcodes gibt es, sobald eine App oder ein Passkey eingerichtet ist."
        ),
        "unverified_email": gettext_lazy("Bitte bestätigen Sie zuerst Ihre neue E-Mail-Adresse."),
    }

    def encrypt(self, text: str) -> str:
        """Keep the secrets of app and recovery codes so that a copy of the database alone opens nothing."""
        return _safe().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _safe().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey") if number == 1 else _("Passkey %(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        return str(SITE_NAME)


def _safe() -> MultiFernet:
    keys = (hashlib.sha256(b"drehscheibe.mfa" + key.encode()).digest() for key in _secret_keys())
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def _secret_keys() -> list[str]:
    return [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


class LoginServiceAdapter(DefaultSocialAccountAdapter):
    """A town's own login service opens an account with the same confirmed address, and nothing else."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing and sociallogin.state.get("process") == "login":
            return
        text = _(
            "Zu Ihrer Anmeldung gibt es hier kein Konto mit derselben bestätigten E-Mail-Adresse. "
            "Konten entstehen durch eine Einladung."
        )
        raise ImmediateHttpResponse(notice(request, 403, text))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        if error == AuthError.CANCELLED:
            return
        raise ImmediateHttpResponse(notice(request, 401, str(SERVICE_FAILED)))
