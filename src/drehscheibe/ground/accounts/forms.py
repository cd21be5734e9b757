"""The forms of login and account, in our words, and those of a team."""

from collections.abc import Iterable
from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import MaxLengthValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.models import Member
from drehscheibe.ground.tenancy.roles import ROLE_LABELS, Role
from drehscheibe.kit.forms import LONGEST_EMAIL

from .models import User

_EMAIL = _("E-Mail-Adresse")
_PASSWORD = _("Passwort")
_NEW_PASSWORD = _("Neues Passwort")
_NEW_PASSWORD_HELP = _("Mindestens zehn Zeichen. Drei oder vier Wörter hintereinander sind leicht zu merken.")
_MAIL_CODE = _("Code aus der E-Mail")
_APP_CODE = _("Code aus der App oder Notfallcode")


def _say(form: forms.Form, **labels: Promise) -> None:
    """Put our labels on a form of django-allauth. Its placeholders repeat the labels and go."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = str(label), ""
        field.widget.attrs.pop("placeholder", None)


def _say_email(form: forms.Form, label: Promise) -> None:
    """Ask for an address that a mail can be sent to, known here or not."""
    _say(form, email=label)
    form.fields["email"].validators.append(MaxLengthValidator(LONGEST_EMAIL))


def _say_new_password(form: forms.Form) -> None:
    """Ask for a new password once: browsers can show it, and a code by mail helps whoever mistyped."""
    form.fields.pop("password2", None)
    _say(form, password1=_NEW_PASSWORD)
    form.fields["password1"].help_text = _NEW_PASSWORD_HELP


def _say_code(form: forms.Form, label: Promise) -> None:
    _say(form, code=label)
    form.fields["code"].widget.attrs["inputmode"] = "numeric"


# Login and account


class LoginForm(account_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, login=_EMAIL, password=_PASSWORD)
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class RequestLoginCodeForm(account_forms.RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_email(self, _EMAIL)


class ConfirmLoginCodeForm(account_forms.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self, _MAIL_CODE)


class ConfirmEmailCodeForm(account_forms.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self, _MAIL_CODE)


class ConfirmResetCodeForm(account_forms.ConfirmPasswordResetCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self, _MAIL_CODE)


class ReauthenticateForm(account_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password=_PASSWORD)


class ChangeEmailForm(account_forms.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_email(self, _("Neue E-Mail-Adresse"))


class ChangePasswordForm(account_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_new_password(self)
        _say(self, oldpassword=_("Bisheriges Passwort"))


class SetPasswordForm(account_forms.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_new_password(self)


class ResetPasswordForm(account_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_email(self, _EMAIL)


class NewPasswordForm(account_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_new_password(self)


# Second factor


class SecondFactorForm(mfa_forms.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self, _APP_CODE)


class SecondFactorAgainForm(mfa_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self, _APP_CODE)


class ActivateAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self, _("Code, den die App jetzt zeigt"))


class AddPasskeyForm(webauthn_forms.AddWebAuthnForm):
    """Every passkey here signs in without password; a device that cannot check its owner is refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, name=_("Name des Passkeys"))
        self.fields["name"].help_text = _("Damit Sie ihn wiedererkennen, z. B. „Diensthandy“.")
        self.fields["name"].max_length = 60
        self.fields["passwordless"] = forms.BooleanField(widget=forms.HiddenInput, initial=True)


class RenamePasskeyForm(webauthn_forms.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, name=_("Name des Passkeys"))


# Invitation


class JoinForm(forms.Form):
    """Takes an invitation with the login that the person has."""

    name = forms.CharField(label=_("Ihr Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class NewAccountForm(JoinForm):
    """Takes an invitation and makes a login for its address."""

    password = forms.CharField(
        label=_PASSWORD,
        help_text=_NEW_PASSWORD_HELP,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password


# Team


def _role_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Rollen"),
        choices=[(role.value, label) for role, label in ROLE_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte wählen Sie mindestens eine Rolle.")},
    )


class InviteForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_EMAIL, max_length=LONGEST_EMAIL, help_text=_("An diese Adresse geht die Einladung. Sie gilt 14 Tage.")
    )
    roles = _role_field()


class RolesForm(forms.Form):
    roles = _role_field()


_LEAVE = "leave"


class HandOverForm(forms.Form):
    """Who takes over, and what becomes of the other. Gives `to` (Member) and `keep_role` (Role, None: leaves)."""

    to = forms.TypedChoiceField(label=_("Wer übernimmt die Koordination?"), widget=forms.RadioSelect)
    keep_role = forms.TypedChoiceField(
        label=_("Und Sie?"),
        choices=[
            (Role.DEPUTY.value, _("Ich bleibe als Vertretung.")),
            (Role.READER.value, _("Ich lese weiter mit.")),
            (_LEAVE, _("Ich verlasse das Team.")),
        ],
        coerce=lambda value: None if value == _LEAVE else Role(value),
        initial=Role.DEPUTY.value,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, team: Iterable[Member], by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = {str(member.pk): member for member in team if member.pk != by.pk}
        to: Any = self.fields["to"]
        to.choices = [(key, member.name) for key, member in others.items()]
        to.coerce = others.__getitem__
