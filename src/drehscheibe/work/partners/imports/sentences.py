"""What is doubtful about a cell, in plain words: which line, which column, what stands there, what to do."""

from django.utils.translation import gettext as _


def about(number: int, column: str, seen: str, what: str) -> str:
    """Return e.g. "Zeile 14: In der Spalte E-Mail steht „kita.sonne@“. Da fehlt etwas nach dem @."."""
    text = _("Zeile %(number)s: In der Spalte %(column)s steht „%(seen)s“.") % {
        "number": number, "column": column, "seen": shortened(seen)
    }  # fmt: skip
    return f"{text} {what}"


def of_line(number: int, what: str) -> str:
    return _("Zeile %(number)s: %(what)s") % {"number": number, "what": what}


def shortened(text: str, most: int = 80) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


def bad_mail(text: str) -> str:
    """Return what is wrong with a text that looks like a mail address."""
    flat = text.strip(" .,;")
    local, _at, domain = flat.partition("@")
    wrong: tuple[tuple[bool, str], ...] = (
        (any(letter.isspace() for letter in flat), _("Die Adresse ist auseinandergerissen.")),
        (not domain and not local, _("Da fehlt etwas vor und nach dem @.")),
        (not domain, _("Da fehlt etwas nach dem @.")),
        (not local, _("Da fehlt etwas vor dem @.")),
        ("@" in domain, _("Da steht mehr als ein @.")),
        ("," in domain, _("Nach dem @ steht ein Komma statt eines Punktes.")),
        ("." not in domain, _("Nach dem @ fehlt ein Punkt, wie in „kita.de“.")),
        (not local.isascii(), _("Vor dem @ darf kein Umlaut und kein Sonderzeichen stehen.")),
    )
    return next((what for is_so, what in wrong if is_so), _("So sieht keine E-Mail-Adresse aus."))


def broken_formula() -> str:
    return _(
        "Das ist eine Formel ohne Ergebnis. Bitte tragen Sie ein, was hier stehen soll, oder lassen Sie das Feld leer."
    )


def lost_digits() -> str:
    return _("Die Tabelle hat die Nummer gekürzt, es fehlen Ziffern. Bitte tragen Sie die ganze Nummer ein.")


def lost_zero() -> str:
    return _("Da fehlt wohl eine Null am Anfang. Bitte prüfen Sie die Postleitzahl.")


def bad_postcode() -> str:
    return _("Eine deutsche Postleitzahl hat fünf Ziffern.")


def bad_site() -> str:
    return _("So sieht keine Internetseite aus.")


def too_long(most: int) -> str:
    return _("Das ist zu lang; höchstens %(most)s Zeichen haben Platz.") % {"most": most}


def too_many_mails(count: int) -> str:
    return _("Da stehen %(count)s Adressen in einer Zelle. Fügen Sie diese Adresszeile für sich allein ein.") % {
        "count": count
    }


def no_name() -> str:
    return _("Hier fehlt der Name der Einrichtung.")


def guessed_name() -> str:
    return _("Zu welcher Einrichtung gehört das? Wir haben sie aus der Adresse geraten.")


def guessed_person() -> str:
    return _("Hier steht keine Einrichtung. Ist das eine einzelne Person?")


def same_as_above() -> str:
    return _("Hier steht keine Einrichtung. Gehört das zu der Zeile darüber?")


def also_left() -> str:
    return _("Heißt das, dass der Partner nicht mehr dabei ist?")
