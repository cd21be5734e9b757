"""Mails of inviting: invitation, reminders, changes, and what somebody says on the page behind the buttons."""

from datetime import datetime, timedelta

from django.utils import timezone

from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.access import INVITATION_PURPOSE
from drehscheibe.work.meetings.actions import inviting, moving, reminders, replies
from drehscheibe.work.meetings.actions.replies import Said
from drehscheibe.work.meetings.models import AgendaItem, Invitee, Meeting, MeetingMail
from drehscheibe.work.meetings.vocabulary import Answer, ReplyChannel
from drehscheibe.work.partners import actions as partners

from .stage import Example, Stage

_PETRA = "petra.sonnenberg@example.org"
_JANA = "jana.bachmann@example.org"


def _draft(stage: Stage) -> Meeting:
    partners.add_partner(
        {"name": "Kita Löwenzahn", "street": "Am Anger 4", "postcode": "99998", "place": "Musterstadt"},
        person={"name": "Petra Sonnenberg", "email": _PETRA, "phone": "030 23125 100"},
        role="Leitung",
        by=stage.coordinator,
    )
    body = Body.objects.create(name="Bündnistreffen", kind="plenum", has_everyone=True)
    starts = _next_march()
    meeting = Meeting.objects.create(
        body=body, title=body.name, starts_at=starts, ends_at=starts + timedelta(hours=2),
        reply_by=timezone.localdate(starts) - timedelta(days=7),
        place_name="Mehrgenerationenhaus", room="Saal", street="Lindenweg 2", postcode="99998", town="Musterstadt",
        entrance="über den Hof", stop="Markt, Bus 3", is_step_free=True, childcare="Spielecke mit Betreuung",
        intro="wir sprechen über den Spielplatz am Bahnhof und das Familienfest. Kuchen gibt es auch.",
    )  # fmt: skip
    for rank, (title, minutes) in enumerate([("Begrüßung", 10), ("Spielplatz am Bahnhof", 40), ("Familienfest", 40)]):
        AgendaItem.objects.create(meeting=meeting, title=title, minutes=minutes, rank=rank)
    return meeting


def _next_march() -> datetime:
    year = timezone.localdate().year + 1
    return timezone.localtime().replace(year=year, month=3, day=3, hour=17, minute=0, second=0, microsecond=0)


def invited(stage: Stage) -> Meeting:
    meeting = _draft(stage)
    inviting.invite(meeting, by=stage.coordinator)
    meeting.refresh_from_db()
    return meeting


def _link() -> Link:
    """Return the newest link of an invitation, as its receiver would open it."""
    return Link.objects.filter(purpose=INVITATION_PURPOSE).latest("pk")


def petra() -> Invitee:
    return Invitee.objects.select_related("meeting__body", "organisation", "person").get()


def _coming(stage: Stage) -> Meeting:
    meeting = invited(stage)
    replies.answer(petra(), Said(answer=Answer.COMING, count=2), channel=ReplyChannel.LINK, by=_link())
    return meeting


def _reminded(stage: Stage) -> None:
    meeting = invited(stage)
    MeetingMail.objects.update(made_at=timezone.now() - timedelta(days=9))
    inviting.remind(meeting, by=stage.coordinator)


def _tomorrow(stage: Stage) -> None:
    meeting = _coming(stage)
    starts = timezone.now() + timedelta(hours=20)
    Meeting.objects.update(starts_at=starts, ends_at=starts + timedelta(hours=2), reply_by=None)
    reminders.remind_due(meeting, by=stage.coordinator)


def _proxy(stage: Stage) -> None:
    invited(stage)
    said = Said(answer=Answer.PROXY, proxy_name="Jana Bachmann", proxy_email=_JANA)
    replies.answer(petra(), said, channel=ReplyChannel.LINK, by=_link())


def _moved(stage: Stage) -> None:
    meeting = _coming(stage)
    week = timedelta(weeks=1)
    values = {"starts_at": meeting.starts_at + week, "ends_at": meeting.ends_at + week}
    moving.move(meeting, values, note="Der Saal ist an dem Tag doch belegt.", by=stage.coordinator)


def _cancelled(stage: Stage) -> None:
    moving.cancel(_coming(stage), reason="Im Haus gab es einen Wasserschaden.", by=stage.coordinator)


def _renewed(stage: Stage) -> None:
    invited(stage)
    replies.renew_invitation(petra(), _link())


def _handed_on(stage: Stage) -> None:
    invited(stage)
    replies.hand_on(petra(), name="Jana Bachmann", email=_JANA, by=_link())


def _reported(stage: Stage) -> None:
    invited(stage)
    replies.report_invitation(petra(), _link())


INVITING = [
    Example("meeting-invitation", "Einladung zu einem Treffen", invited, to=_PETRA),
    Example("meeting-invitation-proxy", "Jemand kommt als Vertretung", _proxy, to=_JANA),
    Example("meeting-reminder", "Noch keine Antwort auf die Einladung", _reminded, to=_PETRA),
    Example("meeting-reminder-tomorrow", "Am Tag vor dem Treffen, an alle, die kommen", _tomorrow, to=_PETRA),
    Example("meeting-moved", "Das Treffen ist verlegt", _moved, to=_PETRA),
    Example("meeting-cancelled", "Das Treffen ist abgesagt", _cancelled, to=_PETRA),
    Example("meeting-invitation-renewed", "Der Link der Einladung war abgelaufen", _renewed, to=_PETRA),
    Example("meeting-invitation-handed-on", "Jemand anderes soll eingeladen werden", _handed_on),
    Example("meeting-invitation-reported", "Die Einladung ging an die falsche Person", _reported),
]
