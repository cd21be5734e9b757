"""The frame of all pages of whoever runs the instance; a page of any app or frame may use it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import OperatorRequest
from drehscheibe.kit.addresses import local
from drehscheibe.kit.ui.frames import Link, WorkspaceFrame


def operator_frame(request: OperatorRequest) -> WorkspaceFrame:
    """Return head and menu. The entries belong to several apps; each is marked by its address."""
    entries = (
        (_("Zustand"), "/betrieb/", "checklist"),
        (_("Übernahmen"), "/betrieb/uebernahmen/", "group"),
        (_("Bündnisse"), "/betrieb/buendnisse/", "map"),
        (_("Angaben"), "/betrieb/angaben/", "settings"),
    )
    return WorkspaceFrame(
        site=_("Lokale Bündnisse für Familie"),
        brand=_("Betrieb dieser Seite"),
        home_url=local("/betrieb/"),
        nav=tuple(Link(label, local(path), icon, current=_is_at(request, path)) for label, path, icon in entries),
        user_name=str(request.user),
        user_role=_("Betrieb"),
        user_links=(
            Link(_("Mein Konto"), reverse("account_home")),
            Link(_("Anmeldung und Sicherheit"), reverse("mfa_index")),
        ),
        logout_url=reverse("account_logout"),
        public_url=local("/"),
    )


def _is_at(request: OperatorRequest, path: str) -> bool:
    return request.path_info == path if path == "/betrieb/" else request.path_info.startswith(path)
