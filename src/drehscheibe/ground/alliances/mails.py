"""The mails of this app; each function queues one, in the transaction of its cause."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.accounts import queries as accounts
from drehscheibe.ground.instance.queries import operator
from drehscheibe.ground.outbox.actions import queue_instance_mail, queue_mail
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.kit.addresses import absolute, local

from .access import CONFIRM_PURPOSE
from .models import ContactPoint, Inquiry, Profile

CONFIRM_LIFETIME = timedelta(days=60)


def coordination_address() -> str:
    """Return the address of the first contact point that has one; the operator's where none has."""
    address = ContactPoint.objects.exclude(email="").values_list("email", flat=True).first()
    return address or operator().email


def coordination_addresses() -> list[str]:
    """Return where mail for the coordination goes today: its mailbox, and who stands in while it is away."""
    address = coordination_address()
    return [address, *(other for other in accounts.stand_in_addresses() if other != address)]


def _responsible_body() -> str:
    """Return who answers for the alliance in law: it is no legal person itself."""
    return Profile.objects.values_list("responsible_body", flat=True).first() or ""


def queue_inquiry(alliance: Alliance, inquiry: Inquiry) -> None:
    for address in coordination_addresses():
        _queue_inquiry(alliance, inquiry, to=address)


def _queue_inquiry(alliance: Alliance, inquiry: Inquiry, *, to: str) -> None:
    queue_mail(
        to=to,
        subject=_("%(kind)s über die Seite „%(name)s“") % {"kind": inquiry.get_kind_display(), "name": alliance.name},
        template="alliances/mail/inquiry",
        context={
            "inquiry": inquiry,
            "alliance": alliance,
            "url": absolute(reverse("workspace_inquiry", args=[alliance.slug, inquiry.pk])),
        },
        reply_to=inquiry.sender_email,
        responsible=_responsible_body(),
        reason=_("Sie bekommen diese E-Mail, weil Ihre Adresse als Kontakt des Bündnisses eingetragen ist."),
    )


def queue_operator_inquiry(alliance: Alliance, inquiry: Inquiry) -> None:
    queue_instance_mail(
        to=operator().email,
        subject=_("%(kind)s: %(name)s") % {"kind": inquiry.get_kind_display(), "name": alliance.name},
        template="alliances/mail/operator_inquiry",
        context={"inquiry": inquiry, "alliance": alliance, "url": absolute(local(f"/buendnisse/{alliance.slug}/"))},
        reply_to=inquiry.sender_email,
        reason=_("Sie bekommen diese E-Mail, weil Sie diese Seite betreiben."),
    )


def queue_confirmation_request(alliance: Alliance, profile: Profile, *, to: str = "") -> None:
    """Ask the coordination once a year whether the profile is still right; `to` is given for a renewed link."""
    to = to or coordination_address()
    _link, token = links.issue(
        purpose=CONFIRM_PURPOSE,
        subject_id=profile.pk,
        recipient=to,
        recipient_name=_("Koordination"),
        lifetime=CONFIRM_LIFETIME,
    )
    queue_mail(
        to=to,
        subject=_("Stimmt das Profil von „%(name)s“ noch?") % {"name": alliance.name},
        template="alliances/mail/confirm",
        context={
            "alliance": alliance,
            "profile": profile,
            "url": absolute(reverse("link_confirm_profile", args=[token])),
        },
        responsible=profile.responsible_body,
        reason=_("Sie bekommen diese E-Mail einmal im Jahr, damit Familien keine veralteten Angaben finden."),
    )
