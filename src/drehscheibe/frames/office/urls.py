from drehscheibe.ground.tenancy.doors import office_path
from drehscheibe.ground.tenancy.roles import OfficeCapability

from . import views

urlpatterns = [office_path("", views.network, needs=OfficeCapability.SEE_NETWORK, name="office_network")]
