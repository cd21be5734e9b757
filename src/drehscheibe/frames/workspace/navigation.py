"""The menu of the rooms: at most seven words, and only what the member may open."""

from dataclasses import dataclass
from dataclasses import field as dataclass_field

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
        gettext_lazy("Profil"), "workspace_profile", Capability.SEE_WORKSPACE, "edit",
        (
            Entry(gettext_lazy("Bearbeiten"), "workspace_profile", Capability.EDIT_PROFILE),
            Entry(gettext_lazy("Vorschau"), "workspace_preview", Capability.EDIT_PROFILE),
            Entry(gettext_lazy("Veröffentlichen"), "workspace_publication", Capability.PUBLISH_PROFILE),
        ),
    ),
    Entry(gettext_lazy("Projekte"), "workspace_projects", Capability.SEE_WORKSPACE, "checklist"),
    Entry(gettext_lazy("Anfragen"), "workspace_inquiries", Capability.ANSWER_INQUIRIES, "mail"),
    Entry(gettext_lazy("Leute"), "workspace_people", Capability.MANAGE_MEMBERS, "group"),
    Entry(gettext_lazy("Verlauf"), "workspace_log", Capability.SEE_AUDIT, "clock"),
    Entry(gettext_lazy("Einstellungen"), "workspace_settings", Capability.MANAGE_SETTINGS, "settings"),
)  # fmt: skip


def menu(alliance: Alliance, member: Member, path: str) -> tuple[Link, ...]:
    open_to_her = [entry for entry in MENU if member.may(entry.needs)]
    here = _nearest(open_to_her, alliance, path)
    return tuple(
        Link(str(entry.label), _url(entry, alliance), entry.icon, entry is here, _count(entry)) for entry in open_to_her
    )


def tabs(alliance: Alliance, member: Member, path: str) -> tuple[Link, ...]:
    """Return the second level of the menu on the pages that it names; deeper ones have their way back instead."""
    here = _nearest(list(MENU), alliance, path)
    open_to_her = [entry for entry in here.tabs if member.may(entry.needs)] if here else []
    links = tuple(Link(str(e.label), url := _url(e, alliance), current=url == path) for e in open_to_her)
    return links if any(link.current for link in links) else ()


def own_links() -> tuple[Link, ...]:
    return (Link(_("Mein Konto"), reverse("account_home")), Link(_("Anmeldung und Sicherheit"), reverse("mfa_index")))


def _url(entry: Entry, alliance: Alliance) -> str:
    return reverse(entry.name, args=[alliance.slug])


def _nearest(entries: list[Entry], alliance: Alliance, path: str) -> Entry | None:
    """Return the entry whose address is the longest beginning of `path`."""
    fitting = [entry for entry in entries if path.startswith(_url(entry, alliance))]
    return max(fitting, key=lambda entry: len(_url(entry, alliance)), default=None)


def _count(entry: Entry) -> int | None:
    return queries.new_inquiries() or None if entry.name == "workspace_inquiries" else None
