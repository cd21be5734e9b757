"""The minutes: what they say, how they go round, how they become valid, that they do not change any more."""

from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.jobs.models import Job
from drehscheibe.work.meetings.access import EVERYBODY, MINUTES_PURPOSE
from drehscheibe.work.meetings.actions import minutes as actions
from drehscheibe.work.meetings.actions.closing import close_meeting
from drehscheibe.work.meetings.documents.minutes import Section, minutes_data, minutes_pdf
from drehscheibe.work.meetings.models import (
    Addendum,
    AgendaItem,
    Decision,
    Entry,
    Invitee,
    Meeting,
    Minutes,
    Remark,
    Task,
)
from drehscheibe.work.meetings.queries.evening import evening
from drehscheibe.work.meetings.queries.minutes import attendance, record
from drehscheibe.work.meetings.tasks import after as worker
from drehscheibe.work.meetings.vocabulary import Answer
from tests import papers
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.after.build import decision, entry, presence, running, task
from tests.rooms import FROM_OUR_PAGE, TESTER, client_of, furnish, text_of

NOW = datetime(2026, 3, 5, 9, tzinfo=UTC)


@pytest.fixture
def minutes(cast: Cast) -> Minutes:
    """A plenum of yesterday, closed: two partners, one decision, one task."""
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        meeting = running(making.body("Plenum"), on=date(2026, 3, 4), title="Plenum", chair="Berta Leitung")
        for name in ("Kita Sonnenschein", "Bücherei"):
            email = f"{name.split()[0].lower().replace('ü', 'ue')}@example.org"
            making.invitee(meeting, making.partner(name, email=email, person=f"Person {name}"))
        making.invitee(meeting, making.partner("Seniorenbeirat", person="Oma Muster"))
        item = making.item(meeting, "Familienfest")
        decision(meeting, item, "Das Fest ist am 12. September.")
        task(meeting, item, "Hüpfburg mieten")
        return close_meeting(meeting, by=cast.coordinator)


def _states() -> tuple[str, str]:
    return Minutes.objects.values_list("state", "meeting__state").get()


def _approve_at(*days: int) -> None:
    for day in days:
        with time_machine.travel(NOW + timedelta(days=day), tick=False):
            worker.approve_by_silence()


# What they say


def test_without_a_minimum_the_word_quorate_appears_nowhere(cast: Cast, minutes: Minutes) -> None:
    with scope.alliance(cast.perle.pk):
        data = minutes_data(minutes.meeting, by=EVERYBODY)
    page = client_of(cast.coordinator).get(f"/arbeit/perle/treffen/{minutes.meeting_id}/protokoll/")

    assert ("beschlussfähig" in str(data).lower(), "beschlussfähig" in text_of(page).lower()) == (False, False)
    assert data["attendance"]["heads"] == ["Partner", "Person"]


def test_times_and_quorum_stand_where_the_rules_count_them(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.governance(quorum="share", quorum_percent=50, approval="chair")
        meeting = running(on=date(2026, 3, 4))
        seats = [making.invitee(meeting, one) for one in making.partners(4)]
        presence(seats[0])
        presence(seats[1], minutes=30, left_at=meeting.starts_at + timedelta(minutes=60))
        decision(meeting, None, "Ja", written_at=meeting.starts_at + timedelta(minutes=45))
        decision(meeting, None, "Spät", written_at=meeting.starts_at + timedelta(minutes=90))
        close_meeting(meeting, by=cast.coordinator)
        found = record(meeting, by=EVERYBODY).attendance

    assert [(one.partner, one.times) for one in found.present] == [
        ("Partner 001", "17:00 bis 19:00"), ("Partner 002", "17:30 bis 18:00"),
    ]  # fmt: skip
    assert found.quorum == (
        "Bei den Beschlüssen waren 1 bis 2 von 4 Stimmen vertreten. Nötig sind 2: nicht bei allen Beschlüssen "
        "beschlussfähig."
    )


def test_minutes_count_votes_as_the_evening_does(cast: Cast) -> None:
    """A partner with a seat that is not on the list has a vote all the same; both say how many are needed."""
    with scope.alliance(cast.perle.pk):
        making.governance(quorum="share", quorum_percent=50)
        meeting = running(on=date(2026, 3, 4))
        invited, *_others = making.partners(6)
        seat = making.invitee(meeting, invited)
        presence(seat)
        seen = evening(meeting, by=cast.coordinator).votes
        close_meeting(meeting, by=cast.coordinator)
        found = record(meeting, by=EVERYBODY).attendance

    assert seen is not None
    assert (seen.there, seen.needed, seen.entitled) == (1, 3, 6)
    assert found.quorum == "Vertreten waren höchstens 1 von 6 Stimmen. Nötig sind 3: nicht beschlussfähig."


def test_attendance_is_told_by_partner_and_guests_stand_apart(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = running()
        there = making.invitee(meeting, making.partner("Kita", person="Anna Beispiel"))
        making.invitee(meeting, making.partner("Bücherei"), answer=Answer.EXCUSED)
        making.invitee(meeting, making.partner("Verein"), answer=Answer.COMING)
        guest = Invitee.objects.create(meeting=meeting, kind="guest", name="Paula")
        presence(there, name="Vera Vertretung")
        presence(guest)
        found = attendance(meeting, record(meeting, by=EVERYBODY).game)

    assert [(one.partner, one.person) for one in found.present] == [("Kita", "Vera Vertretung")]
    assert ([one.partner for one in found.excused], [one.partner for one in found.missing]) == (
        ["Bücherei"],
        ["Verein"],
    )
    assert ([one.person for one in found.guests], found.sentence) == (["Paula"], "Ein Partner von 3 war da.")


# Writing


def test_a_changed_line_takes_register_and_task_with_it(cast: Cast, minutes: Minutes) -> None:
    with scope.alliance(cast.perle.pk):
        decided, todo = Entry.objects.get(kind="decision"), Entry.objects.get(kind="task")
        actions.change_line(decided, {"text": "Das Fest ist am 13. September."}, version=1, by=cast.coordinator)
        actions.change_line(todo, {"owner_name": "Bernd Muster"}, version=1, by=cast.coordinator)
        actions.add_line(
            minutes, {"kind": "decision", "text": "Noch etwas", "outcome": "accepted"}, by=cast.coordinator
        )

        assert [(one.label, one.text) for one in Decision.objects.order_by("number")] == [
            ("2026/01", "Das Fest ist am 13. September."), ("2026/02", "Noch etwas"),
        ]  # fmt: skip
        assert Task.objects.get().owner_name == "Bernd Muster"


def test_line_changes_by_form_and_names_the_owner(cast: Cast, minutes: Minutes) -> None:
    with scope.alliance(cast.perle.pk):
        todo = Entry.objects.get(kind="task")
    page = f"/arbeit/perle/treffen/{minutes.meeting_id}/protokoll/zeile/{todo.pk}/"
    client = client_of(cast.coordinator)
    client.post(
        page,
        {"version": 1, "text": "Hüpfburg mieten", "owner_text": "person kita sonnenschein", "due_on": "2026-05-02"},
    )

    with scope.alliance(cast.perle.pk):
        found = Task.objects.select_related("organisation").get()
    assert (found.owner_name, str(found.organisation), found.due_on) == (
        "Person Kita Sonnenschein", "Kita Sonnenschein", date(2026, 5, 2),
    )  # fmt: skip


def test_two_writers_of_one_line_see_each_other(cast: Cast, minutes: Minutes) -> None:
    with scope.alliance(cast.perle.pk):
        line = Entry.objects.get(kind="decision")
    page = f"/arbeit/perle/treffen/{minutes.meeting_id}/protokoll/zeile/{line.pk}/"
    values = {"version": 1, "outcome": "accepted"}
    client_of(cast.deputy).post(page, {**values, "text": "Fassung der Vertretung"})
    answer = client_of(cast.coordinator).post(page, {**values, "text": "Meine Fassung"})

    assert "Jemand anderes hat das inzwischen auch geändert" in text_of(answer)
    assert ("Fassung der Vertretung" in text_of(answer), "Meine Fassung" in text_of(answer)) == (True, True)


# Going round


def test_minutes_go_to_each_partner_with_a_link_of_her_own(cast: Cast, minutes: Minutes) -> None:
    with scope.alliance(cast.perle.pk), time_machine.travel(NOW, tick=False):
        sent = actions.send_minutes(minutes, by=cast.coordinator)
        mail = Mail.objects.get(to_email="kita@example.org")
        mailed = set(Mail.objects.values_list("to_email", flat=True))

    assert (len(sent), mailed) == (2, {"kita@example.org", "buecherei@example.org"})
    assert mail.subject == "Protokoll: Plenum am 4. März 2026"
    assert "Es gilt als genehmigt, wenn bis 19. März 2026 niemand widerspricht." in mail.text
    with scope.alliance(cast.perle.pk):
        assert (_states(), Link.objects.filter(purpose=MINUTES_PURPOSE).count()) == (("sent", "minutes"), 2)


def test_silence_approves_on_the_day_after_exactly_once(cast: Cast, minutes: Minutes) -> None:
    with scope.alliance(cast.perle.pk), time_machine.travel(NOW, tick=False):
        actions.send_minutes(minutes, approves_on=date(2026, 3, 10), by=cast.coordinator)
    _approve_at(5)
    with scope.alliance(cast.perle.pk):
        assert _states() == ("sent", "minutes")
    _approve_at(9, 9, 10)  # the worker slept for three days, then ran twice on the same day

    with scope.alliance(cast.perle.pk):
        approved = Minutes.objects.get()
        assert (approved.state, approved.meeting.state) == ("approved", "approved")
        assert approved.approved_how == "Gilt als genehmigt, weil bis 10. März 2026 niemand widersprochen hat."
        assert timezone.localdate(approved.approved_at or NOW) == date(2026, 3, 14)
        assert Job.objects.filter(kind=actions.PDF_JOB).count() == 1


def test_an_objection_stops_silence_until_it_is_settled(cast: Cast, minutes: Minutes) -> None:
    with scope.alliance(cast.perle.pk), time_machine.travel(NOW, tick=False):
        actions.send_minutes(minutes, approves_on=date(2026, 3, 10), by=cast.coordinator)
        invitee = Meeting.objects.get().invitees.get(organisation__name="Bücherei")
        actions.add_remark(minutes, text="So war es nicht.", is_objection=True, invitee=invitee, by=TESTER)
        actions.add_remark(minutes, text="Tippfehler", is_objection=False, invitee=invitee, by=TESTER)
    _approve_at(9)
    with scope.alliance(cast.perle.pk):
        assert _states() == ("sent", "minutes")
        with pytest.raises(ValidationError, match="offenen Widerspruch"):
            actions.approve(minutes, how="Trotzdem", by=cast.coordinator)
        with time_machine.travel(NOW + timedelta(days=10), tick=False):
            actions.settle_remark(Remark.objects.get(is_objection=True), answer="Geändert.", by=cast.coordinator)
    _approve_at(11)

    with scope.alliance(cast.perle.pk):
        assert _states() == ("approved", "approved")
        answer = Mail.objects.get(subject="Ihr Hinweis zum Protokoll: Plenum")
        assert (answer.to_email, "Geändert." in answer.text) == ("buecherei@example.org", True)


def test_the_next_meeting_gets_the_approval_on_its_agenda(cast: Cast, minutes: Minutes) -> None:
    with scope.alliance(cast.perle.pk):
        making.governance(approval="next_meeting")
        coming = making.meeting(minutes.meeting.body, on=date(2026, 6, 10))
        making.item(coming, "Begrüßung")
        actions.send_minutes(minutes, by=cast.coordinator)
        actions.put_on_agenda(Minutes.objects.get(), by=cast.coordinator)
        titles = list(AgendaItem.objects.filter(meeting=coming).values_list("title", flat=True))
    assert titles == ["Protokoll vom 4. März 2026 genehmigen", "Begrüßung"]

    page = f"/arbeit/perle/treffen/{minutes.meeting_id}/protokoll/genehmigen/"
    client_of(cast.coordinator).post(page, {"on": "2026-06-10"})
    with scope.alliance(cast.perle.pk):
        assert Minutes.objects.get().approved_how == "Genehmigt beim Treffen am 10. Juni 2026."


def test_the_chair_approves_with_one_button(cast: Cast, minutes: Minutes) -> None:
    with scope.alliance(cast.perle.pk):
        making.governance(approval="chair")
    client_of(cast.coordinator).post(f"/arbeit/perle/treffen/{minutes.meeting_id}/protokoll/genehmigen/")

    with scope.alliance(cast.perle.pk):
        approved = Minutes.objects.get()
        assert (approved.state, approved.approved_by) == ("approved", cast.coordinator)
        assert approved.approved_how.startswith("Genehmigt durch Berta Leitung am ")


def test_approved_minutes_change_by_addendum_only(cast: Cast, minutes: Minutes) -> None:
    with scope.alliance(cast.perle.pk):
        actions.approve(minutes, how="Genehmigt.", by=cast.coordinator)
        assert actions.approve(minutes, how="Noch einmal.", by=cast.coordinator) is False
        approved = Minutes.objects.get()
        with pytest.raises(ValidationError, match="ändert sich nicht mehr"):
            actions.change_line(Entry.objects.get(kind="decision"), {"text": "Anders"}, version=1, by=cast.coordinator)
        with pytest.raises(ValidationError, match="ändert sich nicht mehr"):
            actions.change_words(approved, {"opening": "Anders"}, version=approved.version, by=cast.coordinator)
        actions.add_addendum(approved, text="Es war der 13. September.", by=cast.coordinator)

        assert (Addendum.objects.get().text, Minutes.objects.get().approved_how) == (
            "Es war der 13. September.",
            "Genehmigt.",
        )
        assert Decision.objects.get().text == "Das Fest ist am 12. September."


# By link


def _address(cast: Cast, minutes: Minutes) -> str:
    with scope.alliance(cast.perle.pk):
        invitee = minutes.meeting.invitees.get(organisation__name="Kita Sonnenschein")
        _link, token = links.issue(
            purpose=MINUTES_PURPOSE, subject_id=invitee.pk, recipient="kita@example.org", recipient_name="Anna Beispiel",
            lifetime=timedelta(days=30),
        )  # fmt: skip
    return f"/link/protokoll/{token}/"


def test_opening_the_link_shows_the_minutes_and_changes_nothing(cast: Cast, minutes: Minutes, client: object) -> None:
    page = _address(cast, minutes)
    reader = client_of(cast.coordinator)
    assert "wird noch geschrieben" in text_of(reader.get(page))
    with scope.alliance(cast.perle.pk):
        actions.send_minutes(minutes, by=cast.coordinator)
    shown = text_of(reader.get(page))

    assert "Das Fest ist am 12. September." in shown
    assert "Für: Kita Sonnenschein" in shown
    assert papers.title_of(reader.get(f"{page}datei/").content) == "Protokoll: Plenum vom 4. März 2026"
    with scope.alliance(cast.perle.pk):
        assert (Remark.objects.count(), _states()) == (0, ("sent", "minutes"))


def test_objection_by_link_reaches_the_coordination_once(cast: Cast, minutes: Minutes) -> None:
    page, reader = _address(cast, minutes), client_of(cast.coordinator)
    with scope.alliance(cast.perle.pk):
        actions.send_minutes(minutes, by=cast.coordinator)
    for _press in range(2):
        answer = reader.post(page, {"text": "So war es nicht.", "is_objection": "on"}, headers=FROM_OUR_PAGE)
    assert "Ihr Hinweis ist angekommen" in text_of(reader.get(answer["Location"].split("#")[0]))

    with scope.alliance(cast.perle.pk):
        found = Remark.objects.get()
        assert (found.name, found.is_objection) == ("Anna Beispiel", True)
        mail = Mail.objects.get(subject="Widerspruch zum Protokoll: Plenum")
        assert "Anna Beispiel (Kita Sonnenschein) kann dem Protokoll vom 4. März 2026 so nicht zustimmen" in mail.text


def test_remark_that_comes_too_late_says_whom_to_write_to(cast: Cast, minutes: Minutes) -> None:
    page, reader = _address(cast, minutes), client_of(cast.coordinator)
    with scope.alliance(cast.perle.pk):
        actions.approve(minutes, how="Genehmigt.", by=TESTER)
    answer = reader.post(page, {"text": "So war es nicht."}, headers=FROM_OUR_PAGE)

    assert "Das Protokoll ist genehmigt." in text_of(answer)
    with scope.alliance(cast.perle.pk):
        assert Remark.objects.count() == 0


# The file


def test_pdf_is_accessible_and_says_everything(cast: Cast, minutes: Minutes) -> None:
    with scope.alliance(cast.perle.pk):
        presence(minutes.meeting.invitees.get(organisation__name="Bücherei"))
        entry(minutes.meeting, None, "Übrigens: ß, é und „Anführung“ – alles druckbar.")
        data = minutes_data(
            minutes.meeting,
            by=EVERYBODY,
            sections=[Section("Umsetzung", ["Zwei von drei."], ["Was", "Stand"], [["A", "läuft"]])],
        )
    pdf = minutes_pdf(data)
    text = " ".join(papers.pages_of(pdf))

    assert (papers.is_accessible(pdf), papers.title_of(pdf)) == (True, "Protokoll: Plenum vom 4. März 2026")
    for part in ("Entwurf, noch nicht genehmigt", "Beschluss 2026/01", "12 Ja, 1 Nein, 2 Enthaltungen", "Hüpfburg mieten",
                 "Person Bücherei", "Übrigens: ß, é", "Umsetzung", "läuft"):  # fmt: skip
        assert part in text, part
    assert _tags(pdf) >= {"/Table", "/TH", "/TD", "/H1", "/H2", "/H3"}


def _tags(content: bytes) -> set[str]:
    """Return the kinds of structure elements in a file (ISO 32000-1, 14.7.2)."""
    with papers.opened(content) as pdf:
        nodes = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        return {str(one["/S"]) for one in nodes if one.get("/Type") == "/StructElem"}


def test_worker_keeps_the_file_of_approved_minutes(cast: Cast, minutes: Minutes) -> None:
    with scope.alliance(cast.perle.pk):
        actions.approve(minutes, how="Genehmigt.", by=TESTER)
        worker.make_minutes_pdf(Job.objects.get(kind=actions.PDF_JOB))
        kept = bytes(Minutes.objects.get().pdf)
    answer = client_of(cast.reader).get(f"/arbeit/perle/treffen/{minutes.meeting_id}/protokoll/datei/")

    assert (answer.content, "Genehmigt." in papers.pages_of(kept)[0]) == (kept, True)


def test_sign_that_no_font_has_is_named(cast: Cast, minutes: Minutes) -> None:
    with scope.alliance(cast.perle.pk):
        entry(minutes.meeting, None, "Rune ᛒ")
    answer = client_of(cast.reader).get(f"/arbeit/perle/treffen/{minutes.meeting_id}/protokoll/datei/")
    assert "Das Zeichen „ᛒ“ können wir nicht drucken." in text_of(answer)
