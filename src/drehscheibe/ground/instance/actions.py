"""Writes about the instance. It belongs to no alliance, so no alliance's log tells of it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import Machine, require
from drehscheibe.ground.tenancy.models import Alliance, Operator
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.kit.pages import revisions

from . import access
from .models import ONLY, Instance
from .queries import READS
from .vocabulary import MailFinding


@transaction.atomic
def set_up(values: Mapping[str, str], *, by: Machine) -> Instance:
    """Note who answers for the instance, once. Raises ValidationError where somebody has set it up already.

    Of two who do it at the same moment, the second waits for the first and is refused.
    """
    require(access.can_run(by))
    instance = _locked()
    if instance.set_up_at:
        raise ValidationError(_("Diese Seite ist schon eingerichtet. Bitte melden Sie sich an."))
    return _saved(instance, {**values, "set_up_at": timezone.now()})


@transaction.atomic
def save_facts(values: Mapping[str, Any], *, version: int, by: Operator | Machine) -> Instance:
    """Change who answers for the instance, read at `version`; raise ChangedMeanwhile where somebody changed it since.

    Every page that shows it is right on the next request.
    """
    require(access.can_run(by))
    instance = _locked()
    if instance.version != version:
        raise ChangedMeanwhile(instance)
    return _saved(instance, values)


@transaction.atomic
def show_only(alliance: Alliance | None, *, by: Operator | Machine) -> Instance:
    """Let one alliance stand at the start page, or give it back to the portal."""
    require(access.can_run(by))
    return _saved(_locked(), {"only_alliance": alliance})


@transaction.atomic
def note_mail_test(finding: MailFinding, answer: str = "", *, by: Operator | Machine) -> Instance:
    """Keep what a mail test found, for the operator's pages and for the second step of her login."""
    require(access.can_run(by))
    instance = _locked()
    instance.mail_checked_at, instance.mail_finding, instance.mail_answer = timezone.now(), finding, answer[:300]
    instance.save(update_fields=["mail_checked_at", "mail_finding", "mail_answer"])
    return instance


def _locked() -> Instance:
    """Return the row, made where there is none, such that nobody else changes it meanwhile."""
    Instance.objects.get_or_create(pk=ONLY)
    return Instance.objects.select_for_update().get(pk=ONLY)


def _saved(instance: Instance, values: Mapping[str, Any]) -> Instance:
    for name, value in values.items():
        setattr(instance, name, value)
    instance.version += 1
    instance.save()
    revisions.bump(READS, "network")
    return instance
