"""Addresses of the rules of the game, the groups, their partners and their rooms."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.partners.access import PAGE_PURPOSE

from ..sections import MoreOf, nothing_more
from ..views import bodies, body, joining, link_groups, room, rules, seats

_SEE = Capability.SEE_MEETINGS
_LEAD = Capability.LEAD_GROUPS
_EDIT = Capability.EDIT_MEETINGS
_ONE = "gruppen/<int:body_id>"
_SEAT = f"{_ONE}/partner/<int:organisation_id>"
_WISH = "gruppen/wuensche/<int:wish_id>"
_PAGE = "link/meine-seite/<str:token>"


def patterns(more: MoreOf = nothing_more) -> list[URLPattern]:
    """Return all addresses; `more` gives what a higher app puts on the pages of a group."""
    return [
        workspace_path("spielregeln/", rules.rules, needs=_SEE, name="workspace_governance"),
        workspace_path("spielregeln/bearbeiten/", rules.change, needs=_EDIT, name="workspace_governance_edit"),
        workspace_path("spielregeln/waehlen/", rules.choose, needs=_EDIT, name="workspace_governance_choose"),
        workspace_path("gruppen/", bodies.bodies, needs=_SEE, name="workspace_bodies"),
        workspace_path("gruppen/neu/", bodies.add, needs=_EDIT, name="workspace_body_add"),
        workspace_path("gruppen/wuensche/", joining.wishes, needs=_LEAD, name="workspace_join_wishes"),
        workspace_path(f"{_WISH}/aufnehmen/", joining.accept, needs=_LEAD, name="workspace_join_wish_accept"),
        workspace_path(f"{_WISH}/ablehnen/", joining.decline, needs=_LEAD, name="workspace_join_wish_decline"),
        workspace_path(f"{_ONE}/", body.page_with(more), needs=_SEE, name="workspace_body"),
        workspace_path(f"{_ONE}/bearbeiten/", bodies.change, needs=_LEAD, name="workspace_body_edit"),
        workspace_path(f"{_ONE}/regeln/", rules.change_of_body, needs=_EDIT, name="workspace_body_rules"),
        workspace_path(f"{_ONE}/verschieben/", bodies.move, needs=_EDIT, name="workspace_body_move"),
        workspace_path(f"{_ONE}/beenden/", bodies.close, needs=_EDIT, name="workspace_body_close"),
        workspace_path(f"{_ONE}/wieder-aufnehmen/", bodies.reopen, needs=_EDIT, name="workspace_body_reopen"),
        workspace_path(f"{_ONE}/partner/", seats.seats, needs=_SEE, name="workspace_seats"),
        workspace_path(f"{_ONE}/partner/neu/", seats.add, needs=_LEAD, name="workspace_seat_add"),
        workspace_path(f"{_SEAT}/", seats.change, needs=_LEAD, name="workspace_seat"),
        workspace_path(f"{_SEAT}/beenden/", seats.end, needs=_LEAD, name="workspace_seat_end"),
        workspace_path(f"{_ONE}/wunsch/", joining.note, needs=_EDIT, name="workspace_join_wish_add"),
        workspace_path(f"{_ONE}/nachricht/", room.write, needs=_LEAD, name="workspace_room_note_add"),
        workspace_path(
            f"{_ONE}/nachricht/<int:note_id>/loeschen/",
            room.remove_note,
            needs=_LEAD,
            name="workspace_room_note_remove",
        ),
        workspace_path(f"{_ONE}/datei/neu/", room.add_paper, needs=_LEAD, name="workspace_room_paper_add"),
        workspace_path(f"{_ONE}/datei/<int:paper_id>/", room.paper, needs=_SEE, name="workspace_room_paper"),
        workspace_path(
            f"{_ONE}/datei/<int:paper_id>/loeschen/", room.remove_paper, needs=_LEAD, name="workspace_room_paper_remove"
        ),
        link_path(
            f"{_PAGE}/gruppen/",
            link_groups.groups,
            purpose=PAGE_PURPOSE,
            renew=link_groups.renew,
            name="link_page_groups",
        ),
        link_path(
            f"{_PAGE}/gruppe/<int:body_id>/",
            link_groups.page_with(more),
            purpose=PAGE_PURPOSE,
            renew=link_groups.renew,
            name="link_page_group",
        ),
        link_path(
            f"{_PAGE}/gruppe/<int:body_id>/datei/<int:paper_id>/",
            link_groups.paper,
            purpose=PAGE_PURPOSE,
            renew=link_groups.renew,
            name="link_page_group_paper",
        ),
    ]
