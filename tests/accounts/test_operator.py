"""Whoever runs the instance: her login, its second step, and the little she may do in an alliance."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from drehscheibe.ground.accounts import access, actions
from drehscheibe.ground.accounts.models import Invitation, User
from drehscheibe.ground.accounts.vocabulary import Appointment
from drehscheibe.ground.audit import queries as audit
from drehscheibe.ground.instance import actions as instance
from drehscheibe.ground.instance.queries import is_set_up
from drehscheibe.ground.instance.vocabulary import MailFinding
from drehscheibe.ground.outbox.models import InstanceMail, Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Alliance, Member, Operator
from drehscheibe.ground.tenancy.roles import Role
from tests.conftest import Cast

OPERATOR = Machine("operator")
NEW = "neue.koordination@example.org"


def _log(alliance: Alliance) -> list[str]:
    with scope.alliance(alliance.pk):
        return [line.sentence for line in audit.told(audit.entries())]


# Her login


def test_code_by_mail_is_asked_for_once_mail_works(cast: Cast) -> None:
    user = cast.operator.user
    found = [access.needs_code_after_password(user)]
    for finding in (MailFinding.TAKEN, MailFinding.NO_ANSWER):
        instance.note_mail_test(finding, by=OPERATOR)
        found.append(access.needs_code_after_password(user))
    assert found == [False, True, False]


def test_password_alone_does_not_open_the_instance(cast: Cast, password_login: Callable[..., Client]) -> None:
    instance.note_mail_test(MailFinding.TAKEN, by=OPERATOR)
    client = password_login("betrieb@example.org")
    assert ("_auth_user_id" in client.session, InstanceMail.objects.get().subject) == (False, "Ihr Code zum Anmelden")


def test_operator_without_alliance_is_led_to_her_pages(cast: Cast, password_login: Callable[..., Client]) -> None:
    client = password_login("betrieb@example.org")
    assert client.get("/konto/").headers["Location"] == "/betrieb/"


def test_address_with_an_account_gives_nobody_that_account(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="schon ein Konto"):
        actions.appoint_operator(
            email="Koordination@example.org", name="Dieb", password="ein-neues-passwort", by=OPERATOR
        )
    assert User.objects.get(email="koordination@example.org").check_password("passwort-passwort")


def test_command_appoints_lists_and_removes(db: None) -> None:
    call_command("operator", "it@example.org", "--name", "Ines Tau", stdout=StringIO())
    call_command("operator", "zwei@example.org", stdout=StringIO())
    call_command("operator", "zwei@example.org", "--remove", stdout=StringIO())
    out = StringIO()
    call_command("operator", stdout=out)
    assert (out.getvalue(), is_set_up()) == ("it@example.org  Ines Tau\n", True)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["betrieb@example.org", "--remove"], "letzte Konto des Betriebs"),
        (["fremd@example.org", "--remove"], "gehört nicht zum Betrieb"),
        (["keine-adresse"], "gültige E-Mail-Adresse|E-Mail-Adresse ein"),
    ],
)
def test_command_says_what_is_wrong(cast: Cast, words: list[str], reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        call_command("operator", *words, stdout=StringIO())
    assert list(Operator.objects.values_list("user__email", "is_active")) == [("betrieb@example.org", True)]


# In an alliance


def test_new_coordinator_after_a_death_is_told_to_the_team_and_stands_in_the_log(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        actions.appoint_coordinator(email=NEW, name="Nele", reason=Appointment.GONE, by=cast.operator)
        assert Mail.objects.count() == 0
    told = list(InstanceMail.objects.filter(subject__contains="neue Koordination").values_list("to_email", flat=True))
    assert sorted(told) == [
        "gruppe@example.org", "kasse@example.org", "koordination@example.org", "lesend@example.org", "vertretung@example.org",
    ]  # fmt: skip
    assert InstanceMail.objects.latest("pk").to_email == NEW
    assert _log(cast.perle)[0] == (
        "Der Betrieb hat eine neue Koordination eingeladen, weil die bisherige nicht mehr da ist."
    )


def test_deputy_can_be_made_the_coordinator(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        asked = actions.appoint_coordinator(
            email="vertretung@example.org", name="", reason=Appointment.UNREACHABLE, by=cast.operator
        ).invitation
        link = Invitation.objects.select_related("link").get(pk=asked.pk).link
        assert link is not None
        actions.accept_invitation(asked, name="Vertretung", by=link, user=cast.deputy.user)
        assert Member.objects.get(pk=cast.deputy.pk).roles == [Role.COORDINATION, Role.DEPUTY]


@pytest.mark.parametrize("actor", ["coordinator", "office", "outsider"])
def test_nobody_else_appoints(cast: Cast, actor: str) -> None:
    with scope.alliance(cast.grimm.pk), pytest.raises(PermissionDenied):
        actions.appoint_coordinator(email=NEW, name="", reason=Appointment.GONE, by=getattr(cast, actor))


def test_rooms_in_use_stay_closed_to_the_operator(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk), pytest.raises(ValidationError, match="arbeitet schon jemand"):
        actions.begin_coordination(cast.operator.user, name="Ich", by=cast.operator)
    with scope.alliance(cast.quiet.pk):
        actions.appoint_coordinator(email=NEW, name="", reason=Appointment.FIRST, by=cast.operator)
        with pytest.raises(ValidationError, match="arbeitet schon jemand"):
            actions.begin_coordination(cast.operator.user, name="Ich", by=cast.operator)


def test_operator_cannot_put_somebody_else_into_a_room(cast: Cast) -> None:
    with scope.alliance(cast.quiet.pk), pytest.raises(PermissionDenied):
        actions.begin_coordination(cast.outsider, name="Fremd", by=cast.operator)


def test_operator_begins_where_nobody_has_worked(cast: Cast) -> None:
    with scope.alliance(cast.quiet.pk):
        member = actions.begin_coordination(cast.operator.user, name="Betty", by=cast.operator)
    assert (member.roles, _log(cast.quiet)) == (
        ["coordination"],
        ["Der Betrieb hat die Koordination an Betty gegeben."],
    )
