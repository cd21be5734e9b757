"""Creating, changing, linking, moving and deleting what belongs to another alliance."""

from datetime import date
from typing import Any

from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, router
from django.db.models import Case, F, Subquery, Value, When
from django.db.models.deletion import Collector
from django.db.models.sql import DeleteQuery, InsertQuery, UpdateQuery

from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.tenancy.models import Alliance, Link, Member
from drehscheibe.ground.tenancy.scope import ScopeError
from tests.tenancy.toy.models import Comment, Note, Picture, Stamp

from .world import Attempts, World

ATTEMPTS = Attempts()
DAY = date(2025, 2, 1)


@ATTEMPTS.none()
@ATTEMPTS.published()
def create(world: World) -> Any:
    Note.objects.create(topic=world.topic, text="neu", made_on=DAY, alliance_id=world.other.pk)


@ATTEMPTS.own()
def create_for_the_other(world: World) -> Any:
    Note.objects.create(topic=world.topic, text="neu", made_on=DAY, alliance=world.other)


@ATTEMPTS.own()
@ATTEMPTS.none()
@ATTEMPTS.published()
def bulk_create_for_the_other(world: World) -> Any:
    Note.objects.bulk_create([Note(topic=world.topic, text="neu", made_on=DAY, alliance=world.other)])


@ATTEMPTS.own()
def bulk_create_with_one_foreign_row_among_own(world: World) -> Any:
    rows = [Note(topic=world.topic, text=f"neu {a.pk}", made_on=DAY, alliance=a) for a in (world.own, world.other)]
    Note.objects.bulk_create(rows)


@ATTEMPTS.own()
def upsert_onto_a_foreign_row(world: World) -> Any:
    row = Note(pk=world.secret.pk, topic=world.topic, text="ersetzt", made_on=DAY, alliance=world.own)
    Note.objects.bulk_create([row], update_conflicts=True, unique_fields=["id"], update_fields=["text", "alliance"])


@ATTEMPTS.own()
def bulk_create_ignoring_conflicts(world: World) -> Any:
    row = Note(pk=world.secret.pk, topic=world.topic, text="ersetzt", made_on=DAY)
    Note.objects.bulk_create([row], ignore_conflicts=True)


@ATTEMPTS.own()
def insert_query_by_hand(world: World) -> Any:
    query = InsertQuery(Note)
    row = Note(topic=world.topic, text="neu", made_on=DAY, alliance=world.other)
    query.insert_values(Note._meta.concrete_fields[1:], [row], raw=True)
    query.get_compiler("default").execute_sql()


@ATTEMPTS.own(raises=IntegrityError)
def save_over_a_foreign_row_by_number(world: World) -> Any:
    Note(pk=world.secret.pk, topic=world.topic, text="ersetzt", made_on=DAY, alliance=world.own).save()


@ATTEMPTS.own(raises=DatabaseError)
def save_over_a_foreign_row_with_force_update(world: World) -> Any:
    Note(pk=world.secret.pk, topic=world.topic, text="ersetzt", made_on=DAY).save(force_update=True)


@ATTEMPTS.own()
@ATTEMPTS.none()
@ATTEMPTS.published()
def save_a_foreign_instance(world: World) -> Any:
    world.secret.text = "geändert"
    world.secret.save()


@ATTEMPTS.own(raises=(ScopeError, DatabaseError))
def save_some_fields_of_a_foreign_instance(world: World) -> Any:
    world.secret.text = "geändert"
    world.secret.save(update_fields=["text"])


@ATTEMPTS.own()
def move_own_row_to_the_other(world: World) -> Any:
    world.mine.alliance = world.other
    world.mine.save()


@ATTEMPTS.own()
def move_own_row_with_update_fields(world: World) -> Any:
    world.mine.alliance = world.other
    world.mine.save(update_fields=["alliance"])


@ATTEMPTS.own(raises=IntegrityError)
def take_a_foreign_row_over(world: World) -> Any:
    world.secret.alliance = world.own
    world.secret.save()


@ATTEMPTS.own(gives=0)
@ATTEMPTS.none()
@ATTEMPTS.published()
def update_foreign_rows(world: World) -> Any:
    return Note.objects.filter(pk=world.secret.pk).update(text="geändert")


@ATTEMPTS.own()
def update_moves_to_the_other(world: World) -> Any:
    Note.objects.update(alliance=world.other)


@ATTEMPTS.own()
def update_moves_by_expression(world: World) -> Any:
    Note.objects.update(alliance_id=F("alliance_id") + (world.other.pk - world.own.pk))


@ATTEMPTS.own()
def update_links_a_foreign_row(world: World) -> Any:
    Comment.objects.update(note=world.secret)


@ATTEMPTS.own()
def update_links_by_number(world: World) -> Any:
    Comment.objects.update(note_id=world.secret.pk)


@ATTEMPTS.own()
def update_links_by_expression(world: World) -> Any:
    Comment.objects.update(note_id=F("note_id") + (world.secret.pk - world.mine.pk))


@ATTEMPTS.own()
def update_links_by_subquery(world: World) -> Any:
    Comment.objects.update(note_id=Subquery(Note.objects.values("pk")[:1]))


@ATTEMPTS.own(gives=0)
def bulk_update_of_foreign_rows(world: World) -> Any:
    world.secret.text = "geändert"
    return Note.objects.bulk_update([world.secret], ["text"])


@ATTEMPTS.own()
def bulk_update_moves_a_link(world: World) -> Any:
    world.my_comment.note_id = world.secret.pk
    Comment.objects.bulk_update([world.my_comment], ["note"])


@ATTEMPTS.own()
def bulk_update_moves_to_the_other(world: World) -> Any:
    world.mine.alliance = world.other
    Note.objects.bulk_update([world.mine], ["alliance"])


@ATTEMPTS.own()
def update_with_case_on_alliance(world: World) -> Any:
    Note.objects.update(alliance=Case(When(pk__gt=0, then=Value(world.other.pk))))


@ATTEMPTS.own(raises=IntegrityError)
def update_or_create_by_foreign_number(world: World) -> Any:
    Note.objects.update_or_create(pk=world.secret.pk, defaults={"text": "x", "topic": world.topic, "made_on": DAY})


@ATTEMPTS.own(raises=IntegrityError)
def get_or_create_by_foreign_number(world: World) -> Any:
    Note.objects.get_or_create(pk=world.secret.pk, defaults={"text": "x", "topic": world.topic, "made_on": DAY})


@ATTEMPTS.own()
def get_or_create_in_the_other(world: World) -> Any:
    Note.objects.get_or_create(alliance=world.other, text="x", defaults={"topic": world.topic, "made_on": DAY})


@ATTEMPTS.own()
def link_a_foreign_row(world: World) -> Any:
    Comment.objects.create(note=world.secret, text="neu")


@ATTEMPTS.own()
def link_a_foreign_row_by_number(world: World) -> Any:
    Comment(note_id=world.secret.pk, text="neu").save()


@ATTEMPTS.own()
def link_a_row_that_is_nowhere(world: World) -> Any:
    Comment(note_id=10**6, text="neu").save()


@ATTEMPTS.own()
def optional_link_to_a_foreign_row(world: World) -> Any:
    Picture.objects.create(note=world.mine, draft=world.secret, name="neu")


@ATTEMPTS.own()
def create_through_a_foreign_reverse_manager(world: World) -> Any:
    world.secret.comments.create(text="neu")


@ATTEMPTS.own()
def add_own_row_to_a_foreign_note(world: World) -> Any:
    world.secret.comments.add(world.my_comment)


@ATTEMPTS.own()
def set_foreign_comments_on_own_note(world: World) -> Any:
    world.secret_comment.note = world.mine
    world.secret_comment.save()


@ATTEMPTS.own(gives=0)
def update_query_by_hand(world: World) -> Any:
    query = UpdateQuery(Note)
    query.add_filter("pk", world.secret.pk)
    query.add_update_values({"text": "geändert"})
    return query.get_compiler("default").execute_sql("row count")


@ATTEMPTS.own(gives=0)
def private_update_method(world: World) -> Any:
    return Note._base_manager.filter(pk=world.secret.pk)._update([(Note._meta.get_field("text"), None, "geändert")])


# Deleting


@ATTEMPTS.own()
@ATTEMPTS.none()
@ATTEMPTS.published()
def delete_a_foreign_instance(world: World) -> Any:
    world.secret.delete()


@ATTEMPTS.own(gives=(0, {}))
@ATTEMPTS.none()
@ATTEMPTS.published()
def delete_a_foreign_queryset(world: World) -> Any:
    return Note.objects.filter(text__startswith="fremd").delete()


@ATTEMPTS.none()
@ATTEMPTS.published()
def collector_without_scope(world: World) -> Any:
    collector = Collector(using=router.db_for_write(Note))
    collector.collect([world.secret])
    collector.delete()


@ATTEMPTS.own(gives=0)
def collector_with_a_foreign_instance(world: World) -> Any:
    collector = Collector(using=router.db_for_write(Note))
    collector.collect([world.secret])
    return collector.delete()[0]


@ATTEMPTS.own(gives=0)
@ATTEMPTS.none()
@ATTEMPTS.published()
def private_raw_delete(world: World) -> Any:
    return Comment._base_manager.filter(pk=world.secret_comment.pk)._raw_delete("default")


@ATTEMPTS.own(gives=0)
def delete_query_by_hand(world: World) -> Any:
    return DeleteQuery(Comment).delete_batch([world.secret_comment.pk], "default")


@ATTEMPTS.own()
@ATTEMPTS.none()
@ATTEMPTS.published()
def delete_the_other_alliance(world: World) -> Any:
    world.other.delete()


@ATTEMPTS.own()
@ATTEMPTS.none()
def delete_alliances_as_a_queryset(world: World) -> Any:
    Alliance.objects.filter(pk=world.other.pk).delete()


@ATTEMPTS.own()
@ATTEMPTS.none()
def raw_delete_of_a_global_row(world: World) -> Any:
    Alliance.objects.filter(pk=world.other.pk)._raw_delete("default")


@ATTEMPTS.own(raises=(ScopeError, IntegrityError))
@ATTEMPTS.none()
def delete_a_login_used_elsewhere(world: World) -> Any:
    world.user.delete()


@ATTEMPTS.own()
@ATTEMPTS.none()
@ATTEMPTS.published()
def cascade_from_a_global_topic(world: World) -> Any:
    world.topic.delete()


# Rows that are only ever added


@ATTEMPTS.own()
def change_an_append_only_row(world: World) -> Any:
    world.stamp.name = "anders"
    world.stamp.save()


@ATTEMPTS.own()
def update_append_only_rows(world: World) -> Any:
    Stamp.objects.update(name="anders")


@ATTEMPTS.own()
def delete_an_append_only_row(world: World) -> Any:
    world.stamp.delete()


@ATTEMPTS.own()
def delete_append_only_rows(world: World) -> Any:
    Stamp.objects.all().delete()


@ATTEMPTS.own()
def log_entry_in_the_other_log(world: World) -> Any:
    Entry.objects.create(verb="x", actor_kind="machine", object_kind="x", alliance=world.other)


# The real models


@ATTEMPTS.own()
def member_in_the_other_alliance(world: World) -> Any:
    Member.objects.create(alliance=world.other, user=world.user, name="Eindringling", roles=["coordination"])


@ATTEMPTS.own(gives=0)
def role_in_the_other_alliance(world: World) -> Any:
    return Member.objects.filter(alliance=world.other).update(roles=["coordination"])


@ATTEMPTS.own()
def link_for_the_other_alliance(world: World) -> Any:
    Link.objects.create(
        alliance=world.other,
        purpose="x",
        subject_id=1,
        recipient="x@example.org",
        digest="x",
        expires_at="2030-01-01T00:00Z",
    )


# Checks that could tell what others have


@ATTEMPTS.own(gives=None)
def unique_check_does_not_see_foreign_rows(world: World) -> Any:
    Note(topic=world.topic, text="fremd geheim", made_on=DAY).validate_constraints()
    return Note(pk=world.secret.pk, topic=world.topic, text="x", made_on=DAY).validate_unique()


@ATTEMPTS.own(raises=ValidationError)
def full_clean_with_a_foreign_link(world: World) -> Any:
    Comment(note_id=world.secret.pk, text="x").full_clean()


# Serialised rows


@ATTEMPTS.own()
@ATTEMPTS.none()
@ATTEMPTS.published()
def deserialise_a_foreign_row(world: World) -> Any:
    world.secret.text = "geändert"
    for row in serializers.deserialize("json", serializers.serialize("json", [world.secret])):
        row.object.alliance_id = world.other.pk
        row.save()


@ATTEMPTS.none()
def serialise_a_queryset(world: World) -> Any:
    return serializers.serialize("json", Note.objects.all())
