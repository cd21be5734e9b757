"""Examples for the routes of meetings, their agenda, papers, proposals and guests."""

from io import BytesIO
from typing import Any

from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.work.meetings import access
from drehscheibe.work.meetings.actions.papers import add_paper
from drehscheibe.work.meetings.models import Invitee, Meeting, Paper
from drehscheibe.work.meetings.vocabulary import InviteeKind, ItemState
from drehscheibe.work.partners.access import PAGE_PURPOSE
from tests.meetings import making

from .example import Example, led_body, token


def _meeting() -> Meeting:
    return making.meeting(led_body())


def _one() -> dict[str, Any]:
    return {"meeting_id": _meeting().pk}


def _item(**values: Any) -> dict[str, Any]:
    found = _meeting()
    return {"meeting_id": found.pk, "item_id": making.item(found, "Haushalt", **values).pk}


def _proposal() -> dict[str, Any]:
    return _item(state=ItemState.PROPOSED)


def _paper_of(found: Meeting) -> Paper:
    return add_paper(found, title="Haushalt", upload=(BytesIO(b"%PDF-1.7"), "haushalt.pdf"), by=Machine("matrix"))


def _paper() -> dict[str, Any]:
    found = _meeting()
    return {"meeting_id": found.pk, "paper_id": _paper_of(found).pk}


def _guest() -> dict[str, Any]:
    found = _meeting()
    return {
        "meeting_id": found.pk,
        "guest_id": Invitee.objects.create(meeting=found, kind=InviteeKind.GUEST, name="Presse").pk,
    }


def _invitee() -> Invitee:
    return making.invitee(_meeting(), making.partner("Kita Sonnenschein", email="kita@example.org"))


def _link_paper() -> dict[str, Any]:
    invitee = _invitee()
    return {**token(access.INVITATION_PURPOSE, invitee.pk), "paper_id": _paper_of(invitee.meeting).pk}


def _page(invitee: Invitee) -> dict[str, Any]:
    return {**token(PAGE_PURPOSE, invitee.person_id or 0), "invitee_id": invitee.pk}


def _page_paper() -> dict[str, Any]:
    invitee = _invitee()
    return {**_page(invitee), "paper_id": _paper_of(invitee.meeting).pk}


def _led() -> dict[str, Any]:
    """Make a group with a lead, who may plan for it; the address itself names nothing."""
    led_body()
    return {}


EXAMPLES = {
    "workspace_meeting_add": Example(_led),
    "workspace_meeting": Example(_one),
    "workspace_meeting_edit": Example(_one),
    "workspace_meeting_remove": Example(_one),
    "workspace_item_add": Example(_one),
    "workspace_item": Example(_item),
    "workspace_item_move": Example(_item),
    "workspace_item_remove": Example(_item),
    "workspace_item_postpone": Example(_item),
    "workspace_proposal_accept": Example(_proposal),
    "workspace_proposal_decline": Example(_proposal),
    "workspace_paper_add": Example(_one),
    "workspace_paper": Example(_paper),
    "workspace_paper_hand_in": Example(_paper),
    "workspace_paper_remove": Example(_paper),
    "workspace_guest_add": Example(_one),
    "workspace_guest": Example(_guest),
    "workspace_guest_remove": Example(_guest),
    "link_paper": Example(_link_paper),
    "link_proposal": Example(lambda: token(access.INVITATION_PURPOSE, _invitee().pk)),
    "link_page_paper": Example(_page_paper),
    "link_page_proposal": Example(lambda: _page(_invitee())),
}
