"""To the coordination: what came to the mailbox for answers and needs a person."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.kit.addresses import absolute
from drehscheibe.work.partners.mails.words import house

from ..models import Invitee
from ..queries.people import names_of

MOST_TEXT = 8000


def queue_uncounted_answer(invitee: Invitee, *, reason: str, quote: str = "", reply_to: str = "") -> None:
    """Say that a calendar program answered and why that does not count."""
    _queue(
        invitee,
        subject=_("„%(partner)s“: Eine Antwort aus dem Kalender zählt nicht") % {"partner": names_of(invitee)[0]},
        sentence=_("zur Einladung für „%(partner)s“ hat ein Kalenderprogramm geantwortet. Die Antwort zählt nicht: "
                   "%(reason)s Fragen Sie bitte nach, und tragen Sie dann ein, was gilt.")
        % {"partner": names_of(invitee)[0], "reason": reason},
        quote=quote,
        reply_to=reply_to,
    )  # fmt: skip


def queue_comment(invitee: Invitee, *, text: str, reply_to: str = "") -> None:
    """Pass on what somebody wrote beside her answer in the calendar; the answer itself is noted."""
    _queue(
        invitee,
        subject=_("„%(partner)s“: Ein Satz zur Antwort") % {"partner": names_of(invitee)[0]},
        sentence=_("„%(partner)s“ hat über den Kalender geantwortet und dazu geschrieben:")
        % {"partner": names_of(invitee)[0]},
        quote=text,
        reply_to=reply_to,
    )


def queue_letter(invitee: Invitee, *, sender: str, sender_name: str, subject: str, text: str, files: int = 0) -> None:
    """Pass on a mail that a person wrote to the address for calendar programs; an answer to it reaches her."""
    hint = _("Diese E-Mail kam an die Adresse, an die sonst Kalenderprogramme antworten. Ist es eine Antwort auf die "
             "Einladung, tragen Sie sie bitte beim Treffen ein. Antworten Sie auf diese E-Mail, geht das an "
             "%(sender)s.") % {"sender": sender}  # fmt: skip
    count = ngettext("Ein Anhang liegt", "%(number)s Anhänge liegen", files) % {"number": files}
    note = _("%(count)s noch im Postfach für Antworten; fragen Sie den Betrieb danach.") % {"count": count}
    _queue(
        invitee,
        subject=_("„%(partner)s“ schreibt zur Einladung") % {"partner": names_of(invitee)[0]},
        sentence=_("%(name)s schreibt zur Einladung für „%(partner)s“, Betreff „%(subject)s“:")
        % {"name": sender_name or sender, "partner": names_of(invitee)[0], "subject": subject},
        quote=text[:MOST_TEXT],
        after=[hint, note] if files else [hint],
        reply_to=sender,
    )


def _queue(
    invitee: Invitee, *, subject: str, sentence: str, quote: str, reply_to: str, after: list[str] | None = None
) -> None:
    home = house()
    letter = home.note(
        to=home.reply_to,
        subject=subject,
        paragraphs=[sentence],
        quote=quote,
        after=after or [],
        button=(
            _("Treffen öffnen"),
            absolute(reverse("workspace_meeting", args=[home.alliance.slug, invitee.meeting_id])),
        ),
        reason=_("Sie bekommen diese E-Mail, weil Ihre Adresse als Kontakt des Bündnisses eingetragen ist."),
        reply_to=reply_to,
    )
    queue_mails([letter])
