"""The mail that tells whose term in a group ends."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.mails import coordination_addresses
from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.kit.addresses import absolute
from drehscheibe.work.partners.mails.words import day, house

from ..models import Seat


def queue_terms(seats: Sequence[Seat]) -> None:
    """Tell the coordination whose term ends soon or has ended; one mail for all."""
    home = house()
    lines = [_line(seat) for seat in seats]
    letters = [
        home.note(
            to=address,
            subject=_("Bald zu Ende: benannt oder gewählt bis …"),
            paragraphs=[_("Bei diesen Partnern endet die Zeit, für die jemand benannt oder gewählt ist:"), *lines],
            after=[_("Tragen Sie einen neuen Tag oder eine andere Person ein, oder beenden Sie die Mitarbeit.")],
            button=(_("Gruppen öffnen"), absolute(reverse("workspace_bodies", args=[home.alliance.slug]))),
            reason=_("Sie bekommen diese E-Mail, weil Ihre Adresse als Kontakt des Bündnisses eingetragen ist."),
        )
        for address in coordination_addresses()
        if address
    ]
    queue_mails(letters)


def _line(seat: Seat) -> str:
    words = {"group": seat.body.name, "partner": seat.organisation.name, "day": day(seat.until) if seat.until else ""}
    if seat.delegate is None:
        return _("%(group)s: %(partner)s, bis %(day)s") % words
    return _("%(group)s: %(partner)s (%(person)s), bis %(day)s") % {**words, "person": seat.delegate}
