"""Write the three sentences, hand out and end links to the page."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.kit.conflicts import save_at
from drehscheibe.work.partners.queries.page import is_renewed

from .. import access
from ..mails import page as mails
from ..models import PageShare, PageText


@transaction.atomic
def save_sentences(year: int, values: Mapping[str, Any], *, version: int, by: Actor) -> PageText:
    """Save the three sentences of a year, read at `version`; raise ChangedMeanwhile where somebody saved them since."""
    require(access.can_edit_figures(by))
    row = PageText.objects.filter(year=year).first() or _first(year)
    save_at(version, row, values, PageText.objects.all())
    audit.record(by, "figures.sentences", row, fields=sorted(values))
    return PageText.objects.get(pk=row.pk)


def _first(year: int) -> PageText:
    """Return the row of a year; another one who writes the first words at the same moment makes the same."""
    try:
        with transaction.atomic():
            return PageText.objects.create(year=year)
    except IntegrityError:
        return PageText.objects.get(year=year)


@transaction.atomic
def share_page(*, name: str, email: str, by: Actor) -> tuple[PageShare, str]:
    """Make a link to the page; return it with its token, which is shown or mailed now and stored nowhere.

    Raises ValidationError where somebody of that name has one already, e.g. at a double click.
    """
    require(access.can_edit_figures(by))
    lock_alliance()
    if PageShare.objects.filter(name=name, email=email, ended_at=None).exists():
        text = _(
            "„%(name)s“ hat schon einen Link. Ist er verloren gegangen, beenden Sie ihn zuerst und teilen dann neu."
        )
        raise ValidationError(text % {"name": name})
    share = PageShare.objects.create(name=name, email=email, made_by=by if isinstance(by, Member) else None)
    link, token = links.issue(
        purpose=access.PAGE_SHARE_PURPOSE, subject_id=share.pk, recipient=email, recipient_name=name,
        lifetime=mails.LINK_LIFETIME,
    )  # fmt: skip
    share.link = link
    share.save(update_fields=["link"])
    audit.record(by, "figures.shared", share)
    if email:
        mails.queue_page_link(share, token)
    return share, token


@transaction.atomic
def end_share(share: PageShare, *, by: Actor) -> bool:
    """End a link for good; False where it was ended before."""
    require(access.can_edit_figures(by))
    if not PageShare.objects.filter(pk=share.pk, ended_at=None).update(ended_at=timezone.now()):
        return False
    for link in Link.objects.filter(purpose=access.PAGE_SHARE_PURPOSE, subject_id=share.pk, revoked_at=None):
        links.revoke(link)
    audit.record(by, "figures.share_ended", share)
    return True


@transaction.atomic
def report_share(share: PageShare, link: Link) -> None:
    """End a link that came to the wrong person, who says so."""
    links.report(link)
    PageShare.objects.filter(pk=share.pk, ended_at=None).update(ended_at=timezone.now())
    audit.record(link, "link.reported", link)


@transaction.atomic
def renew_link(share: PageShare, old: Link) -> None:
    """Send a new link to the address of an expired one, once; nothing where the share was ended or has no address."""
    if share.ended_at is not None or not old.recipient or is_renewed(old):
        return
    share.link = mails.queue_renewed_page_link(share, old)
    share.save(update_fields=["link"])
