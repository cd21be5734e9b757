"""What waits in projects for somebody on her own page, and where her partners could join in."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.partners.models import Contact, Organisation, Person
from drehscheibe.work.partners.queries.page import OpenThing, organisations_of
from drehscheibe.work.partners.vocabulary import State

from ..models import Contribution, Indicator, Project
from ..vocabulary import Circle
from .projects import OPEN

MEASURE_EVERY = timedelta(days=90)
"""A figure older than this is asked for again while its project runs."""


def own_projects(person: Person) -> list[Project]:
    """Return the projects that her partners run and that are not over."""
    rows = _shown().filter(owner__contacts__person=person).select_related("owner")
    return list(rows.order_by("starts_on", "pk").distinct())


def open_projects(person: Person, *, page_token: str) -> list[OpenThing]:
    """Return of which projects it should be told how they stand: begun, over, or without a recent figure; one statement."""
    today = timezone.localdate()
    old = Q(measured_on=None) | Q(measured_on__lt=today - MEASURE_EVERY)
    unmeasured = Exists(Indicator.objects.filter(old, project=OuterRef("pk")))
    waits = (
        Q(state=Project.State.PLANNED, starts_on__lte=today)
        | Q(state=Project.State.RUNNING, ends_on__lt=today)
        | (Q(state=Project.State.RUNNING) & unmeasured)
    )
    rows = _shown().filter(waits, owner__contacts__person=person).distinct()
    return [
        OpenThing(
            _("Wie steht es um „%(title)s“?") % {"title": row.title}, _reason(row),
            reverse("link_page_project", args=[page_token, row.pk]),
        )
        for row in rows.order_by("ends_on", "pk")
    ]  # fmt: skip


def _reason(row: Project) -> str:
    today = timezone.localdate()
    if row.state == Project.State.PLANNED:
        return _("Hat es begonnen?")
    if row.ends_on and row.ends_on < today:
        return _("Ist es geschafft? Was kam dabei heraus?")
    return _("Uns fehlt eine Zahl von heute.")


def project_ways(person: Person, *, page_token: str) -> list[Link]:
    """Return the way to the projects, where there is one to tell of or to join; one statement."""
    contacts = Contact.objects.filter(person=person, organisation__state=State.MEMBER)
    if not _shown().filter(Exists(contacts) | Q(owner__contacts__person=person)).exists():
        return []
    return [Link(_("Projekte: etwas beitragen"), reverse("link_page_projects", args=[page_token]))]


def projects_to_join(person: Person) -> list[Project]:
    """Return the projects to which a partner of hers could contribute: planned or running."""
    if not partners_of(person):
        return []
    return list(_shown().select_related("owner").order_by("starts_on", "rank", "pk"))


def partners_of(person: Person) -> list[Organisation]:
    return [one for one in organisations_of(person) if one.state == State.MEMBER]


def project_for_page(project_id: int) -> Project | None:
    """Return a project that whoever has a page of her own may see, also one that is over."""
    rows = Project.objects.exclude(audience=Circle.TEAM)
    return rows.select_related("owner").filter(pk=project_id).first()


def offers_of(project: Project, organisations: list[Organisation]) -> list[Contribution]:
    rows = Contribution.objects.filter(project=project, organisation__in=organisations)
    return list(rows.select_related("organisation"))


def _shown() -> QuerySet[Project]:
    return Project.objects.filter(state__in=OPEN).exclude(audience=Circle.TEAM)
