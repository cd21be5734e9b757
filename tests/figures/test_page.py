"""The alliance on one page: what stands there, who gets it, one sheet whatever is in it, the note before a meeting."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.network.figures.access import PAGE_SHARE_PURPOSE
from drehscheibe.network.figures.actions import page as actions
from drehscheibe.network.figures.documents import page as documents
from drehscheibe.network.figures.models import PageShare, PageText
from drehscheibe.network.figures.queries.briefing import briefing
from drehscheibe.network.figures.queries.page import one_page
from drehscheibe.network.figures.rules.words import first_sentence, shortened
from drehscheibe.network.figures.rules.years import year_to_show
from drehscheibe.network.figures.tasks.keeping import forget_shares
from drehscheibe.work.meetings.models import Decision, Meeting
from drehscheibe.work.meetings.vocabulary import Answer, ItemKind, MeetingState
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.plans.models import Measure, Need, Project
from drehscheibe.work.plans.vocabulary import Circle, NeedSource
from tests.conftest import Cast
from tests.meetings import making as meetings
from tests.papers import is_accessible, pages_of
from tests.rooms import FROM_OUR_PAGE, client_of, furnish, text_of

from . import making

BY = Machine("test")
TODAY = date(2025, 10, 14)


def _ahead(*, host: Organisation | None = None) -> Meeting:
    """Return the next meeting, with an item of the town and one that is confidential."""
    body = meetings.body("Steuerungsgruppe")
    meeting = meetings.meeting(
        body, on=timezone.localdate() + timedelta(days=9), state=MeetingState.INVITED, host=host,
        host_confirmed_at=timezone.now(), place_name="Rathaus",
    )  # fmt: skip
    meetings.item(meeting, "Begrüßung")
    meetings.item(meeting, "Geheime Personalfrage", is_confidential=True, owner_organisation=host)
    meetings.item(meeting, "Haushalt für Familien", owner_organisation=host, kind=ItemKind.DECISION)
    return meeting


def test_page_tells_of_the_year_of_the_town_and_of_what_comes(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.full_year(2025)
        with time_machine.travel(datetime(2025, 10, 14, 12, tzinfo=UTC), tick=False):
            _ahead(host=Organisation.objects.get(name="Stadt Musterstadt"))
            page = one_page()
    assert page.sentences == [
        "„Familientag“: Besucherinnen und Besucher von 410 auf 620 Menschen.",
        "Umgesetzt: Das Bündnis richtet im September einen Familientag aus (Beschluss 2025/01).",
        "Auf den Bedarf „Betreuung am Samstag“ gibt es eine Antwort: Die Kita öffnet ab Herbst jeden zweiten Samstag.",
    ]
    assert [(one.key, one.value, one.before) for one in page.figures] == [
        ("reached", 620, 410), ("partners", 5, 5), ("attendance", 9, 3), ("decisions_done", 1, 0),
    ]  # fmt: skip
    assert [(one.label, one.is_late) for one in page.waiting] == [("2025/02", True), ("2025/03", False)]
    assert page.coming[0].yours == "Sie sind Gastgeber. Sie stellen TOP 3 vor: Haushalt für Familien."


def test_own_sentences_come_first_and_gaps_are_filled(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.full_year(2025)
        actions.save_sentences(2025, {"first": "Wir sind da.", "second": "", "third": ""}, version=1, by=BY)
        said = one_page(today=TODAY).sentences
        assert PageText.objects.get().version == 2
    assert (said[0], said[1][:13], len(said)) == ("Wir sind da.", "„Familientag“", 3)


def test_empty_alliance_gets_no_empty_phrases(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        page = one_page(today=TODAY)
    assert (page.is_empty, page.sentences, page.figures) == (True, [], [])
    shown = text_of(client_of(cast.reader).get("/arbeit/perle/auf-einer-seite/"))
    assert "Noch ist kein Termin bekannt." in shown


def test_nothing_confidential_and_no_familys_need_goes_outside(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.full_year(2025)
        meeting = _ahead(host=Organisation.objects.get(name="Stadt Musterstadt"))
        Decision.objects.update(is_public=False, is_confidential=True)
        Project.objects.update(audience=Circle.TEAM)
        Measure.objects.update(audience=Circle.TEAM)
        Need.objects.update(source=NeedSource.FAMILY)
        note = briefing(meeting, today=TODAY)
    said = str(note)
    words = ("Familientag", "Wickeltisch", "Samstag", "Personalfrage", "Freibad")
    assert [word for word in words if word in said] == []
    assert [(point.number, point.title) for point in note.points] == [(1, "Begrüßung"), (3, "Haushalt für Familien")]


def test_one_sheet_whatever_is_in_it(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        body = making.full_year(2025)
        town = Organisation.objects.get(name="Stadt Musterstadt")
        Organisation.objects.filter(pk=town.pk).update(name="W" * 190)
        long = "MMMMMMMMMM WWWWWWWWWWWW " * 20
        actions.save_sentences(2025, {"first": long[:300], "second": "M" * 300, "third": long[:300]}, version=1, by=BY)
        met = making.held(body, date(2025, 3, 3), [])
        for number in range(20, 60):
            making.decision(met, number, long, owner_organisation=town, due_on=TODAY)
        for _time in range(3):
            _ahead(host=town)
            Meeting.objects.filter(state=MeetingState.INVITED).update(
                title="Ü" * 200, place_name="W" * 200, town="M" * 120
            )
        page = one_page(today=TODAY)
        meeting = Meeting.objects.filter(state=MeetingState.INVITED).first()
        assert meeting is not None
        for number in range(30):
            meetings.item(meeting, f"{number} " + "W" * 190, kind=ItemKind.DECISION, owner_organisation=town)
        for one in meetings.partners(60):
            meetings.invitee(meeting, one, answer=Answer.COMING)
        note = briefing(meeting, today=TODAY)
    pdf, papers = documents.page_pdf(page), documents.briefing_pdf(note)
    assert (len(pages_of(pdf)), len(pages_of(papers))) == (1, 2)
    assert (is_accessible(pdf), is_accessible(papers)) == (True, True)
    assert page.more_waiting == 38
    assert "und 38 weitere" in pages_of(pdf)[0]
    assert "und 40 weitere" in pages_of(papers)[0]


def test_statements_of_page_and_note_stay_the_same(cast: Cast) -> None:
    def statements(meeting: Meeting) -> tuple[int, int]:
        found = []
        for work in (one_page, lambda: briefing(meeting)):
            with CaptureQueriesContext(connection) as captured:
                work()
            found.append(len(captured))
        return found[0], found[1]

    with scope.alliance(cast.perle.pk):
        body = making.full_year(timezone.localdate().year)
        meeting = _ahead()
        few = statements(meeting)
        for one in meetings.partners(40):
            meetings.invitee(meeting, one, answer=Answer.COMING)
        met = making.held(body, timezone.localdate() - timedelta(days=1), meetings.partners(30, first=50))
        for number in range(40, 60):
            making.decision(met, number, "Noch einer.", owner_organisation=making.town(f"Stadt {number}"))
        assert statements(meeting) == few
    assert few == (12, 15)


def _token(cast: Cast, *, name: str = "Bürgermeisterin", email: str = "") -> str:
    with scope.alliance(cast.perle.pk):
        return actions.share_page(name=name, email=email, by=cast.coordinator)[1]


def test_link_shows_the_page_of_today_until_it_is_ended(cast: Cast, client: Client) -> None:
    address = f"/link/seite/{_token(cast)}/"
    first = client.get(address)
    assert (first.status_code, first.headers["Cache-Control"], first.headers["X-Robots-Tag"]) == (
        200,
        "no-store",
        "noindex",
    )
    with scope.alliance(cast.perle.pk):
        making.full_year(timezone.localdate().year)
    assert "Wickeltisch" in text_of(client.get(address))
    assert pages_of(client.get(f"{address}datei/").content)[0].startswith("Bündnis Perle")
    with scope.alliance(cast.perle.pk):
        share = PageShare.objects.get()
        assert (actions.end_share(share, by=cast.coordinator), actions.end_share(share, by=cast.coordinator)) == (
            True,
            False,
        )
    assert client.get(address).status_code == 410


def test_link_is_mailed_or_shown_once_and_not_given_twice(cast: Cast) -> None:
    furnish(cast.perle)
    browser, address = client_of(cast.coordinator), "/arbeit/perle/auf-einer-seite/teilen/"
    shown = browser.post(address, {"name": "Landrat", "email": ""})
    assert text_of(shown).count("/link/seite/") == 1
    assert "/link/seite/" not in text_of(browser.get(address))
    mailed = {"name": "Karla Steinbach", "email": "karla@example.org"}
    assert browser.post(address, mailed).status_code == 302
    assert "hat schon einen Link" in text_of(browser.post(address, mailed))
    assert client_of(cast.reader).get(address).status_code == 403
    with scope.alliance(cast.perle.pk):
        mail = Mail.objects.get()
    assert (mail.to_email, "/link/seite/" in mail.text) == ("karla@example.org", True)


def test_wrong_person_ends_the_link_and_an_expired_one_is_renewed_once(cast: Cast, client: Client) -> None:
    furnish(cast.perle)
    token = _token(cast, name="Karla Steinbach", email="karla@example.org")
    with scope.alliance(cast.perle.pk):
        Link.objects.update(expires_at=timezone.now() - timedelta(days=1))
    for _time in range(2):
        client.post(f"/link/seite/{token}/", headers=FROM_OUR_PAGE)
    with scope.alliance(cast.perle.pk):
        share = PageShare.objects.get()
        assert (Mail.objects.count(), share.link_id) == (2, Link.objects.latest("pk").pk)
        fresh = links.issue(purpose=PAGE_SHARE_PURPOSE, subject_id=share.pk, recipient="", lifetime=timedelta(days=1))[
            1
        ]
    client.post(f"/link/seite/{fresh}/", {"tun": "nicht-ich"}, headers=FROM_OUR_PAGE)
    assert client.get(f"/link/seite/{fresh}/").status_code == 410
    with scope.alliance(cast.perle.pk):
        assert PageShare.objects.get().ended_at is not None
        PageShare.objects.update(ended_at=timezone.now() - timedelta(days=366))
    forget_shares()
    with scope.alliance(cast.perle.pk):
        assert (PageShare.objects.count(), Link.objects.filter(purpose=PAGE_SHARE_PURPOSE).count()) == (0, 0)


def test_sharing_with_the_same_person_twice_says_what_to_do(cast: Cast) -> None:
    _token(cast)
    with scope.alliance(cast.perle.pk), pytest.raises(ValidationError, match="beenden Sie ihn zuerst"):
        actions.share_page(name="Bürgermeisterin", email="", by=BY)


def test_note_says_what_is_asked_and_who_comes(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        town = making.town()
        meeting = _ahead(host=town)
        for name, answer in (("Kita Sonnenschein", Answer.COMING), ("Sportverein", Answer.EXCUSED)):
            meetings.invitee(meeting, meetings.partner(name, person="Anna Geheim"), answer=answer)
        note = briefing(meeting)
    assert note.asked == [
        "Sie sind Gastgeber. Sie stellen TOP 3 vor: Haushalt für Familien.",
        "Entschieden wird über: TOP 3, Haushalt für Familien.",
    ]
    assert (note.coming, note.counted) == (
        ["Kita Sonnenschein"], "Von 2 eingeladenen Partnern hat einer zugesagt. Erwartet wird eine Person.",
    )  # fmt: skip
    page = text_of(client_of(cast.reader).get(f"/arbeit/perle/auf-einer-seite/sprechzettel/{meeting.pk}/"))
    assert ("Haushalt für Familien" in page, "Anna Geheim" in page, "Personalfrage" in page) == (True, False, False)


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("kurz", 10, "kurz"),
        ("eins zwei drei", 10, "eins …"),
        ("Donaudampfschiff", 8, "Donauda …"),
        ("zwei\nZeilen", 20, "zwei Zeilen"),
    ],
)
def test_texts_are_shortened_between_words(text: str, most: int, short: str) -> None:
    assert shortened(text, most) == short


def test_first_sentence_ends_with_a_stop() -> None:
    assert [first_sentence(text, 60) for text in ("Ein Satz. Noch einer.", "ohne Punkt", "", "Wirklich? Ja.")] == [
        "Ein Satz.", "ohne Punkt.", "", "Wirklich?",
    ]  # fmt: skip


def test_january_still_tells_of_the_year_before() -> None:
    assert [year_to_show(day) for day in (date(2026, 1, 31), date(2026, 2, 1))] == [2025, 2026]
