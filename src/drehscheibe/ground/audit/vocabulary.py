"""The log in German: one sentence per verb. The name of whoever did it is put in when the page is made."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_THINGS: dict[str, Promise] = {
    "contactpoint": _("eine Kontaktstelle"),
    "goal": _("ein Ziel"),
    "focustopic": _("einen Schwerpunkt"),
    "partnercount": _("einen Stand der Partnerzahl"),
    "partnergroup": _("einen Partner"),
    "picture": _("ein Bild"),
    "profilelink": _("einen Link"),
    "award": _("eine Auszeichnung"),
    "source": _("eine Quelle"),
    "project": _("ein Projekt"),
    "pledge": _("einen Beitrag eines Partners"),
}
_DEEDS: dict[str, Promise] = {
    "added": _("%(who)s hat %(thing)s ergänzt."),
    "changed": _("%(who)s hat %(thing)s geändert."),
    "removed": _("%(who)s hat %(thing)s entfernt."),
    "moved": _("%(who)s hat %(thing)s an eine andere Stelle gerückt."),
}
_SENTENCES: dict[str, Promise] = {
    "alliance.created": _("%(who)s hat das Bündnis angelegt."),
    "alliance.tended": _("%(who)s hat die Räume für das Bündnis geöffnet."),
    "alliance.live": _("%(who)s hat das Bündnis live geschaltet. Seitdem gehen E-Mails hinaus."),
    "absence.entered": _("%(who)s hat eingetragen, wann sie oder er nicht da ist."),
    "absence.ended": _("%(who)s hat eine Abwesenheit zurückgenommen."),
    "alliance.moved": _("%(who)s hat die Adresse der Seite geändert."),
    "profile.changed": _("%(who)s hat das Profil geändert."),
    "profile.areas": _("%(who)s hat das Gebiet geändert."),
    "profile.logo": _("%(who)s hat das Logo geändert."),
    "profile.accent": _("%(who)s hat die Akzentfarbe geändert."),
    "profile.published": _("%(who)s hat das Profil veröffentlicht."),
    "profile.confirmed": _("%(who)s hat bestätigt, dass das Profil stimmt."),
    "profile.link_renewed": _("%(who)s hat einen neuen Link zum Bestätigen angefordert."),
    "profile.link_reported": _("%(who)s hat gemeldet, dass der Link zum Bestätigen an die falsche Person ging."),
    "profile.in_founding": _("%(who)s hat den Stand auf „in Gründung“ gesetzt."),
    "profile.active": _("%(who)s hat den Stand auf „aktiv“ gesetzt."),
    "profile.dormant": _("%(who)s hat den Stand auf „ruht“ gesetzt."),
    "profile.dissolved": _("%(who)s hat vermerkt, dass das Bündnis aufgelöst ist."),
    "profile.merged": _("%(who)s hat vermerkt, dass das Bündnis in einem anderen aufgegangen ist."),
    "inquiry.received": _("%(who)s hat eine Nachricht geschrieben."),
    "inquiry.answered": _("%(who)s hat eine Nachricht als beantwortet vermerkt."),
    "inquiry.closed": _("%(who)s hat eine Nachricht als erledigt vermerkt."),
    "sending.started": _("%(who)s hat eine Sendung von E-Mails begonnen."),
    "sending.tried": _("%(who)s hat sich eine Probe einer E-Mail geschickt."),
    "sending.stopped": _("%(who)s hat eine Sendung von E-Mails angehalten."),
    "member.invited": _("%(who)s hat jemanden eingeladen."),
    "member.invited_again": _("%(who)s hat eine Einladung noch einmal gesendet."),
    "member.invitation_withdrawn": _("%(who)s hat eine Einladung zurückgezogen."),
    "member.invitation_reported": _("%(who)s hat gemeldet, dass eine Einladung an die falsche Person ging."),
    "member.joined": _("%(who)s hat eine Einladung angenommen."),
    "member.roles_changed": _("%(who)s hat die Rollen von %(whom)s geändert."),
    "member.removed": _("%(who)s hat %(whom)s aus dem Team genommen."),
    "partner.added": _("%(who)s hat einen Partner eingetragen."),
    "partner.changed": _("%(who)s hat die Angaben eines Partners geändert."),
    "partner.removed": _("%(who)s hat einen versehentlich eingetragenen Partner gelöscht."),
    "pledge.ended": _("%(who)s hat vermerkt, dass ein Beitrag nicht mehr gilt."),
    "partner.heard": _("%(who)s hat ein Gespräch mit einem Partner vermerkt."),
    "contact.added": _("%(who)s hat bei einem Partner eine Ansprechperson ergänzt."),
    "contact.removed": _("%(who)s hat bei einem Partner eine Ansprechperson entfernt."),
    "person.changed": _("%(who)s hat die Angaben einer Ansprechperson geändert."),
    "consent.given": _("%(who)s hat zugestimmt, dass ein Partner genannt wird, oder das vermerkt."),
    "consent.withdrawn": _("%(who)s hat zurückgenommen, dass ein Partner genannt wird."),
    "coordination.begun": _("%(who)s hat die Koordination an %(whom)s gegeben."),
    "coordination.appointed_first": _("%(who)s hat eine Koordination eingeladen."),
    "coordination.appointed_gone": _(
        "%(who)s hat eine neue Koordination eingeladen, weil die bisherige nicht mehr da ist."
    ),
    "coordination.appointed_unreachable": _(
        "%(who)s hat eine neue Koordination eingeladen, weil die bisherige nicht zu erreichen ist."
    ),
    "coordination.appointed_asked": _(
        "%(who)s hat eine neue Koordination eingeladen, auf Wunsch des Bündnisses oder seines Trägers."
    ),
    "coordination.handed_over": _("%(who)s hat die Koordination an %(whom)s übergeben."),
}

GROUPS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "profil": (_("Profil"), ("profile", "alliance", *(noun for noun in _THINGS if noun not in {"project", "pledge"}))),
    "partner": (_("Partner"), ("partner", "contact", "person", "consent", "pledge")),
    "projekte": (_("Projekte"), ("project",)),
    "anfragen": (_("Anfragen"), ("inquiry",)),
    "post": (_("Post"), ("sending",)),
    "leute": (_("Leute"), ("member", "coordination", "absence")),
}
"""What the page filters by: word in the address → label and first words of the verbs."""


def sentence(verb: str, *, who: str, whom: str = "") -> str:
    """Return what was done as a sentence; a verb of an older version, without words by now, is shown as it is."""
    noun, _dot, deed = verb.partition(".")
    if verb in _SENTENCES:
        return str(_SENTENCES[verb]) % {"who": who, "whom": whom}
    if noun in _THINGS and deed in _DEEDS:
        return str(_DEEDS[deed]) % {"who": who, "thing": _THINGS[noun]}
    return f"{who}: {verb}"
