"""What waits for a member today, where she stopped writing, what came in."""

from dataclasses import dataclass

from django.db.models import Count, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.accounts import queries as accounts
from drehscheibe.ground.accounts.models import Absence
from drehscheibe.ground.alliances import profile_data
from drehscheibe.ground.alliances import queries as alliances
from drehscheibe.ground.alliances.models import Inquiry, Publication
from drehscheibe.ground.alliances.profile_data import ProfileDocument
from drehscheibe.ground.alliances.rules import confirmation_due
from drehscheibe.ground.outbox import queries as outbox
from drehscheibe.ground.outbox.queries import BounceNote
from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.ground.tenancy.roles import Capability

from ..rules import number_word
from .counts import PartnerCounts, partner_counts
from .drafts import Unfinished, unfinished
from .meetings import Round, meeting_cards, meetings_around
from .results import result_cards
from .today_parts import Card

MOST_CARDS = 5
PRESSING = 1
"""So many cards about meetings, and about results, stand before those about the profile, so that none hides another."""
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A step that would help next; the first of three is the one to take now."""

    title: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Today:
    """What the dashboard shows. `suggestions` are at most three, until the first steps are taken."""

    cards: list[Card]
    suggestions: list[Suggestion]
    is_published: bool
    partners: PartnerCounts | None
    bounces: list[BounceNote]
    away: list[Absence]
    drafts: list[Unfinished]
    inquiries: list[Inquiry]
    meetings: Round


def today(alliance: Alliance, member: Member) -> Today:
    """Return what waits for `member`, as far as her roles go."""
    inquiries, count = _newest_inquiries() if member.may(Capability.ANSWER_INQUIRIES) else ([], 0)
    cards = _inquiry_card(alliance, inquiries, count)
    partners = partner_counts(alliance) if member.may(Capability.EDIT_PARTNERS) else None
    suggestions, current = [], None
    if partners is not None:
        cards += _partner_cards(alliance, partners)
    around_meetings = meeting_cards(alliance, member)
    results = result_cards(alliance, member)
    cards += around_meetings[:PRESSING]
    cards += results[:PRESSING]
    if member.may(Capability.PUBLISH_PROFILE):
        draft, current = alliances.draft(), alliances.current_publication()
        suggestions = _suggestions(alliance, member, partners, is_published=current is not None)
        cards += _publication_cards(alliance, draft, current) if current else []
        cards += _gap_cards(alliance, draft) if current else []
    if member.may(Capability.MANAGE_MEMBERS):
        cards += _invitation_cards(alliance)
    cards += around_meetings[PRESSING:] + results[PRESSING:]
    return Today(
        cards=cards,
        suggestions=suggestions,
        is_published=current is not None or not member.may(Capability.PUBLISH_PROFILE),
        partners=partners,
        bounces=outbox.recent_bounces()[:SHOWN] if partners is not None else [],
        away=accounts.away_today(),
        drafts=unfinished(alliance, member),
        inquiries=inquiries,
        meetings=meetings_around(alliance, member),
    )


def _newest_inquiries() -> tuple[list[Inquiry], int]:
    """Return the newest messages that nobody answered, and how many there are in all; one statement."""
    rows = Inquiry.objects.filter(state=Inquiry.State.NEW).annotate(in_all=Window(Count("pk")))[:SHOWN]
    found = list(rows)
    return [*found], found[0].in_all if found else 0


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


def _partner_cards(alliance: Alliance, partners: PartnerCounts) -> list[Card]:
    cards = []
    if partners.waiting_rows:
        text = ngettext(
            "Eine Zeile Ihrer Liste ist noch zu prüfen.", "%(number)s Zeilen Ihrer Liste sind noch zu prüfen.",
            partners.waiting_rows,
        ) % {"number": number_word(partners.waiting_rows).capitalize()}  # fmt: skip
        cards.append(
            Card(
                "rows",
                _("Ihre Partnerliste wartet"),
                text,
                _("Zeilen prüfen"),
                _url(alliance, "workspace_partner_import"),
            )
        )
    if partners.quiet:
        text = ngettext(
            "Von einem Partner haben wir lange nichts gehört.",
            "Von %(number)s Partnern haben wir lange nichts gehört.", partners.quiet,
        ) % {"number": number_word(partners.quiet)}  # fmt: skip
        url = _url(alliance, "workspace_partners") + "?merkmal=still&sortierung=gehoert"
        cards.append(Card("quiet", _("Einmal anrufen?"), text, _("Nummern ansehen"), url))
    return cards


def _suggestions(
    alliance: Alliance, member: Member, partners: PartnerCounts | None, *, is_published: bool
) -> list[Suggestion]:
    """Return the next steps of a young alliance, in the order in which they make sense."""
    if partners is None:
        return []
    mail = Capability.SEND_MAIL in member.capabilities
    greeted = partners.greeted if alliance.is_live else partners.practised
    steps = (
        (not partners.members, _("Partnerliste einlesen"),
         _("Fügen Sie Ihre Liste ein, so wie sie ist. Es wird nichts verschickt."), "workspace_partner_import"),
        (mail and not greeted, _("Partner begrüßen"), _greeting_text(alliance, partners), "workspace_greet"),
        (member.may(Capability.MANAGE_SETTINGS) and not alliance.is_live, _("Live schalten"),
         _("Bis dahin verlässt keine E-Mail das Haus. Drei Angaben genügen."), "workspace_live"),
        (not is_published, _("Seite veröffentlichen"),
         _("Sehen Sie die Vorschau an. Ändern können Sie die Seite jederzeit."), "workspace_publication"),
        (bool(partners.greeted) and not partners.has_bodies, _("Treffen planen"),
         _("Wählen Sie, wie Ihr Bündnis zusammenkommt. Einladung, Antworten und Protokoll gehen dann von hier."),
         "workspace_governance"),
    )  # fmt: skip
    return [Suggestion(title, text, _url(alliance, name)) for needed, title, text, name in steps if needed][:3]


def _greeting_text(alliance: Alliance, partners: PartnerCounts) -> str:
    if not alliance.is_live:
        return _("Erst zur Übung: Sie sehen jede E-Mail so, wie Ihre Partner sie bekämen.")
    if partners.practised:
        return _("Geübt haben Sie es schon. Jetzt geht es an Ihre Partner.")
    return _("„Stimmt das so? Dürfen wir Sie nennen?“ Jeder Partner bekommt einen Link.")
