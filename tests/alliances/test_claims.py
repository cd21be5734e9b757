"""A listed alliance is claimed: by its own people, by two at once, by a stranger."""

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drehscheibe.ground.accounts.models import Invitation, User
from drehscheibe.ground.alliances import actions, queries, rules, tasks
from drehscheibe.ground.alliances.claim_words import ClaimCheck, MailHint
from drehscheibe.ground.alliances.models import Claim, Inquiry, Profile
from drehscheibe.ground.audit import queries as audit
from drehscheibe.ground.outbox.models import InstanceMail, Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine, Visitor
from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.kit import forms as kit_forms
from tests.conftest import Cast
from tests.rooms import FROM_OUR_PAGE, client_of, furnish, said, text_of

FORM = "/buendnisse/still/uebernehmen/"
ANNA = {
    "sender_name": "Anna Apfel",
    "sender_email": "Anna.Apfel@stadt-still.example.org",
    "organisation": "Stadtverwaltung, Koordination",
    "callback": "Zentrale 03876 1, Durchwahl 42",
    "text": "Wir pflegen das gern selbst.",
}
OPERATOR = Machine("operator")


@pytest.fixture
def listed(cast: Cast) -> Alliance:
    """A listed alliance with a published page that names its website."""
    profile = furnish(cast.quiet)
    with scope.alliance(cast.quiet.pk):
        Profile.objects.filter(pk=profile.pk).update(official_url="https://www.stadt-still.example.org/familie")
        actions.publish(cast.quiet, by=OPERATOR)
    return cast.quiet


def _ask(**more: str) -> Any:
    return Client().post(FORM, {"stamp": kit_forms.stamp(), **ANNA, **more}, headers=FROM_OUR_PAGE)


def _link(*, to: str = "anna.apfel@stadt-still.example.org") -> str:
    text = InstanceMail.objects.filter(to_email=to).latest("pk").text
    found = re.search(r"/link/uebernahme/\S+", text)
    assert found is not None
    return found.group()


def _press(path: str, **data: str) -> Any:
    return Client().post(path, data, headers=FROM_OUR_PAGE)


def _confirmed(**more: str) -> Claim:
    _ask(**more)
    _press(_link(to=more.get("sender_email", ANNA["sender_email"]).lower()))
    return Claim.objects.latest("pk")


def _log(alliance: Alliance) -> list[str]:
    with scope.alliance(alliance.pk):
        return [line.sentence for line in audit.told(audit.entries())]


def _is_closed(alliance: Alliance) -> bool:
    """Tell whether nothing has opened: not tended, nobody in it, nobody invited."""
    alliance.refresh_from_db()
    with scope.alliance(alliance.pk):
        return not (alliance.is_tended or Member.objects.exists() or Invitation.objects.exists())


# Asking


def test_form_keeps_a_claim_and_mails_a_link_to_the_one_who_asks(listed: Alliance) -> None:
    answer = _ask()
    claim = Claim.objects.get()
    [mail] = InstanceMail.objects.all()
    assert (claim.state, claim.email, claim.callback) == (
        "unconfirmed", "anna.apfel@stadt-still.example.org", "Zentrale 03876 1, Durchwahl 42",
    )  # fmt: skip
    assert (mail.to_email, mail.subject) == (claim.email, "Bitte bestätigen: „Bündnis Still“ übernehmen")
    assert "erst dann prüfen wir Ihre Anfrage" in text_of(Client().get(answer.headers["Location"]))
    assert _is_closed(listed)


def test_operator_hears_nothing_before_the_address_is_confirmed(cast: Cast, listed: Alliance) -> None:
    _ask()
    page = text_of(client_of(cast.operator).get("/betrieb/uebernahmen/?stand=alle"))
    assert ("Anna Apfel" in page, InstanceMail.objects.filter(to_email="betrieb@localhost").count()) == (False, 0)


def test_opening_the_link_ten_times_confirms_nothing(listed: Alliance) -> None:
    _ask()
    pages = [Client().get(_link()) for _ in range(10)]
    assert {page.status_code for page in pages} == {200}
    assert (Claim.objects.get().state, "Ja, das ist meine Adresse" in text_of(pages[-1])) == ("unconfirmed", True)


def test_button_confirms_once_and_tells_the_operator(listed: Alliance) -> None:
    _ask()
    path = _link()
    _press(path)
    _press(path)
    [mail] = InstanceMail.objects.filter(to_email="betrieb@localhost")
    assert (Claim.objects.get().state, mail.subject, mail.reply_to) == (
        "waiting", "Anna Apfel möchte „Bündnis Still“ übernehmen", "anna.apfel@stadt-still.example.org",
    )  # fmt: skip
    assert "Wir prüfen jetzt Ihre Anfrage" in text_of(Client().get(path))
    assert _is_closed(listed)


def test_foreign_address_is_forgotten_when_its_owner_says_so(listed: Alliance) -> None:
    _ask()
    path = _link()
    page = text_of(_press(path, nicht_ich="1"))
    assert ("Die Anfrage ist gelöscht" in page, Claim.objects.count(), Client().get(path).status_code) == (True, 0, 410)


def test_expired_link_can_be_had_anew(listed: Alliance) -> None:
    _ask()
    old = _link()
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        offered = text_of(Client().get(old))
        _press(old)
        _press(_link())
    assert ("Neuen Link senden" in offered, Claim.objects.get().state) == (True, "waiting")


def test_asking_again_replaces_what_was_not_confirmed(listed: Alliance) -> None:
    _ask()
    _ask(text="Jetzt mit Telefon.", callback="Zentrale 0800 1")
    assert [(claim.text, claim.callback) for claim in Claim.objects.all()] == [
        ("Jetzt mit Telefon.", "Zentrale 0800 1")
    ]


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"callback": ""}, "Über welche Nummer erreichen wir Sie? – "),
        ({"organisation": ""}, "Stelle und Aufgabe im Bündnis – "),
        ({"sender_email": "a@example.org\nBcc: b@example.org"}, "Ihre E-Mail-Adresse – "),
    ],
)
def test_missing_answer_is_asked_for(listed: Alliance, wrong: dict[str, str], fault: str) -> None:
    answer = _ask(**wrong)
    assert (answer.status_code, fault in text_of(answer), Claim.objects.count()) == (422, True, 0)


def test_alliance_that_is_tended_gets_a_message_instead(cast: Cast) -> None:
    furnish(cast.perle, published=True)
    page = text_of(Client().get("/buendnisse/perle/uebernehmen/"))
    Client().post("/buendnisse/perle/uebernehmen/", {"stamp": kit_forms.stamp(), **ANNA}, headers=FROM_OUR_PAGE)
    with scope.alliance(cast.perle.pk):
        [inquiry] = Inquiry.objects.all()
        assert Mail.objects.count() == 1
    assert ("geht deshalb an seine Koordination" in page, Claim.objects.count()) == (True, 0)
    assert (inquiry.kind, inquiry.sender_name, ANNA["callback"] in inquiry.text) == ("claim", "Anna Apfel", True)


# Deciding


def test_hint_compares_address_and_website(cast: Cast, listed: Alliance) -> None:
    claim = _confirmed()
    page = text_of(client_of(cast.operator).get(f"/betrieb/uebernahmen/{claim.pk}/"))
    assert ("Die Adresse passt zur Internetseite." in page, "Zentrale 03876 1" in page) == (True, True)


@pytest.mark.parametrize(
    ("email", "website", "hint"),
    [
        ("a@perleberg.de", "https://www.perleberg.de/familie", MailHint.FITS),
        ("a@familie.perleberg.de", "http://perleberg.de", MailHint.FITS),
        ("a@perleberg.de", "https://familie.perleberg.de:8443/", MailHint.FITS),
        ("a@PERLEBERG.DE", "https://Perleberg.de", MailHint.FITS),
        ("a@xn--knzelsau-65a.de", "https://künzelsau.de", MailHint.FITS),
        ("a@nichtperleberg.de", "https://perleberg.de", MailHint.UNKNOWN),
        ("a@perleberg.de.example.org", "https://perleberg.de", MailHint.UNKNOWN),
        ("a@perleberg.de", "", MailHint.UNKNOWN),
        ("a@perleberg.de", "https://[kaputt", MailHint.UNKNOWN),
        ("a@gmx.de", "https://gmx.de", MailHint.FREEMAIL),
        ("a@googlemail.com", "https://perleberg.de", MailHint.FREEMAIL),
        ("a@web-de.example.org", "https://perleberg.de", MailHint.UNKNOWN),
    ],
)
def test_mail_hint(email: str, website: str, hint: MailHint) -> None:
    assert rules.mail_hint(email, [website]) is hint


def test_known_contact_address_counts_like_the_website() -> None:
    assert rules.mail_hint("a@traeger.example.org", [], ["info@traeger.example.org"]) is MailHint.FITS


def test_handing_over_opens_rooms_in_practice_mode_and_invites(cast: Cast, listed: Alliance) -> None:
    claim = _confirmed()
    answer = client_of(cast.operator).post(
        f"/betrieb/uebernahmen/{claim.pk}/", {"was": "uebergeben", "checked": "called"}
    )
    listed.refresh_from_db()
    claim.refresh_from_db()
    with scope.alliance(listed.pk):
        [invitation] = Invitation.objects.all()
        assert Mail.objects.count() == 0
    mail = InstanceMail.objects.latest("pk")
    assert said(answer) == ["Übergeben. Die Einladung an Anna Apfel ist unterwegs; das Bündnis beginnt im Übungsmodus."]
    assert (listed.is_tended, listed.is_live, claim.state, claim.checked) == (True, False, "handed_over", "called")
    assert (invitation.roles, mail.to_email, "/link/einladung/" in mail.text) == (["coordination"], claim.email, True)
    assert _log(listed)[0] == "Der Betrieb hat das Bündnis nach Prüfung übergeben."


def test_nobody_hands_over_without_having_checked(cast: Cast, listed: Alliance) -> None:
    claim = _confirmed()
    page = client_of(cast.operator).post(f"/betrieb/uebernahmen/{claim.pk}/", {"was": "uebergeben"})
    assert ("Bitte sagen Sie, wie Sie geprüft haben." in text_of(page), _is_closed(listed)) == (True, True)


def test_question_keeps_the_claim_open(cast: Cast, listed: Alliance) -> None:
    claim = _confirmed()
    page = f"/betrieb/uebernahmen/{claim.pk}/"
    client_of(cast.operator).post(page, {"was": "fragen", "frage-text": "Wer ist Ihr Träger?"})
    mail = InstanceMail.objects.latest("pk")
    claim.refresh_from_db()
    assert (claim.state, mail.to_email, mail.reply_to, "Wer ist Ihr Träger?" in mail.text) == (
        "asked", claim.email, "betrieb@localhost", True,
    )  # fmt: skip
    assert "Anna Apfel" in text_of(client_of(cast.operator).get("/betrieb/uebernahmen/"))


def test_refusal_needs_a_reason_and_mails_it(cast: Cast, listed: Alliance) -> None:
    claim, path = _confirmed(), _link()
    client, page = client_of(cast.operator), f"/betrieb/uebernahmen/{claim.pk}/"
    client.post(page, {"was": "ablehnen", "grund-text": " "})
    still_open = Claim.objects.get().is_open
    client.post(page, {"was": "ablehnen", "grund-text": "Die Stadt kennt Sie nicht."})
    mail = InstanceMail.objects.latest("pk")
    assert (still_open, Claim.objects.get().state, "Die Stadt kennt Sie nicht." in mail.text) == (True, "refused", True)
    assert ("Die Begründung haben Sie per E-Mail bekommen." in text_of(Client().get(path)), _is_closed(listed)) == (
        True, True,
    )  # fmt: skip


def test_decision_is_made_once(cast: Cast, listed: Alliance) -> None:
    claim = _confirmed()
    client, page = client_of(cast.operator), f"/betrieb/uebernahmen/{claim.pk}/"
    client.post(page, {"was": "ablehnen", "grund-text": "Die Stadt kennt Sie nicht."})
    answer = client.post(page, {"was": "uebergeben", "checked": "called"})
    assert (said(answer)[-1:], _is_closed(listed)) == (["Über diese Anfrage ist schon entschieden."], True)


def test_two_who_claim_the_same_are_shown_together_and_one_gets_it(cast: Cast, listed: Alliance) -> None:
    anna = _confirmed()
    bert = _confirmed(sender_name="Bert Birne", sender_email="bert@example.org")
    client = client_of(cast.operator)
    page = text_of(client.get(f"/betrieb/uebernahmen/{bert.pk}/"))
    client.post(f"/betrieb/uebernahmen/{anna.pk}/", {"was": "uebergeben", "checked": "called"})
    late = client.post(f"/betrieb/uebernahmen/{bert.pk}/", {"was": "uebergeben", "checked": "known"})
    client.post(f"/betrieb/uebernahmen/{bert.pk}/", {"was": "weitergeben"})
    bert.refresh_from_db()
    with scope.alliance(listed.pk):
        [inquiry] = Inquiry.objects.all()
    assert "Das Bündnis möchten auch andere übernehmen Anna Apfel" in page
    assert said(late)[-1:] == ["Dieses Bündnis hat inzwischen eine Koordination. Geben Sie die Anfrage an sie weiter."]
    assert (bert.state, inquiry.sender_email) == ("passed_on", "bert@example.org")


def test_address_confirmed_too_late_becomes_a_message_to_the_coordination(cast: Cast, listed: Alliance) -> None:
    anna = _confirmed()
    _ask(sender_name="Bert Birne", sender_email="bert@example.org")
    actions.hand_over_claim(anna, checked=ClaimCheck.CALLED, by=cast.operator)
    path = _link(to="bert@example.org")
    _press(path)
    with scope.alliance(listed.pk):
        assert Inquiry.objects.get().sender_name == "Bert Birne"
    assert "hat inzwischen eine Koordination" in text_of(Client().get(path))


# Strangers


@pytest.mark.parametrize("who", ["coordinator", "office", "outsider"])
def test_stranger_decides_nothing(cast: Cast, listed: Alliance, who: str) -> None:
    claim = _confirmed()
    person = getattr(cast, who)
    answer = client_of(person).post(f"/betrieb/uebernahmen/{claim.pk}/", {"was": "uebergeben", "checked": "known"})
    by = person if not isinstance(person, User) else Visitor()
    with pytest.raises(PermissionDenied):
        actions.hand_over_claim(claim, checked=ClaimCheck.KNOWN, by=by)
    assert (answer.status_code, _is_closed(listed)) == (404, True)


def test_link_of_one_claim_confirms_no_other(cast: Cast, listed: Alliance) -> None:
    _ask()
    other = Claim.objects.create(alliance=cast.grimm, name="X", email="x@example.org", role="x", callback="x")
    with scope.alliance(listed.pk):
        link = queries.Link.objects.latest("pk")
        with pytest.raises(PermissionDenied):
            actions.confirm_claim(other, by=link)


def test_claim_alone_opens_no_room(cast: Cast, listed: Alliance) -> None:
    _confirmed(sender_email="fremd@example.org")
    assert [client_of(cast.outsider).get(f"/arbeit/still/{page}").status_code for page in ("", "profil/")] == [404, 404]


# The operator's list, and her command


def test_list_has_as_many_statements_for_twenty_as_for_one(cast: Cast, listed: Alliance) -> None:
    client = client_of(cast.operator)

    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get("/betrieb/uebernahmen/")
        return len(caught)

    _confirmed()
    one = statements()
    Claim.objects.bulk_create(
        Claim(alliance=cast.grimm, name=f"N {n}", email=f"n{n}@example.org", role="x", callback="x", state="waiting")
        for n in range(20)
    )
    assert (statements(), one < 15) == (one, True)


def test_list_is_filtered_and_exported(cast: Cast, listed: Alliance) -> None:
    client = client_of(cast.operator)
    empty = text_of(client.get("/betrieb/uebernahmen/"))
    claim = _confirmed()
    found = [
        len(client.get(f"/betrieb/uebernahmen/?{q}").context["rows"]) for q in ("q=apfel", "q=birne", "stand=alle")
    ]
    actions.refuse_claim(claim, reason="Nein.", by=cast.operator)
    csv = client.get("/betrieb/uebernahmen/?stand=entschieden&format=csv").content.decode("utf-8-sig").splitlines()
    assert ("Zurzeit möchte niemand ein Bündnis übernehmen." in empty, found) == (True, [1, 0, 1])
    assert csv[1].startswith("Bündnis Still;Anna Apfel;")


def test_command_does_what_the_page_does(listed: Alliance) -> None:
    claim = _confirmed()
    listing, shown, done = StringIO(), StringIO(), StringIO()
    call_command("claims", stdout=listing)
    call_command("claims", str(claim.pk), stdout=shown)
    call_command("claims", str(claim.pk), "--ask", "Wer sind Sie?", stdout=StringIO())
    call_command("claims", str(claim.pk), "--hand-over", "called", stdout=done)
    assert listing.getvalue() == (
        f"{claim.pk}  Bündnis Still: Anna Apfel, Stadtverwaltung, Koordination (wartet auf Sie)\n"
    )
    assert ("Die Adresse passt" in shown.getvalue(), "/link/einladung/" in done.getvalue()) == (True, True)
    with pytest.raises(CommandError, match="schon entschieden"):
        call_command("claims", str(claim.pk), "--refuse", "Doch nicht.", stdout=StringIO())
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("claims", "0", stdout=StringIO())


# Retention


def test_claims_are_deleted_when_their_time_is_over(cast: Cast, listed: Alliance) -> None:
    decided = _confirmed()
    actions.refuse_claim(decided, reason="Nein.", by=cast.operator)
    waiting = _confirmed(sender_email="wartet@example.org")
    _ask(sender_email="nie@example.org")
    left = []
    for days in (29, 31, 89, 91):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            tasks.delete_old_claims()
        left.append(Claim.objects.count())
    assert (left, Claim.objects.get().pk) == ([3, 2, 2, 1], waiting.pk)


def test_claim_of_nobody_cannot_be_passed_on(cast: Cast, listed: Alliance) -> None:
    claim = _confirmed()
    with pytest.raises(ValidationError, match="noch keine Koordination"):
        actions.pass_claim_on(claim, by=cast.operator)
