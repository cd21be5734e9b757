"""Every address of the bodies, by noun."""

from .bodies import urlpatterns as bodies

urlpatterns = [*bodies]
