"""The mails about logins and teams, all of them through the outbox.

A login code is queued like every mail instead of being sent within the request. The worker looks once a
second and takes these mails first; a mail server that is slow or asks to come back later does not stop the
person's page; and a known address cannot be told from an unknown one by the time that the answer takes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from drehscheibe.ground.instance.queries import operator
from drehscheibe.ground.outbox.actions import queue_instance_mail, queue_mail
from drehscheibe.ground.tenancy.models import Alliance, Link, Member
from drehscheibe.kit.addresses import absolute, local

from .models import Absence, Invitation
from .vocabulary import Appointment

_NOTICE = "accounts/mails/notice"


@dataclass(frozen=True, slots=True)
class AccountMail:
    """Our words for a mail that django-allauth asks for; `text` may name values of its context."""

    subject: Promise
    text: Promise
    template: str = _NOTICE


_CODE = "accounts/mails/code"
_CODE_LIFETIME = timedelta(minutes=15)
ACCOUNT_MAILS: dict[str, AccountMail] = {
    "account/email/login_code": AccountMail(
        _("Ihr Code zum Anmelden"),
        _("Geben Sie diesen Code auf der Seite ein, auf der Sie sich gerade anmelden:"),
        _CODE,
    ),
    "account/email/password_reset_code": AccountMail(
        _("Ihr Code für ein neues Passwort"), _("Mit diesem Code setzen Sie ein neues Passwort:"), _CODE
    ),
    "account/email/email_confirmation": AccountMail(
        _("Bitte bestätigen Sie Ihre E-Mail-Adresse"),
        _("Mit diesem Code bestätigen Sie, dass diese Adresse Ihnen gehört:"),
        _CODE,
    ),
    "account/email/email_confirmation_signup": AccountMail(
        _("Bitte bestätigen Sie Ihre E-Mail-Adresse"),
        _("Mit diesem Code bestätigen Sie, dass diese Adresse Ihnen gehört:"),
        _CODE,
    ),
    "account/email/unknown_account": AccountMail(
        _("Zu dieser Adresse gibt es kein Konto"),
        _(
            "Jemand wollte sich mit dieser Adresse anmelden; es gibt dazu aber kein Konto. Vielleicht sind Sie mit einer "
            "anderen Adresse eingeladen worden? Konten entstehen durch die Einladung eines Bündnisses."
        ),
        "accounts/mails/unknown",
    ),
    "account/email/email_changed": AccountMail(
        _("Ihre E-Mail-Adresse wurde geändert"),
        _("Ihr Konto gehört jetzt zur Adresse %(to_email)s statt %(from_email)s."),
    ),
    "account/email/password_changed": AccountMail(
        _("Ihr Passwort wurde geändert"), _("Das Passwort Ihres Kontos wurde geändert.")
    ),
    "account/email/password_reset": AccountMail(
        _("Ihr Passwort wurde neu gesetzt"), _("Das Passwort Ihres Kontos wurde neu gesetzt.")
    ),
    "account/email/password_set": AccountMail(
        _("Ihr Konto hat jetzt ein Passwort"), _("Für Ihr Konto wurde ein Passwort gesetzt.")
    ),
    "mfa/email/totp_activated": AccountMail(
        _("Anmelden mit App ist eingerichtet"), _("Ihr Konto verlangt ab jetzt einen Code aus Ihrer Authenticator-App.")
    ),
    "mfa/email/totp_deactivated": AccountMail(
        _("Anmelden mit App ist ausgeschaltet"), _("Ihr Konto verlangt keinen Code aus einer Authenticator-App mehr.")
    ),
    "mfa/email/webauthn_added": AccountMail(_("Neuer Passkey"), _("Zu Ihrem Konto kam ein Passkey hinzu.")),
    "mfa/email/webauthn_removed": AccountMail(_("Passkey entfernt"), _("Von Ihrem Konto wurde ein Passkey entfernt.")),
    "mfa/email/recovery_codes_generated": AccountMail(
        _("Neue Notfallcodes"), _("Für Ihr Konto wurden neue Notfallcodes erzeugt. Die alten gelten nicht mehr.")
    ),
}
_REASON_ENTERED = _("Sie erhalten diese E-Mail, weil jemand Ihre Adresse auf unserer Anmeldeseite eingegeben hat.")
_REASON_ACCOUNT = _("Sie erhalten diese E-Mail, weil zu dieser Adresse ein Konto gehört.")
_REASON_INVITED = _(
    "Sie erhalten diese E-Mail, weil jemand aus dem Bündnis Ihre Adresse für eine Einladung angegeben hat."
)
_REASON_APPOINTED = _(
    "Sie erhalten diese E-Mail, weil Sie ein Bündnis koordinieren sollen. Eingeladen hat Sie der Betrieb dieser Seite."
)
_REASON_TEAM = _("Sie erhalten diese E-Mail, weil Sie zum Team dieses Bündnisses gehören.")


def queue_account_mail(name: str, to: str, context: Mapping[str, Any]) -> None:
    """Queue the mail that django-allauth calls `name`. Raises KeyError for one that we have no words for."""
    mail = ACCOUNT_MAILS[name]
    wanted = {key: context.get(key, "") for key in ("code", "from_email", "to_email")}
    queue_instance_mail(
        to=to,
        subject=mail.subject,
        template=mail.template,
        context={**wanted, "text": mail.text % wanted, "security_url": absolute(reverse("mfa_index"))},
        reason=_REASON_ACCOUNT if mail.template == _NOTICE else _REASON_ENTERED,
        overtakes=_CODE_LIFETIME,
    )


def link_address(token: str) -> str:
    return absolute(reverse("member_invitation", args=[token]))


def queue_invitation(invitation: Invitation, *, link: Link, token: str) -> None:
    """Mail an invitation. One by whoever runs the instance is no mail of the alliance, which may practise still."""
    queue = partial(queue_mail, is_confidential=True) if invitation.invited_by else queue_instance_mail
    queue(
        to=invitation.email,
        to_name=invitation.name,
        subject=_("Einladung: Machen Sie mit bei „%(alliance)s“") % {"alliance": invitation.alliance.name},
        template="accounts/mails/invitation",
        context={
            "invitation": invitation,
            "expires_at": link.expires_at,
            "button_url": link_address(token),
            "button_label": _("Einladung ansehen"),
        },
        reply_to=invitation.invited_by.user.email if invitation.invited_by else operator().email,
        reason=_REASON_INVITED if invitation.invited_by else _REASON_APPOINTED,
    )


def queue_stands_in(absence: Absence) -> None:
    """Tell whoever was chosen to stand in for a member who is away."""
    if (substitute := absence.stands_in) is None:
        return
    alliance = absence.alliance
    queue_mail(
        to=substitute.user.email,
        to_name=substitute.name,
        subject=_("Sie vertreten %(name)s ab dem %(day)s") % {
            "name": absence.member.name, "day": date_format(absence.first_day, "j. F")
        },
        template="accounts/mails/stands_in",
        context={
            "absence": absence,
            "member": substitute,
            "alliance": alliance,
            "button_url": absolute(local(f"/arbeit/{alliance.slug}/")),
            "button_label": _("Zum Arbeitsbereich"),
        },
        reply_to=absence.member.user.email,
        reason=_REASON_TEAM,
    )  # fmt: skip


def queue_appointed(invitation: Invitation, *, team: Iterable[Member], reason: Appointment) -> None:
    """Tell everybody in the team that whoever runs the instance has invited a coordinator."""
    for member in team:
        queue_instance_mail(
            to=member.user.email,
            to_name=member.name,
            subject=_("„%(alliance)s“ bekommt eine neue Koordination") % {"alliance": invitation.alliance.name},
            template="accounts/mails/appointed",
            context={"invitation": invitation, "reason_given": reason.label, "operator": operator()},
            reply_to=operator().email,
            reason=_REASON_TEAM,
        )


def queue_reported(invitation: Invitation, *, to: Member) -> None:
    queue_mail(
        to=to.user.email,
        to_name=to.name,
        subject=_("Ihre Einladung kam bei jemand anderem an"),
        template="accounts/mails/reported",
        context={"invitation": invitation, "member": to},
        reason=_REASON_TEAM,
    )


def queue_handed_over(alliance: Alliance, *, to: Member, by: Member) -> None:
    """Tell both, the new and the former coordinator."""
    context = {"alliance": alliance, "new": to, "former": by}
    button = {"button_url": absolute(local(f"/arbeit/{alliance.slug}/")), "button_label": _("Zum Arbeitsbereich")}
    both = ((to, by, "accounts/mails/takes_over"), (by, to, "accounts/mails/has_handed_over"))
    for member, other, template in both:
        queue_mail(
            to=member.user.email,
            to_name=member.name,
            subject=_("Die Koordination von „%(alliance)s“ ist übergeben") % {"alliance": alliance.name},
            template=template,
            context={**context, **(button if member.is_active else {})},
            reply_to=other.user.email,
            reason=_REASON_TEAM,
        )
