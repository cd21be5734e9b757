"""Date polls: asked by link, three answers each, by telephone too, and a meeting at the end."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Poll, PollDate, PollVote, PollVoter
from drehscheibe.work.meetings.queries.planning_page import open_polls
from drehscheibe.work.meetings.tasks.planning import remind_voters
from drehscheibe.work.partners.mails.page import personal_url
from drehscheibe.work.partners.models import Person
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.planning.build import link_in, local, mails, prepared, round_table
from tests.rooms import FROM_OUR_PAGE, client_of, text_of

ZONE = timezone.get_default_timezone()


@pytest.fixture
def house(cast: Cast) -> Any:
    """Kita, Jobcenter and a partner without mail are to be asked for 3 and 10 February 2027."""
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=ZONE), tick=False):
        prepared(cast)
        with scope.alliance(cast.perle.pk):
            round_table()
            making.partner("Kita", email="kita@example.org", person="Karla Kita")
            making.partner("Jobcenter", email="job@example.org", person="Jo Job")
            making.partner("Bücherei")
        yield cast


def make(cast: Cast, client: Client, *days: str) -> str:
    with scope.alliance(cast.perle.pk):
        body = Body.objects.get().pk
    form = {"body": body, "title": "Klausurtag", "answer_by": "2026-12-07", "minutes": "180",
            "tag-TOTAL_FORMS": str(len(days)), "tag-INITIAL_FORMS": "0"}  # fmt: skip
    for number, day in enumerate(days):
        form |= {f"tag-{number}-day": day, f"tag-{number}-at": "09:00"}
    answer = client.post(reverse("workspace_poll_add", args=[cast.perle.slug]), form)
    return answer.headers.get("Location", text_of(answer))


def asked(cast: Cast, client: Client) -> str:
    page = make(cast, client, "2027-02-03", "2027-02-10")
    client.post(page, {"tun": "fragen"})
    return page


def answers(first: str, second: str) -> dict[str, str]:
    one, two = PollDate.objects.all()
    return {f"tag-{one.pk}": first, f"tag-{two.pk}": second}


def test_from_dates_to_a_meeting(house: Cast) -> None:
    client = client_of(house.coordinator)
    page = asked(house, client)
    partner = Client(headers=FROM_OUR_PAGE)
    with scope.alliance(house.perle.pk):
        kita, job = answers("no", "yes"), answers("maybe", "yes")
        phoned = PollVoter.objects.get(organisation__name="Bücherei")
        library = answers("yes", "maybe")

    form = partner.get(link_in(mails(house, to="kita@example.org")[0]))
    partner.post(link_in(mails(house, to="kita@example.org")[0]), {**kita, "remark": "Nachmittags lieber"})
    partner.post(link_in(mails(house, to="job@example.org")[0]), job)
    client.post(
        reverse("workspace_poll_answer", args=[house.perle.slug, phoned.pk]),
        {**library, "wer-how": "phone", "wer-who": "Frau Buch"},
    )
    text = text_of(client.get(page))
    with scope.alliance(house.perle.pk):
        chosen = PollDate.objects.latest("starts_at").pk
    client.post(page, {"tun": "beenden", "termin": chosen})
    late = partner.post(link_in(mails(house, to="kita@example.org")[0]), kita, follow=True)

    with scope.alliance(house.perle.pk):
        poll = Poll.objects.select_related("meeting").get()
        votes = PollVote.objects.count()
    assert (len(form.content) < 30_000, "Winterferien" in text_of(form)) == (True, True)
    assert "3 von 3 haben geantwortet." in text
    assert "Mi., 10. Februar 2027, 09:00 Uhr bester Termin 2 passt, 1 wenn es sein muss, 0 passt nicht" in text
    assert "Frau Buch, am Telefon" in text
    assert "Nachmittags lieber" in text
    assert poll.meeting is not None
    assert (local(poll.meeting.starts_at), local(poll.meeting.ends_at), poll.meeting.state, votes) == (
        "2027-02-10 09:00", "2027-02-10 12:00", "draft", 6
    )  # fmt: skip
    assert "Der Termin steht: Mi., 10. Februar 2027, 09:00 bis 12:00 Uhr." in text_of(late)


def test_opening_the_link_answers_nothing_and_half_an_answer_is_not_taken(house: Cast) -> None:
    asked(house, client_of(house.coordinator))
    link = link_in(mails(house, to="kita@example.org")[0])
    partner = Client(headers=FROM_OUR_PAGE)
    with scope.alliance(house.perle.pk):
        half = dict(list(answers("yes", "no").items())[:1])

    partner.get(link)
    page = partner.post(link, half)

    with scope.alliance(house.perle.pk):
        assert PollVote.objects.count() == 0
    assert "Bitte wählen Sie eine der drei Antworten." in text_of(page)


def test_an_answer_can_be_changed_and_counts_once(house: Cast) -> None:
    asked(house, client_of(house.coordinator))
    link = link_in(mails(house, to="kita@example.org")[0])
    partner = Client(headers=FROM_OUR_PAGE)
    with scope.alliance(house.perle.pk):
        first, second = answers("yes", "no"), answers("no", "maybe")

    partner.post(link, first)
    partner.post(link, second)

    with scope.alliance(house.perle.pk):
        assert list(PollVote.objects.order_by("date").values_list("answer", flat=True)) == ["no", "maybe"]


def test_one_date_is_no_choice_and_a_missing_time_is_asked_for(house: Cast) -> None:
    client = client_of(house.coordinator)

    assert "Bitte geben Sie mindestens zwei Termine zur Wahl." in make(house, client, "2027-02-03")
    with scope.alliance(house.perle.pk):
        assert Poll.objects.count() == 0


def test_the_silent_are_reminded_once_two_days_before_the_end(house: Cast) -> None:
    asked(house, client_of(house.coordinator))
    counts = []
    for day in (date(2026, 12, 4), date(2026, 12, 5), date(2026, 12, 6), date(2026, 12, 8)):
        with time_machine.travel(datetime(day.year, day.month, day.day, 8, tzinfo=ZONE)):
            counts.append(remind_voters())

    assert counts == [0, 2, 0, 0]
    assert len(mails(house, to="kita@example.org")) == 2


def test_who_slept_past_the_end_is_not_reminded(house: Cast) -> None:
    asked(house, client_of(house.coordinator))

    with time_machine.travel(datetime(2026, 12, 9, 8, tzinfo=ZONE)):
        assert remind_voters() == 0


def test_her_own_page_leads_to_the_poll(house: Cast) -> None:
    asked(house, client_of(house.coordinator))
    with scope.alliance(house.perle.pk):
        person = Person.objects.get(name="Jo Job")
        token = personal_url(person).rstrip("/").rsplit("/", 1)[-1]
        things = open_polls(person, page_token=token)
        form = answers("yes", "yes")
        other = PollVoter.objects.get(organisation__name="Kita").pk
    client = Client(headers=FROM_OUR_PAGE)

    done = text_of(client.post(things[0].url, form, follow=True))

    with scope.alliance(house.perle.pk):
        left = open_polls(person, page_token=token)
    assert (things[0].title, left) == ("Wann passt es Ihnen? Klausurtag", [])
    assert "Zu meiner Seite" in done
    assert client.get(reverse("link_page_poll", args=[token, other])).status_code == 404


def test_matrix_costs_the_same_for_many(house: Cast, django_assert_max_num_queries: Any) -> None:
    with scope.alliance(house.perle.pk):
        making.partners(240)
    client = client_of(house.coordinator)
    page = asked(house, client)

    with django_assert_max_num_queries(20):
        text = text_of(client.get(page))

    assert ("Partner 240" in text, "0 von 243 haben geantwortet." in text) == (True, True)
    assert timezone.localdate() + timedelta(days=14) == date(2026, 12, 7)
