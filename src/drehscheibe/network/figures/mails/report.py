"""Tells the coordination that the draft of the yearly report is there."""

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.kit.addresses import absolute
from drehscheibe.work.partners.mails.words import house

from ..models import YearReport


def queue_report_draft(report: YearReport) -> None:
    home = house()
    if not home.reply_to:
        return
    words = {"year": report.year}
    letter = home.note(
        to=home.reply_to,
        subject=_("Der Jahresbericht %(year)s liegt als Entwurf bereit") % words,
        paragraphs=[
            _("wir haben den Jahresbericht %(year)s aus Treffen, Beschlüssen, Projekten und Maßnahmen"
              " zusammengestellt.") % words,
            _("Lesen Sie ihn in Ruhe. Jeden Satz können Sie ändern, jedes Kapitel weglassen. Nichts davon ist"
              " öffentlich, bevor Sie es sagen."),
        ],
        button=(
            _("Jahresbericht %(year)s lesen") % words,
            absolute(reverse("workspace_report", args=[home.alliance.slug, report.year])),
        ),
        reason=_("Sie bekommen diese E-Mail, weil Ihre Adresse als Kontakt des Bündnisses eingetragen ist."),
    )  # fmt: skip
    queue_mails([letter])
