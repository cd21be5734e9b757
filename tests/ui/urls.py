"""Only the style guide, so that these tests need no other app."""

from django.urls import path

from drehscheibe.kit.ui.views import styleguide

urlpatterns = [path("gestaltung/", styleguide)]
