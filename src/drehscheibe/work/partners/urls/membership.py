"""Addresses of joining, signing, leaving, and of the number of partners."""

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability

from ..access import ANSWER_PURPOSE, APPLICATION_PURPOSE, DECLARATION_PURPOSE, OBJECTION_PURPOSE, PAGE_PURPOSE
from ..views import applications, declarations, joining, membership, numbers

_SEE = Capability.SEE_PARTNERS
_EDIT = Capability.EDIT_PARTNERS
_ONE = "partner/<int:organisation_id>"
_APPLICATION = "partner/antraege/<int:application_id>"

urlpatterns = [
    workspace_path("partner/regeln/", declarations.rules, needs=_EDIT, name="workspace_membership_rules"),
    workspace_path("partner/zahlen/", numbers.numbers, needs=_SEE, name="workspace_partner_numbers"),
    workspace_path("partner/erklaerung/", declarations.declarations, needs=_SEE, name="workspace_declarations"),
    workspace_path("partner/erklaerung/bitten/", declarations.ask, needs=_EDIT, name="workspace_declaration_ask"),
    workspace_path("partner/erklaerung/blatt/", declarations.sheet, needs=_SEE, name="workspace_declaration_sheet"),
    workspace_path("partner/antraege/", applications.applications, needs=_EDIT, name="workspace_applications"),
    workspace_path(f"{_APPLICATION}/", applications.application, needs=_EDIT, name="workspace_application"),
    workspace_path(
        f"{_APPLICATION}/einspruch/",
        applications.ask_for_objections,
        needs=_EDIT,
        name="workspace_application_objections",
    ),
    workspace_path(f"{_ONE}/urkunde/", membership.certificate, needs=_SEE, name="workspace_partner_certificate"),
    workspace_path(f"{_ONE}/unterschrift/", declarations.note, needs=_EDIT, name="workspace_partner_declaration"),
    workspace_path(f"{_ONE}/mitgliedschaft/", membership.kind, needs=_EDIT, name="workspace_partner_kind"),
    workspace_path(f"{_ONE}/aufnehmen/", membership.take_in, needs=_EDIT, name="workspace_partner_take_in"),
    workspace_path(f"{_ONE}/ausscheiden/", membership.leave, needs=_EDIT, name="workspace_partner_leave"),
    workspace_path(f"{_ONE}/ausschliessen/", membership.exclude, needs=_EDIT, name="workspace_partner_exclude"),
    workspace_path(f"{_ONE}/bleibt/", membership.settle_wish, needs=_EDIT, name="workspace_partner_stays"),
    link_path(
        "link/mitmachen/<str:token>/",
        joining.join,
        purpose=APPLICATION_PURPOSE,
        renew=joining.renew_join,
        name="link_join",
    ),
    link_path("link/rueckfrage/<str:token>/", joining.answer, purpose=ANSWER_PURPOSE, name="link_answer"),
    link_path("link/einspruch/<str:token>/", joining.objection, purpose=OBJECTION_PURPOSE, name="link_objection"),
    link_path(
        "link/erklaerung/<str:token>/",
        declarations.sign,
        purpose=DECLARATION_PURPOSE,
        renew=declarations.renew_sign,
        name="link_declaration",
    ),
    link_path(
        "link/erklaerung/<str:token>/blatt/",
        declarations.sheet_by_link,
        purpose=DECLARATION_PURPOSE,
        name="link_declaration_sheet",
    ),
    link_path(
        "link/urkunde/<str:token>/<int:organisation_id>/",
        membership.certificate_by_link,
        purpose=PAGE_PURPOSE,
        name="link_certificate",
    ),
]
