"""Mails that went astray."""

from django.db import transaction

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.models import Link


@transaction.atomic
def report_link(link: Link) -> None:
    """Note "nicht Sie?": a link came to the wrong person. It stops working; the log tells the team."""
    links.report(link)
    audit.record(link, "link.reported", link)
