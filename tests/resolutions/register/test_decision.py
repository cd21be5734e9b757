"""One decision: who sees to it, how it stands, repealed once, opened again, told at the next meeting and by link."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.work.meetings.models import AgendaItem, Decision, Meeting
from drehscheibe.work.meetings.vocabulary import DecisionState, Manner, Outcome
from drehscheibe.work.partners.mails.page import personal_url
from drehscheibe.work.partners.models import Person
from drehscheibe.work.resolutions.actions import register as actions
from drehscheibe.work.resolutions.actions.owners import KEEP_OWNERS, forget_person
from drehscheibe.work.resolutions.models import DecisionStep
from drehscheibe.work.resolutions.queries.followups import of_meeting
from drehscheibe.work.resolutions.tasks.register import forget_names
from tests import papers
from tests.conftest import Cast
from tests.meetings import making
from tests.resolutions.register.build import decided, evening, page
from tests.rooms import FROM_OUR_PAGE, TESTER, client_of, furnish, said, text_of

TODAY = timezone.localdate()


@pytest.fixture
def one(cast: Cast) -> Decision:
    with scope.alliance(cast.perle.pk):
        return decided(making.body("AG Feste", lead=cast.group_lead), title="Familienfest")


def test_page_says_how_it_was_decided(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        loose = decided(
            number=1, yes=12, no=1, abstained=2, manner=Manner.HANDS, majority="simple", there=15, entitled=33
        )
        strict = decided(number=2, manner=Manner.HANDS, majority="two_thirds", there=15, needed=17, entitled=33)
    client = client_of(cast.reader)
    pages = [text_of(client.get(page(one))) for one in (loose, strict)]
    facts = ("12 Ja, 1 Nein, 2 Enthaltungen", "einfache Mehrheit der abgegebenen Stimmen", "15 von 33 Stimmen.",
             "Nötig waren 17: nicht beschlussfähig.", "beschlussfähig")  # fmt: skip
    assert [[fact in shown for fact in facts] for shown in pages] == [
        [True, True, True, False, False], [False, False, True, True, True],
    ]  # fmt: skip


def test_steps_are_noted_once_and_shown_newest_first(cast: Cast, one: Decision) -> None:
    client = client_of(cast.group_lead)
    client.post(page(one), {"state": "running", "text": "Anbieter gefragt.", "by_name": "Frau Muster"})
    client.post(page(one), {"state": "running", "text": "Anbieter gefragt.", "by_name": "Frau Muster"})
    client.post(page(one), {"state": "done", "text": "", "by_name": ""})
    shown = text_of(client.get(page(one)))
    with scope.alliance(cast.perle.pk):
        steps = list(DecisionStep.objects.values_list("state", "text", "by_name"))
        found = Decision.objects.get(pk=one.pk)
    assert steps == [("done", "", "Gruppe"), ("running", "Anbieter gefragt.", "Frau Muster")]
    assert (found.state, found.finished_on, "Anbieter gefragt." in shown) == ("done", TODAY, True)


def test_two_who_plan_see_each_other(cast: Cast, one: Decision) -> None:
    with scope.alliance(cast.perle.pk):
        partner = making.partner("Kita")
        values = {"owner_organisation": partner, "owner_name": "", "due_on": TODAY, "revisit_on": None}
        actions.plan_follow_up(one, values, version=1, by=cast.coordinator)
        with pytest.raises(ChangedMeanwhile):
            actions.plan_follow_up(one, {**values, "owner_name": "Anna"}, version=1, by=cast.coordinator)
        found = Decision.objects.get(pk=one.pk)
        assert (found.owner_organisation, found.owner_name, found.due_on, found.version) == (partner, "", TODAY, 2)
    client_of(cast.group_lead).post(page(one, "umsetzung/"), {"owner_name": "Bernd", "due_on": "", "version": "2"})
    with scope.alliance(cast.perle.pk):
        assert Decision.objects.values_list("owner_name", "due_on").get(pk=one.pk) == ("Bernd", None)


# Repeal


def test_a_later_decision_repeals_once(cast: Cast, one: Decision) -> None:
    with scope.alliance(cast.perle.pk):
        before = decided(number=8, on=date(2025, 2, 2), text="Früher.")
        later = decided(number=9, on=date(2026, 6, 7), text="Das Fest fällt aus.")
    client = client_of(cast.coordinator)
    wrong = text_of(client.post(page(one, "aufheben/"), {"later": before.label, "on": "", "reason": ""}))
    unknown = text_of(client.post(page(one, "aufheben/"), {"later": "2026/99", "on": "", "reason": ""}))
    assert ("Aufheben kann nur ein späterer Beschluss" in wrong, "mit dieser Nummer gibt es nicht" in unknown) == (
        True,
        True,
    )

    client.post(page(one, "aufheben/"), {"later": "2026/9", "on": "", "reason": ""})
    again = client.post(page(one, "aufheben/"), {"later": later.label, "on": "", "reason": ""})
    assert (
        said(again)[-1]
        == "Beschluss 2026/01 ist schon aufgehoben, seit dem 7. Juni 2026. Ein zweites Mal geht das nicht."
    )
    shown, cause = text_of(client.get(page(one))), text_of(client.get(page(later)))
    assert ("Aufgehoben am 7. Juni 2026." in shown, "Beschluss 2026/09" in shown, "Hebt auf: 2026/01" in cause) == (
        True, True, True,
    )  # fmt: skip


def test_what_cannot_be_is_refused_with_a_sentence(cast: Cast, one: Decision) -> None:
    with scope.alliance(cast.perle.pk):
        refused = decided(number=2, outcome=Outcome.REJECTED)
        struck = decided(number=3, withdrawn_at=timezone.now())
        tomorrow = TODAY + timedelta(days=1)
        tries = [
            (one, {}, "Wählen Sie den späteren Beschluss"),
            (one, {"on": TODAY}, "Wählen Sie den späteren Beschluss"),
            (one, {"on": date(2020, 1, 1), "reason": "Weil"}, "war der Beschluss noch nicht gefasst"),
            (one, {"on": tomorrow, "reason": "Weil"}, "liegt in der Zukunft"),
            (one, {"later": one}, "Aufheben kann nur ein späterer"),
            (refused, {"on": TODAY, "reason": "Weil"}, "wurde abgelehnt"),
            (struck, {"on": TODAY, "reason": "Weil"}, "nicht belegt"),
        ]
        for row, values, sentence in tries:
            with pytest.raises(ValidationError, match=sentence):
                actions.repeal(row, **values, by=TESTER)  # type: ignore[arg-type]  # mixed on purpose
        with pytest.raises(PermissionDenied):
            actions.repeal(one, on=TODAY, reason="Weil", by=cast.reader)
        assert [row.state for row in Decision.objects.all()] == ["open"] * 3 and DecisionStep.objects.count() == 0


def test_repealed_decision_stays_until_it_is_opened_again(cast: Cast, one: Decision) -> None:
    with scope.alliance(cast.perle.pk):
        actions.repeal(one, on=TODAY, reason="Kein Geld.", by=TESTER)
        for refused in (
            lambda: actions.repeal(one, on=TODAY, reason="Noch einmal.", by=TESTER),
            lambda: actions.note_step(one, state=DecisionState.DONE, by=TESTER),
            lambda: actions.plan_follow_up(one, {"owner_name": "Anna"}, version=2, by=TESTER),
        ):
            with pytest.raises(ValidationError, match="aufgehoben"):
                refused()
    client_of(cast.coordinator).post(page(one, "wieder-oeffnen/"), {"reason": "Doch Geld."})
    with scope.alliance(cast.perle.pk):
        found = Decision.objects.get(pk=one.pk)
        texts = list(DecisionStep.objects.values_list("state", "text"))
    assert (found.state, found.repealed_on) == ("open", None)
    assert texts == [("open", "Doch Geld."), ("repealed", "Kein Geld.")]


# Paper, minutes, links


def test_excerpt_is_accessible_and_has_a_line_to_sign(cast: Cast, one: Decision) -> None:
    content = client_of(cast.reader).get(page(one, "auszug/")).content
    text = papers.pages_of(content)[0]
    told = (
        "Auszug aus dem Beschlussbuch",
        "Beschluss 2026/01",
        "Wir kaufen Luftballons.",
        "AG Feste",
        "Für die Richtigkeit: Lesend",
    )
    assert (papers.is_accessible(content), [part for part in told if part not in text]) == (True, [])


def test_follow_ups_come_back_at_the_next_meeting_and_in_its_minutes(cast: Cast, one: Decision) -> None:
    with scope.alliance(cast.perle.pk):
        soon = making.meeting(one.body, on=TODAY + timedelta(days=9), title="Nächstes Mal")
        past = evening(one.body, "Neues.", on=date(2026, 7, 1), title="Sommer")
        Decision.objects.filter(pk=one.pk).update(revisit_on=date(2026, 6, 30))
        decided(one.body, 8, text="Geheim.", is_confidential=True, revisit_on=date(2026, 6, 30))
        assert [row.label for row in of_meeting(soon, by=cast.reader)] == ["2026/01"]
        assert [row.label for row in of_meeting(soon, by=cast.coordinator)] == ["2026/01", "2026/08"]
    client = client_of(cast.coordinator)
    minutes = text_of(client.get(f"/arbeit/perle/treffen/{past.pk}/protokoll/"))
    paper = " ".join(papers.pages_of(client.get(f"/arbeit/perle/treffen/{past.pk}/protokoll/datei/").content))
    for shown in (minutes, paper):
        assert ["Was aus früheren Beschlüssen wurde" in shown, "Familienfest" in shown, "Geheim." in shown] == [
            True, True, False,
        ]  # fmt: skip
    client.post(page(one, "tagesordnung/"))
    twice = client.post(page(one, "tagesordnung/"))
    with scope.alliance(cast.perle.pk):
        items = list(AgendaItem.objects.values_list("meeting", "title"))
    assert items == [(soon.pk, "Was wurde aus Beschluss 2026/01?")]
    assert said(twice)[-1] == "Der Punkt steht schon auf der nächsten Tagesordnung."


def test_result_is_told_at_one_meeting_only(cast: Cast, one: Decision) -> None:
    with scope.alliance(cast.perle.pk):
        Decision.objects.filter(pk=one.pk).update(
            revisit_on=date(2026, 6, 1), state=DecisionState.DONE, finished_on=date(2026, 6, 20)
        )
        first, second = (evening(one.body, on=day) for day in (date(2026, 7, 1), date(2026, 9, 1)))
        found = [[row.label for row in of_meeting(meeting, by=TESTER)] for meeting in (first, second)]
    assert found == [["2026/01"], []]


def test_owner_partner_reports_on_her_own_page(cast: Cast, one: Decision) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        making.partner("Kita", email="anna@example.org", person="Anna Beispiel")
        making.partner("Verein", email="bernd@example.org", person="Bernd Muster")
        anna, bernd = Person.objects.get(name="Anna Beispiel"), Person.objects.get(name="Bernd Muster")
        Decision.objects.filter(pk=one.pk).update(owner_organisation=anna.contacts.get().organisation)
        hers, his = personal_url(anna), personal_url(bernd)
    client = client_of(cast.outsider)
    listed = client.get(hers).content.decode()
    answers = [client.post(f"{url}beschluss/{one.pk}/", {"state": "done", "text": "Gekauft."}, headers=FROM_OUR_PAGE).status_code
               for url in (his, hers)]  # fmt: skip
    with scope.alliance(cast.perle.pk):
        assert list(DecisionStep.objects.values_list("state", "text", "by_name")) == [
            ("done", "Gekauft.", "Anna Beispiel")
        ]
        Decision.objects.update(is_confidential=True)
    assert ("Beschluss 2026/01: Familienfest" in listed, answers) == (True, [404, 302])
    assert client.get(f"{hers}beschluss/{one.pk}/").status_code == 404


def test_circular_decision_is_in_archive_and_its_group_page_names_what_founded_it(cast: Cast, one: Decision) -> None:
    with scope.alliance(cast.perle.pk):
        group = making.body("AG Ballons", opened_by="Beschluss 2026/01 der Vollversammlung")
        making.body("AG Anderes", opened_by="Beschluss 2026/010")
        assert Meeting.objects.count() == 0
    client = client_of(cast.coordinator)
    archive = text_of(client.get("/arbeit/perle/treffen/archiv/?q=luftballons"))
    founded = text_of(client.get(page(one))).split("Damit gegründet:")[1].split("So wurde")[0]
    of_group = text_of(client.get(f"/arbeit/perle/gruppen/{group.pk}/"))
    form = client.get("/arbeit/perle/gruppen/neu/?durch=2026/01").content.decode()
    assert "Zwischen den Treffen beschlossen 2026/01 Familienfest" in archive
    assert founded.strip() == "AG Ballons"
    assert ("Beschluss 2026/01: Familienfest" in of_group, 'value="Beschluss 2026/01"' in form) == (True, True)


def test_names_go_with_the_person_and_three_years_after_the_end(cast: Cast, one: Decision) -> None:
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita", email="anna@example.org", person="Anna Beispiel")
        other = decided(
            one.body, 2, owner_name="Bernd Muster", state=DecisionState.DONE, finished_on=TODAY - KEEP_OWNERS
        )
        young = decided(one.body, 3, owner_name="Carla Muster", state=DecisionState.DONE, finished_on=TODAY)
        Decision.objects.filter(pk=one.pk).update(owner_organisation=kita, owner_name="Anna Beispiel")
        for row, name in ((one, "Anna Beispiel"), (one, "Frau Muster"), (other, "Bernd Muster")):
            DecisionStep.objects.create(decision=row, state="open", text="So.", by_name=name)
        forget_person(Person.objects.get(name="Anna Beispiel"))
        after_her = set(Decision.objects.values_list("owner_name", flat=True))
        steps_after_her = list(DecisionStep.objects.order_by("pk").values_list("by_name", flat=True))
    assert (after_her, steps_after_her) == ({"", "Bernd Muster", "Carla Muster"}, ["", "Frau Muster", "Bernd Muster"])
    assert (forget_names(), forget_names()) == (1, 0)
    with scope.alliance(cast.perle.pk):
        assert Decision.objects.exclude(owner_name="").get() == young
        assert list(DecisionStep.objects.order_by("pk").values_list("by_name", "text")) == [
            ("", "So."), ("Frau Muster", "So."), ("", "So."),
        ]  # fmt: skip
