"""Fills a fresh instance with 10,000 published alliances, the same ones every time.

python -m bench.data    # into DATA_DIR, migrated and with territories
"""

import os
import random
import sys
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drehscheibe.config.settings")

import django  # noqa: E402  the path is set above

django.setup()

from django.core.management import call_command  # noqa: E402  needs the settings
from django.db import transaction  # noqa: E402  needs the settings
from django.utils import timezone  # noqa: E402  needs the settings

from drehscheibe.frames.demo import content  # noqa: E402  needs the settings
from drehscheibe.frames.demo.actions import load  # noqa: E402  needs the settings
from drehscheibe.ground.accounts.models import User  # noqa: E402  needs the settings
from drehscheibe.ground.alliances import profile_data, rules  # noqa: E402  needs the settings
from drehscheibe.ground.alliances.models import ContactPoint, Publication  # noqa: E402  needs the settings
from drehscheibe.ground.alliances.public import alliance as published  # noqa: E402  needs the settings
from drehscheibe.ground.alliances.vocabulary import Field  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy import links, scope  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy.models import Alliance  # noqa: E402  needs the settings
from drehscheibe.ground.territories.models import Territory  # noqa: E402  needs the settings
from drehscheibe.kit.pages import revisions  # noqa: E402  needs the settings
from drehscheibe.kit.text import folded  # noqa: E402  needs the settings
from drehscheibe.work.bodies.models import Body  # noqa: E402  needs the settings
from drehscheibe.work.meetings.access import FEED_PURPOSE  # noqa: E402  needs the settings
from drehscheibe.work.meetings.models import Invitee, Meeting  # noqa: E402  needs the settings
from drehscheibe.work.partners.models import Contact, Organisation, Person  # noqa: E402  needs the settings
from drehscheibe.work.plans.models import Project  # noqa: E402  needs the settings

COUNT = 10_000
WITH_PROJECTS = 1_000
KREIS_OF_50 = "16070"


def fill(count: int = COUNT) -> None:
    """Migrate, load the demo, and add `count` alliances that look like Musterstadt's; the first thousand have eleven projects."""
    call_command("migrate", verbosity=0)
    call_command("load_territories", verbosity=0)
    load()
    chance = random.Random(7)
    everywhere = Territory.objects.filter(kind__in=["gemeinde", "kreis", "kreisfreie_stadt"]).exclude(land="99")
    places = list(everywhere.exclude(kreis=KREIS_OF_50))
    small = everywhere.filter(kreis=KREIS_OF_50).latest("pk")
    with scope.published():
        model = published("musterstadt")
    if model is None:
        raise RuntimeError("The demo lacks Musterstadt.")
    with transaction.atomic():
        for number in range(count):
            _add(number, small if number < 50 else chance.choice(places), chance, model.document)
        revisions.bump("network")


def _add(number: int, place: Territory, chance: random.Random, document: profile_data.ProfileDocument) -> None:
    name = f"Bündnis für Familie {place.name} {number}"
    alliance = Alliance.objects.create(slug=f"probe-{number}", name=name, is_tended=number % 3 == 0)
    fields = chance.sample(Field.values, 4)
    with scope.alliance(alliance.pk):
        Publication.objects.create(
            published_at=timezone.now(),
            document={**profile_data.to_json(document), "name": name, "own_name": "", "logo": None},
            slug=alliance.slug,
            name=name,
            sort_name=rules.sort_name(place.name, name),
            summary=document.summary,
            status="active",
            is_tended=alliance.is_tended,
            in_finder=True,
            place=place.name,
            land=place.land,
            kreis=place.kreis,
            latitude=place.latitude,
            longitude=place.longitude,
            fields=rules.barred(fields),
            areas=rules.barred([place.ags]),
            search_text=folded(f"{name} {document.summary}"),
        )
        Project.objects.bulk_create(
            Project(title=f"Projekt {n}", state="running" if n % 2 else "finished", text=document.summary, rank=n)
            for n in range(11 if number < WITH_PROJECTS else 0)
        )


def session_cookie() -> str:
    """Return the session cookie of Musterstadt's coordinator, whose profile gets 300 contact points."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    alliance = Alliance.objects.get(slug="musterstadt")
    with scope.alliance(alliance.pk):
        ContactPoint.objects.bulk_create(ContactPoint(role=f"Rolle {n}", rank=n + 10) for n in range(294))
    email = next(
        p["email"] for p in content.people() if p.get("alliance") == "musterstadt" and p["role"] == "coordination"
    )
    user = User.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"


def feed_path(meetings: int = 300) -> str:
    """Return the address of the calendar of somebody who is invited to so many meetings of one alliance."""
    alliance = Alliance.objects.create(slug="kalenderstadt", name="Bündnis Kalenderstadt", is_tended=True, is_live=True)
    chance, now = random.Random(11), timezone.now().replace(minute=0, second=0, microsecond=0)
    places = [f"Haus der Familie {n}" for n in range(30)]
    with scope.alliance(alliance.pk):
        partner = Organisation.objects.create(name="Kita Messbecher", sort_name="kita messbecher")
        person = Person.objects.create(name="Mara Mess", email="mara@example.org")
        Contact.objects.create(organisation=partner, person=person, is_main=True)
        body = Body.objects.create(name="Vollversammlung", kind="assembly", has_everyone=True)
        made = Meeting.objects.bulk_create(
            Meeting(
                body=body,
                title=f"Vollversammlung {n % 25}, mit Gästen",
                state="invited",
                invited_at=now,
                starts_at=now + timedelta(days=n),
                ends_at=now + timedelta(days=n, hours=2),
                place_name=chance.choice(places),
                street=f"Ringstraße {n % 40}",
                postcode="12345",
                town="Kalenderstadt",
                entrance="über den Hof",
                stop="Markt, Bus 3",
            )
            for n in range(-100, meetings - 100)
        )
        answers = ("", "coming", "online", "excused")
        Invitee.objects.bulk_create(
            Invitee(meeting=one, organisation=partner, person=person, answer=chance.choice(answers)) for one in made
        )
        _link, token = links.issue(
            purpose=FEED_PURPOSE, subject_id=person.pk, recipient=person.email, lifetime=timedelta(days=1)
        )
    return f"/link/kalender/{token}/treffen.ics"


if __name__ == "__main__":
    fill()
    Path(os.environ["DATA_DIR"], "feed").write_text(feed_path(), encoding="utf-8")
    Path(os.environ["DATA_DIR"], "session").write_text(session_cookie(), encoding="utf-8")
