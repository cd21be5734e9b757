"""The letters about hosting: the question, the reminder, thanks but no, and what the coordination must know."""

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.outbox.letters import Letter
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.addresses import absolute
from drehscheibe.work.partners.mails.page import personal_urls
from drehscheibe.work.partners.mails.words import EXAMPLE, House, house
from drehscheibe.work.partners.models import Organisation, Person

from .. import wording
from ..access import HOST_PURPOSE
from ..models import HostRequest, Meeting

LINK_LIFETIME = timedelta(days=400)
"""A year's hosts are asked at once, and the page goes on showing what was agreed until the meeting."""

Asked = tuple[HostRequest, Person]


def host_address(token: str) -> str:
    return absolute(reverse("link_host", args=[token]))


def queue_host_questions(asked: Sequence[Asked], *, sending: Sending | None = None) -> list[Mail]:
    """Ask partners whether they host, each with a link of its own."""
    return _queue(asked, is_reminder=False, sending=sending)


def queue_host_reminders(asked: Sequence[Asked]) -> list[Mail]:
    """Ask once more, with a fresh link; the older one goes on working."""
    return _queue(asked, is_reminder=True, sending=None)


def _queue(asked: Sequence[Asked], *, is_reminder: bool, sending: Sending | None) -> list[Mail]:
    home = house()
    orders = [links.Order(request.pk, person.email, person.name) for request, person in asked]
    issued = links.issue_many(orders, purpose=HOST_PURPOSE, lifetime=LINK_LIFETIME)
    pages = personal_urls([person for _request, person in asked])
    letters = [
        question(home, request, person, url=host_address(token), personal_url=pages[person.pk], again=is_reminder)
        for (request, person), (_link, token) in zip(asked, issued, strict=True)
    ]
    return queue_mails(letters, sending=sending)


def question(
    home: House, request: HostRequest, person: Person, *, url: str, personal_url: str = "", again: bool = False
) -> Letter:
    """Return the question to one partner."""
    meeting = request.meeting
    words = {"title": meeting.title, "when": wording.when(meeting.starts_at, meeting.ends_at),
             "partner": request.organisation.name, "name": home.alliance.name,
             "day": wording.day_in_words(meeting.starts_at)}  # fmt: skip
    subject = _("Können wir uns am %(day)s bei Ihnen treffen?")
    opening = _(
        "unser Treffen „%(title)s“ ist jedes Mal bei einem anderen Partner. Können wir am %(when)s zu Ihnen kommen?"
    )
    return home.note(
        to=person.email,
        to_name=person.name,
        subject=(_("Erinnerung: %(subject)s") % {"subject": subject} if again else subject) % words,
        paragraphs=[
            opening % words,
            _("Sagen Sie bitte kurz, ob es geht und welchen Raum Sie haben. Das dauert zwei Minuten."),
        ],
        after=[_("Erst wenn Sie zusagen, nennen wir den Ort. Geht es diesmal nicht, fragen wir jemand anderen.")],
        button=(_("Zusagen oder absagen"), url),
        reason=_(
            "Sie bekommen diese E-Mail, weil Sie bei „%(name)s“ als Ansprechperson für „%(partner)s“ eingetragen sind."
        )
        % words,
        personal_url=personal_url,
    )


def example_question(request: HostRequest, person: Person) -> Letter:
    """Return the question for looking at; its links lead nowhere."""
    return question(house(), request, person, url=host_address(EXAMPLE))


def queue_host_not_needed(request: HostRequest, person: Person) -> None:
    """Tell a partner that was asked that it need not host any more."""
    meeting = request.meeting
    letter = house().note(
        to=person.email,
        to_name=person.name,
        subject=_("Das Treffen am %(day)s: Sie brauchen nichts vorzubereiten")
        % {"day": wording.day_in_words(meeting.starts_at)},
        paragraphs=[
            _("wir hatten gefragt, ob wir „%(title)s“ bei Ihnen abhalten können. Das hat sich für diesmal erledigt. "
              "Danke, dass wir fragen durften.") % {"title": meeting.title}
        ],
        reason=_("Sie bekommen diese E-Mail, weil wir Sie als Gastgeber gefragt hatten."),
    )  # fmt: skip
    queue_mails([letter])


def queue_host_link(request: HostRequest, old: Link) -> None:
    """Send a fresh link to the address of an expired one."""
    (_new, token), = links.issue_many(
        [links.Order(request.pk, old.recipient, old.recipient_name)], purpose=HOST_PURPOSE, lifetime=LINK_LIFETIME
    )  # fmt: skip
    day = wording.day_in_words(request.meeting.starts_at)
    letter = house().note(
        to=old.recipient,
        to_name=old.recipient_name,
        subject=_("Ihr neuer Link: Treffen am %(day)s") % {"day": day},
        paragraphs=[_("hier ist der neue Link.")],
        button=(_("Zusagen oder absagen"), host_address(token)),
        reason=_("Sie bekommen diese E-Mail, weil jemand mit Ihrem abgelaufenen Link einen neuen angefordert hat."),
    )
    queue_mails([letter])


# To the coordination


def queue_host_no(request: HostRequest, *, then: Organisation | None, why: str) -> None:
    """Tell the coordination that a partner cannot, and who would be next."""
    if then is None:
        following = _("Wer stattdessen? %(why)s") % {
            "why": why or _("Es ist niemand mehr da, den wir vorschlagen können.")
        }
    else:
        following = _("Vorschlag: „%(name)s“. %(why)s") % {"name": then.name, "why": why}
    _to_coordination(
        request.meeting,
        subject=_("„%(partner)s“ kann am %(day)s nicht Gastgeber sein"),
        partner=request.organisation,
        sentence=_("„%(partner)s“ kann „%(title)s“ diesmal nicht ausrichten."),
        quote="\n".join(part for part in (request.note, request.other_dates) if part),
        after=following,
    )


def queue_host_changed(request: HostRequest, *, says_no: bool) -> None:
    """Tell the coordination that a host changed its answer after the others were invited there."""
    sentence = (
        _("„%(partner)s“ hatte für „%(title)s“ zugesagt und kann jetzt doch nicht. Eingeladen ist schon. "
          "Bitte verlegen Sie das Treffen oder rufen Sie an.")
        if says_no
        else _("„%(partner)s“ hat für „%(title)s“ etwas am Ort geändert. Eingeladen ist schon. Bitte sehen Sie nach, "
               "ob Sie es den anderen sagen müssen.")
    )  # fmt: skip
    _to_coordination(
        request.meeting,
        subject=_("„%(partner)s“: Änderung für den %(day)s"),
        partner=request.organisation,
        sentence=sentence,
        quote=request.note,
    )


def queue_host_gone(meeting: Meeting, partner: Organisation) -> None:
    """Tell the coordination that the host left the alliance."""
    invited = _("Eingeladen ist schon: Bitte suchen Sie einen neuen Ort und verlegen Sie das Treffen.")
    _to_coordination(
        meeting,
        subject=_("Treffen am %(day)s ohne Gastgeber"),
        partner=partner,
        sentence=_("„%(partner)s“ gehört nicht mehr zum Bündnis und war Gastgeber von „%(title)s“."),
        after=invited if meeting.is_announced else "",
    )


def _to_coordination(
    meeting: Meeting, *, subject: str, partner: Organisation, sentence: str, quote: str = "", after: str = ""
) -> None:
    home = house()
    words = {"partner": partner.name, "title": meeting.title, "day": wording.day_in_words(meeting.starts_at)}
    letter = home.note(
        to=home.reply_to,
        subject=subject % words,
        paragraphs=[sentence % words],
        quote=quote,
        after=[after] if after else [],
        button=(_("Gastgeber öffnen"), absolute(reverse("workspace_hosts", args=[home.alliance.slug]))),
        reason=_("Sie bekommen diese E-Mail, weil Ihre Adresse als Kontakt des Bündnisses eingetragen ist."),
    )
    queue_mails([letter])
