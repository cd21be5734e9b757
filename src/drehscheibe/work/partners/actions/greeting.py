"""The greeting run: its texts, greeting all who were not greeted yet, reminding the silent, and its end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.outbox.actions import queue_mails, start_sending
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Link, Member

from .. import access, greeting_words
from ..mails import greeting as mails
from ..mails.page import personal_urls
from ..models import Greeting, GreetingMail, GreetingRun, Organisation, Person
from ..queries import greeting as queries
from ..queries.contacts import main_people
from ..queries.greeting import Receiver
from ..vocabulary import Channel

SENDING_KIND = "greeting"


@dataclass(frozen=True, slots=True)
class Greeted:
    """What one press of the button did."""

    mails: int
    letters: int

    @property
    def count(self) -> int:
        return self.mails + self.letters


# The run and its texts


@transaction.atomic
def open_run(*, by: Actor) -> GreetingRun:
    """Return the open run, a new one with the usual words where there is none."""
    require(access.can_greet(by))
    alliance = queries.alliance()
    texts = {
        "text": greeting_words.default_text(alliance.name),
        "reminder_text": greeting_words.default_reminder(alliance.name),
    }
    return GreetingRun.objects.get_or_create(is_practice=not alliance.is_live, closed_at=None, defaults=texts)[0]


@transaction.atomic
def save_texts(run: GreetingRun, *, text: str = "", reminder_text: str = "", by: Actor) -> GreetingRun:
    """Keep the coordination's own words; an empty one leaves what stands there."""
    require(access.can_greet(by))
    run.text, run.reminder_text = text or run.text, reminder_text or run.reminder_text
    run.save(update_fields=["text", "reminder_text"])
    return run


@transaction.atomic
def close_run(run: GreetingRun, *, by: Actor) -> None:
    """End a run, so that the next one asks everybody anew; the links of this one go on working."""
    require(access.can_greet(by))
    GreetingRun.objects.filter(pk=run.pk, closed_at=None).update(closed_at=timezone.now())
    audit.record(by, "greeting.closed", run)


@transaction.atomic
def end_practice(*, by: Actor) -> None:
    """Take away what was only practised, because the alliance goes live; the words that were found stay.

    Links from that time end: they lie in the practice mailbox, where the whole team could have read them.
    """
    require(access.can_greet(by))
    practised = GreetingRun.objects.filter(is_practice=True)
    newest = practised.first()
    if newest is not None and not GreetingRun.objects.filter(is_practice=False, closed_at=None).exists():
        GreetingRun.objects.create(text=newest.text, reminder_text=newest.reminder_text)
    practised.delete()
    Link.objects.filter(purpose__in=access.PURPOSES, revoked_at=None).update(revoked_at=timezone.now())
    audit.record(by, "greeting.practice_ended", queries.alliance())


# Greeting and reminding


@transaction.atomic
def greet(run: GreetingRun, *, by: Actor) -> Greeted:
    """Greet everybody who has not been greeted in this run: mails now, letters to be printed.

    Raises ValidationError where nobody is left, e.g. at a double click.
    """
    require(access.can_greet(by))
    run = _locked(run)
    plan = queries.plan(run)
    if not plan.count:
        raise ValidationError(_("Alle, die wir erreichen können, sind schon begrüßt."))
    by_mail = _new_greetings(run, plan.mails, Channel.MAIL)
    _new_greetings(run, plan.letters, Channel.LETTER)
    if by_mail:
        _send(run, by_mail, is_reminder=False, by=by)
    if run.started_at is None:
        run.started_at, run.started_by = timezone.now(), by if isinstance(by, Member) else None
        run.save(update_fields=["started_at", "started_by"])
    audit.record(by, "greeting.sent", run, mails=len(plan.mails), letters=len(plan.letters))
    return Greeted(len(plan.mails), len(plan.letters))


@transaction.atomic
def remind(run: GreetingRun, *, by: Actor) -> int:
    """Ask the silent once more, with the reminder's own words; return how many partners.

    Raises ValidationError where nobody is silent.
    """
    require(access.can_greet(by))
    greetings = queries.silent(_locked(run))
    if not greetings:
        raise ValidationError(_("Zurzeit gibt es niemanden zu erinnern."))
    return _ask_again(run, greetings, by=by)


@transaction.atomic
def ask_again(greeting: Greeting, *, by: Actor) -> None:
    """Send one partner its greeting once more, to whoever gets its post today, e.g. after an address was mended.

    Raises ValidationError where the partner takes no mail.
    """
    require(access.can_greet(by))
    if not queries.takes_mail(queries.receiver_of(greeting.organisation)):
        raise ValidationError(_("Für diesen Partner fehlt eine E-Mail-Adresse, oder er möchte Briefe."))
    _ask_again(greeting.run, [greeting], by=by)


def _ask_again(run: GreetingRun, greetings: Sequence[Greeting], *, by: Actor) -> int:
    people = main_people([greeting.organisation for greeting in greetings])
    for greeting in greetings:
        _hand_to(greeting, people[greeting.organisation_id])
    now = timezone.now()
    Greeting.objects.filter(pk__in=[g.pk for g in greetings]).update(channel=Channel.MAIL, reminded_at=now)
    _send(run, greetings, is_reminder=True, by=by)
    audit.record(by, "greeting.reminded", run, mails=len(greetings))
    return len(greetings)


def _locked(run: GreetingRun) -> GreetingRun:
    """Hold the run, so that a second press of the button waits and then finds everybody greeted."""
    return GreetingRun.objects.select_for_update().get(pk=run.pk)


def _new_greetings(run: GreetingRun, receivers: Sequence[Receiver], channel: Channel) -> list[Greeting]:
    """Return the greetings of these partners; one whose mail was stopped before it left begins anew."""
    now = timezone.now()
    again = [_begun_anew(receiver.greeting, receiver) for receiver in receivers if receiver.greeting]
    Greeting.objects.filter(pk__in=[g.pk for g in again]).update(channel=channel, greeted_at=now)
    new = Greeting.objects.bulk_create(
        Greeting(run=run, organisation=receiver.organisation, person=receiver.person, channel=channel, greeted_at=now)
        for receiver in receivers
        if not receiver.greeting
    )
    return sorted([*again, *new], key=lambda greeting: greeting.organisation.sort_name)


def _begun_anew(greeting: Greeting, receiver: Receiver) -> Greeting:
    greeting.organisation = receiver.organisation
    _hand_to(greeting, receiver.person)
    return greeting


def _hand_to(greeting: Greeting, person: Person | None) -> None:
    """Note who gets the post of the partner today; seldom somebody else than when the greeting began."""
    if greeting.person_id != (person.pk if person else None):
        Greeting.objects.filter(pk=greeting.pk).update(person=person)
    greeting.person = person


class _Asked(NamedTuple):
    """One mail: who gets it, and for which greetings."""

    person: Person
    greetings: list[Greeting]

    @property
    def organisations(self) -> list[Organisation]:
        return [greeting.organisation for greeting in self.greetings]


def _send(run: GreetingRun, greetings: Iterable[Greeting], *, is_reminder: bool, by: Actor) -> None:
    """Queue one mail per person; who stands for three partners gets one mail with the three."""
    asked = _by_person(greetings)
    writer = mails.greeter(text=run.reminder_text if is_reminder else run.text, is_reminder=is_reminder)
    orders = [links.Order(one.greetings[0].pk, one.person.email, one.person.name) for one in asked]
    issued = links.issue_many(orders, purpose=access.GREETING_PURPOSE, lifetime=mails.LINK_LIFETIME)
    pages = personal_urls([one.person for one in asked])
    letters = [
        writer.letter(
            one.organisations, one.person, url=mails.greeting_address(token), personal_url=pages[one.person.pk]
        )
        for one, (_link, token) in zip(asked, issued, strict=True)
    ]
    queued = queue_mails(letters, sending=start_sending(kind=SENDING_KIND, title=_title(asked, is_reminder), by=by))
    GreetingMail.objects.bulk_create(
        GreetingMail(greeting=greeting, mail=mail, link=link, is_reminder=is_reminder)
        for one, (link, _token), mail in zip(asked, issued, queued, strict=True)
        for greeting in one.greetings
    )


def _by_person(greetings: Iterable[Greeting]) -> list[_Asked]:
    asked: dict[int, _Asked] = {}
    for greeting in greetings:
        if greeting.person is not None:
            asked.setdefault(greeting.person.pk, _Asked(greeting.person, [])).greetings.append(greeting)
    return list(asked.values())


def _title(asked: Sequence[_Asked], is_reminder: bool) -> str:
    number = sum(len(one.greetings) for one in asked)
    if is_reminder:
        words = ngettext("Erinnerung an einen Partner", "Erinnerung an %(number)s Partner", number)
    else:
        words = ngettext("Begrüßung eines Partners", "Begrüßung von %(number)s Partnern", number)
    return words % {"number": number}
