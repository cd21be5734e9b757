"""Forms for everybody: what arrives, what does not, and that nothing typed is lost."""

import re

import pytest
import time_machine
from django.test import Client, override_settings
from django.utils import timezone

from drehscheibe.ground.alliances import actions
from drehscheibe.ground.alliances.models import ContactPoint, Inquiry
from drehscheibe.ground.instance.queries import operator
from drehscheibe.ground.outbox.models import InstanceMail, Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.kit import forms as kit_forms
from tests.portal import build

pytestmark = pytest.mark.usefixtures("places")

HERE = {"Sec-Fetch-Site": "same-origin"}
GOOD = {
    "kind": "citizen",
    "sender_name": "Ada",
    "sender_email": "ada@example.org",
    "text": "Gibt es einen Ferienplatz?",
}
CONTACT = "/buendnisse/perle/kontakt/"


def _post(visitor: Client, address: str, **values: str):  # type: ignore[no-untyped-def]  # Django's test response
    return visitor.post(address, {"stamp": kit_forms.stamp(), **values}, headers=HERE)


def _inquiries(made: Alliance) -> list[Inquiry]:
    with scope.alliance(made.pk):
        return list(Inquiry.objects.all())


def _mails(made: Alliance) -> list[str]:
    with scope.alliance(made.pk):
        return list(Mail.objects.values_list("to_email", flat=True))


def test_question_reaches_the_coordination(visitor: Client) -> None:
    made = build.alliance(rows={ContactPoint: [{"role": "Koordination", "email": "familie@example.org"}]})
    answer = _post(visitor, CONTACT, **GOOD, organisation="Kita")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{CONTACT}danke/")
    [inquiry] = _inquiries(made)
    assert (inquiry.kind, inquiry.sender_name, inquiry.organisation, inquiry.text, inquiry.page) == (
        "citizen", "Ada", "Kita", "Gibt es einen Ferienplatz?", CONTACT,
    )  # fmt: skip
    assert _mails(made) == ["familie@example.org"]


def test_thank_you_page_says_who_reads_it(visitor: Client) -> None:
    build.alliance(name="Bündnis Perle")
    assert "Es liest sie: Bündnis Perle." in visitor.get(f"{CONTACT}danke/").content.decode()


def test_double_click_makes_one_inquiry(visitor: Client) -> None:
    made = build.alliance()
    answers = [_post(visitor, CONTACT, **GOOD).status_code for _ in range(2)]
    assert (answers, len(_inquiries(made))) == ([303, 303], 1)


def test_another_question_of_the_same_person_arrives(visitor: Client) -> None:
    made = build.alliance()
    _post(visitor, CONTACT, **GOOD)
    _post(visitor, CONTACT, **{**GOOD, "text": "Noch eine Frage."})
    assert len(_inquiries(made)) == 2


def test_failed_delivery_can_be_tried_again(visitor: Client) -> None:
    """What could not be kept does not count as sent."""
    made = build.alliance()
    visitor.raise_request_exception = False
    Alliance.objects.filter(pk=made.pk).update(is_tended=False)
    with override_settings(OPERATOR_EMAIL="keine Adresse"):
        failed = _post(visitor, CONTACT, **GOOD).status_code
    again = _post(visitor, CONTACT, **GOOD).status_code
    assert (failed, again, len(_inquiries(made))) == (500, 303, 1)


@pytest.mark.parametrize("trick", [{"homepage": "https://example.org/billig"}, {"stamp": ""}])
def test_robot_gets_a_calm_page_and_nothing_is_kept(visitor: Client, trick: dict[str, str]) -> None:
    made = build.alliance()
    answer = _post(visitor, CONTACT, **{**GOOD, **trick})
    assert (answer.status_code, answer.headers["Location"], _inquiries(made)) == (303, f"{CONTACT}danke/", [])


def test_page_that_stood_open_for_days_keeps_the_text_and_can_be_sent(visitor: Client) -> None:
    made = build.alliance()
    with time_machine.travel(timezone.now() - kit_forms.STAMP_LIFETIME * 2):
        old = kit_forms.stamp()
    answer = _post(visitor, CONTACT, **GOOD, stamp=old)
    page = answer.content.decode()
    assert (answer.status_code, "stand lange offen" in page, "Gibt es einen Ferienplatz?" in page) == (422, True, True)
    fresh = re.search(r'name="stamp" value="([^"]+)"', page)
    assert fresh is not None
    assert _post(visitor, CONTACT, **GOOD, stamp=fresh[1]).status_code == 303
    assert len(_inquiries(made)) == 1


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"sender_email": "ada@"}, "Ihre E-Mail-Adresse – "),
        ({"sender_email": f"{'a' * 250}@example.org"}, "Ihre E-Mail-Adresse – "),
        ({"sender_name": ""}, "Ihr Name – "),
        ({"sender_name": "Ada\0"}, "Ihr Name – "),
        ({"text": "Text mit\0"}, "Ihre Nachricht – "),
        ({"text": "x"}, "Ihre Nachricht – "),
        ({"text": "x" * 5001}, "Ihre Nachricht – "),
        ({"kind": "claim"}, "Worum geht es? – "),
    ],
)
def test_faulty_form_comes_back_filled_with_its_faults(visitor: Client, values: dict[str, str], fault: str) -> None:
    made = build.alliance()
    answer = _post(visitor, CONTACT, **{**GOOD, **values})
    page = answer.content.decode()
    assert (answer.status_code, "Bitte prüfen Sie Ihre Angaben" in page, fault in page, _inquiries(made)) == (
        422,
        True,
        True,
        [],
    )
    assert ('value="Ada"' in page) == ("sender_name" not in values)


def test_script_in_the_name_stays_text(visitor: Client) -> None:
    made = build.alliance()
    answer = _post(visitor, CONTACT, **{**GOOD, "sender_name": "<script>x()</script>", "sender_email": "falsch"})
    assert "<script>x()" not in answer.content.decode()
    _post(visitor, CONTACT, **{**GOOD, "sender_name": "<script>x()</script>"})
    with scope.alliance(made.pk):
        html = Mail.objects.get().html
    assert ("<script>x()" in html, "&lt;script&gt;x()" in html) == (False, True)


def test_form_from_another_site_is_refused(visitor: Client) -> None:
    made = build.alliance()
    answer = visitor.post(CONTACT, {"stamp": kit_forms.stamp(), **GOOD}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, _inquiries(made)) == (403, [])


def test_many_messages_in_a_row_are_slowed(visitor: Client) -> None:
    made = build.alliance()
    answers = [_post(visitor, CONTACT, **{**GOOD, "text": f"Frage {n}"}).status_code for n in range(11)]
    assert (answers, len(_inquiries(made))) == ([303] * 10 + [429], 10)


@pytest.mark.parametrize("page", ["fehler/", "barrierefreiheit/"])
def test_messages_about_a_listed_alliance_go_to_the_operator(visitor: Client, page: str) -> None:
    made = build.alliance(tended=False)
    answer = _post(visitor, f"/buendnisse/perle/{page}", **GOOD, organisation="Stadt")
    assert answer.status_code == 303
    assert [inquiry.text for inquiry in _inquiries(made)] == [GOOD["text"]]
    assert [*_mails(made), *InstanceMail.objects.values_list("to_email", flat=True)] == [operator().email]


@pytest.mark.parametrize("page", ["kontakt/", "kontakt/danke/"])
def test_form_that_an_alliance_has_not_takes_nothing(visitor: Client, page: str) -> None:
    made = build.alliance(tended=False)
    address = f"/buendnisse/perle/{page}"
    assert visitor.get(address).status_code == 404
    assert _post(visitor, address, **GOOD).status_code in {404, 405}
    assert _inquiries(made) == []


def test_barrier_of_the_portal_is_mailed_to_the_operator(visitor: Client) -> None:
    values = {
        "text": "Die Karte lässt sich nicht vergrößern.",
        "page": "/buendnisse/",
        "sender_name": "",
        "sender_email": "ada@example.org",
    }
    answers = [_post(visitor, "/barrierefreiheit/", **values).headers["Location"] for _ in range(2)]
    [mail] = InstanceMail.objects.all()
    assert answers == ["/barrierefreiheit/danke/"] * 2
    assert (mail.to_email, mail.reply_to, "Die Karte lässt sich nicht vergrößern." in mail.text) == (
        operator().email, "ada@example.org", True,
    )  # fmt: skip


def test_barrier_without_text_comes_back(visitor: Client) -> None:
    answer = _post(visitor, "/barrierefreiheit/", text="", page="/buendnisse/")
    assert (answer.status_code, 'value="/buendnisse/"' in answer.content.decode()) == (422, True)


def test_stored_form_is_made_anew_before_its_stamp_runs_out(visitor: Client) -> None:
    build.alliance()
    first = visitor.get(CONTACT).content
    assert visitor.get(CONTACT).content == first
    with time_machine.travel(timezone.now() + kit_forms.STAMP_LIFETIME):
        stamp = re.search(rb'name="stamp" value="([^"]+)"', visitor.get(CONTACT).content)
        assert stamp is not None
        assert kit_forms.stamp_is_good(stamp[1].decode())


def _end(made: Alliance, status: str = "dissolved", **more: object) -> None:
    build.change(made, status=status, **more)


@pytest.mark.parametrize("page", ["kontakt/", "mitmachen/"])
def test_dissolved_alliance_says_where_to_turn_instead_of_asking(visitor: Client, page: str) -> None:
    _end(build.alliance())
    text = visitor.get(f"/buendnisse/perle/{page}").content.decode()
    assert "Dieses Bündnis hat seine Arbeit beendet." in text
    assert 'href="/kreis/prignitz/"><span class="kern-label">Bündnisse im Landkreis Prignitz</span>' in text
    assert "<form" not in text


def test_merged_alliance_leads_from_its_form_to_the_successor(visitor: Client) -> None:
    heir = build.alliance("elbe", name="Bündnis Elbe", place=build.WITTENBERGE)
    _end(build.alliance(), "merged", successor_id=heir.pk)
    assert (
        'href="/buendnisse/elbe/"><span class="kern-label">Bündnis Elbe</span>' in visitor.get(CONTACT).content.decode()
    )
    build.change(heir, name="Bündnis Elbtal")
    assert "Bündnis Elbtal" in visitor.get(CONTACT).content.decode()


def test_page_of_a_dissolved_alliance_offers_no_form(visitor: Client) -> None:
    made = build.alliance(join="Kommen Sie vorbei.")
    before = visitor.get("/buendnisse/perle/").content.decode()
    _end(made)
    after = visitor.get("/buendnisse/perle/").content.decode()
    offers = (
        'href="/buendnisse/perle/kontakt/"',
        'href="/buendnisse/perle/mitmachen/"',
        "#mitmachen",
        "Kommen Sie vorbei.",
    )
    assert ([offer in before for offer in offers[:2]], [offer for offer in offers if offer in after]) == (
        [True, True],
        [],
    )
    assert "Dieses Bündnis nimmt keine Nachrichten mehr an." in after
    assert after.count('href="/kreis/prignitz/"') == 3  # above, among the ways in, in the place of the form


def test_question_to_an_alliance_that_ended_meanwhile_is_handed_back(visitor: Client) -> None:
    made = build.alliance()
    _end(made)
    answer = _post(visitor, CONTACT, **GOOD)
    page = answer.content.decode()
    assert (answer.status_code, _inquiries(made)) == (410, [])
    assert f">{GOOD['text']}</blockquote>" in page


def test_question_sent_to_a_former_address_arrives(visitor: Client) -> None:
    made = build.alliance()
    with scope.alliance(made.pk):
        actions.move_to_slug(made, "neue-perle", by=build.BY)
        actions.republish_address(made, by=build.BY)
    answer = _post(visitor, CONTACT, **GOOD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/buendnisse/neue-perle/kontakt/danke/")
    assert [inquiry.text for inquiry in _inquiries(made)] == [GOOD["text"]]


def test_line_end_counts_as_one_sign(visitor: Client) -> None:
    made = build.alliance()
    lines = "\r\n".join(["x" * 99] * 50)  # 4,999 signs, but 5,048 with the line ends that browsers send
    assert _post(visitor, CONTACT, **{**GOOD, "text": lines + "y"}).status_code == 303
    assert [len(inquiry.text) for inquiry in _inquiries(made)] == [5000]
