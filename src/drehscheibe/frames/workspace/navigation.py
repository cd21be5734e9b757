"""The menu of the rooms: at most seven words, and only what the member may open."""

from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drehscheibe.ground.tenancy.doors import VIEW_AS
from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.ui.frames import Link

from . import queries


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the menu; `tabs` is its second level."""

    label: Promise
    name: str
    needs: Capability
    icon: str = ""
    tabs: tuple["Entry", ...] = dataclass_field(default=())


MENU: tuple[Entry, ...] = (
    Entry(gettext_lazy("Heute"), "workspace_home", Capability.SEE_WORKSPACE, "home"),
    Entry(
        gettext_lazy("Treffen"), "workspace_meetings", Capability.SEE_MEETINGS, "calendar-today",
        (
            Entry(gettext_lazy("Treffen"), "workspace_meetings", Capability.SEE_MEETINGS),
            Entry(gettext_lazy("Jahr"), "workspace_year", Capability.SEE_MEETINGS),
            Entry(gettext_lazy("Gruppen"), "workspace_bodies", Capability.SEE_MEETINGS),
            Entry(gettext_lazy("Gastgeber"), "workspace_hosts", Capability.EDIT_MEETINGS),
            Entry(gettext_lazy("Aufgaben"), "workspace_tasks", Capability.SEE_MEETINGS),
            Entry(gettext_lazy("Beschlüsse"), "workspace_decisions", Capability.SEE_MEETINGS),
            Entry(gettext_lazy("Archiv"), "workspace_archive", Capability.SEE_MEETINGS),
            Entry(gettext_lazy("Spielregeln"), "workspace_governance", Capability.SEE_MEETINGS),
        ),
    ),
    Entry(
        gettext_lazy("Profil"), "workspace_profile", Capability.SEE_WORKSPACE, "edit",
        (
            Entry(gettext_lazy("Bearbeiten"), "workspace_profile", Capability.EDIT_PROFILE),
            Entry(gettext_lazy("Vorschau"), "workspace_preview", Capability.EDIT_PROFILE),
            Entry(gettext_lazy("Veröffentlichen"), "workspace_publication", Capability.PUBLISH_PROFILE),
        ),
    ),
    Entry(
        gettext_lazy("Partner"), "workspace_partners", Capability.SEE_PARTNERS, "heart",
        (
            Entry(gettext_lazy("Liste"), "workspace_partners", Capability.SEE_PARTNERS),
            Entry(gettext_lazy("Begrüßung"), "workspace_greeting", Capability.EDIT_PARTNERS),
            Entry(gettext_lazy("Anträge"), "workspace_applications", Capability.EDIT_PARTNERS),
            Entry(gettext_lazy("Beiträge"), "workspace_pledges", Capability.SEE_PARTNERS),
            Entry(gettext_lazy("Erklärung"), "workspace_declarations", Capability.SEE_PARTNERS),
            Entry(gettext_lazy("Zahlen"), "workspace_partner_numbers", Capability.SEE_PARTNERS),
            Entry(gettext_lazy("Regeln"), "workspace_membership_rules", Capability.EDIT_PARTNERS),
        ),
    ),
    Entry(
        gettext_lazy("Projekte"), "workspace_projects", Capability.SEE_WORKSPACE, "checklist",
        (
            Entry(gettext_lazy("Projekte"), "workspace_projects", Capability.SEE_WORKSPACE),
            Entry(gettext_lazy("Bedarf"), "workspace_needs", Capability.SEE_WORKSPACE),
            Entry(gettext_lazy("Maßnahmen"), "workspace_measures", Capability.SEE_WORKSPACE),
            Entry(gettext_lazy("Jahresplan"), "workspace_plan", Capability.SEE_WORKSPACE),
            Entry(gettext_lazy("Schwerpunkte"), "workspace_focus_reviews", Capability.SEE_WORKSPACE),
            Entry(gettext_lazy("Positionen"), "workspace_positions", Capability.SEE_WORKSPACE),
            Entry(gettext_lazy("Eine Seite"), "workspace_one_page", Capability.SEE_MEETINGS),
            Entry(gettext_lazy("Bericht"), "workspace_reports", Capability.SEE_MEETINGS),
        ),
    ),
    Entry(gettext_lazy("Anfragen"), "workspace_inquiries", Capability.ANSWER_INQUIRIES, "mail"),
    Entry(
        gettext_lazy("Einstellungen"), "workspace_settings", Capability.MANAGE_SETTINGS, "settings",
        (
            Entry(gettext_lazy("Bündnis"), "workspace_settings", Capability.MANAGE_SETTINGS),
            Entry(gettext_lazy("Leute"), "workspace_people", Capability.MANAGE_MEMBERS),
            Entry(gettext_lazy("Postausgang"), "workspace_outbox", Capability.SEND_MAIL),
            Entry(gettext_lazy("Verlauf"), "workspace_log", Capability.SEE_AUDIT),
            Entry(gettext_lazy("Ansehen als"), VIEW_AS, Capability.MANAGE_MEMBERS),
        ),
    ),
)  # fmt: skip
# Whoever may not change settings still reaches what stands below them.
_ALONE = ("workspace_log", "workspace_outbox")


def menu(alliance: Alliance, member: Member, path: str) -> tuple[Link, ...]:
    """Return the words of the menu. A module that nobody has used yet is not there; the dashboard leads to it."""
    counts = queries.menu_counts(alliance)
    open_to_her = [entry for entry in _entries(member) if _is_used(entry, counts, alliance, path)]
    here = _nearest(open_to_her, alliance, path)
    return tuple(
        Link(str(entry.label), _url(entry, alliance), entry.icon, entry is here, _count(entry, counts))
        for entry in open_to_her
    )


def _entries(member: Member) -> list[Entry]:
    found = [entry for entry in MENU if member.may(entry.needs)]
    if MENU[-1] in found:
        return found
    alone = [tab for tab in MENU[-1].tabs if tab.name in _ALONE and member.may(tab.needs)]
    return [*found, *(replace(tab, icon=_ICONS[tab.name]) for tab in alone)]


_ICONS = {"workspace_log": "clock", "workspace_outbox": "mail"}


def _is_used(entry: Entry, counts: queries.MenuCounts, alliance: Alliance, path: str) -> bool:
    used = {
        "workspace_projects": counts.has_plans,
        "workspace_inquiries": counts.has_inquiries,
        "workspace_meetings": counts.has_bodies,
    }
    return used.get(entry.name, True) or _reach(entry, alliance, path) > 0


def tabs(alliance: Alliance, member: Member, path: str) -> tuple[Link, ...]:
    """Return the second level of the menu on the pages that it names; deeper ones have their way back instead."""
    here = _nearest(list(MENU), alliance, path)
    open_to_her = [entry for entry in here.tabs if member.may(entry.needs)] if here else []
    links = tuple(Link(str(e.label), url := _url(e, alliance), current=url == path) for e in open_to_her)
    return links if any(link.current for link in links) else ()


def own_links(alliance: Alliance) -> tuple[Link, ...]:
    return (
        Link(_("Mein Konto"), reverse("account_home")),
        Link(_("Anmeldung und Sicherheit"), reverse("mfa_index")),
        Link(_("Abwesenheit"), reverse("workspace_absence", args=[alliance.slug])),
    )


def _url(entry: Entry, alliance: Alliance) -> str:
    return reverse(entry.name, args=[alliance.slug])


def _nearest(entries: list[Entry], alliance: Alliance, path: str) -> Entry | None:
    """Return the entry of which an address, its own or one of its tabs, is the longest beginning of `path`."""
    lengths = {entry: _reach(entry, alliance, path) for entry in entries}
    best = max(lengths, key=lambda entry: lengths[entry], default=None)
    return best if best and lengths[best] else None


def _reach(entry: Entry, alliance: Alliance, path: str) -> int:
    urls = (_url(one, alliance) for one in (entry, *entry.tabs))
    return max((len(url) for url in urls if path.startswith(url)), default=0)


def _count(entry: Entry, counts: queries.MenuCounts) -> int | None:
    new = {"workspace_inquiries": counts.new_inquiries, "workspace_partners": counts.applications}
    return new.get(entry.name) or None
