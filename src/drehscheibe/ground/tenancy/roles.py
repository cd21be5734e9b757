"""Who may do what: one table, role → capabilities. Doors, actions and templates ask here and nowhere else."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Capability(StrEnum):
    """What a member may do in her alliance; named after the thing, not after the page."""

    SEE_WORKSPACE = "see_workspace"
    EDIT_PROFILE = "edit_profile"
    PUBLISH_PROFILE = "publish_profile"
    EDIT_PROJECTS = "edit_projects"
    ANSWER_INQUIRIES = "answer_inquiries"
    SEE_AUDIT = "see_audit"
    MANAGE_MEMBERS = "manage_members"
    MANAGE_SETTINGS = "manage_settings"
    HAND_OVER = "hand_over"
    SEE_FINANCES = "see_finances"
    SEE_PARTNERS = "see_partners"
    EDIT_PARTNERS = "edit_partners"
    SEND_MAIL = "send_mail"
    SEE_MEETINGS = "see_meetings"
    LEAD_GROUPS = "lead_groups"
    EDIT_MEETINGS = "edit_meetings"
    EDIT_FIGURES = "edit_figures"


class Role(StrEnum):
    COORDINATION = "coordination"
    DEPUTY = "deputy"
    GROUP_LEAD = "group_lead"
    TREASURY = "treasury"
    READER = "reader"


class OfficeCapability(StrEnum):
    """What the state and national offices may do; it never opens an alliance's rooms."""

    SEE_NETWORK = "see_network"


class OfficeKind(StrEnum):
    NATIONAL = "national"
    STATE = "state"


ROLE_LABELS: dict[Role, Promise] = {
    Role.COORDINATION: _("Koordination"),
    Role.DEPUTY: _("Vertretung"),
    Role.GROUP_LEAD: _("Gruppenleitung"),
    Role.TREASURY: _("Kasse"),
    Role.READER: _("Lesend"),
}

ROLE_CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.COORDINATION: frozenset(Capability),
    Role.DEPUTY: frozenset(Capability) - {Capability.HAND_OVER, Capability.MANAGE_MEMBERS, Capability.MANAGE_SETTINGS},
    Role.GROUP_LEAD: frozenset(
        {
            Capability.SEE_WORKSPACE,
            Capability.EDIT_PROJECTS,
            Capability.SEE_PARTNERS,
            Capability.SEE_MEETINGS,
            Capability.LEAD_GROUPS,
        }
    ),
    Role.TREASURY: frozenset({Capability.SEE_WORKSPACE, Capability.SEE_FINANCES, Capability.SEE_MEETINGS}),
    Role.READER: frozenset({Capability.SEE_WORKSPACE, Capability.SEE_PARTNERS, Capability.SEE_MEETINGS}),
}

OFFICE_CAPABILITIES: dict[OfficeKind, frozenset[OfficeCapability]] = {
    OfficeKind.NATIONAL: frozenset(OfficeCapability),
    OfficeKind.STATE: frozenset(OfficeCapability),
}
