"""Tasks: the list, what people say through their link, reminders that come once and not too often."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.meetings.access import TASK_PURPOSE
from drehscheibe.work.meetings.models import Task, TaskUpdate
from drehscheibe.work.meetings.queries.tasks import open_tasks
from drehscheibe.work.meetings.tasks import after as worker
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Organisation, Person
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import FROM_OUR_PAGE, client_of, furnish, said, text_of

PAGE = "/arbeit/perle/treffen/aufgaben/"
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def kita(cast: Cast) -> Organisation:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        return making.partner("Kita Sonnenschein", email="anna@example.org", person="Anna Beispiel")


def _task(of: Organisation | None, text: str = "Raum mieten", **values: object) -> Task:
    contact = of.contacts.select_related("person").first() if of else None
    person = contact.person if contact else None
    given = {"organisation": of, "person": person, "owner_name": person.name if person else "", **values}
    return Task.objects.create(text=text, **given)


def _address(cast: Cast, task: Task, **values: object) -> str:
    with scope.alliance(cast.perle.pk):
        _link, token = links.issue(
            purpose=TASK_PURPOSE, subject_id=task.pk, recipient="anna@example.org", recipient_name="Anna Beispiel",
            lifetime=timedelta(days=30),
        )  # fmt: skip
    return f"/link/aufgabe/{token}/"


# The list


def test_list_filters_by_word_state_and_owner(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        late = _task(kita, "Raum mieten", due_on=date(2026, 1, 1))
        mine = _task(None, "Presse fragen", owner_name=cast.coordinator.name, due_on=date(2099, 1, 1))
        _task(kita, "Alt", state="done")
    client = client_of(cast.coordinator)

    def shown(query: str) -> set[int]:
        lines = client.get(PAGE + query).context["lines"]
        return {task.pk for task, _late, _may in lines}

    assert shown("") == {late.pk, mine.pk}
    assert (shown("?stand=ueberfaellig"), shown("?meine=on"), shown("?q=sonnenschein+raum")) == (
        {late.pk}, {mine.pk}, {late.pk},
    )  # fmt: skip
    assert (
        "Raum mieten;Anna Beispiel;Kita Sonnenschein;01.01.2026;offen"
        in client.get(f"{PAGE}?format=csv").content.decode()
    )


def test_several_are_done_with_one_press(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        keys = [_task(kita, f"Nummer {n}").pk for n in range(3)]
    answer = client_of(cast.coordinator).post(PAGE, {"aufgabe": keys[:2], "liste": "stand=offen"})

    assert (said(answer), answer["Location"]) == (["2 Aufgaben sind erledigt."], f"{PAGE}?stand=offen")
    with scope.alliance(cast.perle.pk):
        assert sorted(Task.objects.filter(state="done").values_list("pk", flat=True)) == keys[:2]


def test_task_is_entered_for_a_partner_and_reaches_its_person(cast: Cast, kita: Organisation) -> None:
    values = {
        "text": "Kuchen backen",
        "organisation": kita.pk,
        "owner_name": "",
        "due_on": "2026-06-01",
        "state": "open",
    }
    client_of(cast.coordinator).post(f"{PAGE}neu/", values)
    with scope.alliance(cast.perle.pk):
        found = Task.objects.select_related("person").get()
        assert (found.text, found.due_on, found.person and found.person.email) == (
            "Kuchen backen", date(2026, 6, 1), "anna@example.org",
        )  # fmt: skip


def test_a_groups_lead_plans_for_her_group_only(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        own, other = making.body("AG Feste", lead=cast.group_lead), making.body("Plenum")
    client = client_of(cast.group_lead)
    for body in (own.pk, other.pk, ""):
        client.post(f"{PAGE}neu/", {"text": f"Für {body}", "body": body, "state": "open"})
    with scope.alliance(cast.perle.pk):
        assert list(Task.objects.values_list("body", flat=True)) == [own.pk]


# By link


def test_opening_the_link_changes_nothing(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        task = _task(kita, due_on=date(2099, 6, 1))
    page = _address(cast, task)
    shown = text_of(client_of(cast.coordinator).get(page))

    assert ("Raum mieten" in shown, "Bis 1. Juni 2099" in shown) == (True, True)
    with scope.alliance(cast.perle.pk):
        assert (Task.objects.get().state, TaskUpdate.objects.count()) == ("open", 0)


@pytest.mark.parametrize(("deed", "state"), [("erledigt", "done"), ("dabei", "doing")])
def test_who_took_it_on_says_how_it_stands_once(cast: Cast, kita: Organisation, deed: str, state: str) -> None:
    with scope.alliance(cast.perle.pk):
        task = _task(kita)
    page, client = _address(cast, task), client_of(cast.coordinator)
    for _press in range(2):
        client.post(page, {"tun": deed, "text": "Läuft gut"}, headers=FROM_OUR_PAGE)

    with scope.alliance(cast.perle.pk):
        assert Task.objects.get().state == state
        assert list(TaskUpdate.objects.values_list("state", "text", "by_name", "channel")) == [
            (state, "Läuft gut", "Anna Beispiel", "link")
        ]
    assert "Anna Beispiel über den Link" in text_of(client_of(cast.reader).get(f"{PAGE}{task.pk}/"))


def test_who_cannot_says_so_and_the_coordination_hears_of_it_once(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        task = _task(kita)
    page, client = _address(cast, task), client_of(cast.coordinator)
    for _press in range(2):
        client.post(page, {"tun": "nicht", "text": "Bin im Urlaub"}, headers=FROM_OUR_PAGE)

    with scope.alliance(cast.perle.pk):
        mail = Mail.objects.get()
        assert mail.subject == "Aufgabe braucht jemand anderen: Raum mieten"
        assert ("Anna Beispiel kann diese Aufgabe nicht übernehmen: Raum mieten" in mail.text, "Bin im Urlaub" in mail.text) == (
            True, True,
        )  # fmt: skip
        found = Task.objects.get()
        assert (found.state, found.declined_at is not None) == ("open", True)
    assert "Wer es übernommen hatte, kann es nicht." in text_of(client_of(cast.coordinator).get(f"{PAGE}{task.pk}/"))


def test_link_for_one_task_opens_no_other(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        task, other = _task(kita), _task(kita, "Anderes")
    assert "Anderes" not in text_of(client_of(cast.coordinator).get(_address(cast, task)))

    with scope.alliance(cast.perle.pk):
        stranger = making.partner("Bücherei", email="bernd@example.org").contacts.get().person
        _link, token = links.issue(
            purpose=PAGE_PURPOSE, subject_id=stranger.pk, recipient="x@example.org", lifetime=timedelta(1)
        )
    assert client_of(cast.coordinator).get(f"/link/meine-seite/{token}/aufgabe/{other.pk}/").status_code == 404


def test_wrong_receiver_closes_the_link(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        task = _task(kita)
    page, client = _address(cast, task), client_of(cast.coordinator)
    client.post(page, {"tun": "nicht-ich"}, headers=FROM_OUR_PAGE)
    assert "Dieser Link gilt nicht mehr." in text_of(client.get(page))


def test_expired_link_is_renewed_to_the_same_address_once(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        task = _task(kita)
    page, client = _address(cast, task), client_of(cast.coordinator)
    with scope.alliance(cast.perle.pk):
        Link.objects.update(expires_at=NOW)
    for _press in range(2):
        client.post(page, headers=FROM_OUR_PAGE)
    with scope.alliance(cast.perle.pk):
        assert list(Mail.objects.values_list("to_email", "subject")) == [
            ("anna@example.org", "Ihr neuer Link: Raum mieten")
        ]


def test_after_an_answer_the_page_leads_to_what_else_is_open(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        address = _address(cast, _task(kita))
        _task(kita, "Kuchen backen")
    client = client_of(cast.coordinator)

    before = text_of(client.get(address))
    after = text_of(client.post(address, {"tun": "erledigt"}, headers=FROM_OUR_PAGE, follow=True))
    there = client.post(address, {"tun": "meine-seite"}, headers=FROM_OUR_PAGE).headers["Location"]

    assert ("Noch offen von Ihnen" in before, "Noch offen von Ihnen: 1" in after) == (False, True)
    assert "Aufgabe: Kuchen backen" in text_of(client.get(there))


def test_own_page_lists_what_is_open(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        task = _task(kita, due_on=date(2026, 6, 1))
        _task(kita, "Fertig", state="done")
        found = open_tasks(Person.objects.get(), page_token="zeichen")
    assert [(one.title, one.text, one.url) for one in found] == [
        ("Aufgabe: Raum mieten", "bis 1. Juni 2026", f"/link/meine-seite/zeichen/aufgabe/{task.pk}/")
    ]


# Reminders


def test_one_mail_per_person_with_all_that_is_due_at_most_once_a_week(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        _task(kita, "Morgen", due_on=date(2026, 5, 5))
        _task(kita, "Gestern", due_on=date(2026, 5, 3))
        _task(kita, "Im Juni", due_on=date(2026, 6, 20))
        _task(kita, "Uralt", due_on=date(2026, 1, 1))
        _task(kita, "Erledigt", due_on=date(2026, 5, 5), state="done")
    for day in (0, 0, 1, 6):
        with time_machine.travel(NOW + timedelta(days=day), tick=False):
            worker.remind_of_tasks()
    with scope.alliance(cast.perle.pk):
        mail = Mail.objects.get()
    assert (mail.to_email, mail.subject) == ("anna@example.org", "Erinnerung: 2 Aufgaben von Ihnen")
    assert [text in mail.text for text in ("Morgen", "Gestern", "war bis 3. Mai 2026", "Im Juni", "Uralt", "Erledigt")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip

    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        worker.remind_of_tasks()
    with scope.alliance(cast.perle.pk):
        assert Mail.objects.count() == 2


def test_after_days_asleep_a_reminder_comes_once(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        _task(kita, due_on=date(2026, 5, 5))
    for hour in (0, 1, 2):
        with time_machine.travel(NOW + timedelta(days=4, hours=hour), tick=False):
            worker.remind_of_tasks()
    with scope.alliance(cast.perle.pk):
        assert Mail.objects.count() == 1


def test_practice_declined_and_addressless_are_not_reminded(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        due = date(2026, 5, 5)
        _task(kita, meeting=making.meeting(making.body(), is_practice=True), due_on=due)
        _task(kita, declined_at=NOW, due_on=due)
        _task(making.partner("Ohne Mail"), due_on=due)
        _task(None, owner_name="Niemand", due_on=due)
    with time_machine.travel(NOW, tick=False):
        worker.remind_of_tasks()
    with scope.alliance(cast.perle.pk):
        assert Mail.objects.count() == 0
