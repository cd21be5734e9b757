"""The words of this app. Codes are stored, labels are shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportState(TextChoices):
    """The draft is made by itself on 2 January; it is the alliance that finishes it."""

    DRAFT = "draft", _("Entwurf")
    FINISHED = "finished", _("fertig")


class Chapter(TextChoices):
    """The chapters in their order. One without content is left out of page and PDF."""

    SUMMARY = "summary", _("Das Jahr in Kürze")
    PARTNERS = "partners", _("Wer mitmacht")
    MEETINGS = "meetings", _("Treffen")
    ATTENDANCE = "attendance", _("Wer dabei war")
    DECISIONS = "decisions", _("Beschlüsse und was daraus wurde")
    FOCUS = "focus", _("Schwerpunkte")
    PROJECTS = "projects", _("Projekte und Wirkung")
    MEASURES = "measures", _("Jahresplan")
    NEEDS = "needs", _("Bedarfe und Antworten")
    POSITIONS = "positions", _("Was wir der Politik gesagt haben")
    OUTLOOK = "outlook", _("Ausblick")
    THANKS = "thanks", _("Dank")


class PrintState(TextChoices):
    """Where a file stands that the worker makes."""

    NONE = "", _("noch nicht erstellt")
    WAITING = "waiting", _("wird erstellt")
    READY = "ready", _("fertig")
    FAILED = "failed", _("nicht gelungen")
