"""The rules of the game, of the alliance and of one group. Only what matters is shown.

All boxes are there at any time, so that two versions can be compared; `shown` names those that the other answers give
a meaning. Whoever chooses that a number must be there gets the box for it with the next answer of the page.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.kit.editing import VersionedForm

from .. import wording
from ..models import Body, Governance
from ..rules import BODY_FIELDS, Game
from ..vocabulary import Approval, Majority, MeetingWord, Preset, Quorum

QUORUM = gettext_lazy("Wie viele Stimmen müssen da sein, um zu beschließen?")
PERCENT = gettext_lazy("So viel Prozent der Stimmen müssen da sein")
NUMBER = gettext_lazy("So viele Stimmen müssen da sein")


BETWEEN = gettext_lazy(
    "Die Partner bekommen eine E-Mail mit dem Wortlaut und stimmen über einen Link ab. So müssen Sie nicht bis zum nächsten"
    " Treffen warten."
)
BETWEEN_IN_ASSOCIATION = gettext_lazy(
    "Ohne Versammlung gilt ein Beschluss nur, wenn alle Mitglieder schriftlich zustimmen (§ 32 Abs. 3 BGB). Weniger genügt"
    " nur, wenn Ihre Satzung das sagt (§ 40 BGB). Bitte sehen Sie dort nach, bevor Sie hier etwas erleichtern."
)
PERCENT_HELP = gettext_lazy("Stimmen weniger ab, gilt der Beschluss nicht. 100 heißt: alle müssen antworten.")
SECRET = gettext_lazy(
    "Die Datenbank zeigt danach nicht, wer wie gestimmt hat. Wer den Server während der Abstimmung verändert, könnte es"
    " trotzdem erfahren. Ist Ihnen das zu wenig, stimmen Sie beim Treffen auf Zetteln ab. Ihre Satzung muss es erlauben."
)


class _Depending(VersionedForm):
    """A form in which some boxes have a meaning only with certain answers in others."""

    depends: ClassVar[Mapping[str, tuple[str, tuple[str, ...]]]] = {}
    stands_for_itself: ClassVar[tuple[str, ...]] = ()
    """Boxes whose stored value holds as long as nobody saw them: they have a sensible one from the beginning."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fill_in()
        for name in self.depends:
            field = self.fields[name]
            field.required = self.matters(name) and not isinstance(field, forms.BooleanField)
            field.error_messages["required"] = _("Das gehört noch dazu. Bitte tragen Sie es ein.")

    def _fill_in(self) -> None:
        """Put the stored value into a box that comes to matter with this very answer, and so was not shown before."""
        if not self.is_bound:
            return
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict or a dict, both can
        for name in self.stands_for_itself:
            on, values = self.depends[name]
            if str(getattr(self.instance, on)) not in values and self.matters(name) and name not in data:
                stored = getattr(self.instance, name)
                data[name] = "" if stored is False else "on" if stored is True else str(stored)
        self.data = data

    def matters(self, name: str) -> bool:
        """Tell whether a box has a meaning with what was chosen, or stands saved, in the others."""
        if name not in self.depends:
            return True
        on, values = self.depends[name]
        return str(self._answer(on)) in values

    def _answer(self, name: str) -> Any:
        if not self.is_bound:
            return self.get_initial_for_field(self.fields[name], name)
        widget = self.fields[name].widget
        return widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    @property
    def shown(self) -> list[BoundField]:
        return [box for box in self if self.matters(box.name)]

    def to_save(self) -> dict[str, Any]:
        """Return what was asked for; what has no meaning stays as it stands, `rules.tidied` takes out what must go."""
        asked = [name for name in self._meta.fields or () if name in self.fields]
        return {name: self.cleaned_data[name] for name in asked if self.matters(name)}

    def clean(self) -> dict[str, Any]:
        """Keep the old value of what was not asked, so that the row's own conditions hold."""
        values: dict[str, Any] = super().clean() or {}
        for name in self.depends:
            if name in self.fields and not self.matters(name):
                values[name] = getattr(self.instance, name)
        return values


class RulesForm(_Depending):
    depends = {
        "quorum_percent": ("quorum", (Quorum.SHARE,)),
        "quorum_number": ("quorum", (Quorum.NUMBER,)),
        "second_call": ("quorum", (Quorum.SHARE, Quorum.NUMBER)),
        "proxies_most": ("proxies", ("True",)),
        "circular_days": ("circular", ("True",)),
        "circular_percent": ("circular", ("True",)),
        "circular_objection": ("circular", ("True",)),
        "secret_by_link": ("circular", ("True",)),
        "approval_days": ("approval", (Approval.SILENCE,)),
    }
    stands_for_itself = ("circular_days", "circular_percent", "circular_objection")

    class Meta:
        model = Governance
        fields = (
            "meeting_word", "meetings_per_year", "notice_days", "papers_days", "majority", "secret_on_request",
            "bias_excluded", "quorum", "quorum_percent", "quorum_number", "second_call", "remote", "proxies",
            "proxies_most", "circular", "circular_days", "circular_percent", "circular_objection", "secret_by_link",
            "approval", "approval_days",
        )  # fmt: skip
        labels: ClassVar = {"quorum": QUORUM, "quorum_percent": PERCENT, "quorum_number": NUMBER}
        widgets: ClassVar = {
            "meeting_word": forms.RadioSelect,
            "majority": forms.RadioSelect,
            "quorum": forms.RadioSelect,
            "approval": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        for name, choices in _CHOICES.items():
            fields[name].choices = choices
        is_association = self.instance.preset == Preset.ASSOCIATION
        fields["circular"].help_text = BETWEEN_IN_ASSOCIATION if is_association else BETWEEN
        fields["circular_percent"].help_text = PERCENT_HELP
        if is_association:
            fields["secret_by_link"].help_text = SECRET
        else:
            del fields["secret_by_link"]


_CHOICES: dict[str, Any] = {
    "meeting_word": MeetingWord.choices,
    "majority": Majority.choices,
    "quorum": Quorum.choices,
    "approval": Approval.choices,
}


class BodyRulesForm(_Depending):
    """Where a group differs; an empty answer means: as the alliance."""

    depends = {
        "quorum_percent": ("quorum", (Quorum.SHARE,)),
        "quorum_number": ("quorum", (Quorum.NUMBER,)),
    }

    class Meta:
        model = Body
        fields = BODY_FIELDS
        labels: ClassVar = {"quorum": QUORUM, "quorum_percent": PERCENT, "quorum_number": NUMBER}
        widgets: ClassVar = {
            "majority": forms.RadioSelect,
            "quorum": forms.RadioSelect,
            "approval": forms.RadioSelect,
        }

    def __init__(self, *args: Any, game: Game, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        as_alliance = {
            "majority": str(Majority(game.majority).label),
            "quorum": wording.needed_in_short(game),
            "approval": str(Approval(game.approval).label),
        }
        for name, word in as_alliance.items():
            fields[name].choices = [("", _("wie im Bündnis: %(rule)s") % {"rule": word}), *_CHOICES[name]]
        fields["notice_days"].help_text = _("Leer: wie im Bündnis (%(span)s).") % {
            "span": wording.span(game.notice_days)
        }
        fields["quorum_percent"].min_value = 1

    def clean_quorum_percent(self) -> int | None:
        percent: int | None = self.cleaned_data["quorum_percent"]
        if percent is not None and not 1 <= percent <= 100:  # noqa: PLR2004  percent
            raise forms.ValidationError(_("Ein Anteil liegt zwischen 1 und 100 Prozent."))
        return percent

    def clean_quorum_number(self) -> int | None:
        number: int | None = self.cleaned_data["quorum_number"]
        if number == 0:
            raise forms.ValidationError(_("Mindestens eine Stimme muss da sein. Sonst wählen Sie „keine Mindestzahl“."))
        return number
