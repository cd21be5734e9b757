"""What a partner sees and does through a link, on the page of its greeting and on the personal page alike.

Each thing to do is one form with a button `tun`; `fuer` names the partner. Opening a page changes nothing. After a
post the page is opened anew, so that it can be loaded again without sending anything twice; the green line is made
from what is stored, not from what was sent.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import LinkRequest
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.kit.editing import VersionedForm, differences, posted
from drehscheibe.kit.ui.frames import SlimFrame
from drehscheibe.kit.ui.parts import Difference, Fact

from .. import actions, greeting_words
from ..forms.page import AnswerForm, LeaveForm, OfferForm, OwnOrganisationForm, OwnPersonForm
from ..models import Greeting, Organisation, Person, Pledge
from ..queries.partner_data import lines_of, who_wishes_to_leave
from ..vocabulary import AnswerChannel, State
from . import way

ALL = "alle"


@dataclass(slots=True)
class Own:
    """One partner as its own person sees it, with the forms to answer, change, offer and leave."""

    organisation: Organisation
    person: Person | None
    greeting: Greeting | None
    pledges: list[Pledge]
    wording: str
    form: OwnOrganisationForm | None = None
    person_form: OwnPersonForm | None = None
    answer_form: AnswerForm | None = None
    offer_form: OfferForm = field(default_factory=OfferForm)
    leave_form: LeaveForm = field(default_factory=LeaveForm)
    conflict: list[Difference] = field(default_factory=list)
    done: str = ""
    leaving: bool = False
    certificate_url: str = ""

    @property
    def facts(self) -> list[Fact]:
        """All but the name, which stands above."""
        return [Fact(word, text) for word, text in lines_of(self.organisation, self.person)[1:]]

    @property
    def public_line(self) -> str:
        return greeting_words.public_line(self.organisation)

    @property
    def is_partner(self) -> bool:
        return self.organisation.state == State.MEMBER

    @property
    def asks(self) -> bool:
        """Whether the question about naming is still open."""
        answered = self.greeting is not None and self.greeting.wants_naming is not None
        return self.is_partner and self.greeting is not None and not answered


@dataclass(slots=True)
class Desk:
    """All that one link opens. `practises`: nothing is saved, and the page says so."""

    request: LinkRequest
    owns: list[Own]
    practises: bool

    def own(self, key: str) -> Own:
        """Return the partner with this key; raise Http404 for one that the link does not open."""
        for own in self.owns:
            if str(own.organisation.pk) == key:
                return own
        raise Http404


def frame(request: LinkRequest, title: str) -> SlimFrame:
    return way.slim(request, title)


# What can be done


def act(desk: Desk) -> HttpResponse | None:
    """Do what was posted and return the way on; None where the page has to be shown again, with what is wrong."""
    data = desk.request.POST
    verb = data.get("tun", "")
    if verb not in _DEEDS:
        return None
    key = data.get("fuer", "")
    owns = desk.owns if key == ALL and verb in {"ja", "nein"} else [desk.own(key)]
    if desk.practises:
        if verb == "aendern":
            open_forms(owns[0], posted(desk.request))
        return None
    for own in owns:
        if not _DEEDS[verb](desk.request, own):
            return None
    return HttpResponseRedirect(f"{desk.request.path}?getan={verb}#partner-{owns[0].organisation.pk}")


def said_by(request: LinkRequest) -> str:
    """Return who answers: the name that was typed, else the receiver's, else the address."""
    link = request.link
    return request.POST.get("said_by", "").strip()[:120] or link.recipient_name or link.recipient


def _yes(request: LinkRequest, own: Own) -> bool:
    return _answer(request, own, naming=True)


def _no(request: LinkRequest, own: Own) -> bool:
    return _answer(request, own, naming=False)


def _answer(request: LinkRequest, own: Own, *, naming: bool) -> bool:
    name, by = said_by(request), request.link
    if own.greeting is not None:
        actions.answer(own.greeting, naming=naming, answered_by=name, channel=AnswerChannel.LINK, by=by)
    else:
        actions.name_or_not(own.organisation, naming=naming, said_by=name, channel=AnswerChannel.LINK, by=by)
    return True


def _change(request: LinkRequest, own: Own) -> bool:
    """Save both forms, or neither; somebody who saved in between is shown, and nothing that was typed is lost."""
    open_forms(own, posted(request))
    form, person_form = own.form, own.person_form
    if form is None or not form.is_valid() or (person_form is not None and not person_form.is_valid()):
        return False
    try:
        actions.change_own(
            own.organisation,
            form.to_save(),
            version=form.opened_at,
            person=own.person,
            person_values=person_form.to_save() if person_form else {},
            person_version=person_form.opened_at if person_form else 0,
            by=request.link,
        )
    except ChangedMeanwhile as meanwhile:
        own.conflict = _overtaken(own, meanwhile)
        return False
    if own.greeting is not None:
        actions.answer(
            own.greeting, naming=None, answered_by=said_by(request), channel=AnswerChannel.LINK, by=request.link
        )
    return True


def _overtaken(own: Own, meanwhile: ChangedMeanwhile) -> list[Difference]:
    """Return what somebody else wrote, and let the form overwrite that knowingly when it is sent again."""
    mine: VersionedForm | None = own.form if isinstance(meanwhile.theirs, Organisation) else own.person_form
    if mine is None:
        return []
    data = mine.data.copy()  # type: ignore[attr-defined]  # a QueryDict; what a request holds cannot be changed
    data[mine.add_prefix("version")] = str(meanwhile.theirs.version)
    mine.data = data
    return differences(mine, type(mine)(instance=meanwhile.theirs, prefix=mine.prefix))


def _offer(request: LinkRequest, own: Own) -> bool:
    own.offer_form = OfferForm(posted(request))
    if not own.offer_form.is_valid():
        return False
    actions.offer(own.organisation, own.offer_form.cleaned_data, by=request.link)
    return True


def _end_pledge(request: LinkRequest, own: Own) -> bool:
    pledge = next((row for row in own.pledges if str(row.pk) == request.POST.get("beitrag")), None)
    if pledge is not None:
        actions.end_pledge(pledge, by=request.link)
    return True


def _leave(request: LinkRequest, own: Own) -> bool:
    own.leave_form = LeaveForm(posted(request))
    if not own.leave_form.is_valid():
        return False
    actions.wish_to_leave(own.organisation, reason=own.leave_form.cleaned_data["reason"], by=request.link)
    return True


_DEEDS: Mapping[str, Callable[[LinkRequest, Own], bool]] = {
    "ja": _yes,
    "nein": _no,
    "aendern": _change,
    "anbieten": _offer,
    "beitrag-beenden": _end_pledge,
    "gehen": _leave,
}


# What is shown


def open_forms(own: Own, data: Any = None) -> None:
    """Open the forms to change the partner and its person, empty of judgement or with what was sent."""
    key = own.organisation.pk
    own.form = OwnOrganisationForm(data, instance=copy(own.organisation), prefix=f"p{key}")
    if own.person is not None:
        own.person_form = OwnPersonForm(data, instance=copy(own.person), prefix=f"a{key}")


def prepared(owns: list[Own], asked: QueryDict, *, name: str) -> list[Own]:
    """Return the partners with the forms that the address asks for (`?aendern=12`) and what is stored by now."""
    for own in owns:
        key = str(own.organisation.pk)
        if own.form is None and asked.get("aendern") == key:
            open_forms(own)
        own.answer_form = AnswerForm(initial={"said_by": name}, auto_id=f"id_%s_{key}")
        own.offer_form.auto_id, own.leave_form.auto_id = f"id_%s_{key}", f"id_%s_{key}"
        own.done = done_sentence(own, asked.get("getan", ""))
    return owns


def done_sentence(own: Own, verb: str) -> str:
    """Return what is saved now, in words; made from the stored state."""
    said = {
        "aendern": _("Gespeichert. So stehen Ihre Angaben jetzt bei uns."),
        "anbieten": _("Gespeichert. Danke, dass Sie uns sagen, worauf wir zählen können."),
        "beitrag-beenden": _("Gespeichert. Das gilt nicht mehr."),
        "gehen": _("Ihre Nachricht ist bei der Koordination. Sie meldet sich bei Ihnen."),
    }
    return said.get(verb) or _answered_sentence(own)


def _answered_sentence(own: Own) -> str:
    name = own.organisation.name
    if own.greeting is None or own.greeting.answered_at is None:
        return ""
    if own.organisation.is_named:
        words = _("Gespeichert: Ihre Angaben stimmen, und „%(name)s“ darf öffentlich genannt werden. Vielen Dank!")
    elif own.greeting.wants_naming is None:
        words = _("Gespeichert: Die Angaben von „%(name)s“ stimmen.")
    else:
        words = _("Gespeichert: Ihre Angaben stimmen. „%(name)s“ wird nicht öffentlich genannt. Vielen Dank!")
    return words % {"name": name}


def practice_note(desk: Desk) -> str:
    """Return what a practising page says after a post: what would have happened, and that it did not."""
    deeds = {
        "ja": _("„Stimmt alles – ja, Sie dürfen uns nennen“ wäre jetzt gespeichert."),
        "nein": _("„Stimmt, aber nicht öffentlich nennen“ wäre jetzt gespeichert."),
        "aendern": _("Ihre Änderungen wären jetzt gespeichert."),
        "anbieten": _("Ihr Angebot wäre jetzt gespeichert."),
        "gehen": _("Ihre Nachricht wäre jetzt bei der Koordination."),
    }
    deed = deeds.get(desk.request.POST.get("tun", ""), "")
    return _("Übung: %(deed)s Im Übungsmodus wird nichts gespeichert.") % {"deed": deed} if deed else ""


def owns_of(
    organisations: Sequence[Organisation],
    *,
    person_of: Callable[[Organisation], Person | None],
    greetings: Mapping[int, Greeting],
    wording: str,
) -> list[Own]:
    """Return the partners with what belongs to each; one statement for all pledges, one for the wishes to leave."""
    keys = [organisation.pk for organisation in organisations]
    pledges: dict[int, list[Pledge]] = {}
    for pledge in Pledge.objects.filter(organisation__in=keys, is_open=True).select_related("organisation"):
        pledges.setdefault(pledge.organisation_id, []).append(pledge)
    leaving = who_wishes_to_leave(keys)
    return [
        Own(
            organisation=organisation,
            person=person_of(organisation),
            greeting=greetings.get(organisation.pk),
            pledges=pledges.get(organisation.pk, []),
            wording=wording,
            leaving=organisation.pk in leaving,
        )
        for organisation in organisations
    ]
