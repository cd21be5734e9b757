"""Who gets what, the one button, the reminder, practice, and what the coordination sees before."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.outbox.actions import stop_sending
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.partners import actions
from drehscheibe.work.partners.models import Greeting, GreetingMail, GreetingRun
from drehscheibe.work.partners.queries import greeting as queries
from tests.conftest import Cast
from tests.partners.greeting.build import (
    greet,
    greeting,
    kita,
    link_in,
    mails,
    partner,
    post,
    prepared,
    progress,
    seniors,
    unchanged,
)
from tests.rooms import client_of, said, text_of

PAGE = "/arbeit/perle/partner/begruessen/"


@pytest.fixture
def run(cast: Cast) -> GreetingRun:
    prepared(cast)
    kita(cast)
    seniors(cast)
    partner(cast, "Ohne alles", person="Otto Muster")
    with scope.alliance(cast.perle.pk):
        return actions.open_run(by=cast.coordinator)


def test_page_says_who_gets_what_and_what_is_missing(cast: Cast, run: GreetingRun) -> None:
    page = client_of(cast.coordinator).get(PAGE)

    assert "1 per E-Mail, 1 per Brief. Bei einem fehlt eine Adresse." in text_of(page)
    assert "2 Partner begrüßen" in text_of(page)
    with scope.alliance(cast.perle.pk):
        plan = queries.plan(run)
    assert [[one.organisation.name for one in way] for way in (plan.mails, plan.letters, plan.missing)] == [
        ["Kita Sonnenschein"], ["Seniorenbeirat"], ["Ohne alles"],
    ]  # fmt: skip


def test_one_press_greets_with_the_words_that_stand_there(cast: Cast, run: GreetingRun) -> None:
    answer = client_of(cast.coordinator).post(PAGE, {"text": "Schön, dass es Sie gibt!", "tun": "begruessen"})

    assert said(answer) == [
        "2 Partner sind begrüßt. Die E-Mails gehen in fünf Minuten hinaus. So lange können Sie sie anhalten. Ein Brief "
        "ist zu drucken."
    ]
    (mail,) = mails(cast)
    assert (mail.to_email, mail.to_name, mail.reply_to, mail.state) == (
        "anna@example.org", "Anna Beispiel", "buendnis@example.org", Mail.State.WAITING,
    )  # fmt: skip
    assert mail.subject == "Stimmt das so? „Kita Sonnenschein“ bei „Bündnis Perle“"
    for part in (
        "Guten Tag Anna Beispiel,",
        "Schön, dass es Sie gibt!",
        "Hauptstr. 5, 19348 Perleberg",
        "Partnerliste",
    ):
        assert (part in mail.text, part in mail.html) == (True, True)
    assert (progress(cast).greeted, progress(cast).confirmed, progress(cast).to_post) == (2, 0, 1)
    with scope.alliance(cast.perle.pk):
        assert Entry.objects.get(verb="greeting.sent").details == {"mails": 1, "letters": 1}


def test_second_press_greets_only_who_came_since(cast: Cast, run: GreetingRun) -> None:
    greet(cast)
    with scope.alliance(cast.perle.pk), pytest.raises(ValidationError, match="schon begrüßt"):
        actions.greet(run, by=cast.coordinator)
    partner(cast, "Neuer Verein", person="Nora Neu", email="nora@example.org")

    greet(cast)

    assert [mail.to_email for mail in mails(cast)] == ["anna@example.org", "nora@example.org"]


def test_person_of_three_partners_gets_one_mail_for_all(cast: Cast) -> None:
    prepared(cast)
    for name in ("Kita Sonnenschein", "Hort Regenbogen", "Krippe Mond"):
        partner(cast, name, person="Anna Beispiel", email="anna@example.org")
    greet(cast)

    (mail,) = mails(cast)
    page = post(link_in(mail), tun="ja", fuer="alle")

    assert mail.subject == "Stimmt das so? 3 Partner bei „Bündnis Perle“"
    assert all(f"Name: {name}" in mail.text for name in ("Kita Sonnenschein", "Hort Regenbogen", "Krippe Mond"))
    assert page.status_code == 302
    assert (progress(cast).confirmed, progress(cast).named) == (3, 3)


def test_stopped_greeting_counts_for_nothing_and_can_be_given_again(cast: Cast, run: GreetingRun) -> None:
    greet(cast)
    with scope.alliance(cast.perle.pk):
        stop_sending(Sending.objects.get(), by=cast.coordinator)
        assert (queries.greeting_progress().greeted, len(queries.plan(run).mails)) == (1, 1)
        actions.greet(run, by=cast.coordinator)
        assert (Greeting.objects.count(), GreetingMail.objects.count()) == (2, 2)
    assert [mail.state for mail in mails(cast)] == [Mail.State.STOPPED, Mail.State.WAITING]
    assert progress(cast).greeted == 2


def test_silent_are_reminded_after_three_days_with_their_own_words(cast: Cast, run: GreetingRun) -> None:
    greet(cast)
    with scope.alliance(cast.perle.pk):
        assert queries.silent(run) == []
    client = client_of(cast.coordinator)
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        client.force_login(cast.coordinator.user)
        assert "Einen Partner noch einmal erinnern" in text_of(client.get(PAGE))
        answer = client.post(PAGE, {"reminder_text": "Haben Sie kurz Zeit?", "tun": "erinnern"})

    assert said(answer) == ["Ein Partner wird erinnert."]
    first, reminder = mails(cast)
    assert (reminder.to_email, "Haben Sie kurz Zeit?" in reminder.text) == ("anna@example.org", True)
    assert reminder.subject.startswith("Erinnerung: ")
    post(link_in(first), tun="ja", fuer=str(greeting(cast).organisation_id))
    assert progress(cast).confirmed == 1


def test_who_answered_is_not_reminded(cast: Cast, run: GreetingRun) -> None:
    greet(cast)
    post(link_in(mails(cast)[0]), tun="nein", fuer=str(greeting(cast).organisation_id))
    with time_machine.travel(timezone.now() + timedelta(days=4)), scope.alliance(cast.perle.pk):
        assert queries.silent(run) == []


def test_greeting_again_goes_to_the_mended_address_and_the_old_link_still_works(cast: Cast, run: GreetingRun) -> None:
    greet(cast)
    with scope.alliance(cast.perle.pk):
        asked = Greeting.objects.select_related("organisation", "person", "run").get(channel="mail")
        new = actions.add_person_at(
            asked.organisation, values={"name": "Berta Neu", "email": "berta@example.org", "phone": ""}, role="",
            is_main=True, by=cast.coordinator,
        )  # fmt: skip
        actions.ask_again(asked, by=cast.coordinator)
    old, again = mails(cast)

    assert (again.to_email, new.person.name in again.text) == ("berta@example.org", True)
    assert post(link_in(old), tun="ja", fuer=str(asked.organisation_id)).status_code == 302
    assert greeting(cast).answered_by == "Anna Beispiel"


def test_only_who_may_send_greets(cast: Cast, run: GreetingRun) -> None:
    with scope.alliance(cast.perle.pk), pytest.raises(PermissionDenied):
        actions.greet(run, by=cast.reader)
    assert mails(cast) == []


# Looking at it before


def test_preview_shows_mail_letter_and_page_as_received_and_changes_nothing(cast: Cast, run: GreetingRun) -> None:
    client, key = client_of(cast.coordinator), greeting_key(cast)
    with unchanged(cast.perle):
        page = client.get(f"{PAGE}vorschau/{key}/")
        html = client.get(f"{PAGE}vorschau/{key}/mail/").content.decode()
        letter = client.get(f"{PAGE}vorschau/{key}/brief/")
        behind = client.get(f"{PAGE}vorschau/{key}/seite/")
        pressed = client.post(f"{PAGE}vorschau/{key}/seite/", {"tun": "ja"})

    assert "Guten Tag Anna Beispiel," in text_of(page)
    assert ("Hauptstr. 5, 19348 Perleberg" in html, f"{PAGE}vorschau/{key}/seite/" in html) == (True, True)
    assert (letter["Content-Type"], letter.content[:5]) == ("application/pdf", b"%PDF-")
    assert "Stimmt alles – ja, Sie dürfen uns nennen" in text_of(behind)
    assert "Hier wird nichts gespeichert." in text_of(pressed)


def test_trial_goes_to_oneself_and_its_button_harms_nobody(cast: Cast, run: GreetingRun) -> None:
    key = greeting_key(cast)
    answer = client_of(cast.coordinator).post(PAGE, {"text": "Hallo!", "receiver": str(key), "tun": "probe"})

    (mail,) = mails(cast)
    assert said(answer) == ["Die Probe ist unterwegs an Ihre Adresse."]
    assert (mail.to_email, mail.subject[:7]) == (cast.coordinator.user.email, "[Probe]")
    assert (f"{PAGE}vorschau/{key}/seite/" in mail.text, "/link/begruessung/" in mail.text) == (True, False)
    with scope.alliance(cast.perle.pk):
        assert (Link.objects.count(), Greeting.objects.count()) == (0, 0)


def greeting_key(cast: Cast) -> int:
    with scope.alliance(cast.perle.pk):
        return queries.plan(None).mails[0].organisation.pk


# Practice


@pytest.fixture
def practising(cast: Cast) -> Cast:
    cast.perle.is_live = False
    cast.perle.save()
    prepared(cast)
    kita(cast)
    return cast


def test_practised_greeting_stays_here_and_its_page_saves_nothing(practising: Cast) -> None:
    run = greet(practising)
    (mail,) = mails(practising)
    key = greeting(practising).organisation_id
    with unchanged(practising.perle):
        answers = [
            post(link_in(mail), tun="ja", fuer=str(key)),
            post(link_in(mail), tun="aendern", fuer=str(key), **{f"p{key}-name": "X", f"p{key}-channel": "mail"}),
            post(link_in(mail), tun="anbieten", fuer=str(key), kind="room", text="Saal"),
            post(link_in(mail), tun="gehen", fuer=str(key)),
            post(link_in(mail), tun="nicht-ich"),
            post(link_in(mail), tun="weitergeben", name="Berta Neu"),
            post(link_in(mail, "meine-seite"), tun="loeschen"),
            post(link_in(mail, "meine-seite"), tun="nein", fuer=str(key)),
        ]

    assert (run.is_practice, mail.state) == (True, Mail.State.PRACTICE)
    assert ["Im Übungsmodus wird nichts gespeichert." in text_of(answer) for answer in answers] == [True] * 8
    assert "„Stimmt alles – ja, Sie dürfen uns nennen“ wäre jetzt gespeichert." in text_of(answers[0])


def test_answers_entered_while_practising_are_not_kept(practising: Cast) -> None:
    greet(practising)
    asked, client = greeting(practising), client_of(practising.coordinator)
    base = f"/arbeit/perle/partner/begruessung/{asked.pk}"
    entered = {"naming": "ja", "answered_by": "Anna", "channel": "phone", "given_on": "2026-01-01"}
    with unchanged(practising.perle):
        answers = [client.post(f"{base}/antwort/", entered), client.post(f"{base}/anruf/", {"ergebnis": "talked"})]
    assert [said(answer)[0].startswith("Übung:") for answer in answers] == [True, True]


def test_going_live_takes_the_practice_away_and_keeps_the_words(practising: Cast) -> None:
    run = greet(practising)
    (mail,) = mails(practising)
    with scope.alliance(practising.perle.pk):
        actions.save_texts(run, text="Unser Gruß", by=practising.coordinator)
        practising.perle.is_live = True
        practising.perle.save()
        actions.end_practice(by=practising.coordinator)
        real = GreetingRun.objects.get()
        assert (real.is_practice, real.text, Greeting.objects.count()) == (False, "Unser Gruß", 0)
    gone = post(link_in(mail), tun="ja", fuer="1")
    assert (gone.status_code, "gilt nicht mehr" in gone.content.decode()) == (410, True)
    greet(practising)
    assert [one.state for one in mails(practising)] == [Mail.State.PRACTICE, Mail.State.WAITING]


# Large runs


def test_many_are_greeted_with_few_statements(cast: Cast) -> None:
    def statements(number: int) -> int:
        with scope.alliance(cast.perle.pk):
            for n in range(number):
                actions.add_partner(
                    {"name": f"Verein {number} {n}"},
                    person={"name": f"Frau {n}", "email": f"p{number}-{n}@example.org", "phone": ""},
                    by=cast.coordinator,
                )
            run = actions.open_run(by=cast.coordinator)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                actions.greet(run, by=cast.coordinator)
        return len(asked)

    prepared(cast)
    few, many = statements(2), statements(40)
    assert (many - few <= 2, many <= 40) == (True, True)
