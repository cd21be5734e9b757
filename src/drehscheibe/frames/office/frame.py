"""Head and menu of the offices' pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import OfficeRequest
from drehscheibe.kit.addresses import local
from drehscheibe.kit.ui.frames import Link, WorkspaceFrame


def frame_of(request: OfficeRequest) -> WorkspaceFrame:
    home, figures = reverse("office_network"), reverse("office_figures")
    return WorkspaceFrame(
        site=_("Lokale Bündnisse für Familie"),
        brand=_("Überblick für Land und Bund"),
        home_url=home,
        nav=(
            Link(_("Bündnisse"), home, "map", current=request.path == home),
            Link(_("Zahlen"), figures, "checklist", current=request.path == figures),
        ),
        user_name=request.user.name if request.user.is_authenticated else "",
        user_role=_("Landesstelle") if request.office.land else _("Servicestelle des Bundes"),
        user_links=(
            Link(_("Mein Konto"), reverse("account_home")),
            Link(_("Anmeldung und Sicherheit"), reverse("mfa_index")),
        ),
        logout_url=reverse("account_logout"),
        public_url=local("/"),
    )
