"""What is said about the instance, for whoever runs it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import OperatorRequest
from drehscheibe.kit.addresses import local
from drehscheibe.kit.editing import edit
from drehscheibe.kit.ui.parts import Fact

from . import actions, probe, queries
from .forms import FactsForm
from .frame import operator_frame
from .models import Instance
from .vocabulary import MailFinding

_VARIABLES = {
    "name": "OPERATOR_NAME",
    "address": "OPERATOR_ADDRESS",
    "email": "OPERATOR_EMAIL",
    "phone": "OPERATOR_PHONE",
}


def facts(request: OperatorRequest) -> HttpResponse:
    """Change who answers for the instance; every page that shows it is right on the next request."""
    row = queries.instance()
    done = edit(
        request,
        FactsForm,
        row,
        lambda form: actions.save_facts(form.to_save(), version=form.opened_at, by=request.operator),
    )
    if done.saved:
        messages.success(request, _("Gespeichert. Impressum und Datenschutz zeigen es ab sofort."))
        return redirect("operator_facts")
    to = queries.operator().email
    context = {
        "frame": operator_frame(request),
        "title": _("Angaben zum Betrieb"),
        "form": done.form,
        "differences": done.differences,
        "label": _("Angaben speichern"),
        "fixed": _fixed(),
        "instance": row,
        "mail_url": local("/betrieb/einrichten/e-mail/"),
        "advice": probe.advice(MailFinding(row.mail_finding), to=to) if row.mail_finding else "",
    }
    return render(request, "instance/facts.html", context)


def _fixed() -> list[Fact]:
    """Return what stands in the environment, with the variable that says it."""
    labels = {field.name: str(field.verbose_name) for field in Instance._meta.concrete_fields}
    return [Fact(f"{labels[name]} ({_VARIABLES[name]})", value) for name, value in queries.fixed().items()]
