"""The letters to partners about what they sign and about leaving."""

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.outbox.letters import Letter
from drehscheibe.ground.tenancy import links
from drehscheibe.kit.addresses import absolute

from .. import access
from ..models import LeavingWish, MembershipEvent, Organisation, Person
from .page import personal_urls
from .words import EXAMPLE, House, day, house

DECLARATION_LIFETIME = timedelta(days=90)


def declaration_letters(asked: Sequence[tuple[Organisation, Person]]) -> list[Letter]:
    """Return one letter per partner that asks it to sign, each with its own links; few statements for all."""
    home = house()
    orders = [links.Order(partner.pk, person.email, person.name) for partner, person in asked]
    made = links.issue_many(orders, purpose=access.DECLARATION_PURPOSE, lifetime=DECLARATION_LIFETIME)
    tokens = {link.subject_id: token for link, token in made}
    pages = personal_urls(person for _partner, person in asked)
    return [
        _declaration_letter(home, partner, person, tokens[partner.pk], pages.get(person.pk, ""))
        for partner, person in asked
    ]


def declaration_example(organisation: Organisation, person: Person) -> Letter:
    """Return such a letter for looking at: its link leads nowhere."""
    return _declaration_letter(house(), organisation, person, EXAMPLE, "")


def _declaration_letter(home: House, organisation: Organisation, person: Person, token: str, personal: str) -> Letter:
    return home.note(
        to=person.email,
        to_name=person.name,
        subject=_("Bitte unterschreiben: unsere Bündniserklärung"),
        paragraphs=[
            _("„%(partner)s“ ist Partner bei „%(name)s“. Worauf wir uns alle verständigt haben, steht in unserer "
              "Bündniserklärung. Bitte lesen Sie sie und unterschreiben Sie mit einem Klick.")
            % {"partner": organisation.name, "name": home.alliance.name},
        ],
        button=(_("Erklärung lesen und unterschreiben"), absolute(reverse("link_declaration", args=[token]))),
        after=[_("Lieber auf Papier? Auf der Seite gibt es ein Blatt zum Ausdrucken.")],
        reason=_reason_partner(organisation),
        personal_url=personal,
    )  # fmt: skip


def queue_declaration_request(organisation: Organisation, *, to: str, to_name: str) -> None:
    """Send a link again to the address of one that has expired."""
    _link, token = links.issue(
        purpose=access.DECLARATION_PURPOSE,
        subject_id=organisation.pk,
        recipient=to,
        recipient_name=to_name,
        lifetime=DECLARATION_LIFETIME,
    )
    person = Person(email=to, name=to_name)
    queue_mails([_declaration_letter(house(), organisation, person, token, "")])


# Leaving


def queue_left(event: MembershipEvent, person: Person) -> None:
    home, organisation = house(), event.organisation
    letter = home.note(
        to=person.email,
        to_name=person.name,
        subject=_("„%(partner)s“ ist aus dem Bündnis ausgeschieden") % {"partner": organisation.name},
        paragraphs=[
            _("„%(partner)s“ ist seit dem %(day)s nicht mehr Partner von „%(name)s“. Danke für alles, was Sie "
              "eingebracht haben!")
            % {"partner": organisation.name, "day": _on(event), "name": home.alliance.name},
            _("Ihr Name steht nicht mehr auf unserer Seite. Ihre Kontaktdaten löschen wir nach zwölf Monaten."),
        ],
        after=[_("Sie sind jederzeit wieder willkommen. Eine kurze Antwort auf diese E-Mail genügt.")],
        reason=_("Sie bekommen diese E-Mail, weil „%(organisation)s“ Partner im Bündnis war.")
        % {"organisation": organisation.name},
    )  # fmt: skip
    queue_mails([letter])


def exclusion_letter(event: MembershipEvent, person: Person) -> Letter:
    """Return the letter that tells a partner of its exclusion; the event need not be saved."""
    home, organisation = house(), event.organisation
    paragraphs = [
        _("„%(partner)s“ ist seit dem %(day)s nicht mehr Partner von „%(name)s“. Das Bündnis hat „%(partner)s“ "
          "ausgeschlossen.")
        % {"partner": organisation.name, "day": _on(event), "name": home.alliance.name}
    ]  # fmt: skip
    if event.resolution:
        paragraphs.append(_("Grundlage: %(resolution)s.") % {"resolution": event.resolution.rstrip(".")})
    if event.heard_on:
        paragraphs.append(_("Angehört wurden Sie am %(day)s.") % {"day": day(event.heard_on)})
    paragraphs.append(_("Das ist der Grund:"))
    clause = _("Die Erklärung, die alle Partner verbindet, sagt dazu: „%(clause)s“") % {"clause": event.values_clause}
    return home.note(
        to=person.email,
        to_name=person.name,
        subject=_("Ausschluss von „%(partner)s“ aus dem Bündnis") % {"partner": organisation.name},
        paragraphs=paragraphs,
        quote=event.reason,
        after=[
            *([clause] if event.by_values_clause and event.values_clause else []),
            _("Ihr Name steht nicht mehr auf unserer Seite. Ihre Kontaktdaten löschen wir nach zwölf Monaten. "
              "Antworten Sie auf diese E-Mail, wenn Sie dazu etwas sagen möchten."),
        ],
        reason=_("Sie bekommen diese E-Mail, weil „%(organisation)s“ Partner im Bündnis war.")
        % {"organisation": organisation.name},
    )  # fmt: skip


def queue_leaving_wish(wish: LeavingWish) -> None:
    """Tell the coordination that somebody wrote she wants to leave."""
    home, organisation = house(), wish.organisation
    letter = home.note(
        to=home.reply_to,
        subject=_("„%(partner)s“ möchte ausscheiden") % {"partner": organisation.name},
        paragraphs=[
            _("%(person)s hat das für „%(partner)s“ geschrieben. Noch ist nichts geschehen: Vermerken Sie das "
              "Ausscheiden oder sprechen Sie miteinander.")
            % {"person": wish.made_by, "partner": organisation.name},
        ],
        quote=wish.reason,
        button=(
            _("Partner öffnen"),
            absolute(reverse("workspace_partner", args=[home.alliance.slug, organisation.pk])),
        ),
        reason=_("Sie bekommen diese E-Mail, weil Ihre Adresse als Kontakt des Bündnisses eingetragen ist."),
    )  # fmt: skip
    queue_mails([letter])


def _on(event: MembershipEvent) -> str:
    return day(event.on) if event.on else ""


def _reason_partner(organisation: Organisation) -> str:
    return _("Sie bekommen diese E-Mail, weil „%(organisation)s“ Partner im Bündnis ist.") % {
        "organisation": organisation.name
    }
