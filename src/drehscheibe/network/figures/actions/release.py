"""Let the offices see the figures of a year, by the alliance's own will; and take that back."""

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.ground.tenancy.models import Member

from .. import access
from ..models import ReleasedFigures
from ..queries.report import figures_for
from ..rules.years import FIRST_YEAR


@transaction.atomic
def release_figures(year: int, *, by: Actor) -> ReleasedFigures:
    """Give the offices the figures of a year as they are now; what was released before for it is replaced.

    They see exactly these figures, no names, and nothing that changes later. Raises ValidationError where there are
    none, or for a year that has not begun.
    """
    require(access.can_edit_figures(by))
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise ValidationError(_("Zahlen gibt es nur für Jahre, die begonnen haben."))
    lock_alliance()  # two who press at once: the later one replaces what the earlier one gave
    figures = figures_for(year)
    if not figures:
        raise ValidationError(_("Für %(year)s gibt es keine Zahlen, die Sie freigeben könnten.") % {"year": year})
    _take_back(year)
    released = ReleasedFigures.objects.create(
        year=year,
        figures={"figures": [asdict(one) for one in figures]},
        released_by=by if isinstance(by, Member) else None,
    )
    audit.record(by, "figures.released", released)
    return released


@transaction.atomic
def withdraw_figures(year: int, *, by: Actor) -> bool:
    """Take the figures of a year back from the offices, at once; False where none were released."""
    require(access.can_edit_figures(by))
    row = ReleasedFigures.objects.filter(year=year, withdrawn_at=None).first()
    if row is None or not _take_back(year):
        return False
    audit.record(by, "figures.withdrawn", row)
    return True


def _take_back(year: int) -> int:
    """Mark what is released of a year as withdrawn; the figures themselves are not kept then."""
    rows = ReleasedFigures.objects.filter(year=year, withdrawn_at=None)
    return rows.update(withdrawn_at=timezone.now(), figures={})
