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
    "consent.ended": _("%(who)s hat mit einer Mitgliedschaft auch die Zustimmung zur Nennung beendet."),
    "partner.joined": _("%(who)s hat einen Partner aufgenommen."),
    "partner.returned": _("%(who)s hat einen früheren Partner wieder aufgenommen."),
    "partner.kind": _("%(who)s hat die Mitgliedschaft eines Partners geändert."),
    "partner.left": _("%(who)s hat vermerkt, dass ein Partner ausgeschieden ist."),
    "partner.excluded": _("%(who)s hat einen Partner ausgeschlossen."),
    "partner.wants_to_leave": _("%(who)s hat geschrieben, dass ein Partner ausscheiden möchte."),
    "partner.stays": _("%(who)s hat vermerkt, dass ein Partner doch bleibt."),
    "partner.forgotten": _("%(who)s hat die Kontaktdaten eines früheren Partners gelöscht."),
    "membership_rules.changed": _("%(who)s hat die Spielregeln für Partner geändert."),
    "declaration_text.written": _("%(who)s hat die Bündniserklärung geschrieben oder neu gefasst."),
    "declaration.signed": _("%(who)s hat die Bündniserklärung unterschrieben."),
    "declaration.noted": _("%(who)s hat eine Unterschrift auf Papier vermerkt."),
    "declaration.asked": _("%(who)s hat Partner um ihre Unterschrift gebeten."),
    "application.received": _("%(who)s hat sich gemeldet, um mitzumachen."),
    "application.confirmed": _("%(who)s hat bestätigt, mitmachen zu wollen."),
    "application.reported": _("%(who)s hat gemeldet, dass jemand eine fremde Adresse benutzt hat."),
    "application.withdrawn": _("%(who)s möchte doch nicht mitmachen."),
    "application.asked": _("%(who)s hat jemandem, der mitmachen möchte, eine Frage gestellt."),
    "application.answered": _("%(who)s hat auf eine Frage geantwortet."),
    "application.objections_asked": _("%(who)s hat die Partner nach Einspruch gefragt."),
    "application.accepted": _("%(who)s hat jemanden aufgenommen, der sich gemeldet hatte."),
    "application.declined": _("%(who)s hat jemanden abgelehnt, der sich gemeldet hatte."),
    "objection.made": _("%(who)s hat Einspruch erhoben oder einen vermerkt."),
    "objection.taken_back": _("%(who)s hat einen Einspruch zurückgenommen."),
    "objection.settled": _("%(who)s hat einen Einspruch als geklärt vermerkt."),
    "link.reported": _("%(who)s hat gemeldet, dass ein Link an die falsche Person ging."),
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
    "import.read": _("%(who)s hat eine Partnerliste eingelesen."),
    "import.checked": _("%(who)s hat eine Partnerliste geprüft."),
    "import.taken": _("%(who)s hat Partner aus einer Liste übernommen."),
    "import.undone": _("%(who)s hat das Übernehmen einer Partnerliste rückgängig gemacht."),
    "import.removed": _("%(who)s hat eine eingelesene Partnerliste gelöscht."),
    "greeting.sent": _("%(who)s hat Partner begrüßt."),
    "greeting.reminded": _("%(who)s hat Partner an die Begrüßung erinnert."),
    "greeting.answered": _("%(who)s hat für einen Partner auf die Begrüßung geantwortet oder das vermerkt."),
    "greeting.called": _("%(who)s hat einen Anruf bei einem Partner vermerkt."),
    "greeting.handed_on": _("%(who)s hat gesagt, wen die Koordination stattdessen fragen soll."),
    "greeting.reported": _("%(who)s hat gemeldet, dass eine Begrüßung an die falsche Person ging."),
    "greeting.link_renewed": _("%(who)s hat einen neuen Link zur Begrüßung angefordert."),
    "greeting.closed": _("%(who)s hat eine Begrüßung abgeschlossen."),
    "greeting.practice_ended": _("%(who)s hat die geübten Begrüßungen weggeräumt."),
    "letters.ordered": _("%(who)s hat Briefe an Partner erstellen lassen."),
    "letters.posted": _("%(who)s hat Briefe an Partner als zur Post gegeben vermerkt."),
    "page.link_renewed": _("%(who)s hat einen neuen Link zur eigenen Seite angefordert."),
    "person.erased": _("%(who)s hat die Daten einer Ansprechperson gelöscht."),
    "coordination.handed_over": _("%(who)s hat die Koordination an %(whom)s übergeben."),
}

GROUPS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "profil": (_("Profil"), ("profile", "alliance", *(noun for noun in _THINGS if noun not in {"project", "pledge"}))),
    "partner": (
        _("Partner"),
        (
            "partner",
            "contact",
            "person",
            "consent",
            "import",
            "pledge",
            "application",
            "declaration",
            "declaration_text",
            "membership_rules",
            "objection",
            "link",
            "greeting",
            "letters",
            "page",
        ),
    ),
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
