"""The web process' entry for a WSGI server."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drehscheibe.config.settings")
application = get_wsgi_application()

from drehscheibe.ground.outbox.checks import demo_stays_at_home  # noqa: E402  needs the settings

# A WSGI server runs no system checks, and this one must hold however the site is started.
if problems := demo_stays_at_home():
    raise ImproperlyConfigured(problems[0].msg)
