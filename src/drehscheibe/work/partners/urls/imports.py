"""Addresses of lists that are brought along."""

from drehscheibe.ground.tenancy.doors import workspace_path
from drehscheibe.ground.tenancy.roles import Capability

from ..views import imports

_EDIT = Capability.EDIT_PARTNERS
_ALL = "partner/liste-einlesen/"
_ONE = f"{_ALL}<int:batch_id>/"

urlpatterns = [
    workspace_path(_ALL, imports.bring, needs=_EDIT, name="workspace_partner_import"),
    workspace_path(_ONE, imports.one_list, needs=_EDIT, name="workspace_partner_import_list"),
    workspace_path(f"{_ONE}zeile/<int:row_id>/", imports.row, needs=_EDIT, name="workspace_partner_import_row"),
    workspace_path(f"{_ONE}rueckgaengig/", imports.undo, needs=_EDIT, name="workspace_partner_import_undo"),
    workspace_path(f"{_ONE}loeschen/", imports.remove, needs=_EDIT, name="workspace_partner_import_remove"),
]
