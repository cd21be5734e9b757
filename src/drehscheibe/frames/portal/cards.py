"""Contact points, topics and projects as cards.

Markup in Python, as in `rows.py` and for the same reason: an alliance's page shows dozens of them, and a template
looks up every name of every card. Every text is escaped here.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.profile_data import ContactPoint, FocusTopic
from drehscheibe.work.partners.public import NamedPartner
from drehscheibe.work.plans.public import PublicProject

from . import profile, rules
from .frame import german


def contacts(points: Iterable[ContactPoint]) -> SafeString:
    """Return whom to turn to: the role first, never a person; mail addresses are veiled against collectors."""
    own, remit, named_by = german()["german"], _("Zuständig für:"), _("Benannt von:")
    return SafeString("\n".join([_contact(point, own, remit, named_by) for point in points]))


def _contact(point: ContactPoint, own: str, remit: str, named_by: str) -> str:
    return (
        f'<article class="card contact"><h3 class="card__title"{own}>{escape(point.role)}</h3>'
        + _office(point, own)
        + _part(f"<p>{remit} <span{own}>", ", ".join(point.remit), "</span></p>")
        + _ways(point, own)
        + _part(f'<p class="muted">{named_by} <span{own}>', point.appointed_by, "</span></p>")
        + "</article>"
    )


def _office(point: ContactPoint, own: str) -> str:
    if not point.host_organisation:
        return _part(f'<p class="contact__name"{own}>', point.unit, "</p>")
    unit = _part('<br><span class="muted">', point.unit, "</span>")
    return f'<p class="contact__name"{own}>{escape(point.host_organisation)}{unit}</p>'


def _ways(point: ContactPoint, own: str) -> str:
    address = profile.address(point)
    if not (point.phone or point.email or address):
        return ""
    url = escape(rules.phone_url(point.phone)) if point.phone else ""
    return (
        '<ul class="contact__ways">'
        + _part(f'<li>{_icon("call")}<a href="{url}" dir="ltr">', point.phone, "</a></li>")
        + _part(f"<li>{_icon('clock')}<span{own}>", point.hours, "</span></li>")
        + _part(f'<li>{_icon("mail")}<span dir="ltr">', rules.veiled(point.email), "</span></li>")
        + _part(f"<li>{_icon('place')}<span{own}>", address, "</span></li>")
        + "</ul>"
    )


def topics(rows: Iterable[FocusTopic]) -> SafeString:
    """Return what the alliance works on, as list items."""
    own, fields = german()["german"], profile.field_names()
    return SafeString("\n".join([_topic(row, own, fields.get(row.field, "")) for row in rows]))


def _topic(row: FocusTopic, own: str, field: str) -> str:
    notes = _part("<li>", field, "</li>") + _part("<li>", profile.period(row.since, row.until), "</li>")
    return (
        f'<li class="card"><h3 class="card__title"{own}>{escape(row.title)}</h3>'
        + _part(f'<p class="preserve-lines"{own}>', row.text, "</p>")
        + _part(f'<p class="note"{own}>', row.self_assessment, "</p>")
        + (f'<ul class="card__meta">{notes}</ul></li>' if notes else "</li>")
    )


def projects(rows: Iterable[PublicProject], base: str) -> SafeString:
    """Return projects with what came of them, each leading to its own page below `base`."""
    own, words = german()["german"], (_("Motto:"), _("Zusammen mit:"), _("Ergebnis:"))
    return SafeString("\n".join([_project(row, own, words, base) for row in rows]))


def _project(row: PublicProject, own: str, words: tuple[str, str, str], base: str) -> str:
    motto, partner, result = words
    when = _part(" · ", profile.project_period(row), "")
    return (
        f'<article class="card card--link"><p class="card__kicker">{escape(row.state_label)}{when}</p>'
        f'<h3 class="card__title"{own}><a href="{escape(base)}{row.pk}/">{escape(row.title)}</a></h3>'
        + _part(f"<p>{motto} <span{own}>„", row.motto, "“</span></p>")
        + _part(f'<p class="preserve-lines"{own}>', row.text, "</p>")
        + _part(f"<p>{partner} <span{own}>", row.partner, "</span></p>")
        + _part(f'<p class="result preserve-lines"><strong>{result}</strong> <span{own}>', row.results, "</span></p>")
        + "</article>"
    )


def partners(named: Iterable[NamedPartner]) -> SafeString:
    """Return partners that agreed to be named, as list items."""
    return SafeString("".join([_partner(partner) for partner in named]))


def _partner(partner: NamedPartner) -> str:
    name = escape(partner.name)
    linked = f'<a href="{escape(partner.website)}" rel="external">{name}</a>' if partner.website else name
    speaks_for = _part(' <span class="muted">(', partner.speaks_for, ")</span>")
    return f"<li>{linked}{speaks_for}</li>"


def _part(before: str, text: str, after: str) -> str:
    """Return a text in its markup, nothing for no text."""
    return f"{before}{escape(text)}{after}" if text else ""


def _icon(name: str) -> str:
    return f'<span class="kern-icon kern-icon--{name}" aria-hidden="true"></span>'
