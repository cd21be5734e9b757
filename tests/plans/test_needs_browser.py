"""Needs, positions and the handover list as a browser shows them: wide enough, readable, usable by everybody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.work.meetings.models import Task
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Contact
from drehscheibe.work.plans.actions import need_answers, positions
from drehscheibe.work.plans.actions import needs as actions
from drehscheibe.work.plans.models import Need, Position, Project
from drehscheibe.work.plans.vocabulary import Circle, NeedSource, NeedState, PositionState, Stance
from tests.browser import faults
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import client_of, furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def furnished(cast: Cast) -> list[str]:
    """Fill Perle's rooms; return the pages to look at, those of the rooms first."""
    furnish(cast.perle, published=True)
    with scope.alliance(cast.perle.pk):
        need, position, token = _rows(cast.coordinator)
    rooms = f"/arbeit/{cast.perle.slug}"
    site = f"/buendnisse/{cast.perle.slug}"
    with scope.alliance(cast.perle.pk):
        new = Need.objects.get(state=NeedState.NEW)
    return [
        f"{rooms}/bedarf/", f"{rooms}/bedarf/{need.pk}/", f"{rooms}/bedarf/{new.pk}/", f"{rooms}/bedarf/uebersicht/",
        f"{rooms}/bedarf/{new.pk}/tagesordnung/", f"{rooms}/bedarf/neu/", f"{rooms}/positionen/",
        f"{rooms}/positionen/{position.pk}/", f"{rooms}/leute/uebergabe/liste/", f"{site}/bedarf/", f"{site}/positionen/",
        reverse("link_page_needs", args=[token]), reverse("link_page_need", args=[token, need.pk]),
        reverse("link_page_position", args=[token, position.pk]),
    ]  # fmt: skip


def _rows(by: Member) -> tuple[Need, Position, str]:
    today = timezone.localdate()
    meeting = making.meeting(making.body("Bündnistreffen"))
    kita = making.partner("Kita Sonnenschein", email="kita@example.org", person="Petra Sonnenberg")
    club = making.partner("Turn- und Sportverein Perle von 1884", email="verein@example.org", person="Gerd Vogt")
    words = {"text": "In der Altstadt schließt alles um vier. Wer bis sechs arbeitet, findet niemanden.",
             "evidence": "11 Anfragen seit Mai, keine konnte vermittelt werden.", "field": "childcare"}  # fmt: skip
    need = Need.objects.create(title="Nach 16 Uhr gibt es keine Betreuung", source=NeedSource.PARTNER, organisation=kita,
                               audience=Circle.PUBLIC, state=NeedState.OPEN, **words)  # fmt: skip
    actions.support_need(need, organisation=club, text="Bei uns fragen jede Woche drei Eltern.", by=by)
    need_answers.put_on_agenda(need, meeting, {"title": need.title, "minutes": 15}, by=by)
    Need.objects.create(title="Kein Spielplatz im neuen Viertel", source=NeedSource.FAMILY, audience=Circle.TEAM,
                        from_name="Eva Anger", from_email="eva@example.org", text="Für die Kleinen fehlt alles.")  # fmt: skip
    need_answers.decline_need(
        Need.objects.create(title="Freibad umsonst", state=NeedState.OPEN, audience=Circle.PUBLIC),
        answer="Nein, weil das Bad der Stadt gehört. Wir haben dort gefragt: Dienstags zahlen Kinder die Hälfte.", by=by,
    )  # fmt: skip
    Project.objects.create(title="Randzeiten-Kita", state=Project.State.RUNNING, field="childcare")
    position = Position.objects.create(
        title="Mehr Busse am Abend", text="Wir bitten, dass der Stadtbus werktags bis 21 Uhr fährt.", addressee="Kreistag",
        deadline_on=today + timedelta(days=12), state=PositionState.COLLECTING,
    )  # fmt: skip
    positions.voice(position, club, stance=Stance.FOR, text="Unsere Übungsleiter fahren damit.", by=by)
    positions.voice(position, making.partner("Stadtwerke"), stance=Stance.AGAINST, text="Zu teuer.", by=by)
    positions.voice(position, making.partner("Diakonie"), stance=Stance.FOR, by=by)
    Position.objects.create(title="Schwimmkurse für alle Zweitklässler", audience=Circle.PUBLIC, addressee="Stadtrat",
                            state=PositionState.ANSWERED, handed_on=today, answer="Ab Herbst zahlt die Stadt den Bus.")  # fmt: skip
    Task.objects.create(
        text="Plakate für das Familienfest drucken", owner_name="Petra Sonnenberg", due_on=today - timedelta(days=3)
    )
    person = Contact.objects.get(organisation=kita).person
    token = links.issue(purpose=PAGE_PURPOSE, subject_id=person.pk, recipient=person.email, lifetime=timedelta(days=1))[
        1
    ]
    return need, position, token


def test_pages_fit_and_can_be_read_by_everybody(live_server: LiveServer, chromium: Browser, cast: Cast) -> None:
    pages = furnished(cast)
    context = chromium.new_context(locale="de-DE", reduced_motion="reduce")
    session = client_of(cast.coordinator).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    found = {}
    for address in pages:
        page.goto(f"{live_server.url}{address}")
        found[address] = faults(page)
    context.close()
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
