"""Whom an alliance consists of, who is invited, and where a login leads."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy import crossing
from drehscheibe.ground.tenancy.models import Alliance, Member, OfficeMember, Operator
from drehscheibe.ground.tenancy.roles import Role
from drehscheibe.kit.addresses import local

from .models import Absence, Invitation, User


@dataclass(frozen=True, slots=True)
class Place:
    """A room that a login opens."""

    label: str
    url: str


def members_of() -> list[Member]:
    """Return the active members of the alliance in scope with their logins, by name."""
    return list(Member.objects.filter(is_active=True).select_related("user"))


def open_invitations() -> list[Invitation]:
    """Return what nobody has answered yet, newest first; an expired one is among them and can be sent again."""
    unanswered = Invitation.objects.filter(accepted_at=None, link__revoked_at=None)
    return list(unanswered.select_related("link", "invited_by"))


def absences() -> list[Absence]:
    """Return who of the team is away, now or later, with who stands in; what is over is left out."""
    rows = Absence.objects.filter(last_day__gte=timezone.localdate()).select_related("member", "stands_in__user")
    return list(rows)


def away_today() -> list[Absence]:
    """Return the absences that hold today."""
    return [absence for absence in absences() if absence.first_day <= timezone.localdate()]


def stand_in_addresses() -> list[str]:
    """Return the mail addresses of those who stand in for an absent coordination today, in alphabetical order."""
    return sorted(
        {
            away.stands_in.user.email
            for away in away_today()
            if away.stands_in and away.stands_in.is_active and Role.COORDINATION in away.member.roles
        }
    )


def account_of(email: str) -> User | None:
    return User.objects.filter(email=email.lower()).first()


def places_of(user: User) -> list[Place]:
    """Return the rooms of a login: tended alliances by name, then the office, then the instance itself."""
    places = [Place(a.name, local(f"/arbeit/{a.slug}/")) for a in crossing.alliances_of(user.pk) if a.is_tended]
    if OfficeMember.objects.filter(user=user, is_active=True).exists():
        places.append(Place(_("Überblick für Land und Bund"), local("/amt/")))
    if Operator.objects.filter(user=user, is_active=True).exists():
        places.append(_place_of_operator())
    return places


def _place_of_operator() -> Place:
    """Return the operator's pages; until a first alliance works here, the set-up where she left it."""
    if Alliance.objects.filter(is_tended=True).exists():
        return Place(_("Betrieb dieser Seite"), local("/betrieb/"))
    return Place(_("Einrichtung fortsetzen"), local("/betrieb/einrichten/"))


def operators() -> list[User]:
    """Return the logins that run the instance, by address."""
    keys = Operator.objects.filter(is_active=True).values("user_id")
    return list(User.objects.filter(pk__in=keys).order_by("email"))


def operator_with(email: str) -> Operator | None:
    return Operator.objects.filter(user__email=email.lower(), is_active=True).first()


def login_service_name() -> str:
    """Return the name of the town's own login service, empty where there is none."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return str(apps[0]["name"]) if apps else ""
