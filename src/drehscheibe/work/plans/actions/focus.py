"""How the focus topics went: written by their groups, and put before the assembly as one paper."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.kit.conflicts import save_at
from drehscheibe.work.meetings.actions import agenda, papers
from drehscheibe.work.meetings.models import AgendaItem, Meeting
from drehscheibe.work.meetings.vocabulary import ItemKind, ItemState

from .. import access
from ..models import FocusReview

MINUTES = 20


@transaction.atomic
def write_review(review: FocusReview, values: Mapping[str, Any], *, version: int, by: Actor) -> FocusReview:
    """Save how a focus topic went, as it was read at `version`; raise ChangedMeanwhile where somebody saved it since.

    `review` may not be saved yet; two who begin it at once do not overwrite each other.
    """
    require(access.can_write_review(by, review))
    lock_alliance()
    # A form of a review that is not saved yet was opened at 1; the first to save it leaves that behind.
    kept = {"body": review.body, **values, "version": version + 1}
    found, made = FocusReview.objects.get_or_create(focus=review.focus, year=review.year, defaults=kept)
    if not made:
        require(access.can_write_review(by, found))
        save_at(version, found, values, FocusReview.objects.all())
        found.refresh_from_db()
    audit.record(by, "review.written", found)
    return found


@transaction.atomic
def present(year: int, meeting: Meeting, *, pdf: bytes, by: Actor) -> AgendaItem:
    """Put the review of a year on a meeting's agenda, with the paper; raise ValidationError where nothing is written yet.

    Done twice for the same meeting, the item gets the newer paper instead of a twin.
    """
    require(access.can_agree_plan(by))
    lock_alliance()
    reviews = FocusReview.objects.filter(year=year)
    if not reviews.exists():
        raise ValidationError(_("Noch ist zu keinem Schwerpunkt etwas geschrieben."))
    title = _("Auswertung der Schwerpunkte %(year)s") % {"year": year}
    upload = (BytesIO(pdf), f"schwerpunkte-{year}.pdf")
    item = AgendaItem.objects.filter(pk__in=reviews.values("item"), meeting=meeting, state=ItemState.ACCEPTED).first()
    if item is None:
        text = _("Was wir zu unseren Schwerpunkten getan haben und wie es weitergeht. Die Auswertung liegt bei.")
        values = {"kind": ItemKind.DISCUSSION, "title": title, "text": text, "minutes": MINUTES}
        item = agenda.add_item(meeting, values, by=by)
        papers.add_paper(meeting, title=title, item=item, upload=upload, by=by)
    elif (paper := item.papers.select_related("file", "meeting__body").first()) is not None:
        papers.hand_in(paper, upload, by=by)
    else:
        papers.add_paper(meeting, title=title, item=item, upload=upload, by=by)
    reviews.update(meeting=meeting, item=item)
    audit.record(by, "review.presented", item)
    return item
