"""The team: invite, roles, remove, hand over."""

from django.test import Client

from drehscheibe.ground.accounts.models import Invitation
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Member
from tests.conftest import Cast
from tests.rooms import said, text_of

from .conftest import ROOM

PEOPLE = f"{ROOM}leute/"


def stored(member: Member) -> Member:
    with scope.alliance(member.alliance_id):
        return Member.objects.get(pk=member.pk)


def test_page_shows_the_team_and_who_she_is(coordinator: Client) -> None:
    page = text_of(coordinator.get(PEOPLE))
    assert "Koordination (das sind Sie)" in page
    assert "Lesend Lesend lesend@example.org" in page
    assert "andere@example.org" not in page


def test_invitation_goes_out_by_mail_and_waits_on_the_page(coordinator: Client, cast: Cast) -> None:
    values = {"name": "Nina Neu", "email": "Neu@example.org", "roles": ["reader", "group_lead"]}
    response = coordinator.post(f"{PEOPLE}einladen/", values)
    assert said(response) == ["Die Einladung an Nina Neu ist unterwegs."]
    assert "Nina Neu Gruppenleitung, Lesend neu@example.org" in text_of(coordinator.get(PEOPLE))
    with scope.alliance(cast.perle.pk):
        assert Mail.objects.get().to_email == "neu@example.org"


def test_second_invitation_of_an_address_is_refused_with_the_way_out(coordinator: Client) -> None:
    values = {"name": "Nina Neu", "email": "neu@example.org", "roles": ["reader"]}
    coordinator.post(f"{PEOPLE}einladen/", values)
    page = coordinator.post(f"{PEOPLE}einladen/", values)
    assert "Diese Adresse ist schon eingeladen." in text_of(page)
    assert 'value="Nina Neu"' in page.content.decode()


def test_invitation_can_be_withdrawn(coordinator: Client, cast: Cast) -> None:
    coordinator.post(f"{PEOPLE}einladen/", {"name": "Nina", "email": "neu@example.org", "roles": ["reader"]})
    with scope.alliance(cast.perle.pk):
        asked = Invitation.objects.get()
    coordinator.post(f"{PEOPLE}einladung/{asked.pk}/", {"zurueckziehen": "1"})
    assert "neu@example.org" not in text_of(coordinator.get(PEOPLE))


def test_roles_are_changed(coordinator: Client, cast: Cast) -> None:
    coordinator.post(f"{PEOPLE}{cast.reader.pk}/rollen/", {"roles": ["treasury", "group_lead"]})
    assert stored(cast.reader).roles == ["group_lead", "treasury"]


def test_last_coordination_stays(coordinator: Client, cast: Cast) -> None:
    page = coordinator.post(f"{PEOPLE}{cast.coordinator.pk}/rollen/", {"roles": ["reader"]})
    assert "Ein Bündnis braucht immer eine Koordination." in text_of(page)
    page = coordinator.post(f"{PEOPLE}{cast.coordinator.pk}/entfernen/", follow=True)
    assert "Ein Bündnis braucht immer eine Koordination." in text_of(page)
    assert stored(cast.coordinator).roles == ["coordination"]


def test_removed_member_no_longer_gets_in(coordinator: Client, cast: Cast) -> None:
    assert "Reader" not in text_of(coordinator.get(f"{PEOPLE}{cast.reader.pk}/entfernen/"))
    coordinator.post(f"{PEOPLE}{cast.reader.pk}/entfernen/")
    former = Client()
    former.force_login(cast.reader.user)
    assert former.get(ROOM).status_code == 404


def test_member_of_another_alliance_is_not_there(coordinator: Client, cast: Cast) -> None:
    for path in ("rollen/", "entfernen/"):
        assert coordinator.post(f"{PEOPLE}{cast.other_coordinator.pk}/{path}", {"roles": ["reader"]}).status_code == 404
    assert stored(cast.other_coordinator).roles == ["coordination"]


# Handing over


def test_handing_over_shows_what_follows_before_it_happens(coordinator: Client, cast: Cast) -> None:
    values = {"to": str(cast.deputy.pk), "keep_role": "reader"}
    page = text_of(coordinator.post(f"{PEOPLE}uebergabe/", values))
    assert "Vertretung übernimmt die Koordination." in page
    assert "Sie lesen weiter mit und ändern nichts mehr." in page
    assert stored(cast.deputy).roles == ["deputy"]


def test_confirmed_handing_over_changes_both_and_leads_home(coordinator: Client, cast: Cast) -> None:
    values = {"to": str(cast.deputy.pk), "keep_role": "deputy", "sicher": "1"}
    response = coordinator.post(f"{PEOPLE}uebergabe/", values)
    assert response.headers["Location"] == ROOM
    assert (stored(cast.deputy).roles, stored(cast.coordinator).roles) == (["coordination"], ["deputy"])


def test_whoever_leaves_is_led_to_her_account(coordinator: Client, cast: Cast) -> None:
    values = {"to": str(cast.deputy.pk), "keep_role": "leave", "sicher": "1"}
    assert coordinator.post(f"{PEOPLE}uebergabe/", values).headers["Location"] == "/konto/"
    assert not stored(cast.coordinator).is_active


def test_back_button_returns_to_the_choice(coordinator: Client, cast: Cast) -> None:
    values = {"to": str(cast.deputy.pk), "keep_role": "reader", "zurueck": "1"}
    page = coordinator.post(f"{PEOPLE}uebergabe/", values).content.decode()
    assert "Wer übernimmt die Koordination?" in page
    assert f'value="{cast.deputy.pk}" id="id_to_0" checked' in page or f'value="{cast.deputy.pk}"' in page


def test_coordinator_alone_is_told_to_invite_first(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        Member.objects.exclude(pk=cast.coordinator.pk).update(is_active=False)
    assert "Noch ist niemand da, der übernehmen kann" in text_of(coordinator.get(f"{PEOPLE}uebergabe/"))
