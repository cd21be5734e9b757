"""Gives Musterstadt its rules of the game, its groups and who sits in them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from drehscheibe.ground.tenancy.roles import Role
from drehscheibe.work.bodies.models import Body, Governance, Seat
from drehscheibe.work.bodies.vocabulary import ALL_PARTNERS, Approval, Preset, SeatRole
from drehscheibe.work.partners.models import Contact, Organisation

from . import content, rooms

_BEGAN = timedelta(weeks=150)


def seat() -> dict[str, Body]:
    """Write rules, groups and seats, and return the groups by their key in the demo's file."""
    Governance.objects.create(
        preset=Preset.CLASSIC, meetings_per_year=4, notice_days=14, approval=Approval.SILENCE, circular=True
    )
    found = {facts["key"]: _body(rank, facts) for rank, facts in enumerate(content.bodies())}
    partners = {partner.name: partner for partner in Organisation.objects.all()}
    people = {contact.organisation_id: contact.person for contact in Contact.objects.select_related("person")}
    Seat.objects.bulk_create(
        Seat(
            body=found[facts["key"]],
            organisation=partners[name],
            delegate=people.get(partners[name].pk),
            role=SeatRole.CHAIR if facts.get("chair") == name else SeatRole.MEMBER,
            since=timezone.localdate() - _BEGAN,
        )
        for facts in content.bodies()
        for name in facts.get("members", [])
    )
    return found


def _body(rank: int, facts: dict[str, Any]) -> Body:
    return Body.objects.create(
        kind=facts["kind"],
        name=facts["name"],
        purpose=facts["purpose"],
        duties=facts["duties"],
        has_everyone=facts["kind"] in ALL_PARTNERS,
        is_joinable=facts.get("joinable", False),
        lead=rooms.member_with(Role.GROUP_LEAD) if facts.get("led") else None,
        opened_on=timezone.localdate() - _BEGAN,
        rank=rank,
    )
