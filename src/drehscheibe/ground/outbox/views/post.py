"""An alliance's mails: practised ones in the practice mailbox, all others in the outbox, each as received."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox import access, outgoing, queries, received
from drehscheibe.ground.outbox.forms import PostFilter, PracticeFilter
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.outbox.received import Opened
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.kit.tables import csv_response
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Column

from . import shown, words

MOST_IN_EXPORT = 20_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a list asks for."""

    values: dict[str, str]
    order: str

    def address(self, **changes: str) -> str:
        """Return the address of the same list with something changed."""
        return "?" + urlencode({key: value for key, value in {**self.values, **changes}.items() if value})


def practice(request: WorkspaceRequest) -> HttpResponse:
    """Show what would have gone out."""
    form = PracticeFilter(request.GET)
    asked = _asked(request, form)
    rows = queries.mails(practised=True, text=asked.values.get("q", ""), order=asked.order)
    return _list(request, rows, page_name="practice", title=_("Übungspostfach"), form=form, asked=asked)


def outbox(request: WorkspaceRequest) -> HttpResponse:
    """Show what went out, waits, was stopped or came back; first what can still be stopped."""
    form = PostFilter(request.GET)
    asked = _asked(request, form)
    values = asked.values
    rows = queries.mails(
        practised=False, text=values.get("q", ""), stand=values.get("stand", ""), order=asked.order
    ).select_related("sending")
    more = {"open_sendings": [_open_line(request.alliance, line) for line in queries.open_sendings()]}
    return _list(request, rows, page_name="outbox", title=_("Postausgang"), form=form, asked=asked, **more)


def mail_page(request: WorkspaceRequest, mail_id: int) -> HttpResponse:
    mail = get_object_or_404(Mail.objects.select_related("alliance", "sending"), pk=mail_id)
    slug = request.alliance.slug
    opened = _opened(request, mail)
    context = {
        "title": mail.subject or _("E-Mail ohne Text"),
        "breadcrumb": (_way_back(mail, slug),),
        "mail": opened,
        "state": words.state_of(mail),
        "emptied_at": mail.emptied_at,
        "links_hidden": not access.can_open_links(request.member, mail),
        "facts": shown.facts(opened),
        "html_url": reverse("workspace_mail_html", args=[slug, mail.pk]),
        "parts": shown.parts(opened, lambda number: reverse("workspace_mail_attachment", args=[slug, mail.pk, number])),
    }
    return shown.mail_page(request, "outbox/mail.html", context)


def mail_html(request: WorkspaceRequest, mail_id: int) -> HttpResponse:
    return shown.html_alone(_opened(request, _mail(mail_id)))


def mail_attachment(request: WorkspaceRequest, mail_id: int, number: int) -> HttpResponse:
    return shown.attachment(_opened(request, _mail(mail_id)), number)


def tabs(alliance: Alliance, here: str) -> list[Link]:
    """Return the pages of post as tabs; the practice mailbox goes when nobody practises and nothing is in it."""
    names = [("workspace_outbox", _("E-Mails")), ("workspace_sendings", _("Sendungen"))]
    if not alliance.is_live or queries.has_practised():
        names.insert(0, ("workspace_practice", _("Übungspostfach")))
    return [Link(label, reverse(name, args=[alliance.slug]), current=name == here) for name, label in names]


def _mail(mail_id: int) -> Mail:
    return get_object_or_404(Mail.objects.select_related("alliance"), pk=mail_id)


def _opened(request: WorkspaceRequest, mail: Mail) -> Opened:
    """Return the mail as its bytes say; its links are the receiver's alone."""
    opened = received.opened(str(mail.pk), outgoing.message(mail).message().as_bytes())
    return opened if access.can_open_links(request.member, mail) else received.without_links(opened)


def _way_back(mail: Mail, slug: str) -> Link:
    if mail.state == Mail.State.PRACTICE:
        return Link(_("Übungspostfach"), reverse("workspace_practice", args=[slug]))
    return Link(_("Postausgang"), reverse("workspace_outbox", args=[slug]))


# Lists


def _asked(request: HttpRequest, form: PracticeFilter) -> Asked:
    order = request.GET.get("nach", "")
    known = order if order.removeprefix("-") in queries.ORDERS else ""
    values = {key: str(value) for key, value in form.cleaned_data.items()} if form.is_valid() else {}
    return Asked({**values, "nach": known}, known)


def _list(
    request: WorkspaceRequest,
    rows: "QuerySet[Mail]",
    *,
    page_name: str,
    title: str,
    form: PracticeFilter,
    asked: Asked,
    **more: Any,
) -> HttpResponse:
    if request.GET.get("format") == "csv":
        return _csv(rows[:MOST_IN_EXPORT], name=f"post-{request.alliance.slug}.csv")
    page = Paginator(rows, queries.PAGE_SIZE).get_page(request.GET.get("seite"))
    context = {
        "title": title,
        "tabs": tabs(request.alliance, f"workspace_{page_name}"),
        "is_live": request.alliance.is_live,
        "form": form,
        "filtered": any(asked.values.get(key) for key in ("q", "stand")),
        "page": page,
        "result": words.counted(page.paginator.count),
        "columns": _columns(asked),
        "rows": [_row(request.alliance, mail) for mail in page],
        "base": asked.address(seite="") + "&seite=",
        "exports": (Link(_("Als Tabelle (CSV)"), asked.address(format="csv")),),
        **more,
    }
    return render(request, f"outbox/{page_name}.html", context)


def _columns(asked: Asked) -> list[Column]:
    sorted_ones = [(_("Empfänger"), "an"), (_("Betreff"), "betreff"), (_("Zeit"), "zeit")]
    return [*(_column(label, key, asked) for label, key in sorted_ones), Column(_("Stand"))]


def _column(label: str, key: str, asked: Asked) -> Column:
    """Return a column whose head sorts by it, and the other way round where it does already."""
    order = asked.order or "-zeit"
    if order.removeprefix("-") != key:
        return Column(label, sort_url=asked.address(nach=key))
    falls = order.startswith("-")
    turned = asked.address(nach=key if falls else f"-{key}")
    return Column(label, sort_url=turned, sorted="descending" if falls else "ascending")


def _row(alliance: Alliance, mail: Mail) -> tuple[Link | str, ...]:
    page = reverse("workspace_mail", args=[alliance.slug, mail.pk])
    return Link(_receiver(mail), page), mail.subject, _time(mail), words.state_of(mail)


def _receiver(mail: Mail) -> str:
    return ", ".join(part for part in (mail.to_name, mail.to_email) if part) or _("gelöscht")


def _time(mail: Mail) -> str:
    return date_format(localtime(mail.sent_at or mail.created_at), "j. N Y, H:i")


def _open_line(alliance: Alliance, line: queries.SendingLine) -> dict[str, str]:
    return {
        "title": line.sending.title,
        "url": reverse("workspace_sending", args=[alliance.slug, line.sending.pk]),
        "stop_url": reverse("workspace_sending_stop", args=[alliance.slug, line.sending.pk]),
        "state": words.state_of_sending(line),
        "left": words.time_left(line),
        "number": words.counted(line.waiting),
    }


def _csv(mails: Iterable[Mail], *, name: str) -> HttpResponse:
    head = [_("Empfänger"), _("Adresse"), _("Betreff"), _("Zeit"), _("Stand")]
    rows = ((mail.to_name, mail.to_email, mail.subject, _time(mail), words.state_of(mail)) for mail in mails)
    return csv_response(head, rows, name=name)
