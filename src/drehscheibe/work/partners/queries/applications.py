"""Who wants to join, and whether somebody is against it."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from drehscheibe.ground.outbox.models import Mail

from .. import rules
from ..models import Application, Objection, Organisation
from ..vocabulary import OPEN_APPLICATIONS, ApplicationState, State
from .membership import rules_of_joining

TO_DECIDE = tuple(state for state in OPEN_APPLICATIONS if state != ApplicationState.UNCONFIRMED)


def applications(*, text: str = "", state: str = "") -> QuerySet[Application]:
    """Return those who want to join, newest first, with the number of objections; unconfirmed ones only if asked for."""
    rows = Application.objects.filter(state=state) if state else Application.objects.exclude(
        state=ApplicationState.UNCONFIRMED
    )  # fmt: skip
    for word in text.split():
        rows = rows.filter(
            Q(sort_name__contains=rules.sort_name(word)) | Q(person_name__icontains=word) | Q(email__icontains=word)
        )
    unsettled = Q(objections__made_at__isnull=False, objections__settled_at=None)
    return rows.annotate(unsettled=Count("objections", filter=unsettled)).order_by("-created_at", "-pk")


def same_name(application: Application) -> list[Organisation]:
    """Return partners, present and former, that are called like the one who wants to join."""
    return list(Organisation.objects.filter(sort_name=application.sort_name))


@dataclass(frozen=True, slots=True)
class Asked:
    """The partners that were asked whether they are against it."""

    objections: list[Objection]
    by_mail: int
    others: list[Organisation]
    is_stopped: bool

    @property
    def unsettled(self) -> int:
        return sum(objection.settled_at is None for objection in self.objections)


def asked(application: Application) -> Asked:
    """Return who was asked about an application, and what came back; `others` get no mail and want a call."""
    rows = list(Objection.objects.filter(application=application).select_related("organisation", "settled_by"))
    return Asked(
        objections=[row for row in rows if row.made_at is not None],
        by_mail=sum(row.by_mail for row in rows),
        others=[row.organisation for row in rows if not row.by_mail and row.made_at is None],
        is_stopped=is_stopped(application),
    )


def is_stopped(application: Application) -> bool:
    """Tell whether the mails to the partners were stopped before they went out."""
    return application.sending is not None and application.sending.stopped_at is not None


def is_open_for_objections(application: Application) -> bool:
    """Tell whether partners can still object."""
    until = application.objections_until
    return application.state == ApplicationState.OBJECTIONS and until is not None and timezone.localdate() <= until


def to_ask(application: Application) -> list[Organisation]:
    """Return the partners that have not been asked yet, or whose mail was stopped."""
    stopped = Mail.objects.filter(sending=application.sending_id, state=Mail.State.STOPPED).values("to_email")
    not_reached = Q(by_mail=True, made_at=None, person__email__in=stopped) if application.sending_id else Q(pk=None)
    reached = Objection.objects.filter(application=application).exclude(not_reached)
    return list(Organisation.objects.filter(state=State.MEMBER).exclude(pk__in=reached.values("organisation")))


def hindrance(application: Application) -> str:
    """Return why nobody can be taken in yet, "" where nothing stands against it."""
    return rules.hindrance(
        objection_days=rules_of_joining().objection_days,
        until=application.objections_until,
        stopped=is_stopped(application),
        unsettled=unsettled(application),
        today=timezone.localdate(),
    )


def unsettled(application: Application) -> int:
    return Objection.objects.filter(application=application, made_at__isnull=False, settled_at=None).count()
