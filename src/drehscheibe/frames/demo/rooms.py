"""Fills the rooms of Musterstadt: messages, an open invitation, a change that waits to be published."""

from typing import Any

from drehscheibe.ground.accounts.actions import invite_member
from drehscheibe.ground.alliances import actions, queries
from drehscheibe.ground.alliances.vocabulary import InquiryKind
from drehscheibe.ground.tenancy.access import Visitor
from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.ground.tenancy.roles import Role

from . import content

SLUG = "musterstadt"
INVITED = ("ankommen.musterstadt@example.org", "Nadia Apfelhain")
NEW_MEETING = (
    "Neu ab Januar 2027: ein offenes Frühstück für Väter und Mütter, jeden ersten Samstag im Mehrgenerationenhaus."
)


def member_with(role: Role) -> Member:
    """Return whoever has a role in the alliance in scope; raise StopIteration where nobody has."""
    return next(member for member in Member.objects.all() if role.value in member.roles)


def enliven(alliance: Alliance) -> None:
    """Let people write, invite and change something. Mails to them go the usual way, into the demo's mailbox."""
    coordinator, deputy = member_with(Role.COORDINATION), member_with(Role.DEPUTY)
    for message in content.inquiries():
        _receive(alliance, message, answered_by=coordinator)
    email, name = INVITED
    invite_member(email=email, name=name, roles=[Role.GROUP_LEAD.value], by=coordinator)
    profile = queries.profile()
    values = {"meetings": f"{profile.meetings}\n\n{NEW_MEETING}"}
    actions.save_profile(profile, values, version=profile.version, by=deputy)


def _receive(alliance: Alliance, message: dict[str, Any], *, answered_by: Member) -> None:
    inquiry = actions.receive_inquiry(
        alliance,
        kind=InquiryKind(message["kind"]),
        text=message["text"].strip(),
        sender_name=message["sender_name"],
        sender_email=message["sender_email"],
        organisation=message.get("organisation", ""),
        page=message["page"],
        by=Visitor(),
    )
    if message.get("answered"):
        actions.close_inquiry(inquiry, answered=True, by=answered_by)
