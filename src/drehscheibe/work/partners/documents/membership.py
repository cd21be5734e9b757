"""Papers around joining: the certificate, and the declaration for signing by hand."""

import io
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from PIL import Image

from drehscheibe.ground.alliances import queries as alliances
from drehscheibe.ground.alliances.models import Profile
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.kit.typst.render import render
from drehscheibe.kit.ui.contrast import accent_problem

from ..greeting_words import naming_wording
from ..models import DeclarationText, MembershipEvent, Organisation
from ..queries import membership as queries
from ..vocabulary import MembershipKind

_LOGO = "logo.png"


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper is made of, read from the database beforehand: `pdf()` may take its time outside a transaction."""

    template: str
    data: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)

    def pdf(self, *, seconds: float = 30) -> bytes:
        """Return the paper; raise Unprintable where a name has signs that no font shows."""
        return render(self.template, self.data, files=self.files, seconds=seconds)


def certificate(organisation: Organisation) -> Paper:
    """Return the certificate of a partner, for the mayor to sign."""
    profile, joined = alliances.profile(), _joined_on(organisation)
    files = _logo(profile.logo)
    data = {
        "title": _("Beitrittsurkunde für %(partner)s") % {"partner": organisation.name},
        "heading": _("Urkunde"),
        "alliance": profile.own_name or profile.name,
        "slogan": profile.slogan,
        "partner": organisation.name,
        "sentence": _sentence(joined),
        "kind": _kind(organisation),
        "thanks": _("Wir danken für den Einsatz für Familien vor Ort und freuen uns auf die Zusammenarbeit."),
        "number": _("Partner Nr. %(number)s") % {"number": queries.number_of(organisation)},
        "place_and_date": _("Ort, Datum"),
        "signed_by": queries.rules_of_joining().certificate_signed_by or _("Für das Bündnis"),
        "accent": profile.accent if profile.accent and not accent_problem(profile.accent) else "",
        "logo": _LOGO if files else "",
        "logo_alt": profile.logo_alt or _("Logo"),
    }
    return Paper("partners/certificate.typ", data, files)


def _joined_on(organisation: Organisation) -> date | None:
    if organisation.joined_on:
        return organisation.joined_on
    events = MembershipEvent.objects.filter(organisation=organisation, what=MembershipEvent.What.JOINED)
    return events.values_list("on", flat=True).first()


def _sentence(joined: date | None) -> str:
    if joined is None:
        return _("ist Partner im Bündnis.")
    return _("ist seit dem %(day)s Partner im Bündnis.") % {"day": date_format(joined, "j. F Y")}


def _kind(organisation: Organisation) -> str:
    """Return the words for what is no full membership; a full one needs none."""
    return {
        MembershipKind.ADVISORY: _("mit beratender Stimme"),
        MembershipKind.GUEST: _("als Gast"),
    }.get(MembershipKind(organisation.membership_kind), "")


def _logo(logo: StoredFile | None) -> dict[str, bytes]:
    """Return the logo as PNG, whatever it is stored as: Typst does not read every kind."""
    if logo is None:
        return {}
    with default_storage.open(logo.path) as stored, Image.open(stored) as image:
        out = io.BytesIO()
        image.convert("RGBA").save(out, "PNG")
    return {_LOGO: out.getvalue()}


def declaration(text: DeclarationText, organisation: Organisation | None = None) -> Paper:
    """Return the declaration as a sheet with a line to sign on, for one partner or for any."""
    profile: Profile = alliances.profile()
    data = {
        "title": _("Bündniserklärung"),
        "alliance": profile.own_name or profile.name,
        "text": text.text,
        "values_heading": _("Unsere Grundsätze"),
        "values": text.values_clause,
        "partner": organisation.name if organisation else "",
        "partner_caption": _("Name der Einrichtung, Gruppe oder Person"),
        "consent_heading": _("Dürfen wir Sie nennen? (freiwillig)"),
        "consent": naming_wording(profile.own_name or profile.name),
        "captions": [_("Ort, Datum"), _("Name in Druckbuchstaben"), _("Unterschrift")],
        "version": _("Fassung %(number)s vom %(day)s")
        % {"number": text.number, "day": date_format(text.valid_from, "j. F Y")},
    }
    return Paper("partners/declaration.typ", data)
