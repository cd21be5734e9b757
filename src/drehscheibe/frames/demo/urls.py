from drehscheibe.ground.tenancy.doors import technical_path

from . import views

urlpatterns = [technical_path("demo/als/<slug:key>/", views.become, name="demo_become")]
