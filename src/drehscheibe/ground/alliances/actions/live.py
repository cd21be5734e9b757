"""The deliberate step out of the practice mode."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.ground.tenancy.models import Alliance

from .. import access, queries
from ..models import ContactPoint
from .profile import save_profile
from .rows import add_row, change_row


@transaction.atomic
def go_live(alliance: Alliance, *, responsible_body: str, privacy_contact: str, mailbox: str, by: Actor) -> None:
    """Let the mails of an alliance leave the house from now on.

    Behind a short gate: who answers for the page (§ 5 DDG, § 18 MStV), whom to ask about data (Art. 13 (1) b GDPR),
    and a mailbox for answers. All three are kept in the profile; what was practised stays in the practice mailbox.
    Raises ValidationError where one is missing or the alliance is live already.
    """
    require(access.can_manage_settings(by))
    if lock_alliance().is_live:
        raise ValidationError(_("Ihr Bündnis verschickt schon E-Mails."))
    if not (responsible_body.strip() and privacy_contact.strip() and mailbox.strip()):
        raise ValidationError(_("Bitte füllen Sie alle drei Angaben aus."))
    profile = queries.profile()
    values = {"responsible_body": responsible_body.strip(), "privacy_contact": privacy_contact.strip()}
    if any(getattr(profile, key) != value for key, value in values.items()):
        save_profile(profile, values, version=profile.version, by=by)
    _set_mailbox(mailbox.strip(), by=by)
    alliance.is_live = True
    alliance.save(update_fields=["is_live"])
    audit.record(by, "alliance.live", profile)


def _set_mailbox(mailbox: str, *, by: Actor) -> None:
    """Put the address at the first contact point, which is where answers go."""
    first = ContactPoint.objects.first()
    if first is None:
        add_row(ContactPoint, {"role": _("Koordination"), "email": mailbox}, by=by)
    elif first.email != mailbox:
        change_row(first, {"email": mailbox}, version=first.version, by=by)
