"""Addresses of the demo mailbox."""

from drehscheibe.ground.tenancy.doors import technical_path

from . import views

urlpatterns = [
    technical_path("postfach/", views.mail_list, name="mailbox"),
    technical_path("postfach/<slug:key>/", views.mail_page, name="mailbox_mail"),
    technical_path("postfach/<slug:key>/html/", views.mail_html, name="mailbox_html"),
    technical_path("postfach/<slug:key>/anhang/<int:number>/", views.mail_attachment, name="mailbox_attachment"),
]
