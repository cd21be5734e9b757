"""A group's room: messages that go to all, five minutes to stop them, files, and the page of its own people."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.bodies import actions
from drehscheibe.work.bodies.models import Body, RoomNote, RoomPaper
from drehscheibe.work.bodies.sections import Line, Reader, Section
from drehscheibe.work.bodies.views.body import page_with
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Organisation, Person
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import FROM_OUR_PAGE, client_of, furnish, said, text_of

LIST = "/arbeit/perle/gruppen/"
PDF = b"%PDF-1.7 Plan"


@pytest.fixture
def group(cast: Cast) -> Body:
    """A group of two partners, led by the group lead."""
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        body = making.body("AG Kinder", BodyKind.WORKING, lead=cast.group_lead)
        kita = making.partner("Kita", email="kita@example.org", person="Anna Beispiel")
        club = making.partner("Verein", email="verein@example.org", person="Bernd Muster")
        actions.give_seats(body, [kita, club, making.partner("Rat ohne Mail")], by=cast.coordinator)
    return body


def page_of(cast: Cast, email: str = "kita@example.org") -> tuple[Link, str]:
    with scope.alliance(cast.perle.pk):
        subject = Person.objects.get(email=email).pk
        return links.issue(purpose=PAGE_PURPOSE, subject_id=subject, recipient=email, lifetime=timedelta(days=1))


def post(path: str, **data: object) -> str:
    return text_of(Client().post(path, data, headers=FROM_OUR_PAGE, follow=True))  # type: ignore[arg-type]  # as above


def test_message_goes_to_everybody_in_five_minutes_and_can_be_stopped(cast: Cast, group: Body) -> None:
    client = client_of(cast.group_lead)

    answer = client.post(f"{LIST}{group.pk}/nachricht/", {"text": "Wir treffen uns am Spielplatz."})

    assert said(answer)[0].startswith("Die Nachricht geht in fünf Minuten hinaus.")
    with scope.alliance(cast.perle.pk):
        note, sending = RoomNote.objects.get(), Sending.objects.get()
        waiting = Mail.objects.filter(sending=sending, state=Mail.State.WAITING)
        assert sorted(waiting.values_list("to_email", flat=True)) == ["kita@example.org", "verein@example.org"]
        assert waiting.filter(text__contains=f"/gruppe/{group.pk}/").count() == 2
        assert set(waiting.values_list("reply_to", flat=True)) == {cast.group_lead.user.email}
    stopped = client.post(f"{LIST}{group.pk}/nachricht/{note.pk}/loeschen/")
    assert said(stopped)[-1] == "Gelöscht und angehalten: 2 E-Mails gehen nicht hinaus."
    with scope.alliance(cast.perle.pk):
        assert set(Mail.objects.values_list("state", flat=True)) == {Mail.State.STOPPED}
        assert not RoomNote.objects.exists()


def test_group_writes_to_another_group(cast: Cast, group: Body) -> None:
    with scope.alliance(cast.perle.pk):
        other = making.body("AG Alt", BodyKind.INTEREST)
        actions.give_seats(other, [making.partner("Heim", email="heim@example.org")], by=cast.coordinator)

    client_of(cast.group_lead).post(f"{LIST}{group.pk}/nachricht/", {"text": "Kommt mit!", "to": str(other.pk)})

    with scope.alliance(cast.perle.pk):
        note, mail = RoomNote.objects.get(), Mail.objects.get()
        assert (note.body, note.from_body, mail.to_email) == (other, group, "heim@example.org")
        assert "Gruppe schreibt für die Gruppe „AG Kinder“ an die Gruppe „AG Alt“:" in mail.text


def test_only_the_coordination_writes_to_all_partners_at_once(cast: Cast, group: Body) -> None:
    with scope.alliance(cast.perle.pk):
        plenum = making.body("Plenum", BodyKind.PLENUM)
    client = client_of(cast.group_lead)

    page = text_of(client.post(f"{LIST}{group.pk}/nachricht/", {"text": "Hallo alle", "to": str(plenum.pk)}))

    assert "An alle Partner zugleich schreibt die Koordination." in page and "Hallo alle" in page
    with scope.alliance(cast.perle.pk):
        assert not RoomNote.objects.exists()
        assert actions.write_note(plenum, text="Hallo", by=cast.deputy).sending is not None
        with pytest.raises(PermissionDenied):
            actions.write_note(plenum, text="Hallo", by=page_of_kita(cast))
        with pytest.raises(PermissionDenied):
            actions.write_note(group, text="Hallo", by=cast.reader)


def page_of_kita(cast: Cast) -> Link:
    return page_of(cast)[0]


def test_somebody_of_the_group_reads_and_writes_by_link(cast: Cast, group: Body) -> None:
    _link, token = page_of(cast)
    room = f"/link/meine-seite/{token}/gruppe/{group.pk}/"

    page = post(room, text="Ich bringe Kuchen mit.", to=str(group.pk), tun="schreiben")

    assert "Ihre Nachricht geht in fünf Minuten hinaus." in page and "Ich bringe Kuchen mit." in page
    with scope.alliance(cast.perle.pk):
        note = RoomNote.objects.get()
        assert list(Mail.objects.values_list("to_email", "reply_to")) == [("verein@example.org", "kita@example.org")]
    assert "Gelöscht." in post(room, tun="loeschen", nachricht=str(note.pk))
    with scope.alliance(cast.perle.pk):
        assert Mail.objects.get().state == Mail.State.STOPPED


def test_room_is_closed_to_other_partners(cast: Cast, group: Body) -> None:
    with scope.alliance(cast.perle.pk):
        making.partner("Heim", email="heim@example.org")
    _link, token = page_of(cast, "heim@example.org")
    room = f"/link/meine-seite/{token}/gruppe/{group.pk}/"

    assert Client().get(room).status_code == 404
    assert Client().post(room, {"text": "Hallo"}, headers=FROM_OUR_PAGE).status_code == 404
    with scope.alliance(cast.perle.pk):
        assert not RoomNote.objects.exists()
        Organisation.objects.filter(name="Kita").update(state="left")
    _link, token = page_of(cast)
    assert Client().get(f"/link/meine-seite/{token}/gruppe/{group.pk}/").status_code == 404


def test_somebody_deletes_only_her_own_message(cast: Cast, group: Body) -> None:
    with scope.alliance(cast.perle.pk):
        note = actions.write_note(group, text="Von der Leitung", by_mail=False, by=cast.group_lead)
        with pytest.raises(PermissionDenied):
            actions.remove_note(note, by=page_of_kita(cast))
        assert RoomNote.objects.exists()


def test_files_are_laid_down_and_downloaded(cast: Cast, group: Body) -> None:
    client = client_of(cast.group_lead)
    _link, token = page_of(cast)
    room = f"/link/meine-seite/{token}/gruppe/{group.pk}/"

    client.post(f"{LIST}{group.pk}/datei/neu/", {"file": SimpleUploadedFile("plan.pdf", PDF), "title": "Spielplatz"})
    by_link = post(room, file=SimpleUploadedFile("liste.pdf", PDF), tun="datei")

    assert "Danke. Die Datei liegt jetzt bei der Gruppe." in by_link and "Spielplatz" in by_link
    with scope.alliance(cast.perle.pk):
        paper = RoomPaper.objects.get(title="Spielplatz")
        assert (paper.added_by, paper.file.needs) == ("Gruppe", "see_meetings")
    for answer in (client.get(f"{LIST}{group.pk}/datei/{paper.pk}/"), Client().get(f"{room}datei/{paper.pk}/")):
        assert answer.content == PDF
        assert answer.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    client.post(f"{LIST}{group.pk}/datei/{paper.pk}/loeschen/")
    with scope.alliance(cast.perle.pk):
        assert StoredFile.objects.count() == 1


def test_file_that_is_none_is_refused_with_words(cast: Cast, group: Body) -> None:
    client = client_of(cast.group_lead)

    page = client.post(f"{LIST}{group.pk}/datei/neu/", {"file": SimpleUploadedFile("plan.pdf", b"MZ"), "title": "x"})

    assert "Mit dieser Art von Datei können wir nichts anfangen." in text_of(page)
    with scope.alliance(cast.perle.pk):
        assert (RoomPaper.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_higher_apps_put_their_sections_on_the_page(cast: Cast, group: Body, rf: object) -> None:
    def more(body: Body, reader: Reader) -> list[Section]:
        return [Section("treffen", "Treffen", [Line(f"{body.name} in {reader.slug}", "Mi., 14. Oktober 2026")])]

    request = rf.get("/")  # type: ignore[attr-defined]  # a fixture of pytest-django
    request.alliance, request.member, request.seen_as, request.user = cast.perle, cast.reader, None, cast.reader.user
    with scope.alliance(cast.perle.pk):
        page = text_of(page_with(more)(request, body_id=group.pk))

    assert "Treffen AG Kinder in perle Mi., 14. Oktober 2026" in page
