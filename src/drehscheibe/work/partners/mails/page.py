"""The link to somebody's own page, "Was von mir offen ist": it stands at the foot of each mail to a partner."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.tenancy import links
from drehscheibe.kit.addresses import absolute

from ..access import PAGE_PURPOSE
from ..models import Person
from .words import house

PAGE_LIFETIME = timedelta(days=400)
"""Longer than a year, so that the link in the mail about last year's meeting still opens something."""


def personal_url(person: Person) -> str:
    """Issue a link to the person's own page and return its address; "" for somebody without a mail address.

    One link per mail: the database keeps only a digest, so an older one cannot be written into a newer mail.
    """
    return personal_urls([person]).get(person.pk, "")


def personal_urls(people: Iterable[Person]) -> dict[int, str]:
    """Return person → address of her own page, for many at once and with few statements."""
    known = {person.pk: person for person in people if person.email}
    orders = [links.Order(person.pk, person.email, person.name) for person in known.values()]
    made = links.issue_many(orders, purpose=PAGE_PURPOSE, lifetime=PAGE_LIFETIME)
    return {link.subject_id: page_address(token) for link, token in made}


def page_address(token: str) -> str:
    return absolute(reverse("link_page", args=[token]))


def queue_page_link(person: Person, *, to: str) -> None:
    """Send a fresh link to the address that an older one was sent to."""
    home = house()
    _link, token = links.issue(
        purpose=PAGE_PURPOSE, subject_id=person.pk, recipient=to, recipient_name=person.name, lifetime=PAGE_LIFETIME
    )
    letter = home.note(
        to=to,
        to_name=person.name,
        subject=_("Ihr neuer Link: Ihre Seite bei „%(name)s“") % {"name": home.alliance.name},
        paragraphs=[
            _("hier ist der neue Link zu Ihrer Seite. Dort sehen Sie, was bei uns von Ihnen offen ist, und können Ihre "
              "Angaben ansehen, ändern und löschen.")
        ],
        button=(_("Meine Seite öffnen"), page_address(token)),
        reason=_("Sie bekommen diese E-Mail, weil jemand mit Ihrem abgelaufenen Link einen neuen angefordert hat."),
    )  # fmt: skip
    queue_mails([letter])
