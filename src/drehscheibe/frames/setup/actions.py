"""What the set-up writes, a step at a time; each step is one transaction."""

from collections.abc import Mapping

from django.db import transaction

from drehscheibe.ground.accounts import actions as accounts
from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.alliances import actions as alliances
from drehscheibe.ground.instance import actions as instance
from drehscheibe.ground.instance.access import can_run
from drehscheibe.ground.instance.queries import operator
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine, require
from drehscheibe.ground.tenancy.models import Alliance, Operator
from drehscheibe.ground.territories.models import Territory

SETUP = Machine("setup")


@transaction.atomic
def begin(facts: Mapping[str, str], *, person: str, login: str, password: str, by: Machine = SETUP) -> Operator:
    """Note who answers for the instance and make the first login, which runs it.

    Raises ValidationError where the instance is set up already or the address has an account.
    """
    require(can_run(by))
    instance.set_up(facts, by=by)
    return accounts.appoint_operator(email=login, name=person, password=password, by=by)


@transaction.atomic
def found_alliance(
    values: Mapping[str, str], *, place: Territory | None, slug: str, coordinator: User | None, by: Operator
) -> Alliance:
    """Enter an alliance and open its rooms; `coordinator` is whoever runs the instance, or nobody yet.

    Raises ValidationError for an address that somebody took meanwhile.
    """
    require(can_run(by))
    answering = operator()
    alliance = alliances.create_alliance(
        slug=slug,
        name=values["name"],
        summary=values["summary"],
        territories=[place] if place else [],
        contact_role=values["contact_role"],
        contact_email=values["contact_email"],
        host_organisation=answering.name.partition(",")[0],
        responsible_body=values["responsible_body"],
        privacy_contact=answering.privacy_contact,
        tended=True,
        by=by,
    )
    _begin_coordination(alliance, coordinator, by=by)
    return alliance


@transaction.atomic
def take_over(alliance: Alliance, *, coordinator: User | None, by: Operator) -> Alliance:
    """Open the rooms of a listed alliance. Raises ValidationError where somebody works in them already."""
    require(can_run(by))
    with scope.alliance(alliance.pk):
        alliances.start_tending(alliance, by=by)
    _begin_coordination(alliance, coordinator, by=by)
    return alliance


def _begin_coordination(alliance: Alliance, coordinator: User | None, *, by: Operator) -> None:
    if coordinator is not None:
        with scope.alliance(alliance.pk):
            accounts.begin_coordination(coordinator, name=coordinator.name, by=by)
