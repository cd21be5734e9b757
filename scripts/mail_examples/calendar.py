"""Mails about what came to the mailbox for answers and needs a person."""

from drehscheibe.work.meetings.actions.calendar_answers import CalendarSaid, pass_on_letter, take_calendar_answer
from drehscheibe.work.meetings.exports.calendar import uid_of

from .inviting import invited, petra
from .stage import Example, Stage

_PETRA = "petra.sonnenberg@example.org"


def _answered(stage: Stage, *, sender: str = _PETRA, comment: str = "") -> None:
    meeting = invited(stage)
    said = CalendarSaid(
        word="ACCEPTED",
        uid=uid_of(meeting),
        sequence=meeting.sequence,
        attendee=sender,
        sender=sender,
        name="Petra Sonnenberg",
        comment=comment,
    )
    take_calendar_answer(petra(), said)


def _of_somebody_else(stage: Stage) -> None:
    _answered(stage, sender="kai.sommer@example.org")


def _with_a_sentence(stage: Stage) -> None:
    _answered(stage, comment="Ich bringe eine Kollegin mit, sie braucht einen Platz ohne Stufen.")


def _letter(stage: Stage) -> None:
    invited(stage)
    pass_on_letter(
        petra(),
        sender=_PETRA,
        sender_name="Petra Sonnenberg",
        subject="AW: Einladung",
        text="Guten Tag Frau Birkental,\n\nwir kommen zu zweit, aber erst um halb sechs.\n\nPetra Sonnenberg",
        files=1,
    )


CALENDAR = [
    Example("meeting-calendar-uncounted", "Eine Antwort aus dem Kalender zählt nicht", _of_somebody_else),
    Example("meeting-calendar-comment", "Neben einer Antwort aus dem Kalender stand ein Satz", _with_a_sentence),
    Example("meeting-calendar-letter", "Jemand schreibt an die Adresse für Kalenderprogramme", _letter),
]
