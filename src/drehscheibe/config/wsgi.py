"""The web process' entry for a WSGI server."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from drehscheibe.kit import running
from drehscheibe.kit.subpath import below

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drehscheibe.config.settings")
application = below(get_wsgi_application(), path=settings.SITE_PATH)

from drehscheibe.ground.outbox.checks import demo_stays_at_home  # noqa: E402  needs the settings

# A WSGI server runs no system checks, and this one must hold however the site is started.
if problems := demo_stays_at_home():
    raise ImproperlyConfigured(problems[0].msg)

try:
    running.hold(running.WEB)
except running.Closed as closed:
    raise ImproperlyConfigured(str(closed)) from None
