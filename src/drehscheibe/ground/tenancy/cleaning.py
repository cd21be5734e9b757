"""Rids the database of what rows of a table were before: deleted and older versions that a file still holds.

For what must not be found by somebody who later gets hold of the database, see ADR 21. Sees no rows.
"""

from django.db import connection, transaction

from .models import AllianceOwned
from .statements import trusted_sql


def overwrite_what_is_freed() -> None:
    """Let this connection overwrite with zeros what it frees from now on; call it before the write.

    SQLite leaves old bytes in free pages otherwise. PostgreSQL keeps versions until they are cleaned away.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def clean(model: type[AllianceOwned]) -> bool:
    """Remove all older versions of a table's rows; return False where somebody still reads them: try again then.

    Outside of any transaction. It locks the table for a moment, and goes through all of it.
    """
    transaction.get_connection().ensure_connection()
    return _clean_sqlite() if connection.vendor == "sqlite" else _clean_postgresql(model._meta.db_table)


def _clean_sqlite() -> bool:
    """Write the log of changes into the file and cut it to nothing. What was freed is zeros already, see above."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy, *_pages = cursor.fetchone()
    return not is_busy


def _clean_postgresql(table: str) -> bool:
    """Write the table anew, its long values too. A version that a running transaction may still see is written along.

    VACUUM FULL counts all that it wrote in `reltuples`; as many as there are rows means that no older version is left.
    """
    with trusted_sql(), connection.cursor() as cursor:
        cursor.execute(f'VACUUM (FULL) "{table}"')
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
        written = int(cursor.fetchone()[0])
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  a table's own name, of a model
        return written == int(cursor.fetchone()[0])
