"""The letters of the greeting run, and what they tell the coordination."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.template.defaultfilters import linebreaks_filter
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.outbox.letters import Letter
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.addresses import absolute

from ..models import Greeting, Organisation, Person
from ..queries.partner_data import Words, lines_of, words
from .renewing import queue_fresh_link
from .words import EXAMPLE, House, day, house

LINK_LIFETIME = timedelta(days=180)


def greeting_address(token: str) -> str:
    return absolute(reverse("link_greeting", args=[token]))


@dataclass(frozen=True, slots=True)
class Greeter:
    """Who greets and in which words: made once for as many letters as go out, since that is what takes the time."""

    home: House
    text: str
    text_html: str
    until: str
    said: Words
    is_reminder: bool

    def letter(self, organisations: Sequence[Organisation], person: Person, *, url: str, personal_url: str) -> Letter:
        """Return what one person gets who is asked for one or more partners."""
        return Letter(
            to=person.email,
            to_name=person.name,
            subject=_subject(self.home, organisations, is_reminder=self.is_reminder),
            template="partners/mail/greeting",
            context={
                "greeting": _("Guten Tag %(name)s,") % {"name": person.name} if person.name else _("Guten Tag,"),
                "text": self.text,
                "text_html": self.text_html,
                "partners": [lines_of(organisation, person, said=self.said) for organisation in organisations],
                "button_label": _("Angaben ansehen und antworten"),
                "button_url": url,
                "until": self.until,
            },
            reason=_reason(self.home, organisations),
            responsible=self.home.responsible,
            personal_url=personal_url,
            reply_to=self.home.reply_to,
        )


def greeter(*, text: str, is_reminder: bool) -> Greeter:
    """Return who greets for the alliance in scope; `text` is the coordination's own."""
    last_day = day(timezone.localdate() + LINK_LIFETIME)
    until = _("Der Link gilt bis %(day)s. Antworten Sie nicht, bleibt alles, wie es ist, und wir nennen Sie nicht "
              "öffentlich.") % {"day": last_day}  # fmt: skip
    return Greeter(house(), text, linebreaks_filter(text), until, words(), is_reminder)


def queue_renewed(greetings: Sequence[Greeting], old: Link) -> tuple[Link, Mail]:
    """Send a fresh link to the address of an expired one, and return it with its mail."""
    home = house()
    subject = _("Ihr neuer Link: Stimmen Ihre Angaben bei „%(name)s“?") % {"name": home.alliance.name}
    return queue_fresh_link(
        home, old, subject_id=greetings[0].pk, lifetime=LINK_LIFETIME, address=greeting_address,
        subject=subject, label=_("Angaben ansehen und antworten"),
    )  # fmt: skip


def example_letter(
    organisations: Sequence[Organisation], person: Person, *, text: str, url: str, is_reminder: bool
) -> Letter:
    """Return such a letter for looking at: its button leads to `url`, its other link nowhere."""
    page = absolute(reverse("link_page", args=[EXAMPLE]))
    return greeter(text=text, is_reminder=is_reminder).letter(organisations, person, url=url, personal_url=page)


def _subject(home: House, organisations: Sequence[Organisation], *, is_reminder: bool) -> str:
    start = _("Erinnerung: Stimmt das so?") if is_reminder else _("Stimmt das so?")
    if len(organisations) == 1:
        return _("%(start)s „%(partner)s“ bei „%(name)s“") % {
            "start": start, "partner": organisations[0].name, "name": home.alliance.name,
        }  # fmt: skip
    return _("%(start)s %(number)s Partner bei „%(name)s“") % {
        "start": start, "number": len(organisations), "name": home.alliance.name,
    }  # fmt: skip


def _reason(home: House, organisations: Sequence[Organisation]) -> str:
    """Say why somebody gets this mail and where we have her data from (Art. 14 (2) f GDPR)."""
    return ngettext(
        "Sie bekommen diese E-Mail, weil Sie bei „%(name)s“ als Ansprechperson für „%(partner)s“ eingetragen sind. "
        "Die Angaben stammen aus der Partnerliste des Bündnisses.",
        "Sie bekommen diese E-Mail, weil Sie bei „%(name)s“ als Ansprechperson für %(number)s Partner eingetragen sind. "
        "Die Angaben stammen aus der Partnerliste des Bündnisses.",
        len(organisations),
    ) % {"name": home.alliance.name, "partner": organisations[0].name, "number": len(organisations)}


# To the coordination


def queue_word(
    organisation: Organisation, *, subject: str, sentence: str, quote: str = "", answer_to: str = ""
) -> None:
    """Tell the coordination what a partner wrote on its page."""
    home = house()
    letter = home.note(
        to=home.reply_to,
        subject=subject,
        paragraphs=[sentence],
        quote=quote,
        button=(
            _("Partner öffnen"),
            absolute(reverse("workspace_partner", args=[home.alliance.slug, organisation.pk])),
        ),
        reason=_("Sie bekommen diese E-Mail, weil Ihre Adresse als Kontakt des Bündnisses eingetragen ist."),
        reply_to=answer_to,
    )
    queue_mails([letter])


def queue_hand_on(greeting: Greeting, *, words: str) -> None:
    organisation = greeting.organisation
    queue_word(
        organisation,
        subject=_("„%(partner)s“: Bitte jemand anderen fragen") % {"partner": organisation.name},
        sentence=_("Wer Ihre Begrüßung für „%(partner)s“ bekommen hat, ist nicht zuständig und schreibt:")
        % {"partner": organisation.name},
        quote=words,
    )


def queue_report(greeting: Greeting) -> None:
    organisation = greeting.organisation
    queue_word(
        organisation,
        subject=_("„%(partner)s“: Die Begrüßung ging an die falsche Person") % {"partner": organisation.name},
        sentence=_("Jemand hat gemeldet, dass die Begrüßung für „%(partner)s“ nicht für ihn bestimmt war. Der Link gilt "
                   "nicht mehr. Bitte prüfen Sie die E-Mail-Adresse und senden Sie die Begrüßung noch einmal.")
        % {"partner": organisation.name},
    )  # fmt: skip


def queue_nobody_left(organisation: Organisation) -> None:
    queue_word(
        organisation,
        subject=_("„%(partner)s“ hat keine Ansprechperson mehr") % {"partner": organisation.name},
        sentence=_("Die letzte Ansprechperson von „%(partner)s“ hat ihre Daten gelöscht. Bitte fragen Sie dort, wer jetzt "
                   "Ihre Post bekommen soll.")
        % {"partner": organisation.name},
    )  # fmt: skip
