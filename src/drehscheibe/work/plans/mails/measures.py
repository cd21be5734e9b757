"""Mails about measures: how does it stand, who cannot any more, a new link."""

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.outbox.letters import Letter
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.addresses import absolute
from drehscheibe.work.meetings.mails.results import Line, Section
from drehscheibe.work.partners.mails.page import page_address, personal_urls
from drehscheibe.work.partners.mails.renewing import queue_fresh_link
from drehscheibe.work.partners.mails.words import EXAMPLE, House, due, house

from ..access import MEASURE_PURPOSE
from ..models import Measure
from ..queries.measures import Holder

LINK_LIFETIME = timedelta(days=180)


def queue_questions(holders: Sequence[Holder], *, sending: Sending | None = None) -> list[Mail]:
    """Ask everybody once about all that she took on, each measure with its own link."""
    home = house()
    pages = personal_urls([one.person for one in holders if one.person is not None])
    mine = [(one, measure) for one in holders for measure in one.measures]
    orders = [links.Order(measure.pk, one.email, one.name) for one, measure in mine]
    issued = links.issue_many(orders, purpose=MEASURE_PURPOSE, lifetime=LINK_LIFETIME)
    urls = {link.subject_id: _address(token) for link, token in issued}
    letters = [question(home, one, urls, pages.get(one.person.pk, "") if one.person else "") for one in holders]
    return queue_mails(letters, sending=sending)


def example(holder: Holder) -> Letter:
    """Return such a mail for looking at; its links lead nowhere."""
    urls = {measure.pk: _address(EXAMPLE) for measure in holder.measures}
    return question(house(), holder, urls, page_address(EXAMPLE) if holder.person else "")


def _address(token: str) -> str:
    return absolute(reverse("link_measure", args=[token]))


def question(home: House, holder: Holder, urls: dict[int, str], personal_url: str) -> Letter:
    """Return „Wie steht es mit …?“ with a line per measure."""
    count = len(holder.measures)
    first = holder.measures[0]
    subject = ngettext("Wie steht es mit „%(title)s“?", "Wie steht es mit Ihren %(number)s Maßnahmen?", count)
    lines = [Line(one.title, due(one.due_on), urls[one.pk], _("Sagen, wie es steht")) for one in holder.measures]
    return Letter(
        to=holder.email,
        to_name=holder.name,
        subject=subject % {"title": first.title, "number": count},
        template="meetings/mail/sections",
        context={
            "greeting": _("Guten Tag %(name)s,") % {"name": holder.name} if holder.name else _("Guten Tag,"),
            "paragraphs": [
                _("im Jahresplan von „%(name)s“ steht, worum Sie sich kümmern. Wie weit sind Sie? Ein Klick genügt, ein "
                  "Satz dazu hilft uns. Auch wenn es nicht klappt: Sagen Sie es uns, dann finden wir jemand anderen.")
                % {"name": home.alliance.name}
            ],
            "sections": [
                Section(ngettext("Ihre Maßnahme", "Ihre %(number)s Maßnahmen", count) % {"number": count}, lines)
            ],
            "after": [_("Freundliche Grüße"), home.alliance.name],
        },
        reason=_("Sie bekommen diese E-Mail, weil Sie im Jahresplan als verantwortlich eingetragen sind. Von selbst "
                 "fragen wir zwei Wochen vor dem Termin und einmal danach."),
        responsible=home.responsible,
        reply_to=home.reply_to,
        personal_url=personal_url,
    )  # fmt: skip


def queue_declined(measure: Measure, *, text: str, by_name: str) -> None:
    """Tell the coordination that somebody cannot go on with what she took on."""
    home = house()
    letter = home.note(
        to=home.reply_to,
        subject=_("Maßnahme braucht jemand anderen: %(title)s") % {"title": measure.title[:80]},
        paragraphs=[
            _("%(who)s kann sich nicht mehr um diese Maßnahme kümmern: %(title)s")
            % {"who": by_name or measure.owner_name or _("Wer dafür eingetragen war,"), "title": measure.title},
            *([] if text else [_("Einen Grund hat sie oder er nicht genannt.")]),
        ],
        quote=text,
        button=(
            _("Maßnahme öffnen und weitergeben"),
            absolute(reverse("workspace_measure", args=[home.alliance.slug, measure.pk])),
        ),
        reason=_("Sie bekommen diese E-Mail, weil Ihre Adresse als Kontakt des Bündnisses eingetragen ist."),
    )
    queue_mails([letter])


def queue_renewed_measure(measure: Measure, old: Link) -> Mail:
    """Send a fresh link to the address of an expired one."""
    subject = _("Ihr neuer Link: %(title)s") % {"title": measure.title[:80]}
    return queue_fresh_link(
        house(), old, subject_id=measure.pk, lifetime=LINK_LIFETIME, address=_address,
        subject=subject, label=_("Sagen, wie es steht"),
    )[1]  # fmt: skip
