"""„Spielregeln“: choose one of three ways, read and change them, and let a group differ."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import RESTORE, Edit, edit
from drehscheibe.kit.ui.frames import Link

from .. import access, actions, presets, wording
from ..forms.rules import BodyRulesForm, RulesForm
from ..queries import bodies as body_queries
from ..queries import rules as queries
from ..rules import BODY_FIELDS
from .way import body_url, found, to_body, url


def rules(request: WorkspaceRequest) -> HttpResponse:
    """Show the rules that hold, or the three ways to begin with."""
    chosen = queries.is_chosen()
    row = queries.governance()
    game = queries.game(row)
    assembly = queries.assembly()
    own = [body for body in body_queries.open_bodies() if differs(body)]
    context = {
        "title": _("Spielregeln"),
        "chosen": chosen,
        "preset": row.get_preset_display(),
        "facts": wording.facts(game),
        "target": wording.target(row.meetings_per_year, assembly.name if assembly else ""),
        "own": [(body, body_url(request, body)) for body in own],
        "ways": _ways() if not chosen else [],
        "may_edit": access.can_edit_bodies(request.member),
    }
    return render(request, "bodies/rules.html", context)


def differs(body: Any) -> bool:
    """Tell whether a group has a rule of its own."""
    return any(getattr(body, name) not in (None, "") for name in BODY_FIELDS)


def choose(request: WorkspaceRequest) -> HttpResponse:
    """Show the three ways; a post sets all rules of one."""
    back = url(request, "workspace_governance")
    if request.method == "POST":
        preset = request.POST.get("weg", "")
        if preset not in {str(way.preset) for way in presets.WAYS}:
            messages.error(request, _("Bitte wählen Sie eine der drei Möglichkeiten."))
            return redirect(url(request, "workspace_governance_choose"))
        actions.choose_preset(preset, by=request.member)
        messages.success(request, _("Ihre Spielregeln gelten. Ändern Sie, was bei Ihnen anders ist."))
        return redirect(back)
    context = {
        "title": _("Wie sind Sie organisiert?"),
        "breadcrumb": (Link(_("Spielregeln"), back),),
        "ways": _ways(),
        "chosen": queries.is_chosen(),
        "current": queries.governance().preset if queries.is_chosen() else "",
        "founds": not body_queries.open_bodies(),
    }
    return render(request, "bodies/choose.html", context)


def _ways() -> list[dict[str, Any]]:
    return [
        {
            "code": str(way.preset),
            "label": way.preset.label,
            "sentences": way.sentences,
            "bodies": [usual.name for usual in way.bodies],
        }
        for way in presets.WAYS
    ]


def change(request: WorkspaceRequest) -> HttpResponse:
    """Change the rules one by one."""

    def save(form: RulesForm) -> None:
        actions.change_rules(form.to_save(), version=form.opened_at, by=request.member)

    back = url(request, "workspace_governance")
    result = edit(request, RulesForm, queries.governance(), save)
    if result.saved:
        messages.success(request, _("Gespeichert. So gilt es jetzt."))
        return redirect(back)
    trail = (Link(_("Spielregeln"), back),)
    return _form(request, result, title=_("Spielregeln ändern"), trail=trail, back=back)


def change_of_body(request: WorkspaceRequest, body_id: int) -> HttpResponse:
    """Let a group differ from the alliance."""
    body, game = found(body_id), queries.game()

    def save(form: BodyRulesForm) -> None:
        actions.change_body_rules(body, form.to_save(), version=form.opened_at, by=request.member)

    def form_of(*args: Any, **kwargs: Any) -> BodyRulesForm:
        return BodyRulesForm(*args, game=game, **kwargs)

    result = edit(request, form_of, body, save)
    back = body_url(request, body)
    if result.saved:
        messages.success(request, _("Gespeichert. So gilt es in dieser Gruppe."))
        return redirect(back)
    title = _("Eigene Spielregeln: %(name)s") % {"name": body.name}
    return _form(request, result, title=title, trail=to_body(request, body), back=back)


def _form(
    request: WorkspaceRequest, result: Edit[Any], *, title: str, trail: tuple[Link, ...], back: str
) -> HttpResponse:
    context = {
        "title": title,
        "breadcrumb": trail,
        "form": result.form,
        "differences": result.differences,
        "label": _("Spielregeln speichern"),
        "cancel_url": back,
        "restore": RESTORE,
    }
    return render(request, "bodies/rules_form.html", context)
