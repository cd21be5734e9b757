"""Settings of the tests: cheap passwords, mail in memory, a data folder that goes with the run."""

import os
import tempfile

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="drehscheibe-test-"))
os.environ.setdefault("SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests-only-for-tests")

from .settings import *  # noqa: F403  all of them, then some of our own
from .settings import DATA_DIR, DATABASES, INSTALLED_APPS, STATIC_ROOT

INSTALLED_APPS = [*INSTALLED_APPS, "tests.tenancy.toy"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Said aloud, because pytest-django knows only Django's own engine by name and would make up a file name.
    # The tables come from the models at once: migrating takes longer than most tests, and is tried on real files and on
    # PostgreSQL; `makemigrations --check` holds both together.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:", "MIGRATE": False}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Each process of a run keeps its own files: the alliances of two processes have the same keys.
FILES = tempfile.mkdtemp(prefix="files-", dir=DATA_DIR)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns about a missing folder
