"""Every address of login and account. The names are those that django-allauth's views look for."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as socialaccount
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.tenancy.doors import account_path, link_path

from . import views
from .actions import INVITATION
from .views import framed

_SIGN_IN = _("Anmelden")
_CONFIRM = _("Kurz bestätigen")
_CODES = _("Notfallcodes")

urlpatterns = [
    account_path("konto/", views.home, name="account_home"),
    # In and out
    account_path("konto/anmelden/", framed(account.login, _SIGN_IN), name="account_login"),
    account_path(
        "konto/anmelden/code/", framed(account.request_login_code, _SIGN_IN), name="account_request_login_code"
    ),
    account_path(
        "konto/anmelden/code/eingeben/", framed(account.confirm_login_code, _SIGN_IN), name="account_confirm_login_code"
    ),
    account_path("konto/anmelden/passkey/", framed(webauthn.login_webauthn, _SIGN_IN), name="mfa_login_webauthn"),
    account_path("konto/anmelden/zweiter-schritt/", framed(mfa.authenticate, _SIGN_IN), name="mfa_authenticate"),
    account_path("konto/anmelden/<slug:provider_id>/", views.login_service, name="openid_connect_login"),
    account_path("konto/anmelden/<slug:provider_id>/zurueck/", openid_connect.callback, name="openid_connect_callback"),
    account_path(
        "konto/anmelden/dienst/abgebrochen/",
        framed(socialaccount.login_cancelled, _SIGN_IN),
        name="socialaccount_login_cancelled",
    ),
    account_path("konto/abmelden/", framed(account.logout, _("Abmelden")), name="account_logout"),
    account_path("konto/erhalten/", views.no_signup, name="account_signup"),
    account_path("konto/gesperrt/", framed(account.account_inactive, _("Konto gesperrt")), name="account_inactive"),
    # Confirm once more before a change
    account_path("konto/bestaetigen/", framed(account.reauthenticate, _CONFIRM), name="account_reauthenticate"),
    account_path("konto/bestaetigen/app/", framed(mfa.reauthenticate, _CONFIRM), name="mfa_reauthenticate"),
    account_path(
        "konto/bestaetigen/passkey/",
        framed(webauthn.reauthenticate_webauthn, _CONFIRM),
        name="mfa_reauthenticate_webauthn",
    ),
    # Address and password
    account_path("konto/adresse/", framed(account.email, _("E-Mail-Adresse ändern")), name="account_email"),
    account_path(
        "konto/adresse/code/",
        framed(account.email_verification_sent, _("E-Mail-Adresse bestätigen")),
        name="account_email_verification_sent",
    ),
    account_path(
        "konto/passwort/", framed(account.password_change, _("Passwort ändern")), name="account_change_password"
    ),
    account_path(
        "konto/passwort/setzen/", framed(account.password_set, _("Passwort setzen")), name="account_set_password"
    ),
    account_path(
        "konto/passwort/vergessen/",
        framed(account.password_reset, _("Passwort vergessen")),
        name="account_reset_password",
    ),
    account_path(
        "konto/passwort/vergessen/code/",
        framed(account.confirm_password_reset_code, _("Passwort vergessen")),
        name="account_confirm_password_reset_code",
    ),
    account_path(
        "konto/passwort/vergessen/neu/",
        framed(account.complete_password_reset, _("Neues Passwort")),
        name="account_complete_password_reset",
    ),
    account_path(
        "konto/passwort/vergessen/fertig/",
        framed(account.password_reset_from_key_done, _("Neues Passwort")),
        name="account_password_reset_completed",
    ),
    # Security
    account_path("konto/sicherheit/", framed(mfa.index, _("Anmeldung und Sicherheit")), name="mfa_index"),
    account_path("konto/sicherheit/geraete/", views.end_sessions, name="account_end_sessions"),
    account_path("konto/sicherheit/app/", framed(totp.activate_totp, _("App einrichten")), name="mfa_activate_totp"),
    account_path(
        "konto/sicherheit/app/ausschalten/",
        framed(totp.deactivate_totp, _("App ausschalten")),
        name="mfa_deactivate_totp",
    ),
    account_path(
        "konto/sicherheit/notfallcodes/",
        framed(recovery_codes.view_recovery_codes, _CODES),
        name="mfa_view_recovery_codes",
    ),
    account_path(
        "konto/sicherheit/notfallcodes/neu/",
        framed(recovery_codes.generate_recovery_codes, _CODES),
        name="mfa_generate_recovery_codes",
    ),
    account_path(
        "konto/sicherheit/notfallcodes/datei/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    account_path("konto/sicherheit/passkeys/", framed(webauthn.list_webauthn, _("Passkeys")), name="mfa_list_webauthn"),
    account_path(
        "konto/sicherheit/passkeys/neu/", framed(webauthn.add_webauthn, _("Neuer Passkey")), name="mfa_add_webauthn"
    ),
    account_path(
        "konto/sicherheit/passkeys/<int:pk>/",
        framed(webauthn.edit_webauthn, _("Passkey umbenennen")),
        name="mfa_edit_webauthn",
    ),
    account_path(
        "konto/sicherheit/passkeys/<int:pk>/entfernen/",
        framed(webauthn.remove_webauthn, _("Passkey entfernen")),
        name="mfa_remove_webauthn",
    ),
    # By mail link
    link_path(
        "link/einladung/<str:token>/",
        views.invitation,
        purpose=INVITATION,
        name="member_invitation",
        renew=views.invitation_expired,
    ),
]
