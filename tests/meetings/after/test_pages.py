"""The results page in use: three clicks on the evening, what is missing is completed there, letters and previews."""

from datetime import date

import pytest

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.models import Entry, Meeting, Task
from tests import papers
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.after.build import decision, presence, running, task
from tests.rooms import client_of, furnish, said, text_of


@pytest.fixture
def evening(cast: Cast) -> Meeting:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        meeting = running(on=date(2026, 3, 4), title="Plenum")
        presence(making.invitee(meeting, making.partner("Kita", email="anna@example.org", person="Anna Beispiel")))
        making.invitee(meeting, making.partner("Seniorenbeirat", person="Oma Muster"))
        decision(meeting, None, "Wir feiern.")
        task(meeting, None, "Hüpfburg mieten")
    return meeting


def _page(meeting: Meeting) -> str:
    return f"/arbeit/perle/treffen/{meeting.pk}/ergebnisse/"


def test_owner_and_date_are_completed_and_everything_goes_out_with_one_press(cast: Cast, evening: Meeting) -> None:
    client = client_of(cast.coordinator)
    shown = text_of(client.get(_page(evening)))
    for part in (
        "wird 2026/01",
        "Wer macht es, und bis wann?",
        "Beenden und Ergebnisse senden an eine Person",
        "1 × Brief",
    ):
        assert part in shown, part
    with scope.alliance(cast.perle.pk):
        todo, decided = Entry.objects.get(kind="task"), Entry.objects.get(kind="decision")
    answer = client.post(
        _page(evening),
        {f"wer-{todo.pk}": "Anna Beispiel (Kita)", f"bis-{todo.pk}": "2026-05-02", "beschluesse": "1",
         f"oeffentlich-{decided.pk}": "1", "tun": "senden"},
    )  # fmt: skip

    assert said(answer) == [
        "Eine Person bekommt die Ergebnisse. Die E-Mails gehen in fünf Minuten hinaus. So lange können Sie sie anhalten. "
        "Ein Brief ist zu drucken."
    ]
    with scope.alliance(cast.perle.pk):
        found = Task.objects.select_related("person").get()
        assert (found.owner_name, found.due_on, found.person and found.person.email) == (
            "Anna Beispiel", date(2026, 5, 2), "anna@example.org",
        )  # fmt: skip
        assert Entry.objects.get(kind="decision").is_public is True
        assert "Hüpfburg mieten\n  bis 2. Mai 2026" in Mail.objects.get().text
    assert "Die Ergebnisse sind verschickt" in text_of(client.get(_page(evening)))


def test_wrong_date_loses_nothing_and_sends_nothing(cast: Cast, evening: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        todo = Entry.objects.get(kind="task")
    values = {f"wer-{todo.pk}": "Bernd Muster", f"bis-{todo.pk}": "31.2.2026", "tun": "senden"}
    answer = client_of(cast.coordinator).post(_page(evening), values)

    assert "Das ist kein Datum." in text_of(answer)
    assert 'value="Bernd Muster"' in answer.content.decode()
    with scope.alliance(cast.perle.pk):
        assert (Mail.objects.count(), Meeting.objects.get(pk=evening.pk).state) == (0, "running")


def test_preview_reads_like_the_mail_and_letters_like_letters(cast: Cast, evening: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        key = evening.invitees.get(organisation__name="Kita").pk
    client = client_of(cast.coordinator)
    assert "2026/01: Wir feiern." in text_of(client.get(f"{_page(evening)}vorschau/{key}/"))

    letter = client.get(f"{_page(evening)}briefe/").content
    text = papers.pages_of(letter)[0]
    assert papers.is_accessible(letter) is True
    for part in ("Seniorenbeirat", "Guten Tag Oma Muster,", "Das haben Sie verpasst", "2026/01: Wir feiern."):
        assert part in text, part


def test_results_of_approved_minutes_stay_as_they_are(cast: Cast, evening: Meeting) -> None:
    client = client_of(cast.coordinator)
    client.post(_page(evening), {"tun": "beenden"})
    with scope.alliance(cast.perle.pk):
        making.governance(approval="chair")
        todo = Entry.objects.get(kind="task")
    client.post(f"/arbeit/perle/treffen/{evening.pk}/protokoll/genehmigen/")
    client.post(_page(evening), {f"wer-{todo.pk}": "Zu spät", "tun": "speichern"})

    with scope.alliance(cast.perle.pk):
        assert Entry.objects.get(kind="task").owner_name == ""
