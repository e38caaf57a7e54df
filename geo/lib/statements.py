"""Statements by hand that pages ask again and again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from psycopg import Cursor

type Values = Mapping[str, Any] | Sequence[Any]


@contextmanager
def prepared() -> Iterator[CursorWrapper]:
    """A cursor whose statements the server plans once on each connection, for any values (see geo.settings).

    To plan the joins of a page's list takes twice as long as to run them. Only for statements whose best plan does not
    hang on the values: an owner's key, not a filter.
    """
    with connection.cursor(), Cursor(connection.connection) as cursor:  # the first connects and checks
        make = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
        yield make(cursor)  # type: ignore[arg-type]  # any cursor will do


def rows(sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
    with prepared() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def row(sql: str, values: Values = ()) -> tuple[Any, ...] | None:
    return next(iter(rows(sql, values)), None)


def compiled(found: QuerySet[Any]) -> tuple[str, tuple[Any, ...]] | None:
    """A query as a part of one that is written by hand, with its values; None when it can find nothing."""
    try:
        return found.query.sql_with_params()
    except EmptyResultSet:
        return None


def rows_around(sql: str, values: Values) -> list[tuple[Any, ...]]:
    """As `rows`, of a statement that may hold a compiled query: planned each time that has filters beside its owner."""
    if len(values) <= 1 or isinstance(values, Mapping):
        return rows(sql, values)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
