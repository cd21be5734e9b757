"""Django's postgresql engine, its statements held to the alliance scope."""

from contextlib import ExitStack
from typing import Any, Self

from django.db.backends.postgresql import base, schema
from django.db.backends.postgresql import operations as django_operations

from ...statements import migrating, refuse_raw, trusted_sql


class DatabaseOperations(django_operations.DatabaseOperations):
    compiler_module = "drehscheibe.ground.tenancy.db.postgresql.compiler"

    def execute_sql_flush(self, sql_list: Any) -> Any:
        with trusted_sql():
            return super().execute_sql_flush(sql_list)


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    def __enter__(self) -> Self:
        self._migrating = ExitStack()
        self._migrating.enter_context(migrating())
        return super().__enter__()

    def __exit__(self, *raised: Any) -> None:
        with self._migrating:
            super().__exit__(*raised)

    def execute(self, sql: Any, params: Any = ()) -> Any:
        with trusted_sql():
            return super().execute(sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    SchemaEditorClass = DatabaseSchemaEditor

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(refuse_raw)
