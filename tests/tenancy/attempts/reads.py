"""Reading and counting what belongs to another alliance."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, Max, OuterRef, Prefetch, Q, Subquery, Value, Window
from django.db.models.functions import RowNumber
from django.db.models.sql import Query

from drehscheibe.ground.tenancy.models import Alliance, Member
from tests.tenancy.toy.models import Comment, Note, Picture, Topic

from .world import Attempts, World

ATTEMPTS = Attempts()


@ATTEMPTS.none()
@ATTEMPTS.own(gives=["eigen"])
def all_rows(world: World) -> Any:
    return [note.text for note in Note.objects.all()]


@ATTEMPTS.none()
@ATTEMPTS.own(gives=1)
def count(world: World) -> Any:
    return Note.objects.count()


@ATTEMPTS.none()
@ATTEMPTS.own(gives=False)
def exists(world: World) -> Any:
    return Note.objects.filter(pk=world.secret.pk).exists()


@ATTEMPTS.none()
@ATTEMPTS.own(gives={"most": "eigen"})
def aggregate(world: World) -> Any:
    return Note.objects.aggregate(most=Max("text"))


@ATTEMPTS.own(gives={"number": 1})
def aggregate_over_sliced_subquery(world: World) -> Any:
    return Note.objects.order_by("-pk")[:5].aggregate(number=Count("pk"))


@ATTEMPTS.own(gives=[])
def values_of_foreign_alliance(world: World) -> Any:
    return list(Note.objects.filter(alliance=world.other).values("text"))


@ATTEMPTS.own(gives=["eigen"])
def condition_widened_with_or(world: World) -> Any:
    return list(
        (Note.objects.filter(pk=0) | Note.objects.filter(Q(pk__gt=0) | ~Q(pk=0))).values_list("text", flat=True)
    )


@ATTEMPTS.own(gives=["eigen"])
def where_node_negated_by_hand(world: World) -> Any:
    rows = Note.objects.filter(pk=0)
    rows.query.where.negated = True
    return [note.text for note in rows]


@ATTEMPTS.none()
@ATTEMPTS.own(gives=["eigen"])
def iterator(world: World) -> Any:
    return [note.text for note in Note.objects.iterator(chunk_size=1)]


@ATTEMPTS.own(gives={})
def in_bulk(world: World) -> Any:
    return Note.objects.in_bulk([world.secret.pk])


@ATTEMPTS.own(gives=("eigen", "eigen", "eigen", "eigen"))
def first_last_earliest_latest(world: World) -> Any:
    rows = Note.objects.order_by("pk")
    found = rows.first(), rows.last(), rows.earliest("pk"), rows.latest("pk")
    return tuple(note and note.text for note in found)


@ATTEMPTS.own(raises=Note.DoesNotExist)
def get_by_number(world: World) -> Any:
    return Note.objects.get(pk=world.secret.pk)


@ATTEMPTS.own(raises=Note.DoesNotExist)
def get_through_base_manager(world: World) -> Any:
    return Note._base_manager.get(pk=world.secret.pk)


@ATTEMPTS.own(gives=False)
def contains(world: World) -> Any:
    return Note.objects.all().contains(world.secret)


@ATTEMPTS.none()
@ATTEMPTS.own(gives=[date(2025, 1, 1)])
def dates(world: World) -> Any:
    return list(Note.objects.dates("made_on", "month"))


@ATTEMPTS.none()
def explain(world: World) -> Any:
    return Note.objects.all().explain()


@ATTEMPTS.own(gives=["eigen"])
def select_for_update(world: World) -> Any:
    return [note.text for note in Note.objects.select_for_update()]


@ATTEMPTS.own(raises=Note.DoesNotExist)
def refresh_from_db(world: World) -> Any:
    world.secret.refresh_from_db()


@ATTEMPTS.own(raises=Note.DoesNotExist)
def deferred_field_of_a_foreign_instance(world: World) -> Any:
    return Note(pk=world.secret.pk).topic_id or Note.from_db("default", ["id"], [world.secret.pk]).text


@ATTEMPTS.own(gives=[])
def comments_of_a_foreign_note(world: World) -> Any:
    return list(world.secret.comments.all())


@ATTEMPTS.own(raises=Note.DoesNotExist)
def forward_link_of_a_foreign_instance(world: World) -> Any:
    return Comment(note_id=world.secret.pk).note


@ATTEMPTS.own(gives=[("eigen", ["eigener Kommentar"])])
def prefetch_related(world: World) -> Any:
    rows = Note.objects.prefetch_related(Prefetch("comments", queryset=Comment.objects.all()))
    return [(note.text, [comment.text for comment in note.comments.all()]) for note in rows]


@ATTEMPTS.own(gives=["eigen"])
def select_related(world: World) -> Any:
    return [comment.note.text for comment in Comment.objects.select_related("note")]


@ATTEMPTS.none()
@ATTEMPTS.own(gives=["eigen", None])
@ATTEMPTS.published(gives=[None, "fremd offen"])
def subquery_in_a_global_model(world: World) -> Any:
    notes = Note.objects.filter(alliance=OuterRef("pk")).order_by("text").values("text")[:1]
    return list(Alliance.objects.order_by("slug").annotate(note=Subquery(notes)).values_list("note", flat=True))


@ATTEMPTS.none()
@ATTEMPTS.own(gives=["eigen"])
@ATTEMPTS.published(gives=["fremd"])
def exists_with_outer_ref(world: World) -> Any:
    return [a.slug for a in Alliance.objects.filter(Exists(Note.objects.filter(alliance=OuterRef("pk"))))]


@ATTEMPTS.own(gives=["eigen"])
def filter_by_a_queryset_of_the_other(world: World) -> Any:
    return list(Alliance.objects.filter(pk__in=Note.objects.values("alliance_id")).values_list("slug", flat=True))


@ATTEMPTS.own(gives=["eigen"])
def union(world: World) -> Any:
    texts = Note.objects.values_list("text", flat=True)
    return sorted(texts.union(texts.filter(pk=world.secret.pk)))


@ATTEMPTS.none()
@ATTEMPTS.own(gives=["Kinder", "eigen"])
def union_below_a_global_model(world: World) -> Any:
    return sorted(Topic.objects.values_list("name", flat=True).union(Note.objects.values_list("text", flat=True)))


@ATTEMPTS.own(gives=([], 1))
def intersection_and_difference(world: World) -> Any:
    foreign = Note.objects.filter(pk=world.secret.pk)
    return list(Note.objects.all().intersection(foreign)), len(list(Note.objects.all().difference(foreign)))


@ATTEMPTS.own(gives=["eigen"])
def annotation_named_like_the_guarded_column(world: World) -> Any:
    return list(Note.objects.values("text").annotate(alliance_id=Value(world.own.pk)).values_list("text", flat=True))


@ATTEMPTS.published(gives=["fremd offen"])
def annotation_named_like_the_published_column(world: World) -> Any:
    return list(Note.objects.values("text").annotate(is_public=Value(True)).values_list("text", flat=True))


@ATTEMPTS.published(gives=["fremdes Bild"])
def filtered_relation_named_like_the_published_link(world: World) -> Any:
    rows = Picture.objects.values("name").annotate(note=FilteredRelation("alliance"))
    return list(rows.values_list("name", flat=True))


@ATTEMPTS.own(gives=["eigen"])
def window_over_all_rows(world: World) -> Any:
    rows = Note.objects.annotate(row=Window(RowNumber(), order_by="-pk")).filter(row__lte=3)
    return [note.text for note in rows]


@ATTEMPTS.none()
@ATTEMPTS.own()
@ATTEMPTS.published()
def hidden_reverse_name_of_a_global_model(world: World) -> Any:
    return list(Topic.objects.values_list("+", flat=True))


@ATTEMPTS.own()
def join_through_a_shared_topic(world: World) -> Any:
    return list(Note.objects.filter(**{"topic__+__pk": world.secret.pk}))


@ATTEMPTS.own(gives=[])
def compare_columns_with_f(world: World) -> Any:
    return list(Note.objects.exclude(alliance_id=F("alliance_id")))


@ATTEMPTS.own(gives=0)
def condition_on_a_linked_row(world: World) -> Any:
    return Comment.objects.filter(note__alliance=world.other).count()


@ATTEMPTS.none()
def bare_query_object(world: World) -> Any:
    return list(Query(Note).get_compiler("default").execute_sql() or [])


# The published scope


@ATTEMPTS.published(gives=["fremd offen"])
def published_rows(world: World) -> Any:
    return list(Note.objects.values_list("text", flat=True))


@ATTEMPTS.published(raises=Note.DoesNotExist)
def unpublished_row_by_number(world: World) -> Any:
    return Note.objects.get(pk=world.secret.pk)


@ATTEMPTS.published()
def model_without_published_rows(world: World) -> Any:
    return list(Comment.objects.all())


@ATTEMPTS.published()
def members_in_the_published_scope(world: World) -> Any:
    return Member.objects.count()


@ATTEMPTS.published()
def published_filter_on_unpublished_rows(world: World) -> Any:
    return list(Note.objects.filter(comments__text__contains="fremd"))


@ATTEMPTS.published()
def published_count_of_unpublished_rows(world: World) -> Any:
    return list(Note.objects.annotate(number=Count("comments")))


@ATTEMPTS.published()
def published_values_through_a_link(world: World) -> Any:
    return list(Picture.objects.values_list("draft__text", flat=True))


@ATTEMPTS.published()
def published_select_related(world: World) -> Any:
    return [picture.draft for picture in Picture.objects.select_related("draft")]


@ATTEMPTS.published()
def published_order_through_a_link(world: World) -> Any:
    return list(Picture.objects.order_by("draft__text"))


@ATTEMPTS.published()
def published_aggregate_through_a_link(world: World) -> Any:
    return Picture.objects.aggregate(most=Max("draft__text"))


@ATTEMPTS.published(raises=Note.DoesNotExist)
def link_from_a_published_to_an_unpublished_row(world: World) -> Any:
    return Picture.objects.get().draft


@ATTEMPTS.published(gives=["fremdes Bild"])
def published_through_a_link(world: World) -> Any:
    return list(Picture.objects.values_list("name", flat=True))


@ATTEMPTS.published()
def comments_of_a_published_note(world: World) -> Any:
    return list(Note.objects.get().comments.all())


@ATTEMPTS.published()
def prefetch_of_unpublished_rows(world: World) -> Any:
    return list(Note.objects.prefetch_related("comments"))
