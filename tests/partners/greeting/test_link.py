"""The page behind the link: two taps, a scanner that opens it, changes, offers, and what comes after its end."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.partners import actions
from drehscheibe.work.partners.models import Consent, LeavingWish, Organisation, Person, Pledge
from drehscheibe.work.partners.public import named_partners
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
    unchanged,
)
from tests.rooms import text_of

MOST_BYTES = 30_000


@pytest.fixture
def link(cast: Cast) -> str:
    """The link of the kita's greeting."""
    prepared(cast)
    kita(cast)
    greet(cast)
    return link_in(mails(cast)[0])


def key(cast: Cast) -> str:
    return str(greeting(cast).organisation_id)


def consents(cast: Cast) -> list[tuple[str, str, bool]]:
    with scope.alliance(cast.perle.pk):
        rows = Consent.objects.order_by("pk")
        return [(row.given_by, row.channel, row.withdrawn_at is None) for row in rows]


def named(cast: Cast) -> list[str]:
    with scope.published():
        return [one.name for one in named_partners(cast.perle.pk)]


def test_page_shows_what_is_kept_and_asks_one_question(cast: Cast, link: str) -> None:
    page = Client().get(link)
    text = text_of(page)

    for part in (
        "Für: Kita Sonnenschein",
        "Hauptstr. 5, 19348 Perleberg",
        "anna@example.org",
        "Öffentlich steht dann:",
    ):
        assert part in text
    assert (len(page.content) < MOST_BYTES, "set-cookie" in {k.lower() for k in page.headers}) == (True, False)


def test_scanner_that_opens_it_ten_times_changes_nothing(cast: Cast, link: str) -> None:
    with unchanged(cast.perle):
        answers = [Client().get(link).status_code for _ in range(10)]
        answers += [Client().head(link).status_code, Client().get(f"{link}?aendern={key(cast)}&getan=ja").status_code]
    assert answers == [200] * 12


def test_one_button_confirms_and_names(cast: Cast, link: str) -> None:
    answer = post(link, tun="ja", fuer=key(cast))
    page = text_of(Client().get(answer["Location"].split("#")[0]))

    assert "Gespeichert: Ihre Angaben stimmen, und „Kita Sonnenschein“ darf öffentlich genannt werden." in page
    assert (consents(cast), named(cast)) == ([("Anna Beispiel", "link", True)], ["Kita Sonnenschein"])
    assert (greeting(cast).answered_by, greeting(cast).answered_how) == ("Anna Beispiel", "link")
    with scope.alliance(cast.perle.pk):
        consent = Consent.objects.select_related("link").get()
        assert (consent.link.recipient, "Das ist freiwillig" in consent.wording) == ("anna@example.org", True)


def test_same_answer_twice_is_one_answer(cast: Cast, link: str) -> None:
    post(link, tun="ja", fuer=key(cast))
    first = greeting(cast).answered_at
    post(link, tun="ja", fuer=key(cast))

    assert (len(consents(cast)), greeting(cast).answered_at) == (1, first)


def test_no_is_an_answer_too(cast: Cast, link: str) -> None:
    post(link, tun="nein", fuer=key(cast), said_by="Frau Vertretung")

    assert "„Kita Sonnenschein“ wird nicht öffentlich genannt." in text_of(Client().get(link))
    assert (progress(cast).confirmed, named(cast), greeting(cast).answered_by) == (1, [], "Frau Vertretung")


def test_withdrawn_consent_is_gone_with_the_next_request_and_can_come_back(cast: Cast, link: str) -> None:
    post(link, tun="ja", fuer=key(cast))
    assert "Doch nicht nennen" in text_of(Client().get(link))

    post(link, tun="nein", fuer=key(cast))
    assert named(cast) == []
    assert "Doch nennen" in text_of(Client().get(link))
    post(link, tun="ja", fuer=key(cast))
    assert (named(cast), [in_force for _by, _how, in_force in consents(cast)]) == (["Kita Sonnenschein"], [False, True])


def test_changes_are_saved_for_partner_and_person_together(cast: Cast, link: str) -> None:
    found = key(cast)
    values = {
        f"p{found}-name": "Kita Sonnenschein e. V.", f"p{found}-street": "Neue Str. 1", f"p{found}-postcode": "19348",
        f"p{found}-place": "Perleberg", f"p{found}-channel": "letter", f"p{found}-large_print": "on",
        f"p{found}-version": "1", f"a{found}-name": "Anna Neumann", f"a{found}-email": "Neu@Example.org",
        f"a{found}-version": "1",
    }  # fmt: skip
    post(link, tun="aendern", fuer=found, **values)

    with scope.alliance(cast.perle.pk):
        row, person = Organisation.objects.get(), Person.objects.get()
    assert (row.name, row.street, row.channel, row.large_print, row.website) == (
        "Kita Sonnenschein e. V.", "Neue Str. 1", "letter", True, "",
    )  # fmt: skip
    assert (person.name, person.email) == ("Anna Neumann", "neu@example.org")
    assert (greeting(cast, row.name).wants_naming, progress(cast).confirmed) == (None, 1)
    assert "Stimmt alles – ja, Sie dürfen uns nennen" in text_of(Client().get(link))


def test_bad_changes_are_explained_and_nothing_is_lost(cast: Cast, link: str) -> None:
    partner(cast, "Anderer", person="Ute Andere", email="ute@example.org")
    found = key(cast)
    with unchanged(cast.perle):
        page = post(
            link, tun="aendern", fuer=found,
            **{f"p{found}-name": "Getippt", f"p{found}-channel": "letter", f"p{found}-postcode": "1934",
               f"p{found}-version": "1", f"a{found}-email": "ute@example.org", f"a{found}-version": "1"},
        )  # fmt: skip
        letter = post(link, tun="aendern", fuer=found, **{f"p{found}-name": "K", f"p{found}-channel": "letter"})
    text = text_of(page)
    assert "Eine Postleitzahl hat fünf Ziffern" in text
    assert 'value="Getippt"' in page.content.decode()
    assert "Für Briefe brauchen wir Straße, Postleitzahl und Ort." in text_of(letter)
    again = {f"p{found}-name": "K", f"p{found}-channel": "mail", f"a{found}-email": "ute@example.org"}
    assert "schon bei jemand anderem" in text_of(post(link, tun="aendern", fuer=found, **again))


def test_somebody_who_saved_in_between_is_shown(cast: Cast, link: str) -> None:
    found = key(cast)
    with scope.alliance(cast.perle.pk):
        row = Organisation.objects.get()
        actions.change_organisation(row, {"name": "Kita Mond"}, version=1, by=cast.coordinator)
    values = {f"p{found}-name": "Kita Sonne", f"p{found}-channel": "mail", f"p{found}-version": "1",
              f"a{found}-name": "Anna Beispiel", f"a{found}-email": "anna@example.org", f"a{found}-version": "1"}  # fmt: skip
    page = post(link, tun="aendern", fuer=found, **values)

    assert ("Kita Mond" in text_of(page), f'name="p{found}-version" value="2"' in page.content.decode()) == (True, True)
    post(link, tun="aendern", fuer=found, **{**values, f"p{found}-version": "2"})
    with scope.alliance(cast.perle.pk):
        assert Organisation.objects.get().name == "Kita Sonne"


def test_offer_becomes_a_pledge_once_and_the_coordination_hears_of_it(cast: Cast, link: str) -> None:
    for _twice in range(2):
        post(link, tun="anbieten", fuer=key(cast), kind="room", text="Turnhalle am Samstag")

    with scope.alliance(cast.perle.pk):
        pledge = Pledge.objects.get()
    assert (pledge.kind, pledge.text, pledge.audience) == ("room", "Turnhalle am Samstag", "alliance")
    assert [(m.to_email, "Turnhalle am Samstag" in m.text) for m in mails(cast)[1:]] == [("buendnis@example.org", True)]
    post(link, tun="beitrag-beenden", fuer=key(cast), beitrag=str(pledge.pk))
    with scope.alliance(cast.perle.pk):
        assert Pledge.objects.get().is_open is False


def test_wish_to_leave_reaches_the_coordination_and_changes_nothing_else(cast: Cast, link: str) -> None:
    post(link, tun="gehen", fuer=key(cast), reason="Wir ziehen um.")

    with scope.alliance(cast.perle.pk):
        assert (LeavingWish.objects.get().reason, Organisation.objects.get().state) == ("Wir ziehen um.", "member")
    assert "Sie haben geschrieben, dass Sie nicht mehr dabei sein möchten." in text_of(Client().get(link))


def test_handing_on_is_a_remark_and_a_mail(cast: Cast, link: str) -> None:
    for _twice in range(2):
        post(link, tun="weitergeben", name="Berta Neu", email="berta@example.org")

    assert greeting(cast).remark == "Berta Neu, berta@example.org"
    assert [m.subject for m in mails(cast)[1:]] == ["„Kita Sonnenschein“: Bitte jemand anderen fragen"]


def test_not_me_ends_the_link_and_tells_the_coordination(cast: Cast, link: str) -> None:
    answer = post(link, tun="nicht-ich")

    assert "Danke für den Hinweis." in text_of(answer)
    assert [Client().get(link).status_code, post(link, tun="ja", fuer=key(cast)).status_code] == [410, 410]
    assert (greeting(cast).answered_at, mails(cast)[1].to_email) == (None, "buendnis@example.org")


def test_expired_link_offers_a_new_one_to_the_same_address_once(cast: Cast, link: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        with unchanged(cast.perle):
            offered = Client().get(link)
        sent = [post(link), post(link)]
    new = mails(cast)[1:]

    assert "Neuen Link senden" in text_of(offered)
    assert ["Der neue Link ist unterwegs" in text_of(answer) for answer in sent] == [True, True]
    assert [mail.to_email for mail in new] == ["anna@example.org"]
    assert post(link_in(new[0]), tun="ja", fuer=key(cast)).status_code == 302
    assert progress(cast).confirmed == 1


def test_link_opens_only_what_was_mailed_with_it(cast: Cast, link: str) -> None:
    other = partner(cast, "Fremder Verein", person="Ute Fremd", email="ute@example.org")
    with scope.alliance(cast.perle.pk):
        contact = Person.objects.get(email="anna@example.org")
        actions.add_contact(other, contact, is_main=True, by=cast.coordinator)
    with unchanged(cast.perle):
        answers = [
            post(link, tun=verb, fuer=str(other.pk)).status_code for verb in ("ja", "aendern", "anbieten", "gehen")
        ]
    assert (answers, "Fremder Verein" in Client().get(link).content.decode()) == ([404] * 4, False)


def test_post_from_another_site_is_refused(cast: Cast, link: str) -> None:
    with unchanged(cast.perle):
        answer = Client().post(link, {"tun": "ja", "fuer": key(cast)}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


def test_partner_that_left_is_told_so_and_not_asked(cast: Cast, link: str) -> None:
    with scope.alliance(cast.perle.pk):
        row = Organisation.objects.get()
        actions.note_leaving(row, on=timezone.localdate(), reason="", tell=False, by=cast.coordinator)
    text = text_of(Client().get(link))

    assert ("ist nicht mehr Partner" in text, "ja, Sie dürfen uns nennen" in text) == (True, False)


def test_mails_of_answers_go_nowhere_but_to_the_coordination(cast: Cast, link: str) -> None:
    post(link, tun="ja", fuer=key(cast))
    assert [(mail.to_email, mail.state) for mail in mails(cast)] == [("anna@example.org", Mail.State.WAITING)]
