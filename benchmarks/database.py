"""The benchmark's own database on the embedded server: made anew for each size."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import psycopg
from django.core.management import call_command
from django.db import connection, transaction
from psycopg.sql import SQL, Composed, Identifier, Literal

from benchmarks.corpus import COLUMNS, Corpus, load, load_cast, write
from geo import rollup, rows
from geo.env import var_folder

EMPTY = "lazos_bench_empty"
"""Migrated once, copied for each size."""
DERIVED = [model._meta.db_table for model in rollup.DERIVED]
"""What a rebuild fills: keys are made when it is full."""

UNIQUE = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'u' AND conrelid::regclass::text = ANY(%(tables)s)"""
INDEXES = """
    SELECT indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid::regclass::text = ANY(%(tables)s)
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))"""
SESSION = "SET maintenance_work_mem = '384MB'; SET synchronous_commit = off; SET max_parallel_maintenance_workers = 1"


class Keys:
    """Indexes of some tables but for the primary keys: dropped, and made again two at a time."""

    def __init__(self, database: str, tables: Iterable[str]) -> None:
        self.database = database
        with psycopg.connect(database) as dropping:
            values = {"tables": list(tables)}
            constraints = dropping.execute(UNIQUE, values).fetchall()
            indexes = dropping.execute(INDEXES, values).fetchall()
            self.statements = [definition for _table, _name, definition in indexes]
            for table, name, definition in constraints:
                statement = SQL("ALTER TABLE {} ADD CONSTRAINT {} ").format(Identifier(table), Identifier(name))
                self.statements.append(statement.as_string(dropping) + definition)
                dropping.execute(_drop(table, name))
            for _table, name, _definition in indexes:
                dropping.execute(SQL("DROP INDEX {}").format(Identifier(name)))

    def make(self) -> None:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(self._run, self.statements))

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.database) as making:
            making.execute(SESSION)
            making.execute(statement.encode())


def _drop(table: str, name: str) -> Composed:
    return SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(Identifier(table), Identifier(name))


def name() -> str:
    return str(connection.settings_dict["NAME"])


def create_empty(server: str) -> None:
    drop(server)
    _maintain(server, "CREATE DATABASE {}", EMPTY)
    wanted = name()
    connection.settings_dict["NAME"] = EMPTY
    call_command("migrate", verbosity=0)
    connection.close()
    connection.settings_dict["NAME"] = wanted


def drop(server: str) -> None:
    connection.close()
    for one in (name(), EMPTY):
        _maintain(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", one)


def _maintain(server: str, statement: str, *names: str) -> None:
    with psycopg.connect(server, autocommit=True) as maintenance:
        maintenance.execute(SQL(statement).format(*map(Identifier, names)))


def fill(server: str, claims: int, actors: int) -> dict[str, float]:
    """A new database with rows, keys, lists and totals; returns the seconds that each took."""
    connection.close()
    _maintain(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name())
    _maintain(server, "CREATE DATABASE {} TEMPLATE {}", name(), EMPTY)
    database = os.environ["DATABASE_URL"]
    seconds: dict[str, float] = {}
    corpus = Corpus(claims, actors)
    load_cast(corpus, database)
    keys, lists = Keys(database, COLUMNS), Keys(database, DERIVED)
    files = write(corpus, var_folder() / "bench-corpus")
    steps: dict[str, Callable[[], object]] = {
        "rows": lambda: load(files, database), "keys": keys.make,
        "statistics": lambda: _analyze(database), "totals": _totals, "list keys": lists.make,
        "sequences, statistics": lambda: _settle(database),
    }  # fmt: skip
    for what, step in steps.items():
        start = time.perf_counter()
        step()
        seconds[what] = round(time.perf_counter() - start, 1)
    return seconds


def _totals() -> None:
    """What a rebuild does, in two transactions at a time."""
    with ThreadPoolExecutor(2) as pool:
        for part in [
            pool.submit(_part, tuple(rows.STEPS), rollup.fill_pairs),
            pool.submit(_part, rows.STEPS_OF_ACTORS, rollup.fill_actors),
        ]:
            part.result()
    rollup.fill_site()


def _part(steps: Iterable[str], fill: Callable[[], object]) -> None:
    try:
        with transaction.atomic():
            rollup.prepare(steps)
            fill()
    finally:
        connection.close()  # this thread's own


def _analyze(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as analyzing:
        analyzing.execute("ANALYZE")


def _settle(database: str) -> None:
    """What a site that has grown has anyway: sequences that go on, statistics, pages known to be visible."""
    with psycopg.connect(database, autocommit=True) as settling:
        for table in COLUMNS:
            last = SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), (SELECT max(id) FROM {}))")
            settling.execute(last.format(Literal(table), Identifier(table)))
        settling.execute("VACUUM (ANALYZE, PARALLEL 1)")
        settling.execute("CHECKPOINT")
