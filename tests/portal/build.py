"""Builds published alliances and the places around them for tests of the portal."""

from typing import Any

from drehscheibe.ground.alliances import actions, queries
from drehscheibe.ground.alliances.models import ProfileRow
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.ground.territories.actions import Plan, write
from drehscheibe.ground.territories.models import Postcode, Territory
from drehscheibe.ground.territories.rules import Entry
from drehscheibe.work.plans.models import Project

BY = Machine("test")
PERLEBERG, WITTENBERGE, KARSTAEDT, GERA = "12070296", "12070424", "12070173", "16052"


def places() -> None:
    """Two Länder, a Kreis with three towns, a city; Perleberg and Karstädt share a postcode."""
    write(
        Plan(
            entries=[
                Entry("12", "land", "Brandenburg", latitude=52.4, longitude=13.4, slug="brandenburg"),
                Entry("16", "land", "Thüringen", latitude=50.9, longitude=11.0, slug="thueringen"),
                Entry(
                    "12070", "kreis", "Landkreis Prignitz", parent="12", latitude=53.1, longitude=11.9, slug="prignitz"
                ),
                Entry(
                    GERA, "kreisfreie_stadt", "Gera, Stadt", parent="16", latitude=50.88, longitude=12.08, slug="gera"
                ),
                Entry(
                    PERLEBERG,
                    "gemeinde",
                    "Perleberg, Stadt",
                    parent="12070",
                    latitude=53.07,
                    longitude=11.86,
                    postcode="19348",
                ),
                Entry(
                    WITTENBERGE,
                    "gemeinde",
                    "Wittenberge, Stadt",
                    parent="12070",
                    latitude=52.99,
                    longitude=11.75,
                    postcode="19322",
                ),
                Entry(
                    KARSTAEDT, "gemeinde", "Karstädt", parent="12070", latitude=53.16, longitude=11.74, postcode="19357"
                ),
            ]
        )
    )
    Postcode.objects.create(code="19348", territory=Territory.objects.get(ags=KARSTAEDT))


def alliance(
    slug: str = "perle",
    *,
    place: str = PERLEBERG,
    tended: bool = True,
    rows: "dict[type[ProfileRow], list[dict[str, Any]]] | None" = None,
    projects: tuple[dict[str, Any], ...] = (),
    published: bool = True,
    **values: Any,
) -> Alliance:
    """Make an alliance and publish it."""
    made = actions.create_alliance(
        slug=slug,
        name=values.get("name", f"Bündnis {slug.title()}"),
        summary=values.get("summary", "Wir sind für Familien da."),
        territories=list(Territory.objects.filter(ags=place)),
        tended=tended,
        by=BY,
    )
    with scope.alliance(made.pk):
        change(made, publish=False, **{"status": "active", **values})
        for model, items in (rows or {}).items():
            for item in items:
                actions.add_row(model, item, by=BY)
        for rank, project in enumerate(projects):
            Project.objects.create(rank=rank, **project)
        if published:
            actions.publish(made, by=BY)
    return made


def change(made: Alliance, *, publish: bool = True, **values: Any) -> None:
    """Save some fields of the profile, and publish them."""
    with scope.alliance(made.pk):
        profile = queries.profile()
        actions.save_profile(profile, values, version=profile.version, by=BY)
        if publish:
            actions.publish(made, by=BY)
