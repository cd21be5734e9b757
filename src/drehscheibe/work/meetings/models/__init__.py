"""Models by noun: planning, meetings and agenda, invitation, host, poll, the evening, minutes and tasks."""

from .evening import Entry, Presence, Stroke
from .hosting import BlockedDate, HostRequest, HostTurn
from .inviting import Invitee, LetterBatch, MeetingMail, Reply
from .meetings import AgendaItem, Meeting, Paper, Series
from .minutes import Addendum, Decision, Minutes, Remark, Task, TaskUpdate
from .polls import Poll, PollDate, PollVote, PollVoter

__all__ = [
    "Addendum", "AgendaItem", "BlockedDate", "Decision", "Entry", "HostRequest", "HostTurn", "Invitee", "LetterBatch",
    "Meeting", "MeetingMail", "Minutes", "Paper", "Poll", "PollDate", "PollVote", "PollVoter", "Presence", "Remark",
    "Reply", "Series", "Stroke", "Task", "TaskUpdate",
]  # fmt: skip
