"""What the set-up finds and suggests, and the alliances of this instance by name."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from drehscheibe.ground.accounts import queries as accounts
from drehscheibe.ground.accounts.rules import has_coordination
from drehscheibe.ground.alliances import public
from drehscheibe.ground.alliances.public import Filters, Listed
from drehscheibe.ground.alliances.rules import slug_problem
from drehscheibe.ground.instance.queries import instance, operator
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance, FormerSlug, Member
from drehscheibe.ground.territories import queries as territories
from drehscheibe.ground.territories.models import Territory
from drehscheibe.kit.text import slugify_german
from drehscheibe.kit.ui.parts import Step

from . import rules

_MOST_LISTED = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A place to choose; `where` tells it from others of the same name."""

    key: str
    name: str
    where: str


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody may mean who names a place: alliances that are listed there, and places for a new one."""

    listed: list[Listed]
    places: list[Place]


def steps(current: int) -> list[Step]:
    """Return the track of the set-up with the step at hand, counted from 0."""
    labels = (_("Sie"), _("E-Mail"), _("Ihr Bündnis"))
    states = ("done", "current", "todo")
    return [Step(label, states[(n > current) - (n < current) + 1]) for n, label in enumerate(labels)]


def is_first() -> bool:
    """Tell whether no alliance works here yet, so that the set-up is not over."""
    return not Alliance.objects.filter(is_tended=True).exists()


def next_step() -> str:
    """Return the name of the route that goes on where somebody stopped."""
    if not is_first():
        return "operator_alliances"
    return "setup_alliance" if instance().mail_checked_at else "setup_mail"


def guessed_place() -> str:
    """Return the place that the operator's postal address names."""
    return rules.place_in(operator().address)


def found(text: str) -> Found:
    """Return what is listed and where there could be a new one."""
    places = territories.search_places(text)
    keys = tuple(dict.fromkeys(key for place in places for key in place.covering_keys))
    with scope.published():
        rows = public.listed(Filters(text=_words(text), covering=keys), size=50)
    paths = territories.paths_of(places)
    return Found(
        [row for row in rows if not row.is_tended][:_MOST_LISTED],
        [_place(place, paths[place.pk]) for place in places],
    )


def _words(text: str) -> str:
    """Return the words without figures: names of alliances have no postcode."""
    return " ".join(word for word in text.split() if not word.isdigit())


def _place(place: Territory, path: list[Territory]) -> Place:
    return Place(place.ags, place.name, ", ".join(above.name for above in reversed(path[:-1])))


def free_slug(place: str, *above: str) -> str:
    """Return an address for an alliance of a place that nobody has or had."""
    slug = slugify_german(place) or "buendnis"
    tried = rules.candidates(slug, *(slugify_german(name) for name in above))
    taken = {*Alliance.objects.filter(slug__in=tried).values_list("slug", flat=True)}
    taken |= {*FormerSlug.objects.filter(slug__in=tried).values_list("slug", flat=True)}
    return next(slug for slug in tried if slug not in taken and slug_problem(slug) is None)


# The alliances of this instance


def alliances(*, text: str = "", state: str = "", order: str = "name") -> QuerySet[Alliance]:
    """Return what is entered here. Names and states are the instance's; what they work on is not."""
    states = {
        "verzeichnet": {"is_tended": False},
        "uebung": {"is_tended": True, "is_live": False},
        "live": {"is_tended": True, "is_live": True},
    }
    rows = Alliance.objects.filter(**states.get(state, {})).order_by(order, "pk")
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(slug__icontains=word))
    return rows


def is_coordinated() -> bool:
    """Tell whether the alliance in scope has somebody with the role of coordination."""
    return has_coordination(Member.objects.values_list("is_active", "roles"))


def waiting_coordinators() -> list[str]:
    """Return the addresses that are invited to coordinate the alliance in scope and have not answered."""
    return [asked.email for asked in accounts.open_invitations() if asked.invited_by is None]
