"""What the portal adds to an alliance's rooms: the preview."""

from drehscheibe.ground.tenancy.doors import workspace_path
from drehscheibe.ground.tenancy.roles import Capability

from .views import preview

urlpatterns = [
    workspace_path("profil/vorschau/", preview.preview, needs=Capability.EDIT_PROFILE, name="workspace_preview"),
    workspace_path(
        "profil/vorschau/farben.css", preview.colours, needs=Capability.EDIT_PROFILE, name="workspace_preview_colours"
    ),
]
