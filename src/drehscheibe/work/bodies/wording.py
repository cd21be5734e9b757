"""Rules of the game in words that people use. What the rules do not have is not mentioned."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.kit.ui.parts import Fact

from .rules import Game
from .vocabulary import Approval, Majority

_WEEK = 7
ALL = 100


def span(days: int) -> str:
    """Return a number of days as people say it: 28 → "4 Wochen"."""
    weeks, rest = divmod(days, _WEEK)
    if rest or not weeks:
        return ngettext("ein Tag", "%(number)s Tage", days) % {"number": days}
    return ngettext("eine Woche", "%(number)s Wochen", weeks) % {"number": weeks}


def facts(game: Game) -> list[Fact]:
    """Return the rules of a body or alliance, one line each; lines without text are left out by the component."""
    return [
        Fact(_("Einladung"), _before(game.notice_days)),
        Fact(_("Unterlagen"), _before(game.papers_days) if game.papers_days else ""),
        *([Fact(_("Beschlussfähig"), quorum(game))] if game.has_quorum else []),
        Fact(_("Beschlossen wird mit"), str(Majority(game.majority).label)),
        Fact(_("Geheim"), _("wenn jemand es wünscht") if game.secret_on_request else ""),
        Fact(_("Wer betroffen ist"), _("stimmt nicht mit") if game.bias_excluded else ""),
        Fact(_("Online"), _("Teilnahme ist möglich") if game.remote else _("nein, nur vor Ort")),
        Fact(_("Stimme übertragen"), _proxies(game)),
        Fact(_("Zwischen den Treffen"), between(game)),
        Fact(_("Geheim über einen Link"), _("ist möglich") if game.secret_by_link else ""),
        Fact(_("Protokoll"), approval(game)),
    ]


def quorum(game: Game) -> str:
    """Return how many must be there; only for rules that say so."""
    if game.quorum == "number":
        least = ngettext("wenn eine Stimme da ist", "wenn %(number)s Stimmen da sind", game.quorum_number or 0)
        text = least % {"number": game.quorum_number}
    else:
        text = _("wenn %(percent)s Prozent der Stimmen da sind") % {"percent": game.quorum_percent}
    return _("%(rule)s; beim zweiten Mal immer") % {"rule": text} if game.second_call else text


def needed_in_short(game: Game) -> str:
    """Return how many must be there, in a word that fits rules without such a number too."""
    if not game.has_quorum:
        return _("keine Mindestzahl")
    if game.quorum == "number":
        return ngettext("eine Stimme", "%(number)s Stimmen", game.quorum_number or 0) % {"number": game.quorum_number}
    return _("%(percent)s Prozent der Stimmen") % {"percent": game.quorum_percent}


def approval(game: Game) -> str:
    """Return when minutes count as approved."""
    if game.approval == Approval.SILENCE:
        return _("gilt als genehmigt, wenn innerhalb von %(span)s niemand widerspricht") % {
            "span": _spans(game.approval_days)
        }
    if game.approval == Approval.CHAIR:
        return _("wird durch die Leitung genehmigt")
    return _("wird beim nächsten Mal genehmigt")


def between(game: Game) -> str:
    """Return how decisions are taken without a meeting; "" where they are not."""
    if not game.circular:
        return ""
    must = _("alle müssen antworten") if game.circular_percent == ALL else _("mindestens %(percent)s Prozent antworten")
    parts = [
        _("mit %(span)s Zeit") % {"span": span(game.circular_days)},
        must % {"percent": game.circular_percent},
        _("wer widerspricht, verschiebt es auf das nächste Treffen") if game.circular_objection else "",
    ]
    return "; ".join(part for part in parts if part)


def target(wanted: int, assembly: str) -> str:
    """Return the aim for a year as a sentence, "" without one; `assembly` is the alliance's word for it."""
    if not wanted:
        return ""
    words = ngettext("Mindestens ein Treffen aller Partner im Jahr", "Mindestens %(number)s Treffen im Jahr", wanted)
    text = words % {"number": wanted}
    if not assembly:
        return f"{text}."
    return _("%(aim)s, eines davon: %(assembly)s.") % {"aim": text, "assembly": assembly}


def _before(days: int) -> str:
    return _("spätestens %(span)s vorher") % {"span": span(days)} if days else _("ohne feste Zeit vorher")


def _spans(days: int) -> str:
    """Return a span after "innerhalb von": the dative."""
    weeks, rest = divmod(days, _WEEK)
    if rest or not weeks:
        return ngettext("einem Tag", "%(number)s Tagen", days) % {"number": days}
    return ngettext("einer Woche", "%(number)s Wochen", weeks) % {"number": weeks}


def _proxies(game: Game) -> str:
    if not game.proxies:
        return ""
    words = ngettext(
        "ja, eine Person trägt höchstens eine mit", "ja, eine Person trägt höchstens %(number)s mit", game.proxies_most
    )
    return words % {"number": game.proxies_most}
