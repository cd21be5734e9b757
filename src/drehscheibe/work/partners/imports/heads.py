"""What the head of a column says it is about."""

import re
from typing import Final

from drehscheibe.kit.text import folded

from ..vocabulary import ColumnKind as Kind

_LONGEST = 60
_MOST_WORDS = 6
# What may follow any of the words below.
_MORE: Final = (
    r"(?: (?:1|2|3|i|ii|privat|dienstlich|geschaeftlich|neu|aktuell|nr|nummer|der|des|die|einrichtung|organisation|person|"
    r"partner|traeger|falls vorhanden|optional|en))*"
)
# In this order; what fits first wins. Each covers a whole head, folded: "E-Mail-Adresse (dienstlich)" is
# "e mail adresse dienstlich".
_HEADS: Final[tuple[tuple[Kind, str], ...]] = (
    (Kind.LEAVING,
     r"kommt nicht mehr|nicht mehr dabei|ausgetreten(?: am)?|ausgeschieden(?: am)?|austritt|"
     r"abgemeldet(?: am)?|dabei bis"),
    (Kind.EMAIL,
     r"(?:kontakt )?e? ?mails?(?: ?adressen?)?|email ?adresse|mail und name|name und mail|e mail s|"
     r"elektronische post"),
    (Kind.MOBILE,
     r"mobil(?:telefon|nummer|funk)?|handy(?:nummer|nr)?|mobil tel"),
    (Kind.IGNORE,
     r"(?:tele)?fax(?:nummer|nr)?|(?:lfd|laufende|lf) ?(?:nr|nummer)?|nr|nummer|id|pos|anrede|briefanrede|"
     r"unterschrift|anwesend|zusage|teilnahme|einladung|erledigt"),
    (Kind.PHONE,
     r"tel(?:efon)?(?:nummer|nr)?|tel (?:nr|nummer)|fon|ruf(?:nummer)?|durchwahl|festnetz|"
     r"telefon (?:und |u )?(?:mobil|fax|handy)|tel (?:mobil|fax)|kontakt tel(?:efon)?"),
    (Kind.WEBSITE,
     r"internet(?:seite|adresse|auftritt)?|home ?page|web(?:site|seite|adresse)?|url|www"),
    (Kind.ADDRESS,
     r"plz (?:und |u )?(?:wohn)?ort|postleitzahl (?:und )?ort|(?:post|dienst)?an?schrift|adressen?|"
     r"postadresse|plz ort strasse|strasse plz ort|standort"),
    (Kind.POSTCODE,
     r"plz|postleitzahl"),
    (Kind.HOUSE_NUMBER,
     r"haus ?(?:nr|nummer)|hnr"),
    (Kind.STREET,
     r"str(?:asse)?(?: (?:und |u )?(?:haus)?(?:nr|nummer|hausnr))?"),
    (Kind.PLACE,
     r"(?:wohn)?ort|ort ortsteil|stadt|gemeinde|sitz"),
    (Kind.FIRST_NAME,
     r"vorname"),
    (Kind.LAST_NAME,
     r"nachname|familienname|zuname"),
    (Kind.ROLE,
     r"funktion|aufgabe|position|rolle|taetigkeit|dienststellung|amtsbezeichnung|beruf|funktion aufgabe"),
    (Kind.PERSON,
     r"ansprech ?(?:partner(?:innen|in)?|personen?)(?: innen| in)?|kontakt(?:personen|person|e)?|"
     r"vertreter(?:innen|in)?|vertretung|vertreten durch|name vorname|vorname (?:und )?name|"
     r"vor und nachname|verantwortliche?r?|delegierte?r?|ap|leitung|leiter(?:in)?|zustaendig|"
     r"name ansprechpartner(?:in)?|name der ansprechperson|stellvertretung"),
    (Kind.CATEGORY,
     r"art|kategorie|bereich|typ|gruppe|sparte|branche|art der (?:einrichtung|organisation)|partnerart|"
     r"handlungsfeld|rubrik|kategorie art"),
    (Kind.UNIT,
     r"abteilung|fachbereich|dezernat|sachgebiet|referat|amt abteilung"),
    (Kind.SPEAKS_FOR,
     r"spricht fuer|vertritt|zielgruppe"),
    (Kind.SINCE,
     r"(?:dabei|mitglied|partner|im buendnis)? ?seit|beitritt(?:sdatum|sjahr)?|eintritt(?:sdatum)?|"
     r"aufnahme(?:datum)?|beigetreten(?: am)?|datum des beitritts|mitglied ab"),
    (Kind.MEMBERSHIP,
     r"stimmrecht|stimmberechtigt|stimmen?|mitgliedschaft|mitgliedsstatus|stimme j n"),
    (Kind.NOTE,
     r"bemerkung(?:en)?|notiz(?:en)?|anmerkung(?:en)?|hinweise?|kommentare?|infos?|sonstiges|status|themen?|"
     r"angebote?|beitrag"),
    (Kind.NAME,
     r"(?:name der )?(?:einrichtung|institution|organisation|mitgliedsorganisation)"
     r"(?: (?:name|firma|verein|institution|organisation|unternehmen|traeger))*|"
     r"vereine?|firma|unternehmen|(?:buendnis|netzwerk|kooperations)?partner|buendnismitglied|betrieb|"
     r"koerperschaft|behoerde|mitglieder|mitglied|verband|dienststelle|bezeichnung|"
     r"name des (?:partners|vereins|unternehmens|traegers)|partner name|name firma|name einrichtung|"
     r"name institution|name organisation|wer|akteure?"),
    (Kind.NOTE,
     r"traeger"),
)  # fmt: skip
_PATTERNS: Final = tuple((kind, re.compile(rf"(?:{words}){_MORE}")) for kind, words in _HEADS)
# Words that stand in data as well: "Stadt", "Verein". Alone they make no line a head.
_WEAK: Final = re.compile(
    r"stadt|gemeinde|vereine?|partner|mitglied(?:er)?|verband|gruppe|leitung|amt|betrieb|angebote?|wer|nr|vertretung|stimmen?"
)


def kind_of_head(text: str) -> Kind | None:
    """Return what the head of a column says; NAME for a mere "Name", which may turn out to be a person."""
    plain = folded(text)
    if not plain or len(plain) > _LONGEST or len(plain.split()) > _MOST_WORDS or "@" in text:
        return None
    if plain in {"name", "namen"}:
        return Kind.NAME
    return next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(plain)), None)


def is_weak_head(text: str) -> bool:
    return _WEAK.fullmatch(folded(text)) is not None
