"""Forgetting a person in measures (Art. 17 GDPR). What was to be done, and by which partner, stays."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.partners.models import Person

from ..models import Measure
from ..queries import personal_measures as queries


def gone_name() -> str:
    """Return what stands for a person who is gone: the mark that somebody has to take over."""
    return _("nicht mehr dabei")


@transaction.atomic
def forget_in_measures(person: Person) -> None:
    """Take her name out of measures and of what was said about them, and end her links.

    The caller has asked whether this may be: she herself, or the team.
    """
    queries.updates_of(person).update(by_name="")
    Measure.objects.filter(person=person).update(person=None, owner_name=gone_name())
    hers = [link.pk for link in queries.links_of(person)]
    Link.objects.filter(pk__in=hers, revoked_at=None).update(revoked_at=timezone.now())
    Link.objects.filter(pk__in=hers).update(recipient="", recipient_name="")


@transaction.atomic
def forget_gone_owners() -> int:
    """Take the names of owners out whose person is no longer there, e.g. since her partner left; return how many."""
    rows = Measure.objects.filter(person=None).exclude(owner_name__in=["", gone_name()])
    return rows.update(owner_name=gone_name())
