from drehscheibe.ground.tenancy.doors import workspace_path
from drehscheibe.ground.tenancy.roles import Capability

from . import views

urlpatterns = [workspace_path("verlauf/", views.log, needs=Capability.SEE_AUDIT, name="workspace_log")]
