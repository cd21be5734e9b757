"""Mails about tasks: one per person with all that is due, and a word to the coordination when somebody cannot."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.outbox.letters import Letter
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.addresses import absolute
from drehscheibe.work.partners.mails.page import personal_urls
from drehscheibe.work.partners.mails.renewing import queue_fresh_link
from drehscheibe.work.partners.mails.words import House, due, house
from drehscheibe.work.partners.models import Person

from ..access import TASK_PURPOSE
from ..models import Task
from .results import LINK_LIFETIME, Line, Section, task_address

RENEWED_LIFETIME = timedelta(days=180)


def queue_reminders(found: Mapping[Person, Sequence[Task]]) -> list[Mail]:
    """Send each person one mail with her tasks, each with its own link."""
    home, pages = house(), personal_urls(found)
    mine = [(person, task) for person, tasks in found.items() for task in tasks]
    orders = [links.Order(task.pk, person.email, person.name) for person, task in mine]
    issued = links.issue_many(orders, purpose=TASK_PURPOSE, lifetime=LINK_LIFETIME)
    urls = {link.subject_id: task_address(token) for link, token in issued}
    return queue_mails([reminder(home, who, tasks, urls, pages.get(who.pk, "")) for who, tasks in found.items()])


def reminder(home: House, person: Person, tasks: Sequence[Task], urls: Mapping[int, str], personal_url: str) -> Letter:
    lines = [Line(task.named, due(task.due_on), urls[task.pk], _("Sagen, wie es steht")) for task in tasks]
    count = len(tasks)
    return Letter(
        to=person.email,
        to_name=person.name,
        subject=ngettext("Erinnerung: eine Aufgabe von Ihnen", "Erinnerung: %(number)s Aufgaben von Ihnen", count)
        % {"number": count},
        template="meetings/mail/sections",
        context={
            "greeting": _("Guten Tag %(name)s,") % {"name": person.name} if person.name else _("Guten Tag,"),
            "paragraphs": [
                _("das haben Sie bei „%(name)s“ übernommen. Ein Klick genügt, um zu sagen, wie es steht – auch wenn es "
                  "nicht klappt.") % {"name": home.alliance.name}
            ],
            "sections": [Section(ngettext("Ihre Aufgabe", "Ihre %(number)s Aufgaben", count) % {"number": count}, lines)],
            "after": [_("Freundliche Grüße"), home.alliance.name],
        },
        reason=_("Sie bekommen diese E-Mail, weil Sie eine Aufgabe übernommen haben. Wir erinnern höchstens einmal in der "
                 "Woche."),
        responsible=home.responsible,
        reply_to=home.reply_to,
        personal_url=personal_url,
    )  # fmt: skip


def queue_declined(task: Task, *, text: str, by_name: str) -> None:
    """Tell the coordination that somebody cannot do what she took on."""
    home = house()
    who = by_name or task.owner_name
    letter = home.note(
        to=home.reply_to,
        subject=_("Aufgabe braucht jemand anderen: %(text)s") % {"text": task.named[:80]},
        paragraphs=[
            _("%(who)s kann diese Aufgabe nicht übernehmen: %(text)s") % {"who": who, "text": task.named},
            *([] if text else [_("Einen Grund hat sie oder er nicht genannt.")]),
        ],
        quote=text,
        button=(
            _("Aufgabe öffnen"),
            absolute(reverse("workspace_task", args=[home.alliance.slug, task.pk])),
        ),
        reason=_("Sie bekommen diese E-Mail, weil Ihre Adresse als Kontakt des Bündnisses eingetragen ist."),
    )
    queue_mails([letter])


def queue_renewed_task(task: Task, old: Link) -> Mail:
    """Send a fresh link to the address of an expired one."""
    subject = _("Ihr neuer Link: %(text)s") % {"text": task.named[:80]}
    return queue_fresh_link(
        house(), old, subject_id=task.pk, lifetime=RENEWED_LIFETIME, address=task_address,
        subject=subject, label=_("Sagen, wie es steht"),
    )[1]  # fmt: skip
