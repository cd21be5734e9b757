"""Accounts come by invitation: opened, answered, answered twice, expired, forwarded, forged."""

import re
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from drehscheibe.ground.accounts import actions, queries
from drehscheibe.ground.accounts.models import Invitation, User
from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.ground.tenancy.roles import Role
from tests.accounts.conftest import FROM_OUR_PAGE, PASSWORD
from tests.conftest import Cast
from tests.rooms import furnish

NEW = "neu@example.org"
FILLED_IN = {"name": "Nele Neu", "password": "drei grüne Wörter"}


def invite(cast: Cast, email: str = NEW, *roles: Role) -> str:
    """Return the path of the link in the mail."""
    with scope.alliance(cast.perle.pk):
        issued = actions.invite_member(email=email, name="Nele", roles=roles or [Role.DEPUTY], by=cast.coordinator)
    return issued.url.removeprefix("http://localhost:8000")


def answer(client: Client, path: str, **data: str) -> str:
    """Post from our own page; return where it leads, or the text of the page."""
    response = client.post(path, data, headers=FROM_OUR_PAGE)
    return response.headers.get("Location") or response.content.decode()


def joined(cast: Cast, email: str = NEW) -> Member | None:
    user = User.objects.filter(email=email).first()
    with scope.alliance(cast.perle.pk):
        return Member.objects.filter(user=user).first() if user else None


def verbs(cast: Cast) -> list[tuple[str, str]]:
    with scope.alliance(cast.perle.pk):
        return list(Entry.objects.order_by("pk").values_list("verb", "actor_kind"))


def mails(cast: Cast) -> list[tuple[str, str]]:
    with scope.alliance(cast.perle.pk):
        return list(Mail.objects.order_by("pk").values_list("to_email", "subject"))


# Inviting


def test_invitation_goes_out_with_link_and_is_logged(cast: Cast) -> None:
    path = invite(cast, "Neu@Example.org", Role.TREASURY, Role.DEPUTY)
    with scope.alliance(cast.perle.pk):
        mail, row = Mail.objects.get(), Invitation.objects.get()
    assert (mail.to_email, mail.subject) == (NEW, "Einladung: Machen Sie mit bei „Bündnis Perle“")
    assert f"http://localhost:8000{path}" in mail.text
    assert "Koordination lädt Sie ein" in mail.text
    assert (row.roles, row.invited_by_id, row.role_names) == (
        ["deputy", "treasury"],
        cast.coordinator.pk,
        "Vertretung, Kasse",
    )
    assert verbs(cast) == [("member.invited", "member")]


@pytest.mark.parametrize("who", ["deputy", "group_lead", "treasurer", "reader", "other_coordinator", "office"])
def test_only_the_coordination_invites(cast: Cast, who: str) -> None:
    by: Actor = getattr(cast, who)
    with scope.alliance(cast.perle.pk), pytest.raises(PermissionDenied):
        actions.invite_member(email=NEW, name="", roles=[Role.READER], by=by)  # type: ignore[arg-type]  # on purpose
    assert mails(cast) == []


@pytest.mark.parametrize("roles", [[], ["chef"]])
def test_invitation_needs_known_roles(cast: Cast, roles: list[str]) -> None:
    with scope.alliance(cast.perle.pk), pytest.raises(ValidationError, match="mindestens eine Rolle"):
        actions.invite_member(email=NEW, name="", roles=roles, by=cast.coordinator)


def test_members_and_invited_people_are_not_invited_again(cast: Cast) -> None:
    invite(cast)
    with scope.alliance(cast.perle.pk):
        for email, reason in (("vertretung@example.org", "gehört schon"), (NEW, "ist schon eingeladen")):
            with pytest.raises(ValidationError, match=reason):
                actions.invite_member(email=email, name="", roles=[Role.READER], by=cast.coordinator)


def test_person_of_another_alliance_can_be_invited(cast: Cast) -> None:
    invite(cast, "andere@example.org")
    assert mails(cast)[0][0] == "andere@example.org"


# Answering


def test_page_says_who_invites_to_what(cast: Cast) -> None:
    page = Client().get(invite(cast)).content.decode()
    assert "Koordination lädt Sie ein, bei „Bündnis Perle“ mitzuarbeiten. Ihre Rolle: Vertretung." in page


def test_mail_scanner_changes_nothing(cast: Cast) -> None:
    path, client = invite(cast), Client()
    for _ in range(3):
        client.get(path)
        client.head(path)
    with scope.alliance(cast.perle.pk):
        state = links.state(Link.objects.get())
    assert (state, joined(cast), len(mails(cast))) == (Link.State.OPEN, None, 1)


def test_new_person_joins_and_is_logged_in(cast: Cast) -> None:
    furnish(cast.perle)
    client = Client()
    leads_to = answer(client, invite(cast), **FILLED_IN)
    member = joined(cast)
    assert member is not None
    assert (leads_to, member.name, member.roles, member.is_active) == ("/arbeit/perle/", "Nele Neu", ["deputy"], True)
    assert int(client.session["_auth_user_id"]) == member.user_id
    assert "Willkommen bei „Bündnis Perle“!" in client.get("/arbeit/perle/").content.decode()
    assert User.objects.get(email=NEW).check_password("drei grüne Wörter") is True
    assert verbs(cast)[-1] == ("member.joined", "link")


def test_new_person_can_log_in_again_by_password(cast: Cast) -> None:
    answer(Client(), invite(cast), **FILLED_IN)
    client = Client()
    client.post("/konto/anmelden/", {"login": NEW, "password": "drei grüne Wörter"})
    assert client.get("/konto/").headers["Location"] == "/arbeit/perle/"


def test_weak_password_is_refused_before_anything_happens(cast: Cast) -> None:
    page = answer(Client(), invite(cast), name="Nele Neu", password="kurz")
    assert ("Bitte prüfen Sie Ihre Angaben" in page, joined(cast)) == (True, None)


def test_link_used_twice_shows_what_was_done(cast: Cast) -> None:
    path = invite(cast)
    answer(Client(), path, **FILLED_IN)
    second = answer(Client(), path, name="Jemand anders", password="drei rote Wörter")
    member = joined(cast)
    assert ("ist schon angenommen" in second, member and member.name) == (True, "Nele Neu")
    assert User.objects.get(email=NEW).check_password("drei grüne Wörter") is True


def test_account_of_the_address_is_asked_to_log_in_first(cast: Cast) -> None:
    path = invite(cast, "andere@example.org")
    page = answer(Client(), path, **FILLED_IN)
    assert f"/konto/anmelden/?next={path}" in page
    assert joined(cast, "andere@example.org") is None


def test_account_of_the_address_joins_without_new_password(cast: Cast) -> None:
    path, client = invite(cast, "andere@example.org"), Client()
    client.force_login(cast.other_coordinator.user)
    leads_to = answer(client, path, name="Andrea Andere")
    member = joined(cast, "andere@example.org")
    assert (leads_to, member and member.name) == ("/arbeit/perle/", "Andrea Andere")
    assert User.objects.get(email="andere@example.org").check_password(PASSWORD) is True


def test_somebody_else_logged_in_does_not_join(cast: Cast) -> None:
    path, client = invite(cast, "andere@example.org"), Client()
    client.force_login(cast.outsider)
    page = answer(client, path, name="Fremd")
    assert "Hier ist fremd@example.org angemeldet, nicht andere@example.org." in page
    assert "fremd@example.org abmelden und neu anmelden" in page
    assert (joined(cast, "andere@example.org"), joined(cast, "fremd@example.org")) == (None, None)


def test_new_persons_invitation_is_not_taken_by_whoever_is_logged_in(cast: Cast) -> None:
    path, client = invite(cast), Client()
    client.force_login(cast.outsider)
    page = answer(client, path, **FILLED_IN)
    assert f"Hier ist fremd@example.org angemeldet, nicht {NEW}." in page
    assert ("fremd@example.org abmelden" in page, 'name="password"' in page, joined(cast)) == (True, False, None)
    [leads_to] = re.findall(r'name="next" value="([^"]+)"', page)
    client.post("/konto/abmelden/", {"next": leads_to})
    assert answer(client, leads_to, **FILLED_IN) == "/arbeit/perle/"


def test_person_who_was_removed_comes_back_with_new_roles(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.remove_member(cast.treasurer, by=cast.coordinator)
    client = Client()
    client.force_login(cast.treasurer.user)
    answer(client, invite(cast, "kasse@example.org", Role.READER), name="Kasse")
    member = joined(cast, "kasse@example.org")
    assert member is not None
    assert (member.pk, member.roles, member.is_active) == (cast.treasurer.pk, ["reader"], True)


# Bad links


@pytest.mark.parametrize(
    "change", [lambda path: path[:-3] + "/", lambda path: path.replace("/einladung/", "/einladung/1")]
)
def test_forged_or_damaged_link_opens_nothing(cast: Cast, change: object) -> None:
    path = change(invite(cast))  # type: ignore[operator]  # a lambda
    response = Client().get(path)
    page = response.content.decode()
    assert (response.status_code, "Dieser Link ist nicht vollständig" in page, "Zur Startseite" in page) == (
        404,
        True,
        True,
    )


def test_post_from_another_site_is_refused(cast: Cast) -> None:
    path = invite(cast)
    response = Client().post(path, FILLED_IN, headers={"sec-fetch-site": "cross-site"})
    assert (response.status_code, joined(cast)) == (403, None)


def test_expired_link_offers_a_new_one_to_the_same_address(cast: Cast) -> None:
    path, client = invite(cast), Client()
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        page = client.get(path).content.decode()
        shown_only = len(mails(cast))
        after = answer(client, path)
        answer(client, path)
    assert f"Neuen Link an {NEW} senden" in page
    assert f"Ein neuer Link ist unterwegs an {NEW}" in after
    assert (shown_only, [to for to, _ in mails(cast)]) == (1, [NEW, NEW])
    assert (verbs(cast)[-1], joined(cast)) == (("member.invited_again", "link"), None)


def test_new_link_after_expiry_works_and_the_old_one_then_shows_it(cast: Cast) -> None:
    old = invite(cast)
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        answer(Client(), old)
        with scope.alliance(cast.perle.pk):
            text = Mail.objects.latest("pk").text
        new = next(word for word in text.split() if "/link/einladung/" in word).removeprefix("http://localhost:8000")
        leads_to = answer(Client(), new, **FILLED_IN)
        page = Client().get(old).content.decode()
    assert (leads_to, "ist schon angenommen" in page) == ("/arbeit/perle/", True)


def test_forwarded_invitation_is_reported_and_stops_working(cast: Cast) -> None:
    path = invite(cast)
    page = answer(Client(), path, not_me="1")
    later = Client().get(path)
    assert "Danke für den Hinweis" in page
    assert (later.status_code, joined(cast)) == (410, None)
    assert mails(cast)[-1] == ("koordination@example.org", "Ihre Einladung kam bei jemand anderem an")
    assert verbs(cast)[-1] == ("member.invitation_reported", "link")


def test_withdrawn_invitation_stops_working(cast: Cast) -> None:
    path = invite(cast)
    with scope.alliance(cast.perle.pk):
        actions.withdraw_invitation(Invitation.objects.get(), by=cast.coordinator)
        left = queries.open_invitations()
    assert (Client().get(path).status_code, left) == (410, [])


def test_invitation_sent_again_replaces_the_first_link(cast: Cast) -> None:
    first = invite(cast)
    with scope.alliance(cast.perle.pk):
        again = actions.renew_invitation(Invitation.objects.get(), by=cast.coordinator).url
    second = again.removeprefix("http://localhost:8000")
    assert (Client().get(first).status_code, Client().get(second).status_code) == (410, 200)


# The operator


def test_operator_invites_the_first_coordinator(cast: Cast) -> None:
    out = StringIO()
    call_command("invite_coordinator", "perle", NEW, "--name", "Nele", "--reason", "gone", stdout=out)
    path = out.getvalue().split("\n")[1].removeprefix("http://localhost:8000")
    page = Client().get(path).content.decode()
    answer(Client(), path, **FILLED_IN)
    member = joined(cast)
    assert "Der Betrieb dieser Plattform lädt Sie ein" in page
    assert (member and member.roles, verbs(cast)[0]) == (["coordination"], ("coordination.appointed_gone", "operator"))


def test_operator_gets_a_new_link_for_somebody_who_is_invited(cast: Cast) -> None:
    first, second = StringIO(), StringIO()
    call_command("invite_coordinator", "perle", NEW, "--reason", "asked", stdout=first)
    call_command("invite_coordinator", "perle", NEW, "--reason", "asked", stdout=second)
    paths = [out.getvalue().split("\n")[1].removeprefix("http://localhost:8000") for out in (first, second)]
    assert [Client().get(path).status_code for path in paths] == [410, 200]


@pytest.mark.parametrize(
    ("slug", "email", "reason"),
    [
        ("nirgends", NEW, "gibt es nicht"),
        ("perle", "keine-adresse", "Bitte geben Sie eine E-Mail-Adresse ein"),
        ("perle", "koordination@example.org", "koordiniert das Bündnis schon"),
        ("perle", NEW, "hat schon eine Koordination"),
    ],
)
def test_operator_is_told_what_is_wrong(cast: Cast, slug: str, email: str, reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        call_command("invite_coordinator", slug, email, stdout=StringIO())
