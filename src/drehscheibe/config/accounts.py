"""How people log in: settings of django-allauth. The pages stand in ground/accounts."""

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from . import env

_MINUTES = 60

ACCOUNT_ADAPTER = "drehscheibe.ground.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "drehscheibe.ground.accounts.forms.LoginForm",
    "request_login_code": "drehscheibe.ground.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "drehscheibe.ground.accounts.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "drehscheibe.ground.accounts.forms.ConfirmEmailCodeForm",
    "confirm_password_reset_code": "drehscheibe.ground.accounts.forms.ConfirmResetCodeForm",
    "reauthenticate": "drehscheibe.ground.accounts.forms.ReauthenticateForm",
    "add_email": "drehscheibe.ground.accounts.forms.ChangeEmailForm",
    "change_password": "drehscheibe.ground.accounts.forms.ChangePasswordForm",
    "set_password": "drehscheibe.ground.accounts.forms.SetPasswordForm",
    "reset_password": "drehscheibe.ground.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "drehscheibe.ground.accounts.forms.NewPasswordForm",
}
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Unknown addresses get the same answers and, for the same effort and time, a mail that says so.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_NOTIFICATIONS = True

# Codes instead of links everywhere: mail scanners open links, and a link in an address lands in logs.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * _MINUTES
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_TIMEOUT = 20 * _MINUTES
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * _MINUTES
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True

# Changes of the login ask for the password (or passkey, or app) again.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * _MINUTES

# Counted in the cache. Without CACHE_URL each process counts for itself.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,5/15m/key",
    "reset_password": "20/m/ip,5/15m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "confirm_email": "1/10s/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BEHIND_PROXY", False) else 0

MFA_ADAPTER = "drehscheibe.ground.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # clocks of phones are up to half a minute off
MFA_FORMS = {
    "authenticate": "drehscheibe.ground.accounts.forms.SecondFactorForm",
    "reauthenticate": "drehscheibe.ground.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "drehscheibe.ground.accounts.forms.ActivateAppForm",
    "add_webauthn": "drehscheibe.ground.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "drehscheibe.ground.accounts.forms.RenamePasskeyForm",
}

# A town's own login service (OpenID Connect). It opens existing accounts and never makes new ones.
SOCIALACCOUNT_ADAPTER = "drehscheibe.ground.accounts.adapters.LoginServiceAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
# A link, not a form: our policy `form-action 'self'` forbids forms that lead to another host.
SOCIALACCOUNT_LOGIN_ON_GET = True


def _login_service() -> dict[str, Any]:
    """Return allauth's settings of the login service; raise ImproperlyConfigured where only a part is given."""
    if not os.environ.get("OIDC_ISSUER", "").strip():
        return {}
    issuer = env.text("OIDC_ISSUER", example="https://login.stadt.example/realms/stadt")
    if not issuer.startswith(("https://", "http://localhost", "http://127.0.0.1")):
        raise ImproperlyConfigured(
            f"OIDC_ISSUER={issuer!r} beginnt nicht mit https://. Beispiel: OIDC_ISSUER=https://login.stadt.example"
        )
    app = {
        "provider_id": "dienst",
        "name": env.text("OIDC_NAME", "Anmeldedienst", example="Stadt Musterstadt"),
        "client_id": env.text("OIDC_CLIENT_ID", example="drehscheibe"),
        "secret": env.text("OIDC_CLIENT_SECRET", example="geheim"),
        # Entra ID names addresses without saying that they are confirmed; for its own domains a town may vouch.
        "settings": {"server_url": issuer, "verified_email": env.words("OIDC_EMAIL_DOMAINS", [])},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


SOCIALACCOUNT_PROVIDERS = _login_service()
