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

from .access import CLAIM_PURPOSE, CONFIRM_PURPOSE
from .models import Claim, ContactPoint, Inquiry, Profile

CONFIRM_LIFETIME = timedelta(days=60)
CLAIM_LIFETIME = timedelta(days=14)


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


# Claims. They belong to the instance: the alliance has nobody yet who could write.


def queue_claim_link(claim: Claim) -> None:
    """Ask whoever claims an alliance to confirm the address; runs in the scope of that alliance."""
    _link, token = links.issue(
        purpose=CLAIM_PURPOSE,
        subject_id=claim.pk,
        recipient=claim.email,
        recipient_name=claim.name,
        lifetime=CLAIM_LIFETIME,
    )
    queue_instance_mail(
        to=claim.email,
        to_name=claim.name,
        subject=_("Bitte bestätigen: „%(name)s“ übernehmen") % {"name": claim.alliance.name},
        template="alliances/mail/claim_link",
        context={
            "claim": claim,
            "button_url": absolute(reverse("link_claim", args=[token])),
            "button_label": _("Adresse bestätigen"),
        },
        reply_to=operator().email,
        reason=_("Sie bekommen diese E-Mail, weil jemand diese Adresse in unser Formular eingetragen hat."),
    )


def queue_claim_waiting(claim: Claim) -> None:
    """Tell whoever runs the instance that a claim waits to be checked."""
    queue_instance_mail(
        to=operator().email,
        subject=_("%(who)s möchte „%(name)s“ übernehmen") % {"who": claim.name, "name": claim.alliance.name},
        template="alliances/mail/claim_waiting",
        context={
            "claim": claim,
            "button_url": absolute(reverse("operator_claim", args=[claim.pk])),
            "button_label": _("Anfrage prüfen"),
        },
        reply_to=claim.email,
        reason=_("Sie bekommen diese E-Mail, weil Sie diese Seite betreiben."),
    )


def queue_claim_question(claim: Claim) -> None:
    _queue_to_claimant(claim, _("Rückfrage zu „%(name)s“"), "alliances/mail/claim_question")


def queue_claim_refused(claim: Claim) -> None:
    _queue_to_claimant(claim, _("Zu Ihrer Anfrage: „%(name)s“"), "alliances/mail/claim_refused")


def _queue_to_claimant(claim: Claim, subject: str, template: str) -> None:
    queue_instance_mail(
        to=claim.email,
        to_name=claim.name,
        subject=subject % {"name": claim.alliance.name},
        template=template,
        context={"claim": claim},
        reply_to=operator().email,
        reason=_("Sie bekommen diese E-Mail, weil Sie ein Bündnis übernehmen möchten."),
    )
