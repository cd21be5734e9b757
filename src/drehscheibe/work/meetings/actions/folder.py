"""The host is told how many come."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.audit.models import Entry as LogEntry
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance

from .. import access
from ..mails.host_sheet import queue_host_sheet
from ..models import Meeting
from ..queries.folder import person_of_host

_SAME = timedelta(minutes=1)
"""Sent again within this time it was a double click."""


@transaction.atomic
def tell_host(meeting: Meeting, *, facts: dict[str, Any], pdf: bytes, by: Actor) -> Mail:
    """Send the host its sheet, made beforehand.

    Raises ValidationError where nobody there has a mail address, and at a double click.
    """
    require(access.can_send(by, meeting))
    lock_alliance()
    if LogEntry.objects.filter(verb="host.told", object_id=meeting.pk, at__gt=timezone.now() - _SAME).exists():
        raise ValidationError(_("Das Blatt ist gerade schon hinausgegangen."))
    host = person_of_host(meeting)
    if host is None:
        raise ValidationError(_("Für den Gastgeber ist keine E-Mail-Adresse eingetragen. Bitte drucken Sie das Blatt."))
    mail = queue_host_sheet(meeting, host, facts=facts, pdf=pdf)
    audit.record(by, "host.told", meeting)
    return mail
