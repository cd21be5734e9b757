"""One mail per person with what concerns her: the words, who gets which, once."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from drehscheibe.ground.outbox.actions import stop_sending
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.actions.closing import reopen_meeting
from drehscheibe.work.meetings.actions.results import send_results
from drehscheibe.work.meetings.models import Decision, Invitee, Meeting, MeetingMail
from drehscheibe.work.meetings.queries.minutes import record
from drehscheibe.work.meetings.queries.results import plan
from drehscheibe.work.meetings.vocabulary import Answer, Outcome
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.after.build import decision, presence, running, task
from tests.rooms import furnish


@pytest.fixture
def evening(cast: Cast) -> Meeting:
    """Four partners and the press: two were there, one of them the host; one is away, one has no mail."""
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita Sonnenschein", email="anna@example.org", person="Anna Beispiel")
        house = making.partner("Mehrgenerationenhaus", email="greta@example.org", person="Greta Gast")
        library = making.partner("Bücherei", email="bernd@example.org", person="Bernd Buch")
        seniors = making.partner("Seniorenbeirat", person="Oma Muster")
        meeting = running(on=date(2026, 3, 4), title="Plenum", host=house)
        making.meeting(meeting.body, on=date(2026, 6, 10), title="Plenum", place_name="Rathaus")
        rows = {one.name: making.invitee(meeting, one) for one in (kita, house, library, seniors)}
        Invitee.objects.create(
            meeting=meeting, kind="guest", name="Paula Presse", email="paula@example.org", guest_role="Presse"
        )
        for name in ("Kita Sonnenschein", "Mehrgenerationenhaus"):
            presence(rows[name])
        feast = making.item(meeting, "Familienfest")
        decision(meeting, feast, "Das Fest ist am 12. September.", is_public=True)
        decision(meeting, feast, "Es gibt Bier.", outcome=Outcome.REJECTED, yes=None, no=None, abstained=None)
        task(meeting, feast, "Hüpfburg mieten", owner=rows["Kita Sonnenschein"], due_on=date(2026, 5, 2))
        task(meeting, feast, "Plakate drucken", owner=rows["Bücherei"])
    return meeting


def _mail(address: str) -> Mail:
    return Mail.objects.get(to_email=address)


def _body(mail: Mail) -> str:
    """Return a mail from its greeting to its foot; its links lead somewhere else each time."""
    text = mail.text.split("Guten Tag", 1)[1].split("\n-- \n")[0]
    return re.sub(r"http\S+/link/aufgabe/\S+", "…", text).strip()


def test_who_was_there_gets_her_tasks_first_then_what_was_decided(cast: Cast, evening: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        send_results(evening, by=cast.coordinator)
        mail = _mail("anna@example.org")

    assert mail.subject == "Ergebnisse: Plenum am 4. März 2026"
    assert _body(mail) == (
        "Anna Beispiel,\n\n"
        "das sind die Ergebnisse vom Mi., 4. März 2026 („Plenum“). Danke, dass Sie dabei waren.\n\n"
        "Ihre Aufgabe\n"
        "- Hüpfburg mieten\n"
        "  bis 2. Mai 2026\n"
        "  Sagen, wie es steht: …\n\n"
        "Das haben wir beschlossen\n"
        "- 2026/01: Das Fest ist am 12. September.\n"
        "  angenommen: 12 Ja, 1 Nein, 2 Enthaltungen\n"
        "- 2026/02: Es gibt Bier.\n"
        "  abgelehnt\n\n"
        "So geht es weiter\n"
        "- Nächster Termin: Mi., 10. Juni 2026, 17:00 bis 19:00 Uhr, Rathaus\n\n"
        "Freundliche Grüße\n"
        "Bündnis Perle"
    )


def test_who_was_away_gets_five_lines_and_her_tasks(cast: Cast, evening: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        send_results(evening, by=cast.coordinator)
        mail = _mail("bernd@example.org")

    assert mail.subject == "Das haben Sie verpasst: Plenum am 4. März 2026"
    assert _body(mail) == (
        "Bernd Buch,\n\n"
        "wir haben Sie am Mi., 4. März 2026 vermisst („Plenum“). Das Wichtigste in Kürze:\n\n"
        "Ihre Aufgabe\n"
        "- Plakate drucken\n"
        "  ohne Termin\n"
        "  Sagen, wie es steht: …\n\n"
        "Das haben Sie verpasst\n"
        "- 2 Partner von 4 waren da.\n"
        "- 2026/01: Das Fest ist am 12. September.\n"
        "  angenommen: 12 Ja, 1 Nein, 2 Enthaltungen\n"
        "- 2026/02: Es gibt Bier.\n"
        "  abgelehnt\n"
        "- Nächster Termin: Mi., 10. Juni 2026, 17:00 bis 19:00 Uhr, Rathaus\n\n"
        "Freundliche Grüße\n"
        "Bündnis Perle"
    )


def test_digest_never_has_more_than_five_lines(cast: Cast, evening: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        for number in range(6):
            decision(evening, None, f"Noch ein Beschluss {number}")
        send_results(evening, by=cast.coordinator)
        section = _mail("bernd@example.org").text.split("Das haben Sie verpasst\n")[1].split("\n\n")[0]

    lines = [line for line in section.splitlines() if line.startswith("- ")]
    assert (len(lines), lines[3]) == (
        5, "- Und 6 weitere Beschlüsse: 2026/03, 2026/04, 2026/05, 2026/06, 2026/07, 2026/08",
    )  # fmt: skip


def test_host_is_thanked_in_the_same_mail(cast: Cast, evening: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        send_results(evening, by=cast.coordinator)
        mail = _mail("greta@example.org")

    assert mail.subject == "Danke, dass wir bei Ihnen sein durften: Plenum am 4. März 2026"
    assert "Ohne Ihren Raum und Ihre Gastfreundschaft ginge es nicht." in mail.text
    assert "2026/01: Das Fest ist am 12. September." in mail.text


def test_a_host_without_a_seat_is_thanked_once(cast: Cast, evening: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        evening.host = making.partner("Feuerwehr", email="florian@example.org", person="Florian Feuer")
        evening.save()
        send_results(evening, by=cast.coordinator)
        assert _mail("florian@example.org").subject.startswith("Danke, dass wir bei Ihnen sein durften")
        with pytest.raises(ValidationError, match="schon unterwegs"):
            send_results(evening, by=cast.coordinator)


def test_everybody_gets_one_mail_and_a_double_click_sends_none(cast: Cast, evening: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        done = send_results(evening, by=cast.coordinator)
        assert [one.name for one in done.letters] == ["Oma Muster"]
        with pytest.raises(ValidationError, match="schon unterwegs"):
            send_results(evening, by=cast.coordinator)

        assert sorted(Mail.objects.values_list("to_email", flat=True)) == [
            "anna@example.org", "bernd@example.org", "greta@example.org", "paula@example.org",
        ]  # fmt: skip
        kinds = MeetingMail.objects.order_by("invitee").values_list("invitee__person__name", "kind")
        assert list(kinds) == [
            ("Anna Beispiel", "summary"), ("Greta Gast", "thanks"), ("Bernd Buch", "digest"), (None, "digest"),
        ]  # fmt: skip


def test_who_stands_for_two_partners_gets_one_mail(cast: Cast, evening: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        anna = Invitee.objects.get(organisation__name="Kita Sonnenschein").person
        making.invitee(evening, making.partner("Förderverein"), person=anna, channel="mail")
        send_results(evening, by=cast.coordinator)

        assert Mail.objects.filter(to_email="anna@example.org").count() == 1
        assert MeetingMail.objects.filter(invitee__person=anna).count() == 2


def test_stopped_results_can_be_mended_and_sent_again(cast: Cast, evening: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        send_results(evening, by=cast.coordinator)
        stop_sending(Sending.objects.get(), by=cast.coordinator)
        reopen_meeting(evening, by=cast.coordinator)
        send_results(evening, by=cast.coordinator)

        assert Mail.objects.filter(state=Mail.State.WAITING).count() == 4
        assert [one.label for one in Decision.objects.order_by("number")] == ["2026/01", "2026/02"]


def test_without_ticks_only_the_excused_missed_it(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        meeting = running()
        for name, answer in (("A", Answer.COMING), ("B", Answer.NONE), ("C", Answer.EXCUSED)):
            making.invitee(meeting, making.partner(name, email=f"{name}@example.org"), answer=answer)
        kinds = {one.name: one.kind.value for one in plan(record(meeting, by=cast.coordinator)).mails}
    assert kinds == {"Kontakt A": "summary", "Kontakt B": "summary", "Kontakt C": "digest"}


def test_a_groups_lead_tells_her_own_group(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        meeting = running(making.body("AG Feste", lead=cast.group_lead))
        making.invitee(meeting, making.partner("Kita", email="anna@example.org"))
        send_results(meeting, by=cast.group_lead)
        assert Mail.objects.get().to_email == "anna@example.org"


def test_in_practice_nothing_leaves_the_house(cast: Cast, evening: Meeting) -> None:
    cast.perle.is_live = False
    cast.perle.save()
    with scope.alliance(cast.perle.pk):
        send_results(evening, by=cast.coordinator)
        assert set(Mail.objects.values_list("state", flat=True)) == {"practice"}
