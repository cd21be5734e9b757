"""Settings; every one that an operator may change is read from the environment (docs/operations/)."""

import os
import secrets
import tomllib
from pathlib import Path

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from drehscheibe.kit.logs import calm

from . import env

ROOT = Path(__file__).resolve().parents[3]
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
DATA_DIR = env.folder("DATA_DIR", ROOT / "var")
DATA_DIR.mkdir(parents=True, exist_ok=True)
NODE_MODULES = env.folder("NODE_MODULES", ROOT / "node_modules")

DEMO = env.flag("DEMO", False)
DEBUG = env.flag("DEBUG", False)
PORT = env.number("PORT", 8000, least=1)
SITE_URL = env.text("SITE_URL", f"http://localhost:{PORT}", example="https://familie.example.org").rstrip("/")
if not SITE_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured(
        f"SITE_URL={SITE_URL!r} ist keine Adresse. Beispiel: SITE_URL=https://familie.example.org"
    )
SITE_ORIGIN, SITE_PATH = env.origin_and_path(SITE_URL)
# Below a path of a host, e.g. https://stadt.example.org/familie, all addresses and cookies carry it.
FORCE_SCRIPT_NAME = SITE_PATH or None
SITE_HOST = SITE_URL.split("://", 1)[1].split("/", 1)[0].rsplit(":", 1)[0]
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", sorted({SITE_HOST, "localhost", "127.0.0.1", "[::1]"}))
CSRF_TRUSTED_ORIGINS = [SITE_ORIGIN]
CSRF_FAILURE_VIEW = "drehscheibe.config.errors.csrf_failure"


def _secret_key() -> str:
    """Return SECRET_KEY, or one made once and kept beside the data, so that `make run` needs no set-up."""
    file = DATA_DIR / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return env.text("SECRET_KEY", file.read_text(encoding="utf-8"), example="fünfzig-zufällige-Zeichen")


SECRET_KEY = _secret_key()
SECRET_KEY_FROM_ENVIRONMENT = bool(os.environ.get("SECRET_KEY", "").strip())

INSTALLED_APPS = [
    "drehscheibe.frames.demo",
    "drehscheibe.frames.portal",
    "drehscheibe.frames.workspace",
    "drehscheibe.frames.office",
    "drehscheibe.frames.operations",
    "drehscheibe.frames.setup",
    "drehscheibe.frames.personal",
    "drehscheibe.network.figures",
    "drehscheibe.work.plans",
    "drehscheibe.work.resolutions",
    "drehscheibe.work.meetings",
    "drehscheibe.work.bodies",
    "drehscheibe.work.partners",
    "drehscheibe.ground.alliances",
    "drehscheibe.ground.accounts",
    "drehscheibe.ground.outbox",
    "drehscheibe.ground.files",
    "drehscheibe.ground.audit",
    "drehscheibe.ground.instance",
    "drehscheibe.ground.tenancy",
    "drehscheibe.ground.territories",
    "drehscheibe.kit.pages",
    "drehscheibe.kit.jobs",
    "drehscheibe.kit.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "drehscheibe.kit.pages.middleware.cached_pages",
    "drehscheibe.kit.headers.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "drehscheibe.kit.languages.language_from_path",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "drehscheibe.frames.workspace.middleware.keep_texts",
]
ROOT_URLCONF = "drehscheibe.config.urls"
WSGI_APPLICATION = "drehscheibe.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "drehscheibe.frames.workspace.context.workspace_frame",
                "drehscheibe.frames.demo.context.demo_people",
            ],
        },
    }
]

DATABASES = {"default": env.database("DATABASE_URL", sqlite_file=DATA_DIR / "drehscheibe.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.text("CACHE_URL", example="redis://…"),
    }
    if env.words("CACHE_URL", [])
    # Holds the counters of the limits. Django's 300 entries are filled, and so emptied, by 300 wrong logins.
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}
}
PAGE_STORE_BYTES = env.number("PAGE_STORE_MB", 24, least=1) * 1024 * 1024

# Backups, see frames/operations. A demo has nothing to lose.
BACKUP_DIR = env.folder("BACKUP_DIR", DATA_DIR / "sicherungen")
BACKUP_KEEP = env.number("BACKUP_KEEP", 14, least=1)
BACKUP_AT = None if DEMO else env.clock("BACKUP_AT", "02:30")

# Languages: German has no prefix, every other one does.
LANGUAGE_CODE = "de"
LANGUAGES = [
    ("de", "Deutsch"),
    ("de-simple", "Leichte Sprache"),
    ("en", "English"),
    ("uk", "Українська"),
    ("ar", "العربية"),
]
# Django's locale table does not know German in easy words (BCP 47 registers the variant "simple").
LANG_INFO["de-simple"] = {"bidi": False, "code": "de-simple", "name": "Easy German", "name_local": "Leichte Sprache"}
LOCALE_PATHS = [ROOT / "src" / "drehscheibe" / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# Static files and uploads
STATIC_URL = f"{SITE_PATH}/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "drehscheibe.kit.ui.finders.NpmFinder",
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "files")},
    },
    "staticfiles": {"BACKEND": "drehscheibe.kit.ui.storage.StaticStorage"},
}
MAX_UPLOAD_BYTES = env.number("MAX_UPLOAD_MB", 20, least=1) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "drehscheibe.kit.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Mail. In the demo every mail lands in the demo mailbox, as received.
EMAIL_BACKEND = (
    "drehscheibe.ground.outbox.backends.MailboxBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend"
)
MAILBOX_DIR = DATA_DIR / "postfach"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost", example="mail.example.org")
EMAIL_PORT = env.number("EMAIL_PORT", 25, least=1)
EMAIL_HOST_USER = env.text("EMAIL_USER", "", example="drehscheibe")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD", "", example="geheim")
EMAIL_USE_TLS = env.flag("EMAIL_STARTTLS", False)
EMAIL_USE_SSL = env.flag("EMAIL_TLS", False)
EMAIL_TIMEOUT = env.number("EMAIL_TIMEOUT", 20, least=1)
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"drehscheibe@{SITE_HOST}", example="buendnis@example.org")
# Where notices of non-delivery go, and where they are read from: a folder of .eml files, a mailbox, or both.
MAIL_BOUNCE_TO = env.text("MAIL_BOUNCE_TO", "", example="ruecklaeufer@example.org")
BOUNCE_DIR = env.text("BOUNCE_DIR", "", example="/var/lib/drehscheibe/ruecklaeufer")
BOUNCE_IMAP_URL = env.text("BOUNCE_IMAP_URL", "", example="imaps://name:passwort@mail.example.org/INBOX")
# Where calendar programs answer to, with a secret of each invitation in place of {secret}, and where that is read.
ANSWER_ADDRESS = env.text("ANSWER_ADDRESS", "", example="antwort+{secret}@example.org")
ANSWER_DIR = env.text("ANSWER_DIR", "", example="/var/lib/drehscheibe/antworten")
ANSWER_IMAP_URL = env.text("ANSWER_IMAP_URL", "", example="imaps://name:passwort@mail.example.org/INBOX")
# Who answers for the instance. Empty ones are taken from the set-up page, see ground/instance.
OPERATOR_EMAIL = env.text("OPERATOR_EMAIL", "", example="it@example.org")
OPERATOR_NAME = env.text("OPERATOR_NAME", "", example="Stadt Musterstadt, vertreten durch die Bürgermeisterin")
OPERATOR_ADDRESS = env.text("OPERATOR_ADDRESS", "", example="Marktplatz 1, 12345 Musterstadt")
OPERATOR_PHONE = env.text("OPERATOR_PHONE", "", example="030 23125 100")
SIGN_LANGUAGE_URL = env.text("SIGN_LANGUAGE_URL", "", example="https://familie.example.org/videos/gebaerdensprache")
JOB_HANDLERS = "drehscheibe.config.jobs"

# Accounts: see ground/accounts
from .accounts import *  # noqa: E402, F403  it overrides what stands above

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
LOGOUT_REDIRECT_URL = "start"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{SITE_PATH}/"
MESSAGE_STORAGE = "drehscheibe.kit.messages.NoteStorage"
if SITE_PATH:
    # The host's other programs may have cookies of Django's usual names, and browsers would send us those too.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "drehscheibe_sessionid", "drehscheibe_csrftoken"
BEHIND_PROXY = env.flag("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
    " form-action 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
CONTENT_SECURITY_POLICY_EMBED = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "drehscheibe.kit.logs.JsonFormatter"}},
    "filters": {"calm": {"()": "django.utils.log.CallbackFilter", "callback": calm}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django.request": {"filters": ["calm"]},
        # The WSGI server's own log, which it would write in its own words.
        "gunicorn.error": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
X_FRAME_OPTIONS = "DENY"
