"""Every address of the site, door by door."""

from django.urls import URLPattern, URLResolver

from drehscheibe.frames.demo.urls import urlpatterns as demo
from drehscheibe.ground.accounts.urls import urlpatterns as accounts
from drehscheibe.ground.outbox.urls import urlpatterns as outbox
from drehscheibe.ground.tenancy.doors import technical_path, workspace_nowhere
from drehscheibe.kit.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    technical_path("healthz", healthz, name="healthz"),
    *accounts,
    *demo,
    *outbox,
    workspace_nowhere(),
]
