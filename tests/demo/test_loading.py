"""The loaded demo: pictures that are public, rooms in which something happens, a log with names."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.db.models import Count
from django.test import Client
from PIL import Image
from pytest_django.plugin import DjangoDbBlocker

from drehscheibe.frames.demo import actions, content, drawings
from drehscheibe.ground.accounts.models import Invitation, User
from drehscheibe.ground.alliances import actions as profiles
from drehscheibe.ground.alliances import profile_data, queries
from drehscheibe.ground.alliances.models import Inquiry
from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.work.meetings.models import Decision, Presence
from tests.rooms import text_of

from .loaded import demo_in

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module", autouse=True)
def _demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo, loaded once for this file and rolled back at the end."""
    with demo_in(django_db_blocker):
        yield


@pytest.fixture
def musterstadt() -> Iterator[Alliance]:
    found = Alliance.objects.get(slug="musterstadt")
    with scope.alliance(found.pk):
        yield found


def test_second_run_adds_nothing(musterstadt: Alliance) -> None:
    before = (Inquiry.objects.count(), Entry.objects.count(), StoredFile.objects.count(), Mail.objects.count())
    with transaction.atomic():
        assert actions.load() == []
    assert (Inquiry.objects.count(), Entry.objects.count(), StoredFile.objects.count(), Mail.objects.count()) == before


def test_alliance_that_moved_is_not_loaded_again(musterstadt: Alliance) -> None:
    with transaction.atomic():
        profiles.move_to_slug(musterstadt, "anderswo", by=actions.DEMO)
        assert actions.load() == []
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("slug", "logo", "credits"),
    [
        ("musterstadt", "Drei Menschen unter einem grünen Dach", 3),
        ("beispielhausen", "Ein Baum hinter einer Bank", 1),
    ],
)
def test_invented_alliance_shows_logo_and_drawings(slug: str, logo: str, credits: int) -> None:
    html = Client().get(f"/buendnisse/{slug}/").content.decode()
    assert f'alt="{logo}"' in html
    assert html.count('<span class="figure__credit">Zeichnung: ') == credits


def test_all_files_of_the_demo_are_published(musterstadt: Alliance) -> None:
    sizes = StoredFile.objects.filter(is_public=True).values_list("width", "height")
    assert sorted(sizes) == [(480, 480), (1200, 800), (1200, 800), (1200, 800)]
    assert StoredFile.objects.filter(is_public=False).count() == 0


def test_drawing_is_the_same_every_time() -> None:
    first, second = (drawings.drawn("marktplatz").getvalue() for _twice in range(2))
    assert first == second
    assert Image.open(drawings.drawn("marktplatz")).size == (1200, 800)


def test_three_messages_wait_and_each_told_the_coordination(musterstadt: Alliance) -> None:
    assert [row.sender_name for row in queries.inquiries(open_only=True)] == [
        "Elif Sommerau",
        "Familie Tannhof-Reimer",
        "Ole Kornblum",
    ]
    told = Mail.objects.filter(to_email="koordination.musterstadt@example.org").values_list("reply_to", flat=True)
    assert sorted(told) == sorted(message["sender_email"] for message in content.inquiries())


def test_group_lead_is_invited_by_the_coordinator(musterstadt: Alliance) -> None:
    invitation = Invitation.objects.get()
    assert (invitation.name, invitation.roles, invitation.accepted_at) == ("Nadia Apfelhain", ["group_lead"], None)
    assert invitation.invited_by is not None
    assert invitation.invited_by.name == "Hanna Birkental"


def test_draft_is_one_change_ahead_of_the_page(musterstadt: Alliance) -> None:
    current = queries.current_publication()
    assert current is not None
    changes = profile_data.changes(profile_data.from_json(current.document), queries.draft())
    assert [change.key for change in changes] == ["meetings"]


def test_dashboard_and_log_tell_of_it_with_names() -> None:
    client = Client()
    client.force_login(User.objects.get(email="koordination.musterstadt@example.org"))
    today = text_of(client.get("/arbeit/musterstadt/"))
    assert "Drei neue Nachrichten" in today
    assert "Ihr Profil ist weiter als Ihre Seite" in today
    log = text_of(client.get("/arbeit/musterstadt/verlauf/"))
    for sentence in (
        "Yusuf Sonnenfeld hat das Profil geändert. Treffen",
        "Hanna Birkental hat jemanden eingeladen.",
        "Hanna Birkental hat eine Nachricht als beantwortet vermerkt.",
        "Jemand ohne Anmeldung hat eine Nachricht geschrieben.",
        "Hanna Birkental hat das Profil veröffentlicht.",
    ):
        assert sentence in log


def test_nobody_votes_who_was_not_there(musterstadt: Alliance) -> None:
    with scope.alliance(musterstadt.pk):
        there = dict(Presence.objects.values_list("meeting").annotate(number=Count("pk")))
        voted = [(one.meeting_id, one.yes + one.no + one.abstained) for one in Decision.objects.exclude(yes=None)]
    assert [votes for meeting, votes in voted if votes != there[meeting]] == []
    assert len(voted) == 5


def test_people_of_the_demo_log_in_with_the_one_password() -> None:
    people = User.objects.filter(email__in=[person["email"] for person in content.people()])
    assert [user.check_password(content.PASSWORD) for user in people] == [True] * 9
