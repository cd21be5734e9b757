from drehscheibe.ground.tenancy.doors import public_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability

from . import views

urlpatterns = [
    workspace_path(
        "dateien/<int:file_id>/", views.workspace_file, needs=Capability.SEE_WORKSPACE, name="workspace_file"
    ),
    public_path("buendnisse/<slug:slug>/bild/<int:file_id>-<slug:digest>/", views.public_file, name="public_file"),
]
