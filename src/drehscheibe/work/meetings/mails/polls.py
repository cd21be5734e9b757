"""The letters of a date poll."""

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.outbox.letters import Letter
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.addresses import absolute
from drehscheibe.work.partners.mails.page import personal_urls
from drehscheibe.work.partners.mails.words import EXAMPLE, House, day, house
from drehscheibe.work.partners.models import Person

from ..access import POLL_PURPOSE
from ..models import Poll, PollVoter

LINK_LIFETIME = timedelta(days=180)


def poll_address(token: str) -> str:
    return absolute(reverse("link_poll", args=[token]))


def queue_poll(voters: Sequence[PollVoter], *, is_reminder: bool, sending: Sending | None = None) -> list[Mail]:
    """Ask which dates suit; each voter needs a person with a mail address."""
    asked = [(voter, voter.person) for voter in voters if voter.person and voter.person.email]
    home = house()
    orders = [links.Order(voter.pk, person.email, person.name) for voter, person in asked]
    issued = links.issue_many(orders, purpose=POLL_PURPOSE, lifetime=LINK_LIFETIME)
    pages = personal_urls([person for _voter, person in asked])
    letters = []
    for (voter, person), (_link, token) in zip(asked, issued, strict=True):
        letters.append(
            letter(home, voter.poll, person, partner=voter.organisation.name, url=poll_address(token),
                   personal_url=pages[person.pk], again=is_reminder)
        )  # fmt: skip
    return queue_mails(letters, sending=sending)


def letter(
    home: House, poll: Poll, person: Person, *, partner: str, url: str, personal_url: str = "", again: bool = False
) -> Letter:
    words = {"title": poll.title, "day": day(poll.answer_by), "partner": partner, "name": home.alliance.name}
    subject = _("Wann passt es Ihnen? %(title)s")
    return home.note(
        to=person.email,
        to_name=person.name,
        subject=(_("Erinnerung: %(subject)s") % {"subject": subject} if again else subject) % words,
        paragraphs=[
            _("wir suchen einen Termin für „%(title)s“. Welche Tage passen Ihnen?") % words,
            _("Bitte antworten Sie bis %(day)s.") % words,
        ],
        quote=poll.text,
        button=(_("Termine ansehen und ankreuzen"), url),
        reason=_("Sie bekommen diese E-Mail, weil Sie bei „%(name)s“ für „%(partner)s“ eingetragen sind.") % words,
        personal_url=personal_url,
    )


def example(poll: Poll, person: Person, *, partner: str) -> Letter:
    return letter(house(), poll, person, partner=partner, url=poll_address(EXAMPLE))


def queue_poll_link(voter: PollVoter, old: Link) -> None:
    """Send a fresh link to the address of an expired one."""
    (_new, token), = links.issue_many(
        [links.Order(voter.pk, old.recipient, old.recipient_name)], purpose=POLL_PURPOSE, lifetime=LINK_LIFETIME
    )  # fmt: skip
    note = house().note(
        to=old.recipient,
        to_name=old.recipient_name,
        subject=_("Ihr neuer Link: %(title)s") % {"title": voter.poll.title},
        paragraphs=[_("hier ist der neue Link.")],
        button=(_("Termine ansehen und ankreuzen"), poll_address(token)),
        reason=_("Sie bekommen diese E-Mail, weil jemand mit Ihrem abgelaufenen Link einen neuen angefordert hat."),
    )
    queue_mails([note])
