"""The three ways in which alliances are organised, as data: what each sets, and which groups it usually has.

The notice of four weeks and papers two weeks before, half of the votes, the second call and the way from consensus to
simple majority are the defaults that rules of procedure of family alliances and associations share; at least four
meetings a year with one assembly among them is how alliances describe themselves. Without a meeting an association
decides only with the consent of all members unless its statutes say otherwise (§§ 32 (3), 40 BGB), so there everybody
must answer until somebody has looked into the statutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .vocabulary import Approval, BodyKind, Majority, MeetingWord, Preset, Quorum

WEEK = 7


@dataclass(frozen=True, slots=True)
class UsualBody:
    """A group that alliances of a kind usually have, with their word for it and what differs in its rules."""

    kind: BodyKind
    name: Promise
    purpose: Promise
    duties: tuple[Promise, ...] = ()
    has_everyone: bool = False
    own: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One preset: two sentences that explain it, the columns of `Governance` it sets, and its groups."""

    preset: Preset
    sentences: tuple[Promise, Promise]
    sets: Mapping[str, Any]
    bodies: tuple[UsualBody, ...]


_NO_QUORUM: dict[str, Any] = {
    "quorum": Quorum.NONE, "quorum_percent": None, "quorum_number": None, "second_call": False,
}  # fmt: skip

LOOSE = Way(
    Preset.LOOSE,
    (
        _("Alle treffen sich, wenn es etwas zu besprechen gibt, und wer kommt, redet mit."),
        _("Sie laden zwei Wochen vorher ein und beschließen, wenn niemand dagegen ist."),
    ),
    {
        **_NO_QUORUM,
        "meeting_word": MeetingWord.MEETING,
        "meetings_per_year": 0,
        "notice_days": 2 * WEEK,
        "papers_days": 0,
        "majority": Majority.CONSENSUS,
        "secret_on_request": False,
        "bias_excluded": False,
        "remote": True,
        "proxies": False,
        "proxies_most": 1,
        "circular": False,
        "circular_days": WEEK,
        "circular_percent": 50,
        "circular_objection": True,
        "secret_by_link": False,
        "approval": Approval.SILENCE,
        "approval_days": 2 * WEEK,
    },
    (
        UsualBody(
            BodyKind.PLENUM,
            _("Bündnistreffen"),
            _("Alle Partner tauschen sich aus und verabreden, was sie gemeinsam tun."),
            has_everyone=True,
        ),
    ),
)

CLASSIC = Way(
    Preset.CLASSIC,
    (
        _("Einmal im Jahr kommt die Vollversammlung zusammen, dazwischen gibt es Bündnistreffen, und ein Lenkungskreis "
          "bereitet vor."),
        _("Sie laden vier Wochen vorher ein, Unterlagen folgen bis zwei Wochen vorher, und Sie suchen Einvernehmen, "
          "sonst entscheidet die einfache Mehrheit."),
    ),
    {
        **LOOSE.sets,
        "meetings_per_year": 4,
        "notice_days": 4 * WEEK,
        "papers_days": 2 * WEEK,
        "majority": Majority.PREFERRED,
        "circular": True,
        "approval": Approval.SILENCE,
    },
    (
        UsualBody(
            BodyKind.ASSEMBLY,
            _("Vollversammlung"),
            _("Alle Partner ziehen einmal im Jahr Bilanz und vereinbaren, woran sie weiter arbeiten."),
            (_("Schwerpunkte auswerten und festlegen"), _("Vereinbarungen beschließen"), _("Gruppen gründen")),
            has_everyone=True,
        ),
        UsualBody(
            BodyKind.PLENUM,
            _("Bündnistreffen"),
            _("Alle Partner tauschen sich zwischen den Vollversammlungen aus."),
            has_everyone=True,
        ),
        UsualBody(
            BodyKind.STEERING,
            _("Lenkungskreis"),
            _("Bereitet die Treffen vor und hält das Bündnis zwischen ihnen zusammen."),
            (_("Öffentlichkeitsarbeit"), _("Treffen vorbereiten"), _("Arbeit der Gruppen abstimmen")),
            own={"notice_days": WEEK},
        ),
    ),
)  # fmt: skip

ASSOCIATION = Way(
    Preset.ASSOCIATION,
    (
        _("Die Satzung gilt: Die Mitgliederversammlung beschließt, ein gewählter Vorstand führt die Geschäfte."),
        _("Sie laden vier Wochen vorher ein, die Hälfte der Stimmen muss da sein, und ein zweites Mal eingeladen zählt, "
          "wer kommt."),
    ),
    {
        **CLASSIC.sets,
        "meeting_word": MeetingWord.SESSION,
        "meetings_per_year": 1,
        "quorum": Quorum.SHARE,
        "quorum_percent": 50,
        "second_call": True,
        "majority": Majority.SIMPLE,
        "secret_on_request": True,
        "bias_excluded": True,
        "circular_days": 2 * WEEK,
        "circular_percent": 100,
        "approval": Approval.NEXT_MEETING,
    },
    (
        UsualBody(
            BodyKind.ASSEMBLY,
            _("Mitgliederversammlung"),
            _("Das oberste Organ des Vereins."),
            (_("Vorstand wählen und entlasten"), _("Jahresabschluss und Haushalt beschließen"), _("Satzung ändern")),
            has_everyone=True,
        ),
        UsualBody(
            BodyKind.STEERING,
            _("Vorstand"),
            _("Führt die Geschäfte des Vereins und vertritt ihn nach außen."),
            (_("Öffentlichkeitsarbeit"), _("Haushalt führen"), _("Mitgliederversammlung vorbereiten")),
            own={"notice_days": WEEK},
        ),
    ),
)  # fmt: skip

WAYS: tuple[Way, ...] = (LOOSE, CLASSIC, ASSOCIATION)


def way_of(preset: str) -> Way:
    """Return the way with this code; raise KeyError for an unknown one."""
    return {str(way.preset): way for way in WAYS}[preset]
