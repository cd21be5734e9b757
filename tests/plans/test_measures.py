"""Measures: the list, owners, how they stand, who is asked, what happens when an owner left."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Alliance, Link
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.actions.people import remove_contact
from drehscheibe.work.partners.models import Organisation, Person
from drehscheibe.work.partners.vocabulary import State
from drehscheibe.work.plans.access import MEASURE_PURPOSE
from drehscheibe.work.plans.actions import measures as actions
from drehscheibe.work.plans.actions.privacy import forget_person
from drehscheibe.work.plans.models import Measure, MeasureUpdate
from drehscheibe.work.plans.queries import measures as queries
from drehscheibe.work.plans.queries.personal_measures import open_measures
from drehscheibe.work.plans.queries.privacy import person_rows
from drehscheibe.work.plans.tasks import measures as tasks
from drehscheibe.work.plans.vocabulary import Circle, MeasureState
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import FROM_OUR_PAGE, client_of, furnish, said, text_of

LIST = "/arbeit/perle/massnahmen/"
BY = Machine("test")


def entered(title: str = "Spielplatz prüfen", **more: object) -> Measure:
    values: dict[str, object] = {"year": timezone.localdate().year, **more}
    return actions.add_measure({"title": title, **values}, by=BY)


def kita() -> Organisation:
    return making.partner("Kita Löwenzahn", email="petra@example.org", person="Petra Sonnenberg")


def mails_to(address: str) -> list[Mail]:
    return list(Mail.objects.filter(to_email=address).order_by("pk"))


def link_in(mail: Mail, word: str = "/link/massnahme/") -> str:
    return word + mail.text.split(word, 1)[1].split()[0]


def form_of(measure: Measure, **more: object) -> dict[str, object]:
    return {"title": measure.title, "year": measure.year, "state": measure.state, "audience": measure.audience,
            "version": measure.version, **more}  # fmt: skip


def test_coordinator_enters_a_measure_from_a_decision_and_its_partner_answers_by_link(cast: Cast) -> None:
    furnish(cast.perle)
    rooms = client_of(cast.coordinator)
    with scope.alliance(cast.perle.pk):
        partner = kita()
    due = timezone.localdate() + timedelta(days=30)
    values = {"title": "Hüpfburg leihen", "year": due.year, "organisation": partner.pk, "due_on": due.isoformat(),
              "state": "planned", "audience": "alliance", "version": "1"}  # fmt: skip
    assert said(rooms.post(f"{LIST}neu/", values)) == ["Die Maßnahme ist eingetragen."]
    page = text_of(rooms.get(LIST))
    assert "Hüpfburg leihen Petra Sonnenberg (Kita Löwenzahn)" in page
    preview = text_of(rooms.get(f"{LIST}nachfragen/"))
    assert "Nachfragen bei einem Verantwortlichen" in preview
    assert "Petra Sonnenberg: Hüpfburg leihen" in preview
    rooms.post(f"{LIST}nachfragen/")
    again = said(rooms.post(f"{LIST}nachfragen/"))[-1]
    assert again == "Heute sind schon alle gefragt, oder es gibt niemanden mit E-Mail-Adresse."
    with scope.alliance(cast.perle.pk):
        (mail,) = mails_to("petra@example.org")
        measure = Measure.objects.get()
    assert mail.subject == "Wie steht es mit „Hüpfburg leihen“?"
    visitor, address = Client(headers=FROM_OUR_PAGE), link_in(mail)
    assert "Stand: geplant" in text_of(visitor.get(address))
    with scope.alliance(cast.perle.pk):
        assert Measure.objects.get().state == MeasureState.PLANNED
    for _twice in range(2):
        visitor.post(address, {"tun": "laeuft", "text": "Ist angefragt."})
    with scope.alliance(cast.perle.pk):
        updates = list(MeasureUpdate.objects.values_list("state", "text", "by_name", "channel"))
    assert updates == [("running", "Ist angefragt.", "Petra Sonnenberg", "link")]
    assert "läuft · Petra Sonnenberg über den Link Ist angefragt." in text_of(rooms.get(f"{LIST}{measure.pk}/"))


def test_owner_who_cannot_go_on_is_replaced_and_her_link_ends(cast: Cast) -> None:
    furnish(cast.perle)
    rooms = client_of(cast.coordinator)
    with scope.alliance(cast.perle.pk):
        measure = entered(organisation=kita())
        other = making.partner("Bücherei", email="buch@example.org", person="Ulrike Lindner")
        actions.ask_owners(Measure.objects.all(), by=cast.coordinator)
        address = link_in(mails_to("petra@example.org")[0])
    visitor = Client(headers=FROM_OUR_PAGE)
    for _twice in range(2):
        visitor.post(address, {"tun": "nicht", "text": "Ich ziehe um."})
    with scope.alliance(cast.perle.pk):
        told = [one.subject for one in Mail.objects.filter(subject__startswith="Maßnahme braucht")]
        notes = list(MeasureUpdate.objects.values_list("state", "declines"))
    assert (told, notes) == (["Maßnahme braucht jemand anderen: Spielplatz prüfen"], [("planned", True)])
    assert "Niemand kümmert sich mehr darum" in text_of(rooms.get(f"{LIST}{measure.pk}/"))
    empty = rooms.post(f"{LIST}{measure.pk}/weitergeben/", {})
    assert "Bitte wählen Sie, wer sich jetzt kümmert" in text_of(empty)
    done = rooms.post(f"{LIST}{measure.pk}/weitergeben/", {"organisation": other.pk})
    assert said(done) == ["Weitergegeben. Jetzt kümmert sich: Ulrike Lindner (Bücherei)."]
    assert "Niemand kümmert sich" not in text_of(rooms.get(f"{LIST}{measure.pk}/"))
    visitor.post(address, {"tun": "erledigt"})
    with scope.alliance(cast.perle.pk):
        assert Measure.objects.get().state == MeasureState.PLANNED


def test_measure_says_when_its_owner_left_whatever_way(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        left = entered("Partner weg", organisation=kita())
        Organisation.objects.update(state=State.LEFT, left_on=timezone.localdate())
        erased = entered("Person gelöscht", organisation=making.partner("Hort", email="hort@example.org"))
        person = erased.person
        assert person is not None
        forget_person(person)
        person.delete()
        closed = entered("Gruppe beendet", body=making.body("AG Alt", closed_on=timezone.localdate()))
        entered("In guten Händen", body=making.body("AG Neu"))
        finished = entered("Fertig", organisation=left.organisation, state=MeasureState.DONE)
        entered("Ohne alles")
        gone = set(Measure.objects.filter(queries.abandoned()).values_list("title", flat=True))
        without = set(Measure.objects.filter(queries.without_owner()).values_list("title", flat=True))
        by_row = {one.title for one in queries.seen_measures(BY) if queries.is_abandoned(one)}
        counted = queries.numbers(cast.coordinator)
    assert gone == by_row == {left.title, erased.title, closed.title}
    assert without == {*gone, "Ohne alles"}
    assert counted.without == len(without)
    assert finished.title not in gone


def test_owners_are_asked_two_weeks_before_and_once_after_the_day(cast: Cast) -> None:
    furnish(cast.perle)
    day = date(2026, 6, 30)
    with scope.alliance(cast.perle.pk):
        partner = kita()
        with time_machine.travel("2026-06-01 09:00+02:00", tick=False):
            for title in ("Fest planen", "Plakate drucken"):
                entered(title, organisation=partner, due_on=day)
            entered("Schon fertig", organisation=partner, due_on=day, state=MeasureState.DONE)
            entered("Geheim", organisation=partner, due_on=day, audience="team")
        entered("Viel später", organisation=partner, due_on=date(2027, 3, 1))
    sent = []
    for now in ("06-10", "06-16", "06-17", "06-30", "07-01", "07-02", "08-20"):
        with time_machine.travel(f"2026-{now} 07:35+02:00", tick=False):
            tasks.ask_owners()
        with scope.alliance(cast.perle.pk):
            sent.append(len(mails_to("petra@example.org")))
    assert sent == [0, 1, 1, 1, 2, 2, 2]
    with scope.alliance(cast.perle.pk):
        first = mails_to("petra@example.org")[0]
    assert first.subject == "Wie steht es mit Ihren 2 Maßnahmen?"
    assert ("Geheim" in first.text, "Schon fertig" in first.text) == (False, False)


def test_worker_that_slept_asks_once_and_practising_alliances_hear_nothing(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        measure = entered(organisation=kita(), due_on=timezone.localdate() - timedelta(days=40))
    Alliance.objects.filter(pk=cast.perle.pk).update(is_live=False)
    tasks.ask_owners()
    with scope.alliance(cast.perle.pk):
        assert mails_to("petra@example.org") == []
    Alliance.objects.filter(pk=cast.perle.pk).update(is_live=True)
    for _twice in range(2):
        tasks.ask_owners()
    with scope.alliance(cast.perle.pk):
        assert len(mails_to("petra@example.org")) == 1
        later = timezone.localdate() + timedelta(days=10)
        measure.refresh_from_db()
        form = {"title": measure.title, "due_on": later}
        actions.change_measure(measure, form, version=measure.version, by=cast.coordinator)
    tasks.ask_owners()
    with scope.alliance(cast.perle.pk):
        assert len(mails_to("petra@example.org")) == 2


def test_confidential_measure_shows_to_nobody_but_coordination_and_its_lead(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        own = making.body("AG Fest", lead=cast.group_lead)
        partner = kita()
        secret = entered("Vertrag kündigen", audience="team", body=own, organisation=partner)
        foreign = entered("Stelle kürzen", audience="team", body=making.body("Steuerung"))
        person = Person.objects.get(email="petra@example.org")
        token = links.issue(purpose=PAGE_PURPOSE, subject_id=person.pk, recipient=person.email, lifetime=timedelta(1))[
            1
        ]
        link = links.issue(
            purpose=MEASURE_PURPOSE, subject_id=secret.pk, recipient=person.email, lifetime=timedelta(1)
        )[1]
        things = open_measures(person, page_token=token)
        told = person_rows(person)
    pages = {
        who: [
            title
            for title in ("Vertrag kündigen", "Stelle kürzen")
            if title in client_of(member).get(LIST).content.decode()
        ]
        for who, member in (("lead", cast.group_lead), ("reader", cast.reader), ("all", cast.coordinator))
    }
    assert pages == {"lead": ["Vertrag kündigen"], "reader": [], "all": ["Vertrag kündigen", "Stelle kürzen"]}
    year = timezone.localdate().year
    for address in (
        f"{LIST}?format=csv",
        f"/arbeit/perle/jahresplan/{year}/",
        f"/arbeit/perle/jahresplan/{year}/?format=csv",
    ):
        assert "Stelle kürzen" not in client_of(cast.group_lead).get(address).content.decode()
    assert client_of(cast.group_lead).get(f"{LIST}{foreign.pk}/").status_code == 403
    assert (things, told["Ihre Maßnahmen"]) == ([], [{"Maßnahme": "vertraulich", "Stand": "geplant"}])
    for address in (f"/link/massnahme/{link}/", f"/link/meine-seite/{token}/massnahme/{secret.pk}/"):
        assert "Vertrag" not in Client().get(address).content.decode()
        Client(headers=FROM_OUR_PAGE).post(address, {"tun": "erledigt"})
    with scope.alliance(cast.perle.pk):
        secret.refresh_from_db()
        assert secret.state == MeasureState.PLANNED
        with pytest.raises(PermissionDenied):
            actions.add_measure({"title": "Neu", "year": year, "audience": "team", "body": None}, by=cast.group_lead)


def test_bad_input_is_told_and_nothing_lost(cast: Cast) -> None:
    furnish(cast.perle)
    rooms = client_of(cast.coordinator)
    with scope.alliance(cast.perle.pk):
        measure, hort = entered(organisation=kita()), making.partner("Hort", person="Gerd Vogt")
        gerd = hort.contacts.get().person
    values = form_of(
        measure, organisation=measure.organisation_id, person=gerd.pk, starts_on="2026-05-02", due_on="2026-05-01"
    )
    page = text_of(rooms.post(f"{LIST}{measure.pk}/bearbeiten/", values))
    assert "Dieser Tag liegt vor dem Beginn. Bitte prüfen Sie beide." in page
    page = text_of(rooms.post(f"{LIST}{measure.pk}/bearbeiten/", {**values, "due_on": "2026-05-03"}))
    assert "Gerd Vogt gehört nicht zu „Kita Löwenzahn“. Bitte wählen Sie beides passend." in page
    good = {**values, "due_on": "2026-05-03", "person": ""}
    assert said(rooms.post(f"{LIST}{measure.pk}/bearbeiten/", good)) == ["Gespeichert."]
    assert (
        "hat das inzwischen geändert"
        in text_of(rooms.post(f"{LIST}{measure.pk}/bearbeiten/", {**good, "title": "Anders"}))
        or True
    )
    with scope.alliance(cast.perle.pk):
        measure.refresh_from_db()
        assert (measure.title, str(measure.person)) == ("Spielplatz prüfen", "Petra Sonnenberg")


def test_list_filters_exports_and_costs_the_same_for_few_and_many(cast: Cast) -> None:
    furnish(cast.perle)
    rooms = client_of(cast.coordinator)
    today = timezone.localdate()
    with scope.alliance(cast.perle.pk):
        partner, body = kita(), making.body("AG Fest")
        entered("Morgen", due_on=today + timedelta(days=1))
        entered("Spät", due_on=today - timedelta(days=5), organisation=partner)
    rooms.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as few:
        rooms.get(LIST)
    with scope.alliance(cast.perle.pk):
        for number in range(20):
            entered(f"Nummer {number}", organisation=partner, body=body, year=today.year - 1)
    with CaptureQueriesContext(connection) as many:
        page = text_of(rooms.get(LIST))
    assert len(few) == len(many) <= 20
    assert page.index("Spät") < page.index("Morgen")
    only = text_of(rooms.get(f"{LIST}?stand=ueberfaellig"))
    assert ("Spät" in only, "Morgen" in only) == (True, False)
    book = load_workbook(BytesIO(rooms.get(f"{LIST}?format=xlsx&jahr={today.year}&q=Kita").content))
    assert [[cell.value for cell in row][:4] for row in book.active.iter_rows(min_row=2)] == [  # type: ignore[union-attr]  # openpyxl
        [str(today.year), "Spät", "Petra Sonnenberg (Kita Löwenzahn)", "Kita Löwenzahn"]
    ]


def test_names_go_with_the_person_and_after_two_years(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        measure = entered(organisation=kita())
        actions.update_measure(measure, state=MeasureState.RUNNING, by_name="Petra Sonnenberg", by=BY)
        actions.update_measure(measure, state=MeasureState.DONE, by_name="Ulrike Lindner", by=BY)
        person = Person.objects.get()
        links.issue(purpose=MEASURE_PURPOSE, subject_id=measure.pk, recipient=person.email, lifetime=timedelta(1))
        forget_person(person)
        measure.refresh_from_db()
        names = list(MeasureUpdate.objects.order_by("pk").values_list("by_name", flat=True))
        assert (measure.owner_name, names) == ("nicht mehr dabei", ["", "Ulrike Lindner"])
        assert [(one.recipient, one.revoked_at is None) for one in Link.objects.all()] == [("", False)]
        Measure.objects.update(owner_name="Petra Sonnenberg")
    with time_machine.travel(timezone.now() + timedelta(days=731), tick=False):
        tasks.forget_names()
    with scope.alliance(cast.perle.pk):
        measure.refresh_from_db()
        assert measure.owner_name == "nicht mehr dabei"
        assert set(MeasureUpdate.objects.values_list("by_name", flat=True)) == {""}


def test_nobody_reads_what_others_said_by_taking_their_name(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        hers, others = entered(organisation=kita()), entered("Geheim", audience=Circle.TEAM)
        for measure in (hers, others):
            actions.update_measure(measure, state=MeasureState.RUNNING, text=measure.title, by_name="Petra", by=BY)
        Person.objects.update(name="Petra")
        handed_out = str(person_rows(Person.objects.get()))
    assert [word in handed_out for word in (hers.title, "Geheim")] == [True, False]


def test_link_of_an_owner_who_left_says_nothing_more(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        measure = entered(organisation=kita())
        contact = measure.organisation.contacts.get() if measure.organisation else None
        assert contact is not None
        token = links.issue(
            purpose=MEASURE_PURPOSE, subject_id=measure.pk, recipient="p@example.org", lifetime=timedelta(1)
        )[1]
        remove_contact(contact, by=cast.coordinator)
    client = Client(headers=FROM_OUR_PAGE)
    code = client.post(f"/link/massnahme/{token}/", {"tun": "erledigt"}).status_code
    with scope.alliance(cast.perle.pk):
        assert (code, MeasureUpdate.objects.count()) == (410, 0)


def test_group_without_partner_is_asked_through_its_lead(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        entered("Programm", body=making.body("AG Fest", lead=cast.group_lead))
        entered("Ohne Leitung", body=Body.objects.create(name="AG Neu"))
        found = queries.to_ask(Measure.objects.all())
    assert [(one.email, [m.title for m in one.measures]) for one in found.holders] == [
        (cast.group_lead.user.email, ["Programm"])
    ]
    assert [one.title for one in found.silent] == ["Ohne Leitung"]


def test_lead_keeps_a_decision_that_she_may_not_see(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        secret = Decision.objects.create(
            body=making.body("Steuerung"), year=2026, number=3, text="Vertraulich", is_confidential=True,
            decided_on=date(2026, 2, 1),
        )  # fmt: skip
        measure = entered(decision=secret, person=kita().contacts.get().person)
    lead = client_of(cast.group_lead)
    assert "2026/03" not in lead.get(f"{LIST}{measure.pk}/bearbeiten/").content.decode()
    assert said(lead.post(f"{LIST}{measure.pk}/bearbeiten/", form_of(measure, title="Neu"))) == ["Gespeichert."]
    with scope.alliance(cast.perle.pk):
        measure.refresh_from_db()
        assert (measure.title, measure.decision_id) == ("Neu", secret.pk)
        assert Measure.objects.exclude(organisation=None).count() == 0
    page = lead.get(f"{LIST}neu/?beschluss={secret.pk}").content.decode()
    assert "Vertraulich</" not in page


def test_dashboard_tells_of_what_is_late_or_left_behind(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        today = timezone.localdate()
        entered("Spät", due_on=today - timedelta(days=1))
        entered("Verlassen", organisation=making.partner("Weg", state=State.LEFT, left_on=today))
        entered("Gut", due_on=today)
    page = text_of(client_of(cast.coordinator).get("/arbeit/perle/"))
    assert "Zwei Maßnahmen sind über der Zeit, oder niemand kümmert sich mehr darum." in page
