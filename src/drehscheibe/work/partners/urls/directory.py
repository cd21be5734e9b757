"""Addresses of the list of partners, of one partner, its people and what it brings."""

from drehscheibe.ground.tenancy.doors import workspace_path
from drehscheibe.ground.tenancy.roles import Capability

from ..views import directory, people, pledges

_SEE = Capability.SEE_PARTNERS
_EDIT = Capability.EDIT_PARTNERS
_ONE = "partner/<int:organisation_id>"

urlpatterns = [
    workspace_path("partner/", directory.partners, needs=_SEE, name="workspace_partners"),
    workspace_path("partner/neu/", directory.add, needs=_EDIT, name="workspace_partner_add"),
    workspace_path("partner/beitraege/", pledges.pledges, needs=_SEE, name="workspace_pledges"),
    workspace_path(f"{_ONE}/", directory.partner, needs=_SEE, name="workspace_partner"),
    workspace_path(f"{_ONE}/bearbeiten/", directory.change, needs=_EDIT, name="workspace_partner_edit"),
    workspace_path(f"{_ONE}/gehoert/", directory.heard, needs=_EDIT, name="workspace_partner_heard"),
    workspace_path(f"{_ONE}/loeschen/", directory.remove, needs=_EDIT, name="workspace_partner_remove"),
    workspace_path(f"{_ONE}/personen/neu/", people.add, needs=_EDIT, name="workspace_contact_add"),
    workspace_path(f"{_ONE}/personen/<int:contact_id>/", people.change, needs=_EDIT, name="workspace_contact"),
    workspace_path(
        f"{_ONE}/personen/<int:contact_id>/entfernen/", people.remove, needs=_EDIT, name="workspace_contact_remove"
    ),
    workspace_path(f"{_ONE}/beitraege/neu/", pledges.add, needs=_EDIT, name="workspace_pledge_add"),
    workspace_path(f"{_ONE}/beitraege/<int:pledge_id>/", pledges.change, needs=_EDIT, name="workspace_pledge"),
    workspace_path(f"{_ONE}/beitraege/<int:pledge_id>/beenden/", pledges.end, needs=_EDIT, name="workspace_pledge_end"),
]
