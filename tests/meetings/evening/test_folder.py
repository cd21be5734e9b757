"""The folder as PDF: readable by screen readers, with what was asked for, and the host's sheet by mail."""

from datetime import date

import pytest
from django.utils import timezone

from drehscheibe.ground.alliances.models import Profile
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.documents import folder as documents
from drehscheibe.work.meetings.models import Decision, Invitee, Meeting
from drehscheibe.work.meetings.vocabulary import Answer, InviteeKind, ItemKind
from tests.conftest import Cast
from tests.papers import is_accessible, opened, pages_of, title_of
from tests.rooms import client_of, said, text_of

from .. import making

DAY = date(2026, 10, 14)


def assembly(cast: Cast, number: int = 6, **values: object) -> Meeting:
    """Make an assembly in the scope of `perle`: three come, one of them with three people, one is online, one excused."""
    body = making.body()
    host = making.partner("Mehrgenerationenhaus", email="mgh@example.org", person="Ines Haus")
    meeting = making.meeting(
        body,
        on=DAY,
        host=host,
        place_name="Mehrgenerationenhaus",
        room="Saal",
        town="Perleberg",
        seats_in_room=40,
        **values,
    )
    making.item(meeting, "Begrüßung", owner_name="Petra Sonnenberg")
    making.item(meeting, "Familientag 2027", kind=ItemKind.DECISION, minutes=40, owner_organisation=host)
    answers = [Answer.COMING, Answer.COMING, Answer.PROXY, Answer.ONLINE, Answer.EXCUSED, Answer.NONE]
    for at, one in enumerate(making.partners(number)):
        making.invitee(
            meeting, one, answer=answers[at % 6], count=3 if at == 0 else 1, needs="eine vegetarisch" if at == 0 else ""
        )
    Invitee.objects.create(
        meeting=meeting, kind=InviteeKind.GUEST, name="Rita Reporter", guest_role="Presse", answer=Answer.COMING
    )
    _decided(body, year=2026)
    return meeting


def _decided(body: Body, *, year: int) -> None:
    before = making.meeting(body, on=date(year, 3, 1))
    Decision.objects.create(meeting=before, body=body, year=year, number=1, text="x", decided_on=date(year, 3, 1))


def test_folder_is_accessible_and_has_all_parts(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        data = documents.folder_data(assembly(cast))
    made = documents.pdf(data)
    text = " ".join(pages_of(made))
    wanted = [
        "Tagesordnung", "17:10", "2. Familientag 2027", "Partner 002", "Unterschrift", "Rita Reporter", "Sprechzettel",
        "Heute wird entschieden: „Familientag 2027“.", "vegetarisch: 1", "Für den Gastgeber",
    ]  # fmt: skip
    assert (is_accessible(made), title_of(made), [word for word in wanted if word not in text]) == (
        True, "Mappe: Vollversammlung", [],
    )  # fmt: skip


def test_figures_are_those_of_the_alliance(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        data = documents.folder_data(assembly(cast))
    host = data["host"]
    assert (data["note"]["figures"], host["count"], host["more"], host["seats"]) == (
        [("7", "Partner im Bündnis"), ("5", "von 7 Eingeladenen kommen"), ("1", "Beschluss in diesem Jahr")],
        "6",
        ["Eine Person ist online dabei.", "Eine Antwort fehlt noch."],
        "Bitte Plätze für 6 bis 7 Personen. Im Raum sind 40 Plätze, das reicht.",
    )


@pytest.mark.parametrize(("part", "pages"), [("agenda", 1), ("sheet", 2), ("cards", 2), ("note", 1), ("host", 1)])
def test_each_part_is_printed_alone(cast: Cast, part: str, pages: int) -> None:
    with scope.alliance(cast.perle.pk):
        data = documents.folder_data(assembly(cast), [part])
    made = documents.pdf(data)
    assert (len(opened(made).pages), is_accessible(made)) == (pages, True)


def test_sheet_for_240_partners_repeats_its_head(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        data = documents.folder_data(assembly(cast, 240), ["sheet"])
    pages = pages_of(documents.pdf(data))
    assert [page.count("Unterschrift") for page in pages[:-1]] == [1] * (len(pages) - 1)


def test_name_that_cannot_be_printed_is_named(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = assembly(cast)
        making.item(meeting, "Grüße aus 横浜")
    page = client_of(cast.coordinator).get(f"/arbeit/perle/treffen/{meeting.pk}/mappe/?pdf=1&teile=agenda")
    assert said(page) == [
        "Diese Zeichen lassen sich nicht drucken: 横. Sie stehen in „Grüße aus 横浜“. Bitte schreiben Sie das anders."
    ]


def test_folder_is_handed_out_and_nothing_chosen_is_told(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = assembly(cast)
    client, address = client_of(cast.coordinator), f"/arbeit/perle/treffen/{meeting.pk}/mappe/"
    file = client.get(f"{address}?pdf=1&teile=agenda&teile=note")
    refused = text_of(client.get(f"{address}?pdf=1"))
    assert (file.headers["Content-Disposition"], len(opened(file.content).pages), "Bitte wählen Sie mindestens ein Blatt aus." in refused) == (
        'attachment; filename="mappe-2026-10-14.pdf"', 2, True,
    )  # fmt: skip


def test_host_gets_the_sheet_by_mail(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        Profile.objects.create(name="Bündnis Perle", summary="Wir sind da.")
        meeting = assembly(cast)
    answer, _second_press = (
        client_of(cast.coordinator).post(f"/arbeit/perle/treffen/{meeting.pk}/mappe/") for _press in range(2)
    )
    with scope.alliance(cast.perle.pk):
        mail = Mail.objects.get()
    assert (said(answer), mail.to_email, mail.subject, [one["name"] for one in mail.attachments], "vegetarisch: 1" in mail.text) == (
        ["Das Blatt geht an Ines Haus."], "mgh@example.org", "So viele kommen am Mi., 14. Oktober 2026: 6",
        ["Blatt-für-den-Gastgeber.pdf"], True,
    )  # fmt: skip


def test_cards_are_for_all_before_anybody_has_answered(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = making.meeting(making.body(), on=timezone.localdate())
        making.invitee(meeting, making.partner("Kita Sonnenschein", person="Petra Sonnenberg"))
        data = documents.folder_data(meeting, ["cards"])
    assert data["cards"] == [{"name": "Petra Sonnenberg", "partner": "Kita Sonnenschein"}]
