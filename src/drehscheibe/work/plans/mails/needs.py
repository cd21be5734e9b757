"""Mails about needs: something new for the coordination, the answer for whoever told it, a fresh link."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.addresses import absolute
from drehscheibe.work.partners.mails.page import personal_url
from drehscheibe.work.partners.mails.renewing import queue_fresh_link
from drehscheibe.work.partners.mails.words import house

from ..access import NEED_PURPOSE
from ..models import Need

LINK_LIFETIME = timedelta(days=183)
"""As long as name and address of whoever told it are kept after the answer."""


def need_address(token: str) -> str:
    return absolute(reverse("link_need", args=[token]))


def queue_new_need(need: Need) -> None:
    """Tell the coordination that a need came in; its words stay in the rooms."""
    home = house()
    if not home.reply_to:
        return
    url = absolute(reverse("workspace_need", args=[home.alliance.slug, need.pk]))
    letter = home.note(
        to=home.reply_to,
        subject=_("Neuer Bedarf %(source)s") % {"source": need.get_source_display()},
        paragraphs=[
            _("es ist ein neuer Bedarf gemeldet worden, %(source)s. Bitte lesen Sie ihn und sagen Sie, wer ihn sehen "
              "darf. Wer ihn gemeldet hat, wartet auf eine Antwort.") % {"source": need.get_source_display()}
        ],
        button=(_("Bedarf lesen"), url),
        reason=_("Sie bekommen diese E-Mail, weil Ihre Adresse als Kontakt des Bündnisses eingetragen ist."),
    )  # fmt: skip
    queue_mails([letter])


def queue_answer(need: Need, answered: Need, *, to: str, to_name: str) -> Mail:
    """Send the answer with a link to the page that goes on showing it; `answered` is the need that it was merged into."""
    home = house()
    _link, token = links.issue(
        purpose=NEED_PURPOSE, subject_id=need.pk, recipient=to, recipient_name=to_name, lifetime=LINK_LIFETIME
    )
    letter = home.note(
        to=to,
        to_name=to_name,
        subject=_("Unsere Antwort: %(title)s") % {"title": need.title[:80]},
        paragraphs=[
            _("Sie haben uns geschrieben, was bei uns fehlt: „%(title)s“. Danke dafür. Das ist unsere Antwort:")
            % {"title": need.title}
        ],
        quote=answered.answer,
        after=[_("Hinter dem Link sehen Sie auch später noch, was daraus geworden ist.")],
        button=(_("Sehen, was daraus wird"), need_address(token)),
        reason=_("Sie bekommen diese E-Mail, weil Sie uns einen Bedarf gemeldet haben."),
        personal_url=personal_url(need.person) if need.person and not need.from_email else "",
    )
    return queue_mails([letter])[0]


def queue_renewed_need(need: Need, old: Link) -> Mail:
    """Send a fresh link to the address of an expired one."""
    subject = _("Ihr neuer Link: %(title)s") % {"title": need.title[:80]}
    return queue_fresh_link(
        house(), old, subject_id=need.pk, lifetime=LINK_LIFETIME, address=need_address,
        subject=subject, label=_("Sehen, was daraus wird"),
    )[1]  # fmt: skip
