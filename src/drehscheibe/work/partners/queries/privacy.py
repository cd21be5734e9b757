"""All that is kept about one person, to be handed out to her (Art. 15 GDPR)."""

import json
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast, Concat
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.models import Link

from .. import access
from ..models import Application, Consent, Contact, Declaration, Greeting, GreetingMail, ImportRow, Person
from .partner_data import address_of, channel_of

Rows = list[dict[str, str]]


def person_data(person: Person, *, own: Person | None = None) -> dict[str, Rows]:
    """Return heading → rows of word and text: the same for the page that shows it and the file to take away.

    `own` is the person as she stands today, where `person` carries the address that is known to be hers.
    """
    found = {
        _("Ihre Angaben"): [_own(own or person)],
        _("Sie stehen für"): [_contact(row) for row in _contacts(person)],
        _("Zustimmungen, die Sie gegeben haben"): [_consent(row) for row in consents_of(person)],
        _("Erklärungen, die Sie unterschrieben haben"): [_declaration(row) for row in declarations_of(person)],
        _("Fragen nach Ihren Angaben"): [_greeting(row) for row in _greetings(person)],
        _("Ihre Anträge"): [_application(row) for row in applications_of(person)],
        _("E-Mails an Sie"): [_mail(row) for row in mails_to(person)],
        _("Links, die wir Ihnen gesendet haben"): [_link(row) for row in links_of(person)],
        _("Zeilen in eingelesenen Listen"): [_import_row(row) for row in import_rows_of(person)],
    }
    return {heading: rows for heading, rows in found.items() if rows}


# What belongs to her


def _contacts(person: Person) -> Iterable[Contact]:
    return Contact.objects.filter(person=person).select_related("organisation")


def links_of(person: Person) -> Iterable[Link]:
    """Return the links that were mailed to her, about partners; those of the team's own people are another matter."""
    hers = Q(purpose=access.PAGE_PURPOSE, subject_id=person.pk)
    hers |= Q(pk__in=GreetingMail.objects.filter(greeting__person=person).values("link"))
    if person.email:
        hers |= Q(recipient__iexact=person.email)
    return Link.objects.filter(hers, purpose__in=access.PURPOSES)


def consents_of(person: Person) -> QuerySet[Consent]:
    """Return what she agreed to: through a link of hers, or noted under her name at one of her partners."""
    return Consent.objects.filter(_signed(person, "given_by")).select_related("organisation").distinct()


def declarations_of(person: Person) -> QuerySet[Declaration]:
    return Declaration.objects.filter(_signed(person, "signed_by")).select_related("organisation").distinct()


def _signed(person: Person, name: str) -> Q:
    hers = Q(link__in=links_of(person))
    if person.name:
        hers |= Q(**{name: person.name}, organisation__contacts__person=person)
    return hers


def _greetings(person: Person) -> Iterable[Greeting]:
    return Greeting.objects.filter(person=person).select_related("organisation")


def applications_of(person: Person) -> Iterable[Application]:
    return Application.objects.filter(email__iexact=person.email) if person.email else Application.objects.none()


def mails_to(person: Person) -> Iterable[Mail]:
    rows = Mail.objects.filter(to_email__iexact=person.email) if person.email else Mail.objects.none()
    return rows.defer("text", "html", "attachments")


def import_rows_of(person: Person) -> list[ImportRow]:
    """Return the lines of lists brought along that hold her address, as it stood there or was put right; else her name."""
    word = person.email or person.name
    if not word:
        return []
    hers = Q(text__icontains=word) | Q(text__icontains=json.dumps(word)[1:-1])  # SQLite keeps umlauts escaped
    text = Concat(*(Cast(name, TextField()) for name in ("cells", "repairs", "reading")))
    return list(ImportRow.objects.annotate(text=text).filter(hers))


# In words


def _clean(pairs: dict[str, str]) -> dict[str, str]:
    return {word: text for word, text in pairs.items() if text}


def _own(person: Person) -> dict[str, str]:
    return _clean({
        _("Name"): person.name,
        _("E-Mail-Adresse"): person.email,
        _("Telefon"): person.phone,
        _("Eingetragen am"): _day(person.created_at),
    })  # fmt: skip


def _contact(row: Contact) -> dict[str, str]:
    partner = row.organisation
    return _clean({
        _("Partner"): partner.name,
        _("Aufgabe"): row.role,
        _("Bekommt unsere Post"): _("ja") if row.is_main else _("nein"),
        _("Anschrift"): address_of(partner),
        _("Telefon"): partner.phone,
        _("Internetseite"): partner.website,
        _("Post von uns"): channel_of(partner),
        _("Öffentlich genannt"): _("ja") if partner.is_named else _("nein"),
    })  # fmt: skip


def _consent(row: Consent) -> dict[str, str]:
    return _clean({
        _("Partner"): row.organisation.name,
        _("Zugestimmt wurde"): row.wording,
        _("Von"): row.given_by,
        _("Am"): _day(row.given_on),
        _("Wie"): str(row.get_channel_display()),
        _("Zurückgenommen am"): _day(row.withdrawn_at),
    })  # fmt: skip


def _declaration(row: Declaration) -> dict[str, str]:
    return _clean({
        _("Partner"): row.organisation.name,
        _("Unterschrieben von"): row.signed_by,
        _("Am"): _day(row.signed_on),
        _("Wie"): str(row.get_channel_display()),
    })  # fmt: skip


def _greeting(row: Greeting) -> dict[str, str]:
    return _clean({
        _("Partner"): row.organisation.name,
        _("Gefragt am"): _day(row.greeted_at),
        _("Beantwortet am"): _day(row.answered_at),
        _("Von"): row.answered_by,
        _("Anmerkung"): row.remark,
    })  # fmt: skip


def _application(row: Application) -> dict[str, str]:
    return _clean({
        _("Für"): row.name,
        _("Name"): row.person_name,
        _("E-Mail-Adresse"): row.email,
        _("Telefon"): row.phone,
        _("Beitrag"): row.contribution,
        _("Gestellt am"): _day(row.created_at),
        _("Stand"): str(row.get_state_display()),
    })  # fmt: skip


def _mail(row: Mail) -> dict[str, str]:
    return _clean({
        _("Betreff"): row.subject or _("gelöscht"),
        _("Vom"): _day(row.created_at),
        _("Stand"): str(row.get_state_display()),
    })  # fmt: skip


def _link(row: Link) -> dict[str, str]:
    return _clean({
        _("An"): row.recipient,
        _("Vom"): _day(row.created_at),
        _("Gilt bis"): _day(row.expires_at),
        _("Beendet am"): _day(row.revoked_at),
    })  # fmt: skip


def _import_row(row: ImportRow) -> dict[str, str]:
    return {_("Zeile %(number)s") % {"number": row.number}: " · ".join(str(cell) for cell in row.cells if cell)}


def _day(value: date | datetime | None) -> str:
    if value is None:
        return ""
    return date_format(localtime(value) if isinstance(value, datetime) else value, "j. F Y")
