"""The mail that asks partners what they think of a position."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.outbox.letters import Letter
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy import links
from drehscheibe.kit.addresses import absolute
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.mails.page import PAGE_LIFETIME, page_address
from drehscheibe.work.partners.mails.words import House, day, house
from drehscheibe.work.partners.models import Person

from ..models import Position


def queue_questions(position: Position, people: Mapping[int, Person], *, sending: Sending) -> list[Mail]:
    """Ask the people of these partners (partner → person), each once however many partners she stands for."""
    home, asked = house(), {person.pk: person for person in people.values()}
    orders = [links.Order(person.pk, person.email, person.name) for person in asked.values()]
    issued = links.issue_many(orders, purpose=PAGE_PURPOSE, lifetime=PAGE_LIFETIME)
    letters = [question(home, position, asked[link.subject_id], token) for link, token in issued]
    return queue_mails(letters, sending=sending)


def question(home: House, position: Position, person: Person, token: str) -> Letter:
    """Return the letter with a link to the position on her own page."""
    until = [_("Bitte antworten Sie bis %(day)s.") % {"day": day(position.deadline_on)}] if position.deadline_on else []
    return home.note(
        to=person.email,
        to_name=person.name,
        subject=_("Was halten Sie davon? %(title)s") % {"title": position.title[:80]},
        paragraphs=[
            _("„%(alliance)s“ möchte sich für Familien einsetzen und fragt vorher seine Partner: Sind Sie dafür, "
              "teils, teils oder dagegen?") % {"alliance": home.alliance.name},
            *until,
        ],
        quote=position.text[:1500] or position.title,
        button=(_("Meine Meinung sagen"), absolute(reverse("link_page_position", args=[token, position.pk]))),
        reason=_("Sie bekommen diese E-Mail, weil Sie für einen Partner unseres Bündnisses stehen."),
        personal_url=page_address(token),
    )  # fmt: skip
