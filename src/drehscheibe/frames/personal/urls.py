"""Addresses of the pages about one person."""

from drehscheibe.ground.tenancy.doors import link_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.partners.access import PAGE_PURPOSE

from . import views

_EDIT = Capability.EDIT_PARTNERS
_PERSON = "partner/person/<int:person_id>"

urlpatterns = [
    workspace_path(f"{_PERSON}/auskunft/", views.data, needs=_EDIT, name="workspace_person_data"),
    workspace_path(f"{_PERSON}/loeschen/", views.erase, needs=_EDIT, name="workspace_person_erase"),
    link_path("link/meine-seite/<str:token>/", views.page, purpose=PAGE_PURPOSE, renew=views.renew, name="link_page"),
]
