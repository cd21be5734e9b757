"""The second step: does the mail server take our mails?"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from drehscheibe.ground.instance import actions, probe
from drehscheibe.ground.instance.queries import instance, operator
from drehscheibe.ground.instance.vocabulary import MailFinding
from drehscheibe.ground.tenancy.doors import OperatorRequest, notice
from drehscheibe.kit import forms as kit_forms

from .. import queries
from .frame import slim_frame

_MOST_TESTS = 6


def mail(request: OperatorRequest) -> HttpResponse:
    """Show what the last test found; a post sends a test mail, which may take some seconds. The way on is always open."""
    if request.method == "POST":
        if not kit_forms.within_limit(request, name="mail_test", most=_MOST_TESTS, seconds=600):
            return notice(request, 429, _("Das waren viele Test-Mails. Bitte warten Sie zehn Minuten."))
        found = probe.send_test(operator().email)
        actions.note_mail_test(found.finding, found.answer, by=request.operator)
        return redirect("setup_mail")
    row, to = instance(), operator().email
    context = {
        "frame": slim_frame(_("Kommen E-Mails an?")),
        "title": _("Kommen E-Mails an?"),
        "steps": queries.steps(1) if queries.is_first() else (),
        "instance": row,
        "to": to,
        "advice": probe.advice(MailFinding(row.mail_finding), to=to) if row.mail_finding else "",
    }
    return render(request, "setup/mail.html", context)
