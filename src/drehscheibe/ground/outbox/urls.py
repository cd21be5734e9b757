"""Addresses of an alliance's post, and of the demo mailbox."""

from drehscheibe.ground.tenancy.doors import technical_path, workspace_path
from drehscheibe.ground.tenancy.roles import Capability

from .views import demo, post, sendings

_SEND = Capability.SEND_MAIL

urlpatterns = [
    workspace_path("uebungspostfach/", post.practice, needs=_SEND, name="workspace_practice"),
    workspace_path("postausgang/", post.outbox, needs=_SEND, name="workspace_outbox"),
    workspace_path("postausgang/<int:mail_id>/", post.mail_page, needs=_SEND, name="workspace_mail"),
    workspace_path("postausgang/<int:mail_id>/html/", post.mail_html, needs=_SEND, name="workspace_mail_html"),
    workspace_path(
        "postausgang/<int:mail_id>/anhang/<int:number>/",
        post.mail_attachment,
        needs=_SEND,
        name="workspace_mail_attachment",
    ),
    workspace_path("postausgang/sendungen/", sendings.sendings, needs=_SEND, name="workspace_sendings"),
    workspace_path("postausgang/sendungen/<int:sending_id>/", sendings.sending, needs=_SEND, name="workspace_sending"),
    workspace_path(
        "postausgang/sendungen/<int:sending_id>/anhalten/", sendings.stop, needs=_SEND, name="workspace_sending_stop"
    ),
    technical_path("postfach/", demo.mail_list, name="mailbox"),
    technical_path("postfach/<slug:key>/", demo.mail_page, name="mailbox_mail"),
    technical_path("postfach/<slug:key>/html/", demo.mail_html, name="mailbox_html"),
    technical_path("postfach/<slug:key>/anhang/<int:number>/", demo.mail_attachment, name="mailbox_attachment"),
]
