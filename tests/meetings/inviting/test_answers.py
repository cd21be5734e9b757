"""Answers that the team enters, calls, slips; and what contradicts."""

import pytest
from django.core.exceptions import PermissionDenied

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.actions import replies as actions
from drehscheibe.work.meetings.actions.replies import Said
from drehscheibe.work.meetings.models import Invitee, Meeting, Reply
from drehscheibe.work.meetings.queries.people import people_of
from drehscheibe.work.meetings.vocabulary import Answer, MeetingState, ReplyChannel
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.inviting.build import invited, kita, link_of, row, seniors
from tests.rooms import client_of, said, text_of

BASE = "/arbeit/perle/treffen"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    with scope.alliance(cast.perle.pk):
        kita()
        seniors()
        return invited(cast)


def the(cast: Cast, name: str) -> Invitee:
    with scope.alliance(cast.perle.pk):
        return row(name)


def test_phone_after_the_link_counts_and_both_stay_visible(cast: Cast, meeting: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        actions.answer(row(), Said(answer=Answer.COMING), channel=ReplyChannel.LINK, by=link_of())
    client = client_of(cast.coordinator)
    path = f"{BASE}/eingeladen/{the(cast, 'Kita Sonnenschein').pk}/antwort/"
    done = client.post(path, {"antwort": "absage", "channel": "phone", "said_by": "Anna Beispiel"})
    page = text_of(client.get(path))
    with scope.alliance(cast.perle.pk):
        line = people_of(meeting, text="kita")[0]

    assert "Vorher kam etwas anderes: kommt (über den Link, " in said(done)[0]
    assert (line.answer_word, line.invitee.answered_how) == ("entschuldigt", "phone")
    assert line.earlier is not None
    assert line.earlier.sentence.startswith("Vorher: kommt, über den Link")
    assert page.index("am Telefon entschuldigt") < page.index("über den Link kommt")
    assert "eingetragen von Koordination" in page


def test_link_after_the_phone_counts_again(cast: Cast, meeting: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        actions.answer_on_phone(row(), answer_given=Answer.EXCUSED, by=cast.coordinator)
        done = actions.answer(row(), Said(answer=Answer.COMING), channel=ReplyChannel.LINK, by=link_of())

        assert done.earlier is not None
        assert (done.earlier.answer, row().answer, row().answered_how) == ("entschuldigt", "coming", "link")


def test_answer_needs_who_and_how(cast: Cast, meeting: Meeting) -> None:
    path = f"{BASE}/eingeladen/{the(cast, 'Kita Sonnenschein').pk}/antwort/"
    page = client_of(cast.coordinator).post(path, {"antwort": "komme", "said_by": "", "channel": "phone"})

    assert "Wer hat geantwortet?" in text_of(page)
    assert the(cast, "Kita Sonnenschein").answer == ""


def test_call_list_has_numbers_and_takes_a_yes(cast: Cast, meeting: Meeting) -> None:
    client = client_of(cast.coordinator)
    page = client.get(f"{BASE}/{meeting.pk}/anrufe/")
    senior = the(cast, "Seniorenbeirat")
    client.post(f"{BASE}/eingeladen/{senior.pk}/anruf/", {"ergebnis": "kommt"})
    client.post(f"{BASE}/eingeladen/{the(cast, 'Kita Sonnenschein').pk}/anruf/", {"ergebnis": "not_reached"})
    after = client.get(f"{BASE}/{meeting.pk}/anrufe/").content.decode()
    senior = the(cast, "Seniorenbeirat")

    assert b'href="tel:030 23125 7"' in page.content or b'href="tel:030231257"' in page.content
    assert (senior.answer, senior.answered_how, senior.call_result) == ("coming", "phone", "talked")
    assert [f"wer-{senior.pk}" in after, "nicht erreicht, " in after] == [False, True]


def test_slips_are_entered_at_once(cast: Cast, meeting: Meeting) -> None:
    senior = the(cast, "Seniorenbeirat")
    key = f"e{senior.pk}"
    path = f"{BASE}/{meeting.pk}/antwortzettel/"
    client = client_of(cast.coordinator)
    fault = client.post(path, {f"{key}-antwort": "", f"{key}-count": "2"})
    client.post(path, {f"{key}-antwort": "komme", f"{key}-count": "2", f"{key}-remark": "Sitzplatz vorn"})
    senior = the(cast, "Seniorenbeirat")

    assert "Bitte wählen Sie auch die Antwort." in text_of(fault)
    assert (senior.answer, senior.count, senior.needs, senior.answered_how) == ("coming", 2, "Sitzplatz vorn", "slip")


def test_answer_for_another_group_is_refused(cast: Cast, meeting: Meeting) -> None:
    with scope.alliance(cast.perle.pk), pytest.raises(PermissionDenied):
        actions.answer(row(), Said(answer=Answer.COMING), channel=ReplyChannel.PHONE, by=cast.group_lead)


def test_link_of_one_partner_cannot_answer_for_another(cast: Cast, meeting: Meeting) -> None:
    with scope.alliance(cast.perle.pk), pytest.raises(PermissionDenied):
        actions.answer(row("Seniorenbeirat"), Said(answer=Answer.COMING), channel=ReplyChannel.LINK, by=link_of())


def test_refused_answer_is_noted_and_counts_not(cast: Cast, meeting: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        actions.note_refused(
            row(), Said(answer=Answer.COMING), channel=ReplyChannel.CALENDAR, sequence=0, reason="Alte Einladung.",
            by=cast.coordinator,
        )  # fmt: skip

        assert (row().answer, [reply.counts for reply in Reply.objects.all()]) == ("", [False])


def test_whoever_does_not_come_needs_nothing(cast: Cast, meeting: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        said_no = Said(answer=Answer.EXCUSED, count=5, needs="Rampe", wish="Spielplätze")
        actions.answer(row(), said_no, channel=ReplyChannel.LINK, by=link_of())

        assert (row().count, row().needs, row().wish) == (1, "", "Spielplätze")


def test_list_of_people_goes_out_as_a_file(cast: Cast, meeting: Meeting) -> None:
    answer = client_of(cast.reader).get(f"{BASE}/{meeting.pk}/leute/?format=csv")

    assert "Seniorenbeirat;Erna Muster;030 23125 7;;Brief;Noch keine Antwort" in answer.content.decode()


def test_list_of_people_is_searched(cast: Cast, meeting: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        making.body("Nur so")
        Meeting.objects.filter(pk=meeting.pk, state=MeetingState.INVITED).update(title="Versammlung")
    page = text_of(client_of(cast.reader).get(f"{BASE}/{meeting.pk}/leute/?wer=senior"))

    assert ("Seniorenbeirat" in page, "Kita Sonnenschein" in page, "Eine Zeile" in page) == (True, False, True)
