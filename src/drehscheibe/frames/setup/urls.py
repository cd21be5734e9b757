"""Every address of the set-up, and of the operator's alliances."""

from drehscheibe.ground.tenancy.doors import operator_path, technical_path

from .views import alliance, alliances, first, frame, mail

urlpatterns = [
    technical_path("einrichten/", first.first, name="setup"),
    operator_path("einrichten/", frame.go_on, name="setup_next"),
    operator_path("einrichten/e-mail/", mail.mail, name="setup_mail"),
    operator_path("einrichten/buendnis/", alliance.choose, name="setup_alliance"),
    operator_path("einrichten/buendnis/neu/", alliance.found, name="setup_new_alliance"),
    operator_path("einrichten/buendnis/<slug:slug>/uebernehmen/", alliance.take_over, name="setup_take_over"),
    operator_path("buendnisse/", alliances.alliances, name="operator_alliances"),
    operator_path("buendnisse/<slug:slug>/koordination/", alliances.coordination, name="operator_coordination"),
]
