"""Progress, calls, answers from the telephone and from paper, letters."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.outbox.vocabulary import Trouble
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.partners import actions
from drehscheibe.work.partners.models import Consent, Greeting, GreetingRun, HeardNote, LetterBatch, Organisation
from drehscheibe.work.partners.queries import greeting as queries
from drehscheibe.work.partners.vocabulary import AnswerChannel
from tests.conftest import Cast
from tests.papers import is_accessible, pages_of
from tests.partners.greeting.build import (
    day,
    greet,
    greeting,
    kita,
    link_in,
    mails,
    partner,
    picture,
    post,
    prepared,
    progress,
    seniors,
    unchanged,
    work,
)
from tests.rooms import client_of, said, text_of

PAGE = "/arbeit/perle/partner/begruessung/"


@pytest.fixture
def run(cast: Cast) -> GreetingRun:
    prepared(cast)
    kita(cast, phone="030 23125 4")
    seniors(cast)
    return greet(cast)


def one(cast: Cast, name: str = "Kita Sonnenschein") -> str:
    return f"{PAGE}{greeting(cast, name).pk}/"


def bounce(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        Mail.objects.update(state=Mail.State.BOUNCED, trouble=Trouble.FULL, undelivered_at=timezone.now())


# How far it is


def test_progress_is_a_sentence_a_bar_and_a_table(cast: Cast, run: GreetingRun) -> None:
    post(link_in(mails(cast)[0]), tun="ja", fuer=str(greeting(cast).organisation_id))
    page = client_of(cast.coordinator).get(f"{PAGE}?stand=alle")

    assert "2 begrüßt, 1 bestätigt" in text_of(page)
    assert ('value="1" max="2"' in page.content.decode(), "1 von 2 Partnern haben geantwortet" in text_of(page)) == (
        True,
        True,
    )
    assert progress(cast) == queries.Progress(greeted=2, confirmed=1, named=1, open=1, bounced=0, to_post=1)


def test_list_shows_number_and_why_a_mail_came_back(cast: Cast, run: GreetingRun) -> None:
    bounce(cast)
    page = client_of(cast.coordinator).get(PAGE)

    assert 'href="tel:030 23125 4"' in page.content.decode()
    assert ("Postfach voll" in text_of(page), progress(cast).bounced) == (True, 1)
    assert "Seniorenbeirat" not in text_of(client_of(cast.coordinator).get(f"{PAGE}?stand=zurueck"))


def test_list_is_searched_filtered_sorted_and_handed_out(cast: Cast, run: GreetingRun) -> None:
    client = client_of(cast.coordinator)

    assert "Kita Sonnenschein" not in text_of(client.get(f"{PAGE}?q=senioren"))
    assert "Kita Sonnenschein" not in text_of(client.get(f"{PAGE}?weg=letter"))
    lines = client.get(f"{PAGE}?format=csv&sortierung=gefragt").content.decode().splitlines()
    assert lines[1].split(";")[:3] == ["Kita Sonnenschein", "Anna Beispiel", "030 23125 4"]


def test_call_is_noted_and_a_talk_is_a_sign_of_life(cast: Cast, run: GreetingRun) -> None:
    client = client_of(cast.coordinator)
    client.post(f"{one(cast)}anruf/", {"ergebnis": "not_reached"})
    first = greeting(cast)
    answer = client.post(f"{one(cast)}anruf/", {"ergebnis": "talked", "liste": "stand=offen&q=kita&x=<script>"})

    assert (first.call_result, greeting(cast).call_result) == ("not_reached", "talked")
    assert answer["Location"] == f"{PAGE}?q=kita&stand=offen#partner-{first.pk}"
    with scope.alliance(cast.perle.pk):
        assert HeardNote.objects.get().organisation == first.organisation


def test_pages_ask_as_many_statements_for_many_as_for_few(cast: Cast) -> None:
    def statements(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    prepared(cast)
    client = client_of(cast.coordinator)
    pages = [PAGE, f"{PAGE}briefe/", f"{PAGE}antworten/", "/arbeit/perle/partner/begruessen/"]
    counts = []
    for number in (3, 30):
        for n in range(number):
            partner(cast, f"Verein {number} {n}", person=f"Frau {n}", email=f"p{number}-{n}@example.org", phone="1234")
            partner(cast, f"Haus {number} {n}", street="Weg 1", postcode="19348", place="Perleberg")
        greet(cast)
        partner(cast, f"Neu {number}", person="Neu", email=f"neu{number}@example.org")
        counts.append([statements(page) for page in pages])
    assert counts[1] == counts[0]
    assert max(counts[1]) <= 20


# Answers that the team enters


def test_answer_by_telephone_names_who_said_it_and_who_wrote_it_down(cast: Cast, run: GreetingRun) -> None:
    values = {"naming": "ja", "answered_by": "Anna Beispiel", "channel": "phone", "given_on": day(timezone.localdate())}
    answer = client_of(cast.coordinator).post(f"{one(cast)}antwort/", {**values, "remark": "Neue Nummer folgt"})

    assert said(answer) == ["Eingetragen: Kita Sonnenschein."]
    with scope.alliance(cast.perle.pk):
        consent = Consent.objects.get()
    assert (consent.channel, consent.given_by, consent.recorded_by_id) == (
        "phone",
        "Anna Beispiel",
        cast.coordinator.pk,
    )
    assert (greeting(cast).answered_how, greeting(cast).remark) == ("phone", "Neue Nummer folgt")


def test_consent_on_paper_keeps_its_day_and_a_picture_of_the_sheet(cast: Cast, run: GreetingRun) -> None:
    found = greeting(cast).organisation_id
    path = f"/arbeit/perle/partner/{found}/zustimmung/"
    values = {"naming": "ja", "answered_by": "Anna Beispiel", "channel": "paper", "given_on": "2026-01-15"}
    client = client_of(cast.coordinator)
    client.post(path, {**values, "scan": picture()})

    with scope.alliance(cast.perle.pk):
        consent = Consent.objects.select_related("scan").get()
    assert (day(consent.given_on), consent.channel, consent.scan.content_type) == ("2026-01-15", "paper", "image/png")
    client.post(path, {**values, "naming": "nein"})
    with scope.alliance(cast.perle.pk):
        assert Organisation.objects.get(pk=found).is_named is False


def test_faults_of_an_entered_answer_are_told(cast: Cast, run: GreetingRun) -> None:
    tomorrow = day(timezone.localdate() + timedelta(days=1))
    with unchanged(cast.perle):
        page = client_of(cast.coordinator).post(
            f"{one(cast)}antwort/",
            {
                "naming": "ja",
                "channel": "phone",
                "given_on": tomorrow,
                "scan": SimpleUploadedFile("b.pdf", b"%PDF-1.7"),
            },
        )
    text = text_of(page)
    assert ("Der Tag liegt in der Zukunft." in text, "kein lesbares Bild" in text) == (True, True)


# Letters


def test_letters_are_made_by_the_worker_and_posted_on_a_day(cast: Cast, run: GreetingRun) -> None:
    client = client_of(cast.coordinator)
    assert "Einen Brief erstellen" in text_of(client.get(f"{PAGE}briefe/"))
    client.post(f"{PAGE}briefe/")
    waiting = client.get(f"{PAGE}briefe/")
    work()
    with scope.alliance(cast.perle.pk):
        batch = LetterBatch.objects.get()
    paper = client.get(f"{PAGE}briefe/{batch.pk}/").content

    assert (waiting["Refresh"], "Die Briefe werden erstellt" in text_of(waiting)) == ("2", True)
    text = " ".join(pages_of(paper))
    for part in (
        "Bündnis Perle · Großer Markt 1 · 19348 Perleberg", "Seniorenbeirat Erna Muster Am Park 2 19348 Perleberg",
        "030 23125 100 (Mo. bis Do. 9 bis 12 Uhr)", "Guten Tag Erna Muster,", "Alle Angaben stimmen.",
        "Nein, bitte nicht öffentlich nennen.", "Name und Unterschrift",
    ):  # fmt: skip
        assert part in text
    assert is_accessible(paper)
    assert said(client.post(f"{PAGE}briefe/{batch.pk}/post/", {"posted_on": day(timezone.localdate())})) == [
        "Vermerkt: Ein Brief ist unterwegs."
    ]
    assert (greeting(cast, "Seniorenbeirat").posted_on, progress(cast).to_post) == (timezone.localdate(), 0)


def test_letter_day_in_the_future_is_refused(cast: Cast, run: GreetingRun) -> None:
    with scope.alliance(cast.perle.pk):
        batch = actions.order_letters(run, by=cast.coordinator)
        with pytest.raises(ValidationError, match="in der Zukunft"):
            actions.mark_posted(batch, on=timezone.localdate() + timedelta(days=1), by=cast.coordinator)
        assert Greeting.objects.exclude(posted_on=None).count() == 0


def test_who_answered_or_left_since_the_order_gets_no_letter(cast: Cast, run: GreetingRun) -> None:
    partner(cast, "Chor", street="Weg 1", postcode="19348", place="Perleberg")
    greet(cast)
    with scope.alliance(cast.perle.pk):
        actions.order_letters(run, by=cast.coordinator)
        choir = Organisation.objects.get(name="Chor")
        actions.note_leaving(choir, on=timezone.localdate(), reason="", tell=False, by=cast.coordinator)
        asked = Greeting.objects.select_related("organisation", "run").get(organisation__name="Seniorenbeirat")
        actions.answer(asked, naming=False, answered_by="Erna", channel=AnswerChannel.PHONE, by=cast.coordinator)
    work()
    with scope.alliance(cast.perle.pk):
        batch = LetterBatch.objects.get()
    assert (batch.state, batch.trouble) == ("failed", "Inzwischen braucht niemand mehr einen Brief.")


def test_name_that_cannot_be_printed_is_told(cast: Cast, run: GreetingRun) -> None:
    with scope.alliance(cast.perle.pk):
        Organisation.objects.filter(name="Seniorenbeirat").update(name="中文 Verein")
        actions.order_letters(run, by=cast.coordinator)
    work()
    page = text_of(client_of(cast.coordinator).get(f"{PAGE}briefe/"))
    assert "Das Zeichen „中“ können wir nicht drucken." in page


def test_consent_withdrawn_while_the_letter_is_printed_stays_withdrawn(cast: Cast, run: GreetingRun) -> None:
    """The slip was signed on Monday, the name taken back by telephone on Tuesday, the slip entered on Wednesday."""
    monday = timezone.localdate() - timedelta(days=2)
    choir = greeting(cast, "Seniorenbeirat").organisation
    with scope.alliance(cast.perle.pk):
        actions.order_letters(run, by=cast.coordinator)
        actions.name_or_not(choir, naming=True, said_by="Erna", channel=AnswerChannel.PHONE, by=cast.coordinator)
        with time_machine.travel(timezone.now() - timedelta(days=1)):
            actions.name_or_not(choir, naming=False, said_by="Erna", channel=AnswerChannel.PHONE, by=cast.coordinator)
    work()
    key = greeting(cast, "Seniorenbeirat").pk
    answer = client_of(cast.coordinator).post(
        f"{PAGE}antworten/", {"signed_on": day(monday), f"g{key}-answer": "ja", f"g{key}-signed_by": "Erna Muster"}
    )

    with scope.alliance(cast.perle.pk):
        assert (LetterBatch.objects.get().state, Organisation.objects.get(pk=choir.pk).is_named) == ("ready", False)
    assert "hat die Zustimmung aber an diesem Tag oder danach zurückgenommen" in said(answer)[0]
    assert (greeting(cast, "Seniorenbeirat").wants_naming, progress(cast).confirmed) == (True, 1)


def test_slips_are_entered_line_by_line_all_or_none(cast: Cast, run: GreetingRun) -> None:
    partner(cast, "Chor", person="Carl Chor", street="Weg 1", postcode="19348", place="Perleberg")
    greet(cast)
    first, second = greeting(cast, "Seniorenbeirat").pk, greeting(cast, "Chor").pk
    client, today = client_of(cast.coordinator), day(timezone.localdate())
    with unchanged(cast.perle):
        page = client.post(
            f"{PAGE}antworten/",
            {
                "signed_on": today,
                f"g{first}-answer": "ja",
                f"g{first}-signed_by": "Erna",
                f"g{second}-answer": "aendern",
            },
        )
    assert "Bitte notieren Sie, was zu ändern ist." in text_of(page)

    client.post(f"{PAGE}antworten/", {"signed_on": today, f"g{first}-answer": "ja", f"g{first}-signed_by": "Erna"})
    assert (progress(cast).confirmed, greeting(cast, "Chor").answered_at) == (1, None)


def test_old_files_and_old_proofs_are_emptied(cast: Cast, run: GreetingRun) -> None:
    from drehscheibe.work.partners.tasks import greeting as tasks

    with scope.alliance(cast.perle.pk):
        actions.order_letters(run, by=cast.coordinator)
        choir = greeting(cast, "Seniorenbeirat").organisation
        for naming in (True, False):
            actions.name_or_not(choir, naming=naming, said_by="Erna", channel=AnswerChannel.PHONE, by=cast.coordinator)
    work()
    with time_machine.travel(timezone.now() + timedelta(days=3 * 365 + 1)):
        tasks.empty_old_letters()
        tasks.forget_old_proofs()
    with scope.alliance(cast.perle.pk):
        consent = Consent.objects.get()
        assert bytes(LetterBatch.objects.get().pdf) == b""
    assert (consent.given_by, consent.withdrawn_by, consent.withdrawn_at is None) == ("", "", False)


def test_closed_run_lets_the_next_one_ask_everybody(cast: Cast, run: GreetingRun) -> None:
    client_of(cast.coordinator).post(f"{PAGE}abschliessen/")
    assert progress(cast) == queries.Progress()
    greet(cast)
    assert progress(cast).greeted == 2
    assert post(link_in(mails(cast)[0]), tun="ja", fuer=str(greeting_of(cast, run))).status_code == 302


def greeting_of(cast: Cast, run: GreetingRun) -> int:
    with scope.alliance(cast.perle.pk):
        return Greeting.objects.get(run=run, channel="mail").organisation_id
