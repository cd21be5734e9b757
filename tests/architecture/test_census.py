"""Counts what exists: each model has an owner or a reason, each route a door."""

from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model, UniqueConstraint

from drehscheibe.ground.alliances.rules import RESERVED_SLUGS
from drehscheibe.ground.tenancy.models import AllianceOwned
from drehscheibe.ground.tenancy.querysets import OwnedQuerySet
from drehscheibe.ground.tenancy.roles import Capability, OfficeCapability

from .routes import all_routes

GLOBAL_MODELS = {
    "accounts.User": "a login; one person may work in several alliances",
    "tenancy.Alliance": "the tenant itself: name, address, whether it is tended",
    "tenancy.FormerSlug": "old addresses must lead on before an alliance is known",
    "tenancy.OfficeMember": "the offices stand beside the alliances",
    "tenancy.Operator": "runs the instance; stands beside the alliances and opens none",
    "alliances.Claim": "decided by whoever runs the instance, before the alliance has anybody",
    "instance.Instance": "one row about the instance itself, which stands above all alliances",
    "territories.Territory": "the official directory of municipalities",
    "territories.Postcode": "the official directory of municipalities",
    "pages.Revision": "counters only; asked for before an alliance is known",
    "jobs.Job": "the worker's queue; carries keys, its tasks enter the scope",
    "jobs.Schedule": "when each periodic job ran last",
    "files.DiscardedFile": "random names of bytes to delete; they outlive their alliance, and open nothing",
    "outbox.InstanceMail": "mails of the instance, e.g. login codes; no alliance has a part in them",
    "outbox.BounceNotice": "a notice of non-delivery that fits no mail; names a provider, and nobody",
    "account.EmailAddress": "django-allauth: belongs to a login",
    "account.EmailConfirmation": "django-allauth: belongs to a login",
    "mfa.Authenticator": "django-allauth: belongs to a login",
    "socialaccount.SocialApp": "django-allauth: a login service of the instance",
    "socialaccount.SocialAccount": "django-allauth: belongs to a login",
    "socialaccount.SocialToken": "django-allauth: belongs to a login",
    "auth.Permission": "django.contrib.auth; unused, its app is needed for logins",
    "auth.Group": "django.contrib.auth; unused",
    "auth.Group_permissions": "django.contrib.auth; unused",
    "contenttypes.ContentType": "Django's list of models",
    "sessions.Session": "belongs to a login or a visitor",
    "toy.Topic": "a global model of the tests",
}

# What anybody may read. A model joins this list with the reason why some of its rows are public.
PUBLISHED_MODELS = {
    "alliances.Publication": "the published state of a profile, and no other",
    "bodies.Body": "groups that everybody may know of",
    "bodies.Seat": "how many partners work in such a group",
    "meetings.Decision": "decisions that the alliance shows to everybody",
    "meetings.Meeting": "when a public body meets",
    "partners.DeclarationText": "the declaration in force, to be read before joining",
    "partners.MembershipRules": "how one joins",
    "partners.Organisation": "partners that agreed to be named",
    "partners.Pledge": "what named partners bring and want everybody to know",
    "figures.ReleasedFigures": "figures of a year that the alliance let the offices see",
    "figures.YearReport": "a finished yearly report that the alliance shows to everybody",
    "plans.AnnualPlan": "the words of an agreed plan that the alliance shows to everybody",
    "plans.Contribution": "who brings what to a public project",
    "plans.Indicator": "what a public project is measured by",
    "plans.Measure": "measures that the alliance shows to everybody",
    "plans.Need": "needs that somebody of the team has looked at and made public, with the answer",
    "plans.Part": "dates and points of the programme of a public project",
    "plans.Position": "what the alliance has said to politics",
    "plans.Programme": "programmes that pay for projects",
    "plans.Project": "projects that the alliance shows to everybody",
    "plans.ProjectPhoto": "photos of public projects whose people agreed",
    "files.StoredFile": "pictures on published pages",
    "toy.Note": "a model of the tests",
    "toy.Picture": "a model of the tests",
}

# Unique for all alliances together. A refusal tells that somebody has the value, so it is random or published.
UNIQUE_FOR_ALL = {
    "tenancy.Link.digest": "digest of a random secret",
    "alliances.Publication.publication_slug_once": "of published rows only; the address is public",
    "files.StoredFile.path": "random",
    "outbox.Mail.message_id": "random",
    "meetings.Meeting.uid": "random",
    "meetings.Invitee.secret": "random",
}


def _owned() -> list[type[AllianceOwned]]:
    return [m for m in apps.get_models(include_auto_created=True) if issubclass(m, AllianceOwned)]


def _global() -> list[type[Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if not issubclass(m, AllianceOwned)]


# Models


def test_every_model_is_owned_or_global_for_a_reason() -> None:
    assert {m._meta.label for m in _global()} == set(GLOBAL_MODELS)


def test_every_model_with_public_rows_is_named() -> None:
    assert {m._meta.label for m in _owned() if m.published_rows is not None} == set(PUBLISHED_MODELS)


def test_owned_models_have_their_own_table() -> None:
    """No proxies, parents or foreign tables: their rows would be held by the rules of another model."""
    odd = [m._meta.label for m in _owned() if m._meta.proxy or m._meta.parents or not m._meta.managed]
    assert odd == []


def test_no_two_models_share_a_table() -> None:
    tables = Counter(m._meta.db_table.lower() for m in apps.get_models(include_auto_created=True))
    assert [table for table, count in tables.items() if count > 1] == []


def test_links_between_owned_models_are_explicit() -> None:
    many = [f"{m._meta.label}.{f.name}" for m in _owned() for f in m._meta.local_many_to_many]
    hidden = [m._meta.label for m in _owned() if m._meta.auto_created]
    assert many + hidden == []


def test_no_global_model_points_to_an_owned_one() -> None:
    relations = [(m, f) for m in _global() for f in m._meta.get_fields() if isinstance(f, ForeignKey)]
    to_owned = [f"{m._meta.label}.{f.name}" for m, f in relations if issubclass(f.related_model, AllianceOwned)]
    assert to_owned == []


def test_global_models_hide_the_way_back_to_owned_ones() -> None:
    relations = [(m, f) for m in _owned() for f in m._meta.concrete_fields if isinstance(f, ForeignKey)]
    open_ways = [
        f"{m._meta.label}.{f.name}"
        for m, f in relations
        if not issubclass(f.related_model, AllianceOwned) and not f.remote_field.hidden
    ]
    assert open_ways == []


def test_owned_models_forget_their_rows_with_the_scope() -> None:
    managers = [(m, manager) for m in _owned() for manager in m._meta.managers]
    odd = [f"{m._meta.label}.{g.name}" for m, g in managers if not isinstance(g.get_queryset(), OwnedQuerySet)]
    assert odd == []


def test_unique_values_of_owned_models_are_unique_per_alliance() -> None:
    single = {
        f"{m._meta.label}.{f.name}"
        for m in _owned()
        for f in m._meta.concrete_fields
        if f.unique and not _is_own_key(f)
    }
    joint = {
        f"{m._meta.label}.{constraint.name}"
        for m in _owned()
        for constraint in m._meta.constraints
        if isinstance(constraint, UniqueConstraint) and not _mentions_alliance(m, constraint)
    }
    assert single | joint == set(UNIQUE_FOR_ALL)


def _is_own_key(field: Any) -> bool:
    """Tell whether a value is the row's number, or a one-to-one link to a row of the same alliance."""
    return field.primary_key or (isinstance(field, ForeignKey) and _is_tenant(field.related_model))


def _mentions_alliance(model: type[Model], constraint: UniqueConstraint) -> bool:
    """Tell whether a constraint holds within one alliance: by its column or through a row that belongs to one."""
    fields = [model._meta.get_field(name) for name in constraint.fields]
    return any(isinstance(f, ForeignKey) and _is_tenant(f.related_model) for f in fields)


def _is_tenant(model: type[Model]) -> bool:
    return model._meta.label == "tenancy.Alliance" or issubclass(model, AllianceOwned)


# Routes


def test_every_route_stands_behind_a_door() -> None:
    assert [route.path for route in all_routes() if route.door is None] == []


def test_every_route_has_a_name_of_its_own() -> None:
    names = Counter(route.name for route in all_routes())
    assert [name or "(none)" for name, count in names.items() if count > 1 or not name] == []


def test_rooms_and_offices_demand_a_right() -> None:
    needed = {"workspace": Capability, "office": OfficeCapability}
    lacking = [
        route.name
        for route in all_routes()
        if route.door and route.door.name in needed and not isinstance(route.door.needs, needed[route.door.name])
    ]
    assert lacking == ["workspace_nowhere"]


@pytest.mark.parametrize(
    ("door", "first"),
    [
        ("workspace", "arbeit"),
        ("office", "amt"),
        ("operator", "betrieb"),
        ("link", "link"),
        ("account", "konto"),
    ],
)
def test_door_stands_below_its_own_word(door: str, first: str) -> None:
    words = {route.literal_words[0] for route in all_routes() if route.door and route.door.name == door}
    assert words <= {first}


def test_every_first_word_of_an_address_is_reserved() -> None:
    routes = [route for route in all_routes() if "." not in route.path.split("/")[0]]
    words = {route.literal_words[0] for route in routes}
    below = {
        route.literal_words[1] for route in routes if route.literal_words[0] == "buendnisse" and route.literal_words[1:]
    }
    assert sorted((words | below) - {""} - RESERVED_SLUGS) == []
