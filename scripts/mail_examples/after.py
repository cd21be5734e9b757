"""Mails after a meeting: results, what was missed, thanks, minutes and what is said about them, tasks."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.access import MINUTES_PURPOSE, TASK_PURPOSE
from drehscheibe.work.meetings.actions import minutes as minutes_actions
from drehscheibe.work.meetings.actions import results
from drehscheibe.work.meetings.actions import tasks as task_actions
from drehscheibe.work.meetings.actions.closing import close_meeting
from drehscheibe.work.meetings.models import AgendaItem, Entry, Invitee, Meeting, Minutes, Presence, Remark, Task
from drehscheibe.work.meetings.vocabulary import EntryKind, MeetingState, Outcome
from drehscheibe.work.partners import actions as partners
from drehscheibe.work.partners.models import Organisation

from .stage import STAGE, Example, Stage

_PETRA, _ULRIKE, _GERD = "petra.sonnenberg@example.org", "ulrike.lindner@example.org", "gerd.vogt@example.org"
_PEOPLE = (
    ("Kita Löwenzahn", "Petra Sonnenberg", _PETRA),
    ("Stadtbücherei", "Ulrike Lindner", _ULRIKE),
    ("Mehrgenerationenhaus", "Gerd Vogt", _GERD),
)


def _evening(stage: Stage) -> Meeting:
    """Return an evening at the house of Gerd: Petra was there and took on a task, Ulrike was not."""
    body = Body.objects.create(name="Bündnistreffen", kind="plenum", has_everyone=True)
    starts = timezone.localtime().replace(month=3, day=4, hour=17, minute=0, second=0, microsecond=0)
    meeting = Meeting.objects.create(
        body=body, title=body.name, starts_at=starts, ends_at=starts + timedelta(hours=2), state=MeetingState.RUNNING
    )
    rows = {name: _seat(stage, meeting, name, person, email) for name, person, email in _PEOPLE}
    meeting.host = rows["Mehrgenerationenhaus"].organisation
    meeting.save(update_fields=["host"])
    for name in ("Kita Löwenzahn", "Mehrgenerationenhaus"):
        Presence.objects.create(meeting=meeting, invitee=rows[name], key=uuid4(), came_at=starts)
    item = AgendaItem.objects.create(meeting=meeting, title="Familienfest")
    words = {"meeting": meeting, "item": item, "written_at": starts}
    Entry.objects.create(
        **words, key=uuid4(), kind=EntryKind.DECISION, text="Das Familienfest ist am 12. September auf dem Marktplatz.",
        outcome=Outcome.ACCEPTED, yes=14, no=1, abstained=2,
    )  # fmt: skip
    Entry.objects.create(
        **words, key=uuid4(), rank=1, kind=EntryKind.TASK, text="Hüpfburg und Bänke reservieren",
        owner=rows["Kita Löwenzahn"], due_on=starts.date() + timedelta(days=30),
    )  # fmt: skip
    Meeting.objects.create(
        body=body,
        title=body.name,
        starts_at=starts + timedelta(weeks=13),
        ends_at=starts + timedelta(weeks=13, hours=2),
    )
    return meeting


def _seat(stage: Stage, meeting: Meeting, name: str, person: str, email: str) -> Invitee:
    partners.add_partner(
        {"name": name, "street": "Am Anger 4", "postcode": "99998", "place": "Musterstadt"},
        person={"name": person, "email": email, "phone": ""},
        role="Leitung",
        by=stage.coordinator,
    )
    organisation = Organisation.objects.get(name=name)
    contact = organisation.contacts.select_related("person").get()
    return Invitee.objects.create(meeting=meeting, organisation=organisation, person=contact.person, has_vote=True)


def _results(stage: Stage) -> None:
    results.send_results(_evening(stage), by=stage.coordinator)


def _minutes(stage: Stage) -> Minutes:
    minutes = close_meeting(_evening(stage), by=stage.coordinator)
    minutes_actions.send_minutes(minutes, by=stage.coordinator)
    return Minutes.objects.select_related("meeting__body").get()


def _minutes_again(stage: Stage) -> None:
    minutes_actions.send_minutes(_minutes(stage), by=stage.coordinator)


def _objection(stage: Stage) -> Remark:
    minutes = _minutes(stage)
    petra = Invitee.objects.get(person__email=_PETRA)
    minutes_actions.add_remark(
        minutes, text="Beschlossen war der 13. September, nicht der 12.", is_objection=True, invitee=petra,
        name="Petra Sonnenberg", by=STAGE,
    )  # fmt: skip
    return Remark.objects.select_related("minutes__meeting__body", "invitee__person").get()


def _settled(stage: Stage) -> None:
    minutes_actions.settle_remark(_objection(stage), answer="Danke, das ist jetzt geändert.", by=stage.coordinator)


def _renewed_minutes(stage: Stage) -> None:
    minutes_actions.renew_link(_minutes(stage), Link.objects.filter(purpose=MINUTES_PURPOSE, recipient=_PETRA).get())


def _task(stage: Stage) -> Task:
    _results(stage)
    Task.objects.update(due_on=timezone.localdate() + timedelta(days=2))
    return Task.objects.select_related("person").get()


def _reminded(stage: Stage) -> None:
    _task(stage)
    task_actions.remind_of_tasks(by=STAGE)


def _declined(stage: Stage) -> None:
    task_actions.decline_task(_task(stage), text="Ich bin da im Urlaub.", by_name="Petra Sonnenberg", by=STAGE)


def _renewed_task(stage: Stage) -> None:
    task_actions.renew_link(_task(stage), Link.objects.filter(purpose=TASK_PURPOSE, recipient=_PETRA).get())


AFTER = [
    Example("ergebnisse", "Nach dem Treffen, an alle, die da waren", _results, _PETRA),
    Example("ergebnisse-verpasst", "Nach dem Treffen, an alle, die fehlten", _results, _ULRIKE),
    Example("ergebnisse-dank", "Nach dem Treffen, an den Gastgeber", _results, _GERD),
    Example("protokoll", "Das Protokoll geht zur Durchsicht an alle Partner", _minutes, _PETRA),
    Example("protokoll-geaendert", "Das Protokoll wurde geändert und geht noch einmal hinaus", _minutes_again, _PETRA),
    Example(
        "protokoll-widerspruch",
        "Jemand widerspricht dem Protokoll, an die Koordination",
        _objection,
        "koordination@example.org",
    ),
    Example("protokoll-hinweis-geklaert", "Ein Hinweis zum Protokoll ist geklärt, an wen er kam", _settled, _PETRA),
    Example("protokoll-neuer-link", "Der Link zum Protokoll war abgelaufen", _renewed_minutes, _PETRA),
    Example("aufgaben-erinnerung", "Eine Aufgabe ist bald fällig oder über der Zeit", _reminded, _PETRA),
    Example(
        "aufgabe-abgelehnt",
        "Jemand kann eine Aufgabe nicht übernehmen, an die Koordination",
        _declined,
        "koordination@example.org",
    ),
    Example("aufgabe-neuer-link", "Der Link zu einer Aufgabe war abgelaufen", _renewed_task, _PETRA),
]
