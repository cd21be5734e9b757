"""Needs: told in four ways, each ends in an answer that reaches whoever told it, and nobody reads what is not hers."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drehscheibe.ground.alliances.models import Inquiry
from drehscheibe.ground.alliances.vocabulary import InquiryKind
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.access import Visitor
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.forms import stamp
from drehscheibe.kit.pages import revisions
from drehscheibe.work.bodies.models import Seat
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.models import AgendaItem, Decision, Entry
from drehscheibe.work.meetings.vocabulary import EntryKind
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Contact, Organisation, Person
from drehscheibe.work.plans.access import NEED_PURPOSE
from drehscheibe.work.plans.actions import need_answers
from drehscheibe.work.plans.actions import needs as actions
from drehscheibe.work.plans.actions.privacy import forget_person
from drehscheibe.work.plans.forms.needs import TellForm
from drehscheibe.work.plans.models import Need, NeedSupport, Project
from drehscheibe.work.plans.queries import needs as queries
from drehscheibe.work.plans.queries import personal_needs, privacy
from drehscheibe.work.plans.tasks.needs import follow_decisions, forget_tellers
from drehscheibe.work.plans.vocabulary import Circle, NeedSource, NeedState
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import FROM_OUR_PAGE, client_of, furnish, said, text_of

from .needing import room, told

BRIEF = timedelta(days=1)


def _person_of(partner: Organisation) -> Person:
    return Contact.objects.select_related("person").get(organisation=partner).person


def _page_token(person: Person) -> tuple[Link, str]:
    return links.issue(purpose=PAGE_PURPOSE, subject_id=person.pk, recipient=person.email, lifetime=BRIEF)


def _to(address: str) -> list[str]:
    return list(Mail.objects.filter(to_email=address).order_by("pk").values_list("subject", flat=True))


# Coming in


def test_partner_tells_a_need_on_her_page_and_others_say_with_us_too(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita Sonnenschein", email="kita@example.org")
        club = making.partner("Sportverein", email="club@example.org")
        kita_token, club_token = _page_token(_person_of(kita))[1], _page_token(_person_of(club))[1]
    words = {"who": f"p{kita.pk}", "title": "Kein Platz am Nachmittag", "text": "", "audience": Circle.ALLIANCE}
    visitor = Client(headers=FROM_OUR_PAGE)
    looked = visitor.get(reverse("link_page_needs", args=[kita_token]))
    with scope.alliance(cast.perle.pk):
        assert (looked.status_code, Need.objects.count()) == (200, 0)
    answer = visitor.post(reverse("link_page_needs", args=[kita_token]), words)
    with scope.alliance(cast.perle.pk):
        need = Need.objects.get()
    assert (answer.status_code, need.source, need.organisation_id, need.state) == (
        302, NeedSource.PARTNER, kita.pk, NeedState.NEW
    )  # fmt: skip
    page = reverse("link_page_need", args=[club_token, need.pk])
    shown = text_of(visitor.get(page))
    assert [words in shown for words in ("Auch bei uns", "Was sehen Sie bei sich?", "sehen sie bei sich")] == [
        True,
        True,
        False,
    ]
    visitor.post(page, {"who": f"p{club.pk}", "text": "Bei uns fragen jede Woche drei."})
    visitor.post(page, {"who": f"p{club.pk}", "text": "Noch einmal."})
    with scope.alliance(cast.perle.pk):
        assert list(NeedSupport.objects.values_list("name", "text")) == [
            ("Sportverein", "Bei uns fragen jede Woche drei.")
        ]
        with pytest.raises(ValidationError, match="selbst gemeldet"):
            actions.support_need(need, organisation=kita, by=cast.coordinator)
    assert "Sportverein" in text_of(client_of(cast.coordinator).get(room(cast, "workspace_need", need.pk)))


def test_group_tells_a_need_only_through_people_of_it(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        group = making.body("AG Vereinbarkeit", BodyKind.WORKING, has_everyone=False)
        kita = making.partner("Kita Sonnenschein", email="kita@example.org")
        other = making.partner("Sportverein", email="club@example.org")
        Seat.objects.create(body=group, organisation=kita)
        link, token = _page_token(_person_of(kita))
        foreign, _token = _page_token(_person_of(other))
        with pytest.raises(PermissionDenied):
            actions.tell_need({"title": "Busse"}, person=_person_of(other), body=group, by=foreign)
    url = reverse("link_page_needs", args=[token])
    told_by = TellForm(partners=[kita], groups=[group])["who"]
    assert (told_by.initial, len(told_by.subwidgets)) == (f"p{kita.pk}", 2)
    assert f'value="g{group.pk}"' in Client(headers=FROM_OUR_PAGE).get(f"{url}?gruppe={group.pk}").content.decode()
    Client(headers=FROM_OUR_PAGE).post(url, {"who": f"g{group.pk}", "title": "Busse am Abend", "audience": Circle.TEAM})
    with scope.alliance(cast.perle.pk):
        need = Need.objects.get()
        assert (need.source, need.body_id, need.audience) == (NeedSource.BODY, group.pk, Circle.TEAM)
        assert link.pk != foreign.pk


def test_family_is_read_before_anybody_else_sees_it(cast: Cast) -> None:
    furnish(cast.perle, published=True)
    url = f"/buendnisse/{cast.perle.slug}/bedarf/"
    visitor = Client(headers=FROM_OUR_PAGE)
    sent = {"stamp": stamp(), "title": "Kein Spielplatz im Viertel", "text": "Für Kleine fehlt alles.",
            "from_name": "Eva Muster", "from_email": "eva@example.org"}  # fmt: skip
    robot = visitor.post(url, {**sent, "homepage": "http://spam.example"})
    empty = visitor.post(url, {"stamp": stamp(), "title": ""})
    first, again = visitor.post(url, sent), visitor.post(url, sent)
    assert [answer.status_code for answer in (robot, empty, first, again)] == [303, 422, 303, 303]
    assert not visitor.cookies
    with scope.alliance(cast.perle.pk):
        need = Need.objects.get()
        assert (need.state, need.audience, need.source) == (NeedState.NEW, Circle.TEAM, NeedSource.FAMILY)
        seen = [queries.all_needs(who).count() for who in (cast.coordinator, cast.deputy, cast.group_lead, cast.reader)]
        assert seen == [1, 1, 0, 0]
    assert client_of(cast.reader).get(room(cast, "workspace_need", need.pk)).status_code == 404
    assert "Kein Spielplatz" not in visitor.get(url).content.decode()
    coordinator = client_of(cast.coordinator)
    coordinator.post(room(cast, "workspace_need_review", need.pk), {"audience": Circle.PUBLIC})
    page = visitor.get(url).content.decode()
    assert ("Kein Spielplatz" in page, "Eva Muster" in page, "eva@example.org" in page) == (True, False, False)
    assert "Eva Muster" not in text_of(client_of(cast.reader).get(room(cast, "workspace_need", need.pk)))
    assert "Eva Muster" in text_of(coordinator.get(room(cast, "workspace_need", need.pk)))


def test_message_becomes_a_need_and_is_closed(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        inquiry = Inquiry.objects.create(
            kind=InquiryKind.CITIZEN, text="Wo gibt es Nachhilfe?\nWir finden nichts.", sender_name="Eva",
            sender_email="eva@example.org",
        )  # fmt: skip
    url = f"{room(cast, 'workspace_need_add')}?nachricht={inquiry.pk}"
    client = client_of(cast.coordinator)
    assert 'value="Wo gibt es Nachhilfe?"' in client.get(url).content.decode()
    client.post(url, {"title": "Nachhilfe", "source": NeedSource.FAMILY, "audience": Circle.ALLIANCE, "version": 1})
    with scope.alliance(cast.perle.pk):
        need = Need.objects.get()
        inquiry.refresh_from_db()
        assert (need.from_email, need.inquiry_id, inquiry.state) == ("eva@example.org", inquiry.pk, "closed")
    assert client_of(cast.group_lead).get(url).status_code == 403


# Answers


def test_agenda_answer_reaches_the_family_and_later_the_decision_stands_beside_it(cast: Cast) -> None:
    furnish(cast.perle, published=True)
    with scope.alliance(cast.perle.pk):
        meeting = making.meeting(making.body())
        need = told(source=NeedSource.FAMILY, from_email="eva@example.org", from_name="Eva", audience=Circle.PUBLIC)
    client = client_of(cast.coordinator)
    form = {"meeting": meeting.pk, "title": need.title, "kind": "discussion", "minutes": 15, "text": "", "answer": ""}
    client.post(room(cast, "workspace_need_agenda", need.pk), form)
    again = client.post(room(cast, "workspace_need_agenda", need.pk), form)
    assert "Das steht schon auf der Tagesordnung" in text_of(again)
    with scope.alliance(cast.perle.pk):
        need.refresh_from_db()
        item = AgendaItem.objects.get()
        assert (need.state, need.item_id, item.title) == (NeedState.AGENDA, item.pk, need.title)
        assert _to("eva@example.org") == ["Unsere Antwort: Betreuung am Nachmittag"]
        entry = Entry.objects.create(meeting=meeting, item=item, kind=EntryKind.DECISION, text="Wir öffnen bis 18 Uhr.",
                                     key="7f3c5f0e-0000-4000-8000-000000000001", written_at=timezone.now())  # fmt: skip
        decision = Decision.objects.create(
            meeting=meeting, entry=entry, body=meeting.body, year=2026, number=7, text=entry.text, is_public=True,
            decided_on=timezone.localdate(),
        )  # fmt: skip
        _link, token = links.issue(
            purpose=NEED_PURPOSE, subject_id=need.pk, recipient="eva@example.org", lifetime=BRIEF
        )
    shown = text_of(client.get(room(cast, "workspace_need", need.pk)))
    assert ("beschlossen: 2026/07" in shown, "Wir öffnen bis 18 Uhr." in shown) == (True, True)
    assert "Wir öffnen bis 18 Uhr." in text_of(Client(headers=FROM_OUR_PAGE).get(reverse("link_need", args=[token])))
    follow_decisions()
    public = f"/buendnisse/{cast.perle.slug}/bedarf/"
    assert "Wir öffnen bis 18 Uhr." in text_of(Client().get(public))
    with scope.alliance(cast.perle.pk):
        Decision.objects.filter(pk=decision.pk).update(is_public=False, is_confidential=True)
        revisions.bump(f"alliance:{cast.perle.pk}")
    assert "Wir öffnen bis 18 Uhr." not in text_of(Client().get(public))
    assert "Wir öffnen bis 18 Uhr." not in text_of(client_of(cast.reader).get(room(cast, "workspace_need", need.pk)))
    assert "Wir öffnen bis 18 Uhr." not in text_of(
        Client(headers=FROM_OUR_PAGE).get(reverse("link_need", args=[token]))
    )


def test_confidential_need_becomes_a_confidential_item_and_project(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        meeting = making.meeting(making.body())
        need = told(audience=Circle.TEAM)
        item = need_answers.put_on_agenda(need, meeting, {"title": "Intern"}, by=cast.coordinator)
        assert item.is_confidential
    url = room(cast, "workspace_need_project", need.pk)
    client_of(cast.coordinator).post(url, {"title": "Stilles Projekt", "text": "", "answer": "Wir helfen."})
    with scope.alliance(cast.perle.pk):
        project = Project.objects.get()
        need.refresh_from_db()
        assert (project.audience, need.project_id, need.answer) == (Circle.TEAM, project.pk, "Wir helfen.")
        with pytest.raises(PermissionDenied):
            need_answers.decline_need(need, answer="Nein.", by=cast.group_lead)


def test_finished_project_shows_as_such_and_no_needs_a_reason(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        project = Project.objects.create(title="Lesepaten", state=Project.State.RUNNING)
        need = told()
        need_answers.give_to_project(need, project, by=cast.coordinator)
        Project.objects.update(state=Project.State.FINISHED)
        shown = queries.standing(queries.need_or_404(need.pk, cast.coordinator))
        assert shown == ("Projekt abgeschlossen", "success")
        other = told("Freibad umsonst")
    page = client_of(cast.coordinator).post(room(cast, "workspace_need_decline", other.pk), {"answer": ""})
    with scope.alliance(cast.perle.pk):
        other.refresh_from_db()
        assert (page.status_code, other.state) == (200, NeedState.OPEN)
        need_answers.decline_need(other, answer="Nein, weil das Bad der Stadt gehört.", by=cast.coordinator)
        with pytest.raises(ValidationError, match="schon beantwortet"):
            need_answers.meet_need(other, answer="Doch", by=cast.coordinator)
        need_answers.reopen_need(other, by=cast.coordinator)
        assert (other.state, other.answer, other.told_at) == (NeedState.OPEN, "", None)


def test_merged_need_brings_its_voices_and_hears_the_answer(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        kita, club = making.partner("Kita", email="kita@example.org"), making.partner("Verein")
        small = told("Hort", organisation=kita, person=_person_of(kita))
        large = told("Betreuung am Nachmittag", organisation=club)
        actions.support_need(small, organisation=club, text="auch hier", by=cast.coordinator)
        need_answers.merge_needs(small, large, by=cast.coordinator)
        assert list(NeedSupport.objects.filter(need=large).values_list("name", "text")) == [("Kita", "Hort")]
        with pytest.raises(ValidationError, match="schon beantwortet"):
            need_answers.merge_needs(large, small, by=cast.coordinator)
        need_answers.meet_need(large, answer="Der Hort hat jetzt bis 18 Uhr offen.", by=cast.coordinator)
        assert _to("kita@example.org") == ["Unsere Antwort: Hort", "Unsere Antwort: Hort"]
        small.refresh_from_db()
        assert need_answers.tell_answer(small) is False
        secret = told("Vertraulich", audience=Circle.TEAM)
        with pytest.raises(ValidationError, match="vertraulich"):
            need_answers.merge_needs(secret, told("Offen"), by=cast.coordinator)
        with pytest.raises(ValidationError, match="vertraulich"):
            need_answers.merge_needs(told("Auch offen"), secret, by=cast.coordinator)
        family = told("Streit in der Kita", audience=Circle.TEAM, from_email="eva@example.org")
        need_answers.merge_needs(family, secret, by=cast.coordinator)
        assert "Vertraulich" not in Mail.objects.get(to_email="eva@example.org").text


def test_link_of_an_answer_renews_once_and_reports_a_wrong_receiver(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        need = told(from_email="eva@example.org", state=NeedState.DECLINED, answer="Nein, weil kein Geld da ist.")
        old, token = links.issue(
            purpose=NEED_PURPOSE, subject_id=need.pk, recipient="eva@example.org", lifetime=timedelta(seconds=-1)
        )
        _fresh, other = links.issue(purpose=NEED_PURPOSE, subject_id=need.pk, recipient="x@example.org", lifetime=BRIEF)
    url = reverse("link_need", args=[token])
    visitor = Client(headers=FROM_OUR_PAGE)
    assert "abgelaufen" in text_of(visitor.get(url))
    visitor.post(url)
    visitor.post(url)
    with scope.alliance(cast.perle.pk):
        assert _to("eva@example.org") == ["Ihr neuer Link: Betreuung am Nachmittag"]
        assert Link.objects.filter(recipient="eva@example.org").exclude(pk=old.pk).count() == 1
    assert "Nein, weil kein Geld da ist." in text_of(visitor.get(reverse("link_need", args=[other])))
    visitor.post(reverse("link_need", args=[other]), {"tun": "nicht-ich"})
    assert visitor.get(reverse("link_need", args=[other])).status_code == 410


# Privacy


def test_names_of_families_go_half_a_year_after_the_answer(cast: Cast) -> None:
    now = timezone.now()
    with scope.alliance(cast.perle.pk):
        rows = {
            "alt": now - timedelta(days=184), "frisch": now - timedelta(days=10), "ohne": None,
        }  # fmt: skip
        made = {name: told(name, from_email=f"{name}@example.org", answered_at=at) for name, at in rows.items()}
        links.issue(purpose=NEED_PURPOSE, subject_id=made["alt"].pk, recipient="alt@example.org", lifetime=BRIEF)
    forget_tellers()
    with scope.alliance(cast.perle.pk):
        assert list(Need.objects.order_by("title").values_list("title", "from_email")) == [
            ("alt", ""), ("frisch", "frisch@example.org"), ("ohne", "ohne@example.org")
        ]  # fmt: skip
        assert Link.objects.get().recipient == ""


def test_erasing_a_person_takes_her_off_needs_and_hands_out_what_was_kept(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita", email="kita@example.org")
        person = _person_of(kita)
        need = told(organisation=kita, person=person, answered_at=timezone.now(), answer="Ja.")
        NeedSupport.objects.create(need=told("Busse"), organisation=kita, person=person, name="Kita", text="Auch hier")
        assert [len(rows) for rows in privacy.person_rows(person).values()] == [1, 1]
        token = "t"
        assert [thing.title for thing in personal_needs.open_needs(person, page_token=token)] == [
            "Antwort auf Ihren Bedarf „Betreuung am Nachmittag“"
        ]
        forget_person(person)
        need.refresh_from_db()
        assert (need.person_id, NeedSupport.objects.get().person_id, privacy.person_rows(person)) == (None, None, {})


def test_practising_alliance_keeps_nothing_that_a_link_sends(cast: Cast) -> None:
    furnish(cast.perle)
    cast.perle.is_live = False
    cast.perle.save()
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita", email="kita@example.org")
        _link, token = _page_token(_person_of(kita))
    url = reverse("link_page_needs", args=[token])
    page = Client(headers=FROM_OUR_PAGE).post(url, {"who": f"p{kita.pk}", "title": "Hort", "audience": Circle.ALLIANCE})
    with scope.alliance(cast.perle.pk):
        assert ("Übung" in text_of(page), Need.objects.count()) == (True, 0)
        actions.receive_family_need({"title": "Von einer Familie"}, by=Visitor())
        assert Mail.objects.filter(state=Mail.State.WAITING).count() == 0
    assert said(client_of(cast.coordinator).post(room(cast, "workspace_need_remove", _first(cast)))) == [
        "Gelöscht: Von einer Familie."
    ]


def _first(cast: Cast) -> int:
    with scope.alliance(cast.perle.pk):
        return Need.objects.get().pk


def test_message_and_group_lead_to_needs(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        inquiry = Inquiry.objects.create(kind=InquiryKind.CITIZEN, text="Wo gibt es Nachhilfe?")
        group = making.body("AG Bildung", BodyKind.WORKING, has_everyone=False)
    client = client_of(cast.coordinator)
    message = reverse("workspace_inquiry", args=[cast.perle.slug, inquiry.pk])
    add = room(cast, "workspace_need_add")
    assert f'href="{add}?nachricht={inquiry.pk}"' in client.get(message).content.decode()
    with scope.alliance(cast.perle.pk):
        need = told("Nachhilfe", inquiry=inquiry, body=group)
        told("Nur intern", body=group, audience=Circle.TEAM)
    assert f'href="{room(cast, "workspace_need", need.pk)}"' in client.get(message).content.decode()
    page = client.get(room(cast, "workspace_body", group.pk)).content.decode()
    assert (f'href="{add}?gruppe={group.pk}"' in page, "Nachhilfe" in page, "Nur intern" in page) == (True, True, False)
