"""SQL by hand, and expressions that carry some."""

from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.migrations.state import ProjectState
from django.db.models import Func, TextField, Value
from django.db.models.expressions import Expression, RawSQL

from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from tests.tenancy.toy.models import Note, Topic

from .world import Attempts, World

ATTEMPTS = Attempts()


def _run(sql: str, params: Any = None) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else cursor.rowcount


@ATTEMPTS.own()
@ATTEMPTS.none()
@ATTEMPTS.published()
def raw_select(world: World) -> Any:
    return _run("SELECT text FROM toy_note")


@ATTEMPTS.own()
def raw_select_upper_case(world: World) -> Any:
    return _run("SELECT text FROM TOY_NOTE")


@ATTEMPTS.own()
def raw_select_quoted(world: World) -> Any:
    return _run('SELECT text FROM "toy_note"')


@ATTEMPTS.own()
def raw_select_with_schema(world: World) -> Any:
    return _run(f'SELECT text FROM {"public" if connection.vendor == "postgresql" else "main"}."toy_note"')


@ATTEMPTS.own()
def raw_select_behind_a_comment(world: World) -> Any:
    return _run("/* nur\nzählen */ SELECT text FROM/**/toy_note")


@ATTEMPTS.own()
def raw_select_behind_a_line_comment(world: World) -> Any:
    return _run("-- nur zählen\nSELECT text FROM toy_note")


@ATTEMPTS.own()
def raw_select_in_brackets(world: World) -> Any:
    return _run("VALUES ((SELECT max(text) FROM toy_note))")


@ATTEMPTS.own()
def raw_select_with_cte(world: World) -> Any:
    return _run("WITH n AS (SELECT * FROM toy_note) SELECT text FROM n")


@ATTEMPTS.own()
def raw_join_from_a_global_table(world: World) -> Any:
    return _run("SELECT n.text FROM tenancy_alliance a, toy_note n WHERE n.alliance_id = a.id")


@ATTEMPTS.own()
def raw_copy_into_a_table_of_ones_own(world: World) -> Any:
    return _run("CREATE TEMP TABLE mitgenommen AS SELECT * FROM toy_note")


@ATTEMPTS.own()
def raw_view(world: World) -> Any:
    return _run("CREATE TEMP VIEW fenster AS SELECT * FROM toy_note")


@ATTEMPTS.own()
def raw_insert(world: World) -> Any:
    _run("INSERT INTO toy_stamp (name, alliance_id) VALUES ('neu', %s)", [world.other.pk])


@ATTEMPTS.own()
def raw_insert_many(world: World) -> Any:
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO toy_stamp (name, alliance_id) VALUES (%s, %s)", [("neu", world.other.pk)])


@ATTEMPTS.own()
def raw_update(world: World) -> Any:
    _run("UPDATE toy_note SET text = 'geändert'")


@ATTEMPTS.own()
def raw_delete(world: World) -> Any:
    _run('delete from "toy_comment"')


@ATTEMPTS.own()
def raw_drop(world: World) -> Any:
    _run("DROP TABLE toy_comment")


@ATTEMPTS.own()
@ATTEMPTS.none()
def manager_raw(world: World) -> Any:
    return list(Note.objects.raw("SELECT * FROM toy_note"))


@ATTEMPTS.own()
def manager_raw_of_a_global_model(world: World) -> Any:
    return list(Alliance.objects.raw("SELECT id, text AS name FROM toy_note"))


@ATTEMPTS.own()
def statement_text_of_a_queryset(world: World) -> Any:
    with scope._crossing():
        text = str(Note.objects.filter(is_public=False).query).replace("False", "0")
    return _run(text)


@ATTEMPTS.own()
def statement_kept_from_a_crossing(world: World) -> Any:
    with scope._crossing():
        sql, params = Note.objects.all().query.sql_with_params()
    return _run(sql, params)


@ATTEMPTS.none()
def compiler_kept_from_the_other_scope(world: World) -> Any:
    with scope.alliance(world.other.pk):
        compiler = Note.objects.all().query.get_compiler("default")
        sql, params = compiler.as_sql()
    with scope.alliance(world.own.pk):
        return _run(sql, params)


@ATTEMPTS.own()
def extra_where(world: World) -> Any:
    return list(Note.objects.extra(where=["1=1) OR (1=1"]))


@ATTEMPTS.own()
def extra_select(world: World) -> Any:
    return list(Note.objects.extra(select={"x": "SELECT max(text) FROM toy_note"}))


@ATTEMPTS.own()
@ATTEMPTS.none()
@ATTEMPTS.published()
def extra_select_on_a_global_model(world: World) -> Any:
    return list(Alliance.objects.extra(select={"x": "SELECT max(text) FROM toy_note"}))


@ATTEMPTS.own()
def extra_tables_on_a_global_model(world: World) -> Any:
    return list(Alliance.objects.extra(tables=["toy_note"]))


@ATTEMPTS.own()
def extra_tables_in_upper_case(world: World) -> Any:
    return list(Alliance.objects.extra(tables=["TOY_NOTE"]))


@ATTEMPTS.own()
@ATTEMPTS.none()
def rawsql_annotation_on_a_global_model(world: World) -> Any:
    return list(Alliance.objects.annotate(x=RawSQL("SELECT max(text) FROM toy_note", [])))


@ATTEMPTS.own()
def rawsql_in_a_filter(world: World) -> Any:
    return list(Note.objects.filter(pk__in=RawSQL("SELECT id FROM toy_note", [])))


@ATTEMPTS.own()
def rawsql_in_an_update(world: World) -> Any:
    Note.objects.update(text=RawSQL("SELECT max(text) FROM toy_note", []))


@ATTEMPTS.own()
@ATTEMPTS.none()
@ATTEMPTS.published()
def func_template_on_a_global_model(world: World) -> Any:
    found = Func(template="(SELECT max(text) FROM toy_note)", output_field=TextField())
    return list(Alliance.objects.annotate(x=found).values_list("x", flat=True))


@ATTEMPTS.own()
def func_template_on_the_own_model(world: World) -> Any:
    found = Func(template="(SELECT max(text) FROM toy_note)", output_field=TextField())
    return list(Note.objects.annotate(x=found).values_list("x", flat=True))


@ATTEMPTS.own()
def func_function_name(world: World) -> Any:
    found = Func(Value("x"), function='(SELECT max(text) FROM "toy_note") || lower', output_field=TextField())
    return list(Note.objects.order_by(found))


@ATTEMPTS.own()
def func_in_an_aggregate_of_a_global_model(world: World) -> Any:
    return Topic.objects.aggregate(
        x=models.Max("name", filter=models.Q(pk=Func(template="(SELECT max(topic_id) FROM toy_note)")))
    )


class _OwnSQL(Expression):
    output_field = TextField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "(SELECT max(n.text) FROM toy_note n)", []


@ATTEMPTS.own()
def expression_with_sql_of_its_own(world: World) -> Any:
    return list(Topic.objects.annotate(x=_OwnSQL()).values_list("x", flat=True))


@ATTEMPTS.own()
def expression_with_sql_in_an_insert(world: World) -> Any:
    Topic.objects.create(name=_OwnSQL())


@ATTEMPTS.none()
@ATTEMPTS.own(gives=["eigen"])
@ATTEMPTS.published(gives=["fremd offen"])
def historical_model_outside_of_a_migration(world: World) -> Any:
    note = ProjectState.from_apps(apps).apps.get_model("toy", "Note")
    return list(note.objects.values_list("text", flat=True))
