"""Things made in one scope and used in another: querysets, forms, iterators, threads, tasks."""

import asyncio
import json
import pickle
import threading
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from asgiref.sync import async_to_sync, sync_to_async
from django import forms
from django.core.management import CommandError, call_command

from drehscheibe.ground.tenancy import crossing, scope
from drehscheibe.ground.tenancy.scope import ScopeError
from tests.tenancy.toy.models import Comment, Note, Stamp

from .world import Attempts, World

ATTEMPTS = Attempts()


@ATTEMPTS.none(gives=["eigen"])
def queryset_kept_unread(world: World) -> Any:
    with scope.alliance(world.other.pk):
        rows = Note.objects.all()
    with scope.alliance(world.own.pk):
        return [note.text for note in rows]


@ATTEMPTS.none(gives=(["eigen"], 1, "eigen", True))
def queryset_kept_and_read_before(world: World) -> Any:
    rows = Note.objects.order_by("pk")
    with scope.alliance(world.other.pk):
        list(rows)
    with scope.alliance(world.own.pk):
        return [note.text for note in rows], rows.count(), rows[0].text, rows.exists()


@ATTEMPTS.none()
def queryset_read_before_used_without_scope(world: World) -> Any:
    with scope.alliance(world.other.pk):
        rows = Note.objects.all()
        list(rows)
    return list(rows)


@ATTEMPTS.none(gives=["fremd offen"])
def queryset_read_before_used_in_public(world: World) -> Any:
    with scope.alliance(world.other.pk):
        rows = Note.objects.order_by("pk")
        list(rows)
    with scope.published():
        return [note.text for note in rows]


@ATTEMPTS.none(gives=["eigen"])
def pickled_queryset(world: World) -> Any:
    with scope.alliance(world.other.pk):
        kept = pickle.dumps(Note.objects.all())
    with scope.alliance(world.own.pk):
        return [note.text for note in pickle.loads(kept)]  # noqa: S301  made two lines above


@ATTEMPTS.none(gives=["eigen"])
def pickled_query(world: World) -> Any:
    with scope.alliance(world.other.pk):
        kept = pickle.dumps(Note.objects.all().query)
    with scope.alliance(world.own.pk):
        rows = Note.objects.all()
        rows.query = pickle.loads(kept)  # noqa: S301  made four lines above
        return [note.text for note in rows]


@ATTEMPTS.none(gives=[])
def prefetched_rows_of_a_kept_instance(world: World) -> Any:
    with scope.alliance(world.other.pk):
        note = Note.objects.prefetch_related("comments").get(pk=world.secret.pk)
        note.comments.all()[:1]
    with scope.alliance(world.own.pk):
        return list(note.comments.all())


@ATTEMPTS.none()
def iterator_begun_nowhere(world: World) -> Any:
    with scope.alliance(world.own.pk):
        rows = Note.objects.iterator()
    return list(rows)


class _CommentForm(forms.ModelForm):
    class Meta:
        model = Comment
        fields = ("note", "text")


class _ChoiceForm(forms.Form):
    note = forms.ModelChoiceField(queryset=Note.objects.all())


@ATTEMPTS.none(gives=["eigen"])
def form_class_with_a_queryset(world: World) -> Any:
    with scope.alliance(world.other.pk):
        str(_ChoiceForm()["note"])
        list(_ChoiceForm.base_fields["note"].queryset)
    with scope.alliance(world.own.pk):
        return [label for value, label in _ChoiceForm().fields["note"].choices if value]


@ATTEMPTS.own(gives=["note"])
def choice_of_a_foreign_row(world: World) -> Any:
    return list(_ChoiceForm({"note": world.secret.pk}).errors)


@ATTEMPTS.own(gives=["note"])
def model_form_with_a_foreign_link(world: World) -> Any:
    return list(_CommentForm({"note": world.secret.pk, "text": "x"}).errors)


@ATTEMPTS.own()
def model_form_saving_a_foreign_instance(world: World) -> Any:
    form = _CommentForm({"note": world.mine.pk, "text": "x"}, instance=world.secret_comment)
    form.is_valid()
    form.save()


@ATTEMPTS.none()
def model_form_without_scope(world: World) -> Any:
    return str(_CommentForm()["note"])


@ATTEMPTS.own()
def new_thread(world: World) -> Any:
    caught: list[BaseException] = []

    def read() -> None:
        try:
            Note.objects.count()
        except ScopeError as error:
            caught.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    raise caught[0]


@ATTEMPTS.none(gives=[1, 2])
def tasks_side_by_side(world: World) -> Any:
    async def count(alliance_id: int) -> int:
        with scope.alliance(alliance_id):
            await asyncio.sleep(0)
            return await sync_to_async(Note.objects.count)()

    async def both() -> list[int]:
        return list(await asyncio.gather(count(world.own.pk), count(world.other.pk)))

    return async_to_sync(both)()


@ATTEMPTS.none()
def task_after_its_scope(world: World) -> Any:
    async def read() -> int:
        with scope.alliance(world.own.pk):
            pass
        return await Note.objects.acount()

    return async_to_sync(read)()


@ATTEMPTS.own()
def scope_changed_on_the_way(world: World) -> Any:
    with scope.alliance(world.other.pk):
        return Note.objects.count()


@ATTEMPTS.published()
def alliance_entered_from_the_published_scope(world: World) -> Any:
    with scope.alliance(world.other.pk):
        return Note.objects.count()


@ATTEMPTS.own()
def crossing_from_inside_an_alliance(world: World) -> Any:
    for _alliance in crossing.each_alliance_with(Note):
        Note.objects.count()


@ATTEMPTS.none(raises=CommandError)
def dumpdata(world: World) -> Any:
    call_command("dumpdata", "toy", stdout=StringIO())


@ATTEMPTS.own()
@ATTEMPTS.none()
@ATTEMPTS.published()
def loaddata(world: World) -> Any:
    rows = [{"model": "toy.stamp", "pk": 900, "fields": {"name": "neu", "alliance": world.other.pk}}]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rows.json"
        file.write_text(json.dumps(rows), encoding="utf-8")
        call_command("loaddata", str(file), verbosity=0)
    return Stamp.objects.count()
