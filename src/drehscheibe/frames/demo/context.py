"""Gives the frames the people of the demo, so that they can show the bar "Ansehen als"."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.access import may_open_mailbox

from . import content


def demo_people(request: HttpRequest) -> dict[str, Any]:
    """Return nothing outside the demo, so that no other instance ever shows the bar."""
    if not may_open_mailbox(request):
        return {}
    people = [(p["title"], reverse("demo_become", args=[content.key_of(p)])) for p in content.people()]
    return {
        "demo_people": [*people, (_("Gast ohne Anmeldung"), reverse("demo_become", args=[content.GUEST]))],
        "demo_mailbox": reverse("mailbox"),
    }
