"""The link to „Das Bündnis auf einer Seite“ by mail."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.outbox.letters import Letter
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.addresses import absolute
from drehscheibe.work.partners.mails.words import day, house

from ..access import PAGE_SHARE_PURPOSE
from ..models import PageShare

LINK_LIFETIME = timedelta(days=5 * 365)
"""As long as a term of office; the coordination may end it at any time."""


def page_address(token: str) -> str:
    return absolute(reverse("link_one_page", args=[token]))


def queue_page_link(share: PageShare, token: str) -> None:
    """Send the link to whom it is for."""
    text = _("über den Knopf kommen Sie zum Bündnis „%(name)s“ auf einer Seite: was sich für Familien geändert hat,"
             " was auf die Kommune wartet, die nächsten Termine.")  # fmt: skip
    more = _("Die Seite ist immer aktuell. Heben Sie den Link auf; ein Kennwort brauchen Sie nicht.")
    queue_mails([_letter(share, token, _("Ihr Link: das Bündnis auf einer Seite"), [text, more])])


def queue_renewed_page_link(share: PageShare, old: Link) -> Link:
    """Send a fresh link to the address of an expired one; return the link."""
    link, token = links.issue(
        purpose=PAGE_SHARE_PURPOSE, subject_id=share.pk, recipient=old.recipient, recipient_name=old.recipient_name,
        lifetime=LINK_LIFETIME,
    )  # fmt: skip
    text = _("hier ist der neue Link zum Bündnis „%(name)s“ auf einer Seite. Er gilt bis %(day)s.")
    queue_mails([_letter(share, token, _("Ihr neuer Link: das Bündnis auf einer Seite"), [text])])
    return link


def _letter(share: PageShare, token: str, subject: str, paragraphs: list[str]) -> Letter:
    home = house()
    words = {"name": home.alliance.name, "day": day(timezone.localdate() + LINK_LIFETIME)}
    return home.note(
        to=share.email,
        to_name=share.name,
        subject=subject,
        paragraphs=[text % words for text in paragraphs],
        button=(_("Seite öffnen"), page_address(token)),
        reason=_("Sie bekommen diese E-Mail, weil „%(name)s“ diese Seite mit Ihnen teilt.") % words,
    )
