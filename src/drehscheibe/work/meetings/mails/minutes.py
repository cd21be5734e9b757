"""Minutes by mail: to be looked through behind a link; and what somebody says about them."""

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.actions import queue_mails, start_sending
from drehscheibe.ground.outbox.letters import Letter
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.addresses import absolute
from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.bodies.vocabulary import Approval
from drehscheibe.work.partners.mails.page import page_address, personal_urls
from drehscheibe.work.partners.mails.renewing import queue_fresh_link
from drehscheibe.work.partners.mails.words import EXAMPLE, House, day, house

from ..access import MINUTES_PURPOSE, sender
from ..models import Minutes, Remark
from ..names import invitee_name, invitee_partner
from ..queries.people import address_of
from ..queries.results import Receiver

SENDING_KIND = "meeting_minutes"
LINK_LIFETIME = timedelta(days=400)


def minutes_address(token: str) -> str:
    return absolute(reverse("link_minutes", args=[token]))


def queue_minutes(minutes: Minutes, receivers: Sequence[Receiver], *, by: Actor) -> list[tuple[Mail, Link]]:
    """Send the link to the minutes to each receiver, as one run that can be stopped; return mail and link in order."""
    home, pages = house(), personal_urls([one.person for one in receivers if one.person])
    orders = [links.Order(one.invitees[0].pk, one.email, one.name) for one in receivers]
    issued = links.issue_many(orders, purpose=MINUTES_PURPOSE, lifetime=LINK_LIFETIME)
    letters = [
        letter(
            home,
            minutes,
            one,
            url=minutes_address(token),
            personal_url=pages.get(one.person.pk, "") if one.person else "",
        )
        for one, (_link, token) in zip(receivers, issued, strict=True)
    ]
    words = ngettext(
        "Protokoll „%(title)s“ an eine Person", "Protokoll „%(title)s“ an %(number)s Personen", len(letters)
    )
    title = words % {"title": minutes.meeting.title, "number": len(letters)}
    queued = queue_mails(letters, sending=start_sending(kind=SENDING_KIND, title=title, by=sender(by)))
    return [(mail, link) for mail, (link, _token) in zip(queued, issued, strict=True)]


def letter(home: House, minutes: Minutes, receiver: Receiver, *, url: str, personal_url: str) -> Letter:
    """Return what one person gets."""
    meeting = minutes.meeting
    values = {"title": meeting.title, "day": day(timezone.localdate(meeting.starts_at)), "name": home.alliance.name}
    again = minutes.round > 1
    return home.note(
        to=receiver.email,
        to_name=receiver.name,
        subject=(_("Geändertes Protokoll: %(title)s am %(day)s") if again else _("Protokoll: %(title)s am %(day)s")) % values,
        paragraphs=[
            (_("wir haben das Protokoll vom %(day)s („%(title)s“) noch einmal geändert. Bitte sehen Sie es an.")
             if again else _("das Protokoll vom %(day)s („%(title)s“) ist fertig. Bitte sehen Sie es an.")) % values,
            how_it_is_approved(minutes),
            _("Stimmt etwas nicht? Sagen Sie es uns auf der Seite hinter dem Knopf. Ein Kennwort brauchen Sie nicht."),
        ],
        button=(_("Protokoll ansehen"), url),
        reason=_("Sie bekommen diese E-Mail, weil Sie zu „%(title)s“ von „%(name)s“ eingeladen waren.") % values,
        personal_url=personal_url,
    )  # fmt: skip


def how_it_is_approved(minutes: Minutes) -> str:
    """Say in one sentence what makes the minutes valid; the same on page, mail, letter and PDF."""
    if minutes.approves_on is not None:
        text = _("Es gilt als genehmigt, wenn bis %(day)s niemand widerspricht.")
        return text % {"day": day(minutes.approves_on)}
    if game_of(minutes.meeting.body).approval == Approval.CHAIR:
        return _("Die Leitung des Treffens genehmigt es, wenn alle Hinweise geklärt sind.")
    return _("Das nächste Treffen entscheidet, ob es so genehmigt wird.")


def example_letter(minutes: Minutes, receiver: Receiver) -> Letter:
    """Return such a letter for looking at; its links lead nowhere."""
    return letter(house(), minutes, receiver, url=minutes_address(EXAMPLE), personal_url=page_address(EXAMPLE))


def queue_renewed_minutes(minutes: Minutes, old: Link) -> Mail:
    """Send a fresh link to the address of an expired one; the link is its invitee's."""
    subject = _("Ihr neuer Link: Protokoll „%(title)s“") % {"title": minutes.meeting.title}
    return queue_fresh_link(
        house(), old, subject_id=old.subject_id, lifetime=LINK_LIFETIME, address=minutes_address,
        subject=subject, label=_("Protokoll ansehen"),
    )[1]  # fmt: skip


def queue_remark(remark: Remark) -> None:
    """Tell the coordination what somebody says about the minutes."""
    home, meeting = house(), remark.minutes.meeting
    values = {"who": remark_by(remark), "title": meeting.title, "day": day(timezone.localdate(meeting.starts_at))}
    objects = remark.is_objection
    letter = home.note(
        to=home.reply_to,
        subject=(_("Widerspruch zum Protokoll: %(title)s") if objects else _("Hinweis zum Protokoll: %(title)s")) % values,
        paragraphs=[
            (_("%(who)s kann dem Protokoll vom %(day)s so nicht zustimmen und schreibt:") if objects
             else _("%(who)s schreibt zum Protokoll vom %(day)s:")) % values
        ],
        quote=remark.text,
        after=[_("Solange der Widerspruch nicht geklärt ist, gilt das Protokoll nicht als genehmigt.")] if objects else [],
        button=(_("Protokoll öffnen"), absolute(reverse("workspace_minutes", args=[home.alliance.slug, meeting.pk]))),
        reason=_("Sie bekommen diese E-Mail, weil Ihre Adresse als Kontakt des Bündnisses eingetragen ist."),
    )  # fmt: skip
    queue_mails([letter])


def queue_settled(remark: Remark) -> None:
    """Answer who made a remark; whoever has no mail hears it from the coordination."""
    to = address_of(remark.invitee) if remark.invitee else ""
    if not to:
        return
    home, meeting = house(), remark.minutes.meeting
    letter = home.note(
        to=to,
        to_name=remark.name,
        subject=_("Ihr Hinweis zum Protokoll: %(title)s") % {"title": meeting.title},
        paragraphs=[
            _("danke für Ihren Hinweis zum Protokoll vom %(day)s. Das wurde daraus:")
            % {"day": day(timezone.localdate(meeting.starts_at))}
        ],
        quote=remark.answer,
        after=[_("Stimmt es für Sie so nicht, antworten Sie einfach auf diese E-Mail.")],
        reason=_("Sie bekommen diese E-Mail, weil Sie etwas zum Protokoll geschrieben haben."),
    )
    queue_mails([letter])


def remark_by(remark: Remark) -> str:
    """Return who made a remark: „Anna Beispiel (Kita Sonnenschein)“."""
    name = remark.name or (invitee_name(remark.invitee) if remark.invitee else "")
    partner = invitee_partner(remark.invitee) if remark.invitee else ""
    return f"{name} ({partner})" if name and partner and partner != name else name or partner or _("Jemand")
