"""What the scripts of the evening screen say. The word for a quorum is handed out only where the rules have one."""

from django.utils.translation import gettext as _

from drehscheibe.work.bodies.rules import Game


def words_for(game: Game) -> dict[str, str]:
    """Return the sentences; `{…}` are filled in by the script."""
    words = {
        "saved": _("gespeichert {time}"),
        "saving": _("wird gespeichert …"),
        "offline": _("kein Netz – liegt auf diesem Gerät"),
        "online": _("Netz ist wieder da, alles gespeichert."),
        "signed_out": _("Nicht angemeldet – liegt auf diesem Gerät."),
        "forbidden": _("Sie dürfen dieses Treffen nicht mehr führen. Was hier steht, liegt nur auf diesem Gerät."),
        "unkept": _(
            "Dieses Gerät kann nichts ablegen. Bitte schließen Sie die Seite erst, wenn „gespeichert“ dasteht."
        ),
        "waiting": _("Noch nicht gesendet: {count}"),
        "not_yet": _("Es liegen noch {count} Einträge auf diesem Gerät. Bitte warten Sie, bis „gespeichert“ dasteht."),
        "empty": _("Bitte schreiben Sie zuerst, worum es geht."),
        "accepted": _("angenommen"),
        "rejected": _("abgelehnt"),
        "agreed": _("angenommen, kein Widerspruch"),
        "other_way": _("andere Art"),
        "to_vote": _("zur Abstimmung"),
        "undecided": _("noch kein Ergebnis"),
        "count": _("{here} von {all}"),
        "is_here": _("{name} ist da."),
        "not_here": _("{name} ist doch nicht da."),
        "has_left": _("{name} ist gegangen."),
        "since": _("seit {time}"),
        "vote_with": _("Stimme bei {name}"),
        "added_decision": _("Beschluss hinzugefügt."),
        "added_task": _("Aufgabe hinzugefügt."),
        "added_note": _("Notiz hinzugefügt."),
        "removed": _("Zeile gelöscht."),
        "remove": _("Zeile löschen"),
        "undo": _("Zurückholen"),
        "tick": _("Punkt erledigt, weiter"),
        "reopen": _("Punkt wieder öffnen"),
        "refused": _("Nicht übernommen: {why}"),
        "drop": _("Verwerfen"),
        "beside": _("Jemand hat dieselbe Zeile geändert. Beide Fassungen stehen jetzt da."),
        "late": _("{minutes} Min. über der Zeit"),
        "done": _("erledigt"),
        "today": _("um {time}"),
        "written": _("{name}, {time}"),
        "item": _("Punkt {number}: {title}"),
        "other": _("Ohne Punkt"),
        "clock": _("{time} Uhr"),
        "ended": _("Das Treffen ist beendet."),
    }
    return words | (_quorum_words() if game.has_quorum else {})


def _quorum_words() -> dict[str, str]:
    return {
        "enough": _("beschlussfähig: {there} von {needed} nötigen Stimmen"),
        "too_few": _("nicht beschlussfähig: {there} von {needed} nötigen Stimmen"),
        "no_least": _("beschlussfähig: zweites Treffen, {there} Stimmen sind da"),
    }
