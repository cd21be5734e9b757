from drehscheibe.ground.tenancy.doors import office_path
from drehscheibe.ground.tenancy.roles import OfficeCapability

from .views import figures, network

_SEE = OfficeCapability.SEE_NETWORK

urlpatterns = [
    office_path("", network.network, needs=_SEE, name="office_network"),
    office_path("zahlen/", figures.figures, needs=_SEE, name="office_figures"),
]
