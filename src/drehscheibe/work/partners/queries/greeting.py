"""The greeting run: who gets what, who is silent, how far it is."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from drehscheibe.ground.outbox import queries as outbox
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance, Link

from .. import greeting_words
from ..models import Greeting, GreetingMail, GreetingRun, Organisation, Person
from ..vocabulary import Channel, State
from .contacts import main_people

REMIND_AFTER = timedelta(days=3)
"""Nobody is reminded earlier; while practising there is nothing to wait for."""


def alliance() -> Alliance:
    """Return the alliance in scope."""
    key = scope.required().alliance_id
    if key is None:
        raise scope.ScopeError("A greeting run belongs to one alliance: enter its scope.")
    return Alliance.objects.get(pk=key)


def current_run() -> GreetingRun | None:
    """Return the open run: of the practice while the alliance practises, else the real one."""
    return GreetingRun.objects.filter(is_practice=not alliance().is_live, closed_at=None).first()


def text_of(run: GreetingRun | None) -> str:
    """Return the words of the greeting; the usual ones where nobody has opened a run."""
    return run.text if run else greeting_words.default_text(alliance().name)


def reminder_of(run: GreetingRun | None) -> str:
    return run.reminder_text if run else greeting_words.default_reminder(alliance().name)


# Who gets what


@dataclass(frozen=True, slots=True)
class Receiver:
    """A partner and who gets its post; `greeting` is there where an earlier mail was stopped before it left."""

    organisation: Organisation
    person: Person | None
    greeting: Greeting | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What one press of the button would do."""

    mails: list[Receiver]
    letters: list[Receiver]
    missing: list[Receiver]

    @property
    def count(self) -> int:
        return len(self.mails) + len(self.letters)


def plan(run: GreetingRun | None) -> Plan:
    """Return who has not been greeted in this run, by the way that reaches them."""
    done = greeted(run).values("organisation") if run else Greeting.objects.none().values("organisation")
    rows = list(Organisation.objects.filter(state=State.MEMBER).exclude(pk__in=done).order_by("sort_name", "pk"))
    people = main_people(rows)
    stopped = {g.organisation_id: g for g in Greeting.objects.filter(run=run, organisation__in=rows)} if run else {}
    found = [Receiver(row, people.get(row.pk), stopped.get(row.pk)) for row in rows]
    by_mail, by_letter = [r for r in found if takes_mail(r)], [r for r in found if takes_letter(r)]
    reached = {r.organisation.pk for r in (*by_mail, *by_letter)}
    return Plan(by_mail, by_letter, [r for r in found if r.organisation.pk not in reached])


def takes_mail(receiver: Receiver) -> bool:
    return bool(receiver.organisation.channel == Channel.MAIL and receiver.person and receiver.person.email)


def takes_letter(receiver: Receiver) -> bool:
    """Tell whether a letter is wished, or the only way, and would arrive."""
    return not takes_mail(receiver) and has_address(receiver.organisation)


def has_address(organisation: Organisation) -> bool:
    return bool(organisation.street and organisation.postcode and organisation.place)


def asked_together(receiver: Receiver) -> list[Organisation]:
    """Return the partners that one mail asks for: all whose post this person gets."""
    rows = Organisation.objects.filter(state=State.MEMBER, channel=Channel.MAIL, contacts__person=receiver.person)
    found = list(rows.order_by("sort_name", "pk"))
    people = main_people(found)
    together = [row for row in found if people.get(row.pk) == receiver.person]
    return together or [receiver.organisation]


def receiver_of(organisation: Organisation) -> Receiver:
    return Receiver(organisation, main_people([organisation]).get(organisation.pk))


# How far it is


def greeted(run: GreetingRun) -> QuerySet[Greeting]:
    """Return the greetings that count: not those of which every mail was stopped before it left."""
    sent = GreetingMail.objects.filter(greeting=OuterRef("pk"))
    left = sent.exclude(mail__state=Mail.State.STOPPED)
    counts = Q(channel=Channel.LETTER) | Q(answered_at__isnull=False) | ~Q(Exists(sent)) | Q(Exists(left))
    return Greeting.objects.filter(counts, run=run, organisation__state=State.MEMBER)


def silent(run: GreetingRun) -> list[Greeting]:
    """Return who was asked by mail some days ago, has not answered, and can be asked by mail again."""
    rows = greeted(run).filter(answered_at=None, channel=Channel.MAIL, organisation__channel=Channel.MAIL)
    rows = rows.select_related("organisation").annotate(last=Max("mails__made_at"))
    if not run.is_practice:
        limit = timezone.now() - REMIND_AFTER
        rows = rows.filter(Q(last__lte=limit) | Q(last=None, greeted_at__lte=limit))
    found = list(rows.order_by("organisation__sort_name", "pk"))
    people = main_people([greeting.organisation for greeting in found])
    return [g for g in found if g.organisation_id in people and people[g.organisation_id].email]


@dataclass(frozen=True, slots=True)
class Progress:
    """The first signature moment in numbers: "33 begrüßt, 19 bestätigt". All zero where nobody was greeted."""

    greeted: int = 0
    confirmed: int = 0
    named: int = 0
    open: int = 0
    bounced: int = 0
    to_post: int = 0
    is_practice: bool = False


def greeting_progress() -> Progress:
    """Return how far the open run is; five statements."""
    run = current_run()
    return progress_of(run) if run else Progress()


def progress_of(run: GreetingRun) -> Progress:
    rows = list(
        greeted(run).values_list("answered_at", "organisation__is_named", "channel", "posted_on", "person__email")
    )
    waiting = [row for row in rows if row[0] is None]
    bounces = outbox.bounces_of({row[4] for row in waiting if row[4]})
    return Progress(
        greeted=len(rows),
        confirmed=len(rows) - len(waiting),
        named=sum(1 for row in rows if row[1]),
        open=len(waiting),
        bounced=sum(1 for row in waiting if row[4] in bounces),
        to_post=sum(1 for row in waiting if row[2] == Channel.LETTER and row[3] is None),
        is_practice=run.is_practice,
    )


# What a link opens


def greetings_of(link: Link) -> list[Greeting]:
    """Return the greetings that were mailed with a link, partner by partner."""
    rows = Greeting.objects.filter(mails__link=link).select_related("organisation", "person", "run")
    return list(rows.order_by("organisation__sort_name", "pk"))


def is_newest(link: Link) -> bool:
    """Tell whether no later link was sent for the same greetings to the same address."""
    later = GreetingMail.objects.filter(greeting__mails__link=link, link__pk__gt=link.pk)
    return not later.filter(link__recipient=link.recipient).exists()
