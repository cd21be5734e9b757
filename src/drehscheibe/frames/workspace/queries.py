"""What waits for a member today, where she stopped writing, what came in."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Window
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.accounts import queries as accounts
from drehscheibe.ground.alliances import profile_data
from drehscheibe.ground.alliances import queries as alliances
from drehscheibe.ground.alliances.forms import LISTS, PARTS
from drehscheibe.ground.alliances.models import Inquiry, Publication
from drehscheibe.ground.alliances.profile_data import ProfileDocument
from drehscheibe.ground.alliances.rules import confirmation_due
from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.ui.parts import Step

from .models import LONGEST_KEY, FormDraft
from .rules import number_word

MOST_CARDS = 5
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that waits: what, why, and the one button that leads to it."""

    key: str
    title: str
    text: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Today:
    """What the dashboard shows. `steps` are there until the profile is published for the first time."""

    cards: list[Card]
    steps: list[tuple[Step, str]]
    drafts: list["Unfinished"]
    inquiries: list[Inquiry]


@dataclass(frozen=True, slots=True)
class Unfinished:
    title: str
    url: str
    saved_at: datetime


def today(alliance: Alliance, member: Member) -> Today:
    """Return what waits for `member`, as far as her roles go."""
    inquiries, count = _newest_inquiries() if member.may(Capability.ANSWER_INQUIRIES) else ([], 0)
    cards = _inquiry_card(alliance, inquiries, count)
    steps: list[tuple[Step, str]] = []
    if member.may(Capability.PUBLISH_PROFILE):
        draft, current = alliances.draft(), alliances.current_publication()
        steps = _first_steps(alliance, draft) if current is None else []
        cards += _publication_cards(alliance, draft, current) if current else []
        cards += _gap_cards(alliance, draft) if current else []
    if member.may(Capability.MANAGE_MEMBERS):
        cards += _invitation_cards(alliance)
    return Today(cards, steps, unfinished(alliance, member), inquiries)


def _newest_inquiries() -> tuple[list[Inquiry], int]:
    """Return the newest messages that nobody answered, and how many there are in all; one statement."""
    rows = Inquiry.objects.filter(state=Inquiry.State.NEW).annotate(in_all=Window(Count("pk")))[:SHOWN]
    found = list(rows)
    return [*found], found[0].in_all if found else 0


def new_inquiries() -> int:
    return Inquiry.objects.filter(state=Inquiry.State.NEW).count()


def _url(alliance: Alliance, name: str, *args: object) -> str:
    return reverse(name, args=[alliance.slug, *args])


def _inquiry_card(alliance: Alliance, newest: list[Inquiry], count: int) -> list[Card]:
    if not newest:
        return []
    day = date_format(timezone.localtime(newest[-1].received_at), "j. F")
    title = ngettext("Eine neue Nachricht", "%(number)s neue Nachrichten", count) % {
        "number": number_word(count).capitalize()
    }
    url = (
        _url(alliance, "workspace_inquiry", newest[0].pk)
        if count == 1
        else _url(alliance, "workspace_inquiries") + "?stand=new"
    )
    text = _("Vom %(day)s.") % {"day": day} if count == 1 else _("Jemand wartet auf Ihre Antwort.")
    return [Card("inquiries", title, text, ngettext("Nachricht lesen", "Nachrichten lesen", count), url)]


def _publication_cards(alliance: Alliance, draft: ProfileDocument, current: Publication) -> list[Card]:
    cards = []
    url = _url(alliance, "workspace_publication")
    if changed := len(profile_data.changes(profile_data.from_json(current.document), draft)):
        text = ngettext(
            "Eine Angabe sieht bisher nur Ihr Team.", "%(number)s Angaben sieht bisher nur Ihr Team.", changed
        )
        cards.append(
            Card("changes", _("Ihr Profil ist weiter als Ihre Seite"), text % {"number": number_word(changed).capitalize()},
                 _("Ansehen und veröffentlichen"), url)
        )  # fmt: skip
    if confirmation_due(current.confirmed_at, current.published_at, now=timezone.now()):
        text = _("Seit über einem Jahr hat niemand bestätigt, dass die Angaben stimmen.")
        cards.append(Card("confirm", _("Stimmt Ihr Profil noch?"), text, _("Prüfen und bestätigen"), url))
    return cards


def _gap_cards(alliance: Alliance, draft: ProfileDocument) -> list[Card]:
    """Return the most pressing empty part; one at a time, since nobody fills five in one go."""
    gaps = (
        (draft.contact_points, "contacts", _("Es fehlt eine Kontaktstelle"), _("Ohne sie kann Sie niemand erreichen."),
         _("Kontaktstelle ergänzen"), _url(alliance, "workspace_row_add", "kontakte")),
        (draft.responsible_body, "legal", _("Ins Impressum gehört eine verantwortliche Stelle"),
         _("Meist ist das der Träger, zum Beispiel die Stadtverwaltung."), _("Stelle eintragen"),
         _url(alliance, "workspace_profile_part", "rechtliches")),
        (draft.privacy_contact, "privacy", _("Wer beantwortet Fragen zum Datenschutz?"),
         _("Meist die Datenschutzbeauftragten des Trägers."), _("Kontakt eintragen"),
         _url(alliance, "workspace_profile_part", "rechtliches")),
        (draft.fields_of_action, "fields", _("Woran arbeiten Sie?"), _("Nach Handlungsfeldern wird gesucht."),
         _("Handlungsfelder wählen"), _url(alliance, "workspace_profile_part", "handlungsfelder")),
        (draft.join, "join", _("Wie kann man mitmachen?"), _("Ein, zwei Sätze genügen."), _("Mitmachen beschreiben"),
         _url(alliance, "workspace_profile_part", "mitmachen")),
    )  # fmt: skip
    return [Card(*card) for filled, *card in gaps if not filled][:1]


def _invitation_cards(alliance: Alliance) -> list[Card]:
    now = timezone.now()
    late = [one for one in accounts.open_invitations() if one.link and one.link.expires_at <= now]
    return [
        Card(f"invitation-{one.pk}", _("Die Einladung an %(name)s ist abgelaufen") % {"name": one.name or one.email},
             _("Sie wurde nicht angenommen."), _("Noch einmal einladen"), _url(alliance, "workspace_people") + "#eingeladen")
        for one in late[:1]
    ]  # fmt: skip


def _first_steps(alliance: Alliance, draft: ProfileDocument) -> list[tuple[Step, str]]:
    filled = bool(draft.summary and draft.territories and draft.contact_points)
    return [
        (Step(_("Profil ergänzen"), "done" if filled else "current", _url(alliance, "workspace_profile")),
         _("Ein Satz, ein Ort, eine Kontaktstelle: Mehr braucht es für den Anfang nicht.")),
        (Step(_("Vorschau ansehen"), "current" if filled else "todo", _url(alliance, "workspace_preview")),
         _("So sehen es später alle. Sie können es auch Ihrer Leitung zeigen.")),
        (Step(_("Veröffentlichen"), "todo", _url(alliance, "workspace_publication")),
         _("Erst danach steht Ihr Bündnis im Netz. Ändern können Sie es jederzeit.")),
    ]  # fmt: skip


# Drafts


def draft_of(member: Member, key: str) -> FormDraft | None:
    return FormDraft.objects.filter(member=member, key=key).first()


def unfinished(alliance: Alliance, member: Member) -> list[Unfinished]:
    """Return the last forms that a member left without saving."""
    drafts = FormDraft.objects.filter(member=member).defer("data")[:3]
    return [Unfinished(title_of(alliance, d.key), _page(alliance, d.key), d.saved_at) for d in drafts]


def _page(alliance: Alliance, key: str) -> str:
    return f"{_url(alliance, 'workspace_home')}{key}/"


def is_form_page(alliance: Alliance, key: str) -> bool:
    """Tell whether a key is the address of a page in the rooms that a draft can belong to."""
    if len(key) > LONGEST_KEY or (match := _match(alliance, key)) is None:
        return False
    return match.url_name not in {"workspace_nowhere", "workspace_draft"}


def title_of(alliance: Alliance, key: str) -> str:
    """Return what the page of a draft is called."""
    match = _match(alliance, key)
    word = str(match.kwargs.get("key", "")) if match else ""
    if match and match.url_name == "workspace_profile_part" and word in PARTS:
        return str(PARTS[word].title)
    if match and match.url_name in {"workspace_row", "workspace_row_add"} and word in LISTS:
        return str(LISTS[word].one)
    return _("Projekt") if key.startswith("projekte/") else _("Formular")


def _match(alliance: Alliance, key: str) -> ResolverMatch | None:
    try:
        return resolve(f"/arbeit/{alliance.slug}/{key}/")
    except Resolver404:
        return None
