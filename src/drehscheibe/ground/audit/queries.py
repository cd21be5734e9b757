"""The log of the alliance in scope, told in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BigIntegerField, Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy import kept
from drehscheibe.ground.tenancy.models import Member

from .models import Entry
from .vocabulary import GROUPS, sentence


@dataclass(frozen=True, slots=True)
class Told:
    """One entry in words. `fields` names what was changed."""

    at: datetime
    sentence: str
    fields: str
    times: int = 1


def entries(*, group: str = "", member_id: int | None = None) -> "QuerySet[Entry]":
    """Return the entries of one group or one person, newest first."""
    rows = Entry.objects.all()
    if group in GROUPS:
        starts = Q()
        for noun in GROUPS[group][1]:
            starts |= Q(verb__startswith=f"{noun}.")
        rows = rows.filter(starts)
    return rows if member_id is None else rows.filter(actor_kind="member", actor_id=member_id)


_SPAN = 2_000


def last_change() -> str:
    """Return a text that is another one as soon as anything was done in the alliance; two short statements.

    Entries are counted too: of two changes at the same time, the earlier number may be written down last. Only the
    newest are, since a transaction does not stay open while thousands of others end.
    """
    newest = next((number for (number,) in kept.rows(_newest)), 0)
    counted = kept.rows(_number_after, after=(newest // _SPAN - 1) * _SPAN)
    return f"{newest}-{counted[0][0] if counted else 0}"


def _newest() -> "QuerySet[Entry, tuple[int]]":
    return Entry.objects.order_by("-pk").values_list("pk")[:1]


def _number_after() -> "QuerySet[Entry, tuple[int]]":
    rows = Entry.objects.filter(pk__gt=kept.Slot("after", BigIntegerField())).order_by()
    return rows.values("alliance").annotate(number=Count("pk")).values_list("number")


def told(rows: Iterable[Entry]) -> list[Told]:
    """Put entries into words; names are looked up now, since the log keeps numbers only."""
    names = member_names()
    return [Told(timezone.localtime(row.at), _sentence(row, names), _fields(row)) for row in rows]


def gathered(lines: Iterable[Told]) -> list[Told]:
    """Return the lines with those put together that say the same in the same minute, as after an import."""
    groups = groupby(lines, key=lambda line: (f"{line.at:%Y-%m-%d %H:%M}", line.sentence, line.fields))
    return [replace(same[0], times=len(same)) for same in (list(group) for _key, group in groups)]


def member_names() -> dict[int, str]:
    """Return all who belong or belonged to the alliance."""
    return dict(Member.objects.values_list("pk", "name"))


def _sentence(row: Entry, names: dict[int, str]) -> str:
    whom = names.get(row.object_id or 0, _("jemand")) if row.object_kind == "tenancy.member" else ""
    return sentence(row.verb, who=_who(row, names), whom=whom)


def _who(row: Entry, names: dict[int, str]) -> str:
    if row.actor_kind == "member":
        return names.get(row.actor_id or 0, _("Jemand"))
    return {"visitor": _("Jemand ohne Anmeldung"), "link": _("Jemand über einen Link aus einer E-Mail")}.get(
        row.actor_kind, _("Der Betrieb")
    )


def _fields(row: Entry) -> str:
    """Return the labels of the changed columns; a column that is gone keeps its old name."""
    model = apps.get_model(row.object_kind)
    return ", ".join(_label(model, name) for name in row.details.get("fields", ()))


def _label(model: type, name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name)  # type: ignore[attr-defined]  # a model, named by its label
    except FieldDoesNotExist:
        return name
