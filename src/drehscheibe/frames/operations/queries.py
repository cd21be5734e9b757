"""How the instance is: seven lines for whoever runs it, each a word and what to do."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.models import BounceNotice
from drehscheibe.kit import running
from drehscheibe.kit.jobs.models import Job, Schedule

from . import places, rules

_LATE = timedelta(minutes=15)
_WEEK = timedelta(days=7)
_BACKUP_DUE = timedelta(hours=26)
_UPDATE = "make update"
_BACK_UP = "make backup"
_TRY_AGAIN = "manage.py worker --retry-failed --until-empty"
_READ_LOG = "journalctl -u drehscheibe-worker"
_RESTART = f"systemctl restart drehscheibe-worker && {_READ_LOG} -f"
_LEAST_FREE = 1_000_000_000
_MAILS = Q(kind__startswith="outbox.")
# The receiver's server refused: what the coordination sees beside the name, and nothing that the operator can mend.
_REFUSED = Q(last_error__startswith="recipient refused") | Q(last_error__startswith="content refused")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that must work. `what_to_do` is empty where it does; `command` is what to type for it."""

    label: str
    text: str
    what_to_do: str = ""
    command: str = ""

    @property
    def is_good(self) -> bool:
        return not self.what_to_do

    @property
    def word(self) -> str:
        return _("in Ordnung") if self.is_good else _("handeln")


@dataclass(frozen=True, slots=True)
class Work:
    """What the table of jobs tells, read with one statement."""

    mail_sent: datetime | None
    mail_waits_since: datetime | None
    mails_waiting: int
    mails_failed: int
    mails_held: int
    late_since: datetime | None
    others_failed: int
    done: datetime | None


def status() -> list[Line]:
    """Return the seven lines, in the order in which one would look."""
    work = _work(timezone.now())
    return [_version(), _database(), _mail(work), _worker(work), _backup(), _space(), _failed(work)]


def _work(now: datetime) -> Work:
    open_, due = Q(finished_at=None), Q(finished_at=None, not_before__lt=now - _LATE)
    failed = Q(state=Job.State.FAILED)
    held = failed & Q(last_error=rules.HELD)
    recent = Job.objects.aggregate(
        mail_sent=Max("finished_at", filter=_MAILS & Q(state=Job.State.DONE)),
        mail_waits_since=Min("not_before", filter=_MAILS & due),
        mails_waiting=Count("pk", filter=_MAILS & open_),
        mails_failed=Count("pk", filter=_MAILS & failed & ~held & ~_REFUSED & Q(finished_at__gt=now - _WEEK)),
        mails_held=Count("pk", filter=held),
        late_since=Min("not_before", filter=due),
        others_failed=Count("pk", filter=failed & ~_MAILS),
        done=Max("finished_at", filter=Q(state=Job.State.DONE)),
    )
    return Work(**recent)


def _version() -> Line:
    text = _("Fassung %(version)s") % {"version": settings.VERSION}
    if settings.DEBUG:
        return Line(
            _("Programm"), text, _("DEBUG=1 zeigt bei Fehlern Inneres. Setzen Sie DEBUG=0 und starten Sie neu.")
        )
    return Line(_("Programm"), text)


def _database() -> Line:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    name = rules.ENGINE_NAMES[connection.vendor]
    if missing:
        text = ngettext("%(name)s, eine Änderung fehlt", "%(name)s, %(number)s Änderungen fehlen", missing)
        todo = _("Das Programm ist neuer als die Datenbank. Danach die Dienste neu starten:")
        return Line(_("Datenbank"), text % {"name": name, "number": missing}, todo, _UPDATE)
    return Line(_("Datenbank"), _("%(name)s, auf dem Stand dieser Fassung") % {"name": name})


def _mail(work: Work) -> Line:
    label, parts = _("E-Mail"), [_last_mail(work)]
    if notices := BounceNotice.objects.filter(at__gt=timezone.now() - _WEEK).count():
        parts.append(
            ngettext("eine kam ohne Zuordnung zurück", "%(n)s kamen ohne Zuordnung zurück", notices) % {"n": notices}
        )
    text = "; ".join(parts)
    if work.mail_waits_since:
        waits = _("seit %(when)s wartet eine E-Mail") % {"when": _when(work.mail_waits_since)}
        todo = _("Läuft der Worker? Nimmt der Mailserver an? Den Grund nennt das Protokoll:")
        return Line(label, f"{text}; {waits}", todo, _READ_LOG)
    if work.mails_failed:
        gone = ngettext("eine blieb in dieser Woche hier", "%(n)s blieben in dieser Woche hier", work.mails_failed)
        todo = _("Den Mailserver prüfen (EMAIL_HOST und folgende). Dann noch einmal senden:")
        return Line(label, f"{text}; {gone % {'n': work.mails_failed}}", todo, _TRY_AGAIN)
    if work.mails_held:
        held = ngettext("eine ist zurückgehalten", "%(n)s sind zurückgehalten", work.mails_held) % {
            "n": work.mails_held
        }
        return Line(label, f"{text}; {held}", _("Nach dem Zurückspielen. Sollen sie hinaus?"), _TRY_AGAIN)
    return Line(label, text)


def _last_mail(work: Work) -> str:
    if work.mail_sent is None:
        return _("In den letzten 30 Tagen keine gesendet")
    return _("Zuletzt gesendet %(when)s") % {"when": _when(work.mail_sent)}


def _worker(work: Work) -> Line:
    label, restart = _("Worker"), _("Neu starten und zusehen:")
    overdue = Schedule.objects.filter(due_at__lt=timezone.now() - _LATE).aggregate(first=Min("due_at"))["first"]
    last = _("zuletzt fertig %(when)s") % {"when": _when(work.done)} if work.done else _("noch nichts erledigt")
    if late := min(filter(None, (overdue, work.late_since)), default=None):
        return Line(
            label,
            _("Seit %(when)s bleibt Arbeit liegen; %(last)s") % {"last": last, "when": _when(late)},
            restart,
            _RESTART,
        )
    if running.WORKER in running.running():
        return Line(label, _("Läuft; %(last)s") % {"last": last})
    if connection.vendor == "sqlite":
        return Line(label, _("Steht; %(last)s") % {"last": last}, restart, _RESTART)
    return Line(label, _("Läuft nicht auf diesem Rechner, es bleibt aber nichts liegen; %(last)s") % {"last": last})


def _backup() -> Line:
    label, last = _("Sicherung"), places.last()
    if last.made_at is None:
        text = last.trouble or _("Noch keine in %(folder)s") % {"folder": settings.BACKUP_DIR}
        todo = _("Jetzt sichern; von selbst geht es nachts, wenn BACKUP_AT gesetzt ist:")
        return Line(label, text, todo, _BACK_UP)
    text = _("Letzte %(when)s; %(size)s") % {"when": _when(last.made_at), "size": rules.size_words(last.size)}
    if last.trouble:
        return Line(label, text, _("Eine spätere ist gescheitert: %(why)s") % {"why": last.trouble}, _BACK_UP)
    if timezone.now() - last.made_at > (_BACKUP_DUE if settings.BACKUP_AT else _WEEK):
        return Line(label, text, _("Das ist zu lange her. Jetzt sichern:"), _BACK_UP)
    if last.missing:
        lost = ngettext(
            "Eine Datei fehlt oder ist beschädigt", "%(n)s Dateien fehlen oder sind beschädigt", last.missing
        )
        return Line(label, text, _("%(lost)s. Welche, sagt:") % {"lost": lost % {"n": last.missing}}, _BACK_UP)
    return Line(label, text)


def _space() -> Line:
    free = min(shutil.disk_usage(_existing(folder)).free for folder in (settings.DATA_DIR, settings.BACKUP_DIR))
    text = _("%(size)s frei") % {"size": rules.size_words(free)}
    if free < max(_LEAST_FREE, 2 * places.last().size):
        return Line(
            _("Platz"),
            text,
            _("Platz schaffen, BACKUP_KEEP senken oder BACKUP_DIR auf einen anderen Datenträger legen."),
        )
    return Line(_("Platz"), text)


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)


def _failed(work: Work) -> Line:
    if not work.others_failed:
        return Line(_("Aufträge"), _("Keiner ist gescheitert"))
    text = ngettext("Einer ist gescheitert", "%(n)s sind gescheitert", work.others_failed) % {"n": work.others_failed}
    todo = _("Den Grund im Protokoll ansehen und beheben. Dann noch einmal versuchen:")
    return Line(_("Aufträge"), text, todo, _TRY_AGAIN)


def _when(at: datetime) -> str:
    """Return e.g. "heute, 8:05 Uhr" or "3. November 2026, 8:05 Uhr"."""
    local = timezone.localtime(at)
    day = _("heute") if local.date() == timezone.localdate() else date_format(local, "j. F Y")
    return _("%(day)s, %(time)s Uhr") % {"day": day, "time": date_format(local, "G:i")}
