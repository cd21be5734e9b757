"""The page behind an invitation: two taps, and everything that can come in between."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.meetings.models import Meeting, Reply
from drehscheibe.work.meetings.vocabulary import MeetingState
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.inviting.build import (
    invited,
    kita,
    link_in,
    link_of,
    mails,
    page_in,
    post,
    row,
    seniors,
    unchanged,
)
from tests.rooms import text_of

MOST_BYTES = 30_000


@pytest.fixture
def link(cast: Cast) -> str:
    with scope.alliance(cast.perle.pk):
        kita()
        invited(cast)
        return link_in(mails()[0])


def answered(cast: Cast) -> tuple[str, int, str, str]:
    with scope.alliance(cast.perle.pk):
        found = row()
        return found.answer, found.count, found.answered_how, found.answered_by


def test_page_names_who_when_and_where_in_few_bytes(link: str) -> None:
    page = Client().get(f"{link}?antwort=komme")
    text = text_of(page)

    for part in ("Für: Kita Sonnenschein · nicht Sie?", "17:00 bis 19:00 Uhr", "Rathaus, Markt 1, 19348 Perleberg · Weg",
                 "Bitte antworten Sie bis", "Ich komme", "Ich schicke eine Vertretung", "Ich kann nicht"):  # fmt: skip
        assert part in text
    assert "Ich bin online dabei" not in text
    assert (len(page.content) < MOST_BYTES, "set-cookie" in {k.lower() for k in page.headers}) == (True, False)


def test_scanner_that_opens_every_button_changes_nothing(cast: Cast, link: str) -> None:
    with scope.alliance(cast.perle.pk), unchanged():
        words = ("komme", "online", "vertretung", "absage", "quatsch")
        answers = [Client().get(f"{link}?antwort={word}").status_code for word in words]
        answers += [Client().head(link).status_code, Client().get(f"{link}?getan=1").status_code]
    assert answers == [200] * 7


def test_answer_is_saved_and_can_be_changed(cast: Cast, link: str) -> None:
    there = post(link, antwort="komme", count="3", needs="Rollstuhlplatz")
    page = text_of(Client().get(there["Location"].split("#")[0]))
    first = answered(cast)
    post(link, antwort="absage", said_by="Ben Vertreter")

    assert "Gespeichert Sie kommen. 3 Personen. Notiert: Rollstuhlplatz." in page
    assert "In meinen Kalender" in page
    assert first == ("coming", 3, "link", "Anna Beispiel")
    assert answered(cast) == ("excused", 1, "link", "Ben Vertreter")


def test_another_button_of_the_mail_opens_the_change_and_changes_nothing(cast: Cast, link: str) -> None:
    post(link, antwort="komme")
    page = Client().get(f"{link}?antwort=absage")

    assert "Bisher gespeichert: Sie kommen. Zum Ändern bitte unten senden." in text_of(page)
    assert '<details class="reply__again" open>' in page.content.decode()
    with scope.alliance(cast.perle.pk):
        assert row().answer == "coming"


def test_same_answer_twice_is_one(cast: Cast, link: str) -> None:
    post(link, antwort="komme")
    post(link, antwort="komme")

    with scope.alliance(cast.perle.pk):
        assert Reply.objects.count() == 1


def test_answer_without_choice_says_what_to_do(cast: Cast, link: str) -> None:
    page = post(link, needs="Kinderbetreuung")

    assert "Bitte wählen Sie, ob Sie kommen." in text_of(page)
    assert ('value="Kinderbetreuung"' in page.content.decode(), answered(cast)[0]) == (True, "")


def test_delegate_without_mail_is_only_named(cast: Cast, link: str) -> None:
    post(link, antwort="vertretung", proxy_name="Karl Vertreter")

    with scope.alliance(cast.perle.pk):
        assert (row().answer, row().proxy_name, len(mails())) == ("proxy", "Karl Vertreter", 1)


def test_delegate_with_mail_gets_the_invitation_and_may_answer(cast: Cast, link: str) -> None:
    post(link, antwort="vertretung", proxy_name="Karl Vertreter", proxy_email="karl@example.org")
    with scope.alliance(cast.perle.pk):
        mail = Mail.objects.get(to_email="karl@example.org")
        own = link_in(mail)
    page = text_of(Client().get(own))
    stranger = post(own, tun="meine-seite")
    post(own, antwort="absage")

    assert mail.subject == "Sie vertreten „Kita Sonnenschein“: Vollversammlung"
    assert "Für Sie kommt Karl Vertreter." in page
    assert stranger.status_code == 404
    assert answered(cast)[0] == "excused"


def test_fourth_address_for_a_delegate_is_refused(cast: Cast, link: str) -> None:
    for number in range(4):
        last = post(link, antwort="vertretung", proxy_name="Karl", proxy_email=f"karl{number}@example.org")

    with scope.alliance(cast.perle.pk):
        assert Mail.objects.filter(to_email__startswith="karl").count() == 3
    assert "So viele Vertretungen lassen sich nicht nennen" in text_of(last)


def test_wrong_person_ends_the_link_and_the_coordination_hears(cast: Cast, link: str) -> None:
    post(link, tun="nicht-ich")

    with scope.alliance(cast.perle.pk):
        told = Mail.objects.latest("pk")
        assert (told.to_email, "falsche Person" in told.subject) == ("buendnis@example.org", True)
    assert Client().get(link).status_code == 410


def test_somebody_else_to_invite_reaches_the_coordination(cast: Cast, link: str) -> None:
    page = post(link, tun="weitergeben", name="Jana Bachmann", email="jana@example.org")

    with scope.alliance(cast.perle.pk):
        assert "Jana Bachmann, jana@example.org" in Mail.objects.latest("pk").text
    assert "Danke. Die Koordination weiß jetzt" in text_of(page)


def test_expired_link_is_renewed_once_to_the_same_address(cast: Cast, link: str) -> None:
    with scope.alliance(cast.perle.pk):
        Link.objects.update(expires_at=timezone.now() - timedelta(days=1))
    post(link)
    again = post(link)

    with scope.alliance(cast.perle.pk):
        new = Mail.objects.filter(subject__startswith="Ihr neuer Link").get()
        assert new.to_email == "anna@example.org"
        assert link_in(new) != link
    assert "Der neue Link ist unterwegs" in text_of(again)


def test_begun_meeting_takes_no_answer_and_says_so(cast: Cast, link: str) -> None:
    with scope.alliance(cast.perle.pk):
        start = timezone.now() - timedelta(minutes=5)
        Meeting.objects.update(starts_at=start, ends_at=start + timedelta(hours=2))
    page = text_of(Client().get(link))
    late = post(link, antwort="komme")

    assert "Das Treffen hat begonnen oder ist vorbei." in page
    assert "Das Treffen hat schon begonnen" in text_of(late) or "hat begonnen" in text_of(late)
    assert answered(cast)[0] == ""


def test_cancelled_meeting_says_so_with_its_reason(cast: Cast, link: str) -> None:
    with scope.alliance(cast.perle.pk):
        Meeting.objects.update(state=MeetingState.CANCELLED, cancel_reason="Wasserschaden.")

    assert "Dieser Termin ist abgesagt. Wasserschaden." in text_of(Client().get(link))


def test_calendar_file_comes_with_the_page(link: str) -> None:
    answer = Client().get(f"{link}?kalender=1")

    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert b"SUMMARY:Vollversammlung" in answer.content


def test_own_page_lists_open_invitations_and_takes_the_answer(cast: Cast, link: str) -> None:
    with scope.alliance(cast.perle.pk):
        page = page_in(mails()[0])
        path = f"{page}einladung/{row().pk}/"
    there = post(path, antwort="komme")

    assert there["Location"] == f"{path}?getan=1#gespeichert"
    assert answered(cast)[0] == "coming"


def test_invitation_of_somebody_else_is_not_on_my_page(cast: Cast, link: str) -> None:
    with scope.alliance(cast.perle.pk):
        page, meeting = page_in(mails()[0]), Meeting.objects.get()
        other = making.invitee(meeting, seniors())

    assert Client().get(f"{page}einladung/{other.pk}/").status_code == 404


def test_what_else_is_open_leads_to_the_own_page(cast: Cast, link: str) -> None:
    with scope.alliance(cast.perle.pk):
        first = Meeting.objects.get()
        second = making.meeting(first.body, state=MeetingState.INVITED, title="Lenkungsgruppe")
        making.invitee(second, row().organisation, invited_at=timezone.now())  # type: ignore[arg-type]  # a partner
    post(link, antwort="komme")
    page = text_of(Client().get(f"{link}?getan=1"))
    there = post(link, tun="meine-seite")

    assert "Noch offen von Ihnen: 1" in page
    assert "/link/meine-seite/" in there["Location"]


def test_link_of_the_answer_is_not_for_other_invitees(cast: Cast, link: str) -> None:
    with scope.alliance(cast.perle.pk):
        made = link_of()
        assert made.recipient == "anna@example.org"
