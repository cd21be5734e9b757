"""The words of this app. Codes are stored, labels are shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingState(TextChoices):
    """Where a meeting stands; the allowed moves stand in `rules.states`. „Heute“ begins when the evening mode is opened."""

    DRAFT = "draft", _("Entwurf")
    INVITED = "invited", _("Eingeladen")
    RUNNING = "running", _("Heute")
    MINUTES = "minutes", _("Protokoll")
    APPROVED = "approved", _("Genehmigt")
    CANCELLED = "cancelled", _("Abgesagt")


class Form(TextChoices):
    PLACE = "place", _("vor Ort")
    HYBRID = "hybrid", _("vor Ort und online")
    ONLINE = "online", _("nur online")


class ItemKind(TextChoices):
    INFORMATION = "information", _("Information")
    DISCUSSION = "discussion", _("Austausch")
    DECISION = "decision", _("Beschluss")


class ItemState(TextChoices):
    """An item that somebody proposed stands on no agenda before the coordination has taken it."""

    PROPOSED = "proposed", _("vorgeschlagen")
    ACCEPTED = "accepted", _("auf der Tagesordnung")
    DECLINED = "declined", _("nicht aufgenommen")
    POSTPONED = "postponed", _("auf ein anderes Treffen verschoben")


class InviteeKind(TextChoices):
    SEAT = "seat", _("Partner")
    GUEST = "guest", _("Gast")


class Channel(TextChoices):
    """How somebody is invited."""

    MAIL = "mail", _("E-Mail")
    LETTER = "letter", _("Brief")
    NONE = "none", _("nur am Telefon")


class Answer(TextChoices):
    NONE = "", _("Noch keine Antwort")
    COMING = "coming", _("kommt")
    ONLINE = "online", _("online dabei")
    PROXY = "proxy", _("schickt eine Vertretung")
    EXCUSED = "excused", _("entschuldigt")


THERE = (Answer.COMING, Answer.ONLINE, Answer.PROXY)
"""Answers after which somebody sits at the table."""


class ReplyChannel(TextChoices):
    """How an answer reached us."""

    LINK = "link", _("über den Link")
    CALENDAR = "calendar", _("über den Kalender")
    PHONE = "phone", _("am Telefon")
    MAIL = "mail", _("per E-Mail")
    SLIP = "slip", _("mit dem Antwortzettel")
    TALK = "talk", _("im Gespräch")


class CallResult(TextChoices):
    NONE = "", _("noch nicht angerufen")
    NOT_REACHED = "not_reached", _("nicht erreicht")
    CALLS_BACK = "calls_back", _("ruft zurück")
    TALKED = "talked", _("gesprochen")


class MailKind(TextChoices):
    """What a mail to somebody invited was about; one of a kind and number goes out once."""

    SAVE_THE_DATE = "save_the_date", _("Terminvorschau")
    INVITATION = "invitation", _("Einladung")
    UPDATE = "update", _("Änderung")
    CANCELLATION = "cancellation", _("Absage")
    REMINDER = "reminder", _("Erinnerung")
    PAPERS = "papers", _("Unterlagen")
    SUMMARY = "summary", _("Ergebnisse")
    DIGEST = "digest", _("Das haben Sie verpasst")
    MINUTES = "minutes", _("Protokoll")
    THANKS = "thanks", _("Dank an den Gastgeber")


class HostState(TextChoices):
    """Where the question stands whether a partner hosts; nobody is told a place before the yes."""

    PROPOSED = "proposed", _("vorgeschlagen")
    ASKED = "asked", _("gefragt")
    YES = "yes", _("zugesagt")
    NO = "no", _("diesmal nicht")
    WITHDRAWN = "withdrawn", _("zurückgenommen")


class PollAnswer(TextChoices):
    YES = "yes", _("passt")
    MAYBE = "maybe", _("wenn es sein muss")
    NO = "no", _("passt nicht")


class EntryKind(TextChoices):
    """A line of the minutes, as its key on the evening screen."""

    NOTE = "note", _("Notiz")
    DECISION = "decision", _("Beschluss")
    TASK = "task", _("Aufgabe")


class StrokeKind(TextChoices):
    """What a device can tell of the evening; see `actions.evening`."""

    ADD = "add", _("neue Zeile")
    CHANGE = "change", _("Zeile geändert")
    REMOVE = "remove", _("Zeile gelöscht")
    RESTORE = "restore", _("Zeile zurückgeholt")
    TICK = "tick", _("Punkt erledigt")
    UNTICK = "untick", _("Punkt wieder offen")
    CAME = "came", _("da")
    LEFT = "left", _("gegangen")
    ABSENT = "absent", _("doch nicht da")
    GUEST = "guest", _("dazugekommen")
    PROXY = "proxy", _("Stimme übertragen")


class Outcome(TextChoices):
    ACCEPTED = "accepted", _("angenommen")
    REJECTED = "rejected", _("abgelehnt")


class Manner(TextChoices):
    """How a decision came about; the first two are taken in the minutes themselves."""

    CONSENSUS = "consensus", _("kein Widerspruch")
    HANDS = "hands", _("mit der Hand gezählt")
    NAMED = "named", _("namentlich")
    PAPER = "paper", _("geheim auf Zetteln")
    CIRCULAR = "circular", _("zwischen den Treffen")
    LINK = "link", _("geheim über einen Link")


BY_VOTE = (Manner.NAMED, Manner.PAPER, Manner.CIRCULAR, Manner.LINK)
"""Decided in a vote of its own, whose result nobody types over."""


class DecisionState(TextChoices):
    """What became of a decision. One that was repealed stays in the register with its number."""

    OPEN = "open", _("offen")
    RUNNING = "running", _("in Arbeit")
    DONE = "done", _("erledigt")
    REPEALED = "repealed", _("aufgehoben")


class TaskState(TextChoices):
    OPEN = "open", _("offen")
    DOING = "doing", _("in Arbeit")
    DONE = "done", _("erledigt")
    DROPPED = "dropped", _("entfällt")


class MinutesState(TextChoices):
    DRAFT = "draft", _("Entwurf")
    SENT = "sent", _("zur Durchsicht")
    APPROVED = "approved", _("genehmigt")


class PrintState(TextChoices):
    """Where a file stands that the worker makes."""

    NONE = "", _("noch nicht erstellt")
    WAITING = "waiting", _("wird erstellt")
    READY = "ready", _("fertig")
    FAILED = "failed", _("nicht gelungen")
