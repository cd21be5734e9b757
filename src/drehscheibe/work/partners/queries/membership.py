"""How partners join, what they signed, and the stations of their way."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from ..models import (
    Application,
    Consent,
    Contact,
    Declaration,
    DeclarationText,
    LeavingWish,
    MembershipEvent,
    MembershipRules,
    Organisation,
    Person,
)  # fmt: skip
from ..vocabulary import ApplicationState, ConsentPurpose, State
from .contacts import people_for_mail


def rules_of_joining() -> MembershipRules:
    """Return how the alliance takes partners in; not saved yet where nobody has said anything about it."""
    return MembershipRules.objects.first() or MembershipRules()


def wording_in_force() -> DeclarationText | None:
    """Return what partners sign now, None where they sign nothing."""
    return DeclarationText.objects.filter(in_force=True).first()


def newest_wording() -> DeclarationText | None:
    return DeclarationText.objects.first()


def is_signed(text: DeclarationText) -> bool:
    """Tell whether somebody has signed a wording, or is about to: then it never changes."""
    asked = Application.objects.filter(declaration=text)
    return Declaration.objects.filter(text=text).exists() or asked.exists()


# Who signed what


@dataclass(frozen=True, slots=True)
class Signature:
    """A partner with its newest signature; `person` is who would be asked by mail."""

    organisation: Organisation
    declaration: Declaration | None
    person: Person | None
    is_current: bool


def signatures(organisations: Iterable[Organisation], *, current: DeclarationText | None) -> list[Signature]:
    """Return what each partner signed last; two statements for all."""
    rows = list(organisations)
    newest: dict[int, Declaration] = {}
    for declaration in (
        Declaration.objects.filter(organisation__in=rows).select_related("text").order_by("text__number")
    ):
        newest[declaration.organisation_id] = declaration
    people = people_for_mail(rows)
    return [_signature(row, newest.get(row.pk), people.get(row.pk), current) for row in rows]


def _signature(
    row: Organisation, declaration: Declaration | None, person: Person | None, current: DeclarationText | None
) -> Signature:
    is_current = declaration is not None and current is not None and declaration.text_id == current.pk
    return Signature(row, declaration, person, is_current)


def partners_by_signature(text: DeclarationText | None, *, signed: bool | None = None) -> QuerySet[Organisation]:
    """Return the partners, all of them or those that have (not) signed a wording."""
    rows = Organisation.objects.filter(state=State.MEMBER)
    if text is None or signed is None:
        return rows
    has_signed = Exists(Declaration.objects.filter(organisation=OuterRef("pk"), text=text))
    return rows.filter(has_signed if signed else ~has_signed)


# One partner's way


@dataclass(frozen=True, slots=True)
class Way:
    """What was agreed with one partner, and what happened since."""

    declaration: Declaration | None
    current: DeclarationText | None
    naming: Consent | None
    events: list[MembershipEvent]
    wish: LeavingWish | None
    application: Application | None

    @property
    def lacks_signature(self) -> bool:
        return self.current is not None and (self.declaration is None or self.declaration.text_id != self.current.pk)


def way_of(organisation: Organisation) -> Way:
    """Return a partner's way, newest station first."""
    declarations = Declaration.objects.filter(organisation=organisation).select_related("text", "scan")
    return Way(
        declaration=declarations.order_by("-text__number", "-pk").first(),
        current=wording_in_force(),
        naming=Consent.objects.filter(
            organisation=organisation, purpose=ConsentPurpose.NAMING, withdrawn_at=None
        ).first(),
        events=list(MembershipEvent.objects.filter(organisation=organisation).select_related("by").order_by("-pk")),
        wish=LeavingWish.objects.filter(organisation=organisation, settled_at=None).first(),
        application=Application.objects.filter(organisation=organisation, state=ApplicationState.ACCEPTED).first(),
    )


def who_wishes_to_leave(keys: Iterable[int]) -> set[int]:
    """Return which of these partners wrote that they want to leave, and it is not settled."""
    rows = LeavingWish.objects.filter(organisation__in=list(keys), settled_at=None)
    return set(rows.values_list("organisation_id", flat=True))


def number_of(organisation: Organisation) -> int:
    """Return a partner's number in the order of joining, 0 where it never joined.

    Numbers are written down when somebody is taken in; until then they are counted on from the last one.
    """
    joined = MembershipEvent.objects.filter(what=MembershipEvent.What.JOINED)
    event = joined.filter(organisation=organisation).first()
    if event is None:
        return 0
    if event.number is not None:
        return event.number
    last = joined.exclude(number=None).order_by("-number").values_list("number", flat=True).first() or 0
    return last + joined.filter(number=None, pk__lte=event.pk).count()


def members() -> QuerySet[Organisation]:
    """Return the partners with their people at hand, who gets the mail first."""
    contacts = Prefetch("contacts", Contact.objects.select_related("person").order_by("-is_main", "pk"))
    return Organisation.objects.filter(state=State.MEMBER).prefetch_related(contacts)
