"""Every address of the profile and of the inquiries."""

from django.urls import URLPattern

from drehscheibe.ground.tenancy.doors import link_path, operator_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.ui.path import PathOf, no_path

from .access import CLAIM_PURPOSE, CONFIRM_PURPOSE
from .views import claims, inquiries, overview, parts, publication, rows

_EDIT = Capability.EDIT_PROFILE

_ALWAYS = [
    workspace_path("profil/", overview.profile, needs=Capability.SEE_WORKSPACE, name="workspace_profile"),
    workspace_path("profil/teil/<slug:key>/", parts.part, needs=_EDIT, name="workspace_profile_part"),
    workspace_path("profil/gebiet/", parts.areas, needs=_EDIT, name="workspace_areas"),
    workspace_path("profil/logo/", parts.logo, needs=_EDIT, name="workspace_logo"),
    workspace_path("profil/liste/<slug:key>/", rows.rows, needs=_EDIT, name="workspace_list"),
    workspace_path("profil/liste/<slug:key>/neu/", rows.add, needs=_EDIT, name="workspace_row_add"),
    workspace_path("profil/liste/<slug:key>/<int:row_id>/", rows.change, needs=_EDIT, name="workspace_row"),
    workspace_path(
        "profil/liste/<slug:key>/<int:row_id>/entfernen/", rows.remove, needs=_EDIT, name="workspace_row_remove"
    ),
    workspace_path(
        "profil/liste/<slug:key>/<int:row_id>/verschieben/", rows.move, needs=_EDIT, name="workspace_row_move"
    ),
    workspace_path(
        "profil/veroeffentlichen/",
        publication.publication,
        needs=Capability.PUBLISH_PROFILE,
        name="workspace_publication",
    ),
    workspace_path(
        "profil/bestaetigen/", publication.confirm, needs=Capability.PUBLISH_PROFILE, name="workspace_confirm"
    ),
    operator_path("uebernahmen/", claims.claims, name="operator_claims"),
    operator_path("uebernahmen/<int:claim_id>/", claims.claim, name="operator_claim"),
    link_path(
        "link/uebernahme/<str:token>/", claims.confirm, purpose=CLAIM_PURPOSE, renew=claims.renew, name="link_claim"
    ),
    link_path(
        "link/profil/<str:token>/",
        publication.confirm_by_link,
        purpose=CONFIRM_PURPOSE,
        renew=publication.renew_confirmation,
        name="link_confirm_profile",
    ),
]


def patterns(path_of: PathOf = no_path) -> list[URLPattern]:
    """Return all addresses; `path_of` gives what can be made of a message, and what was."""
    needs = Capability.ANSWER_INQUIRIES
    return [
        *_ALWAYS,
        workspace_path("anfragen/", inquiries.inquiries, needs=needs, name="workspace_inquiries"),
        workspace_path(
            "anfragen/<int:inquiry_id>/", inquiries.page_with(path_of), needs=needs, name="workspace_inquiry"
        ),
    ]


urlpatterns = patterns()
