"""The benchmark's own databases on a server of its own: one for each size."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from functools import partial
from itertools import chain
from urllib.parse import urlsplit

import psycopg
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model
from psycopg.sql import SQL, Composed, Identifier, Literal

from benchmarks.corpus import COLUMNS, Corpus, load, load_cast, write
from geo.models import Relationship
from geo.server.env import var_folder
from geo.totals import rollup, rows

EMPTY = "lazos_bench_empty"
"""Migrated once, copied for each size."""
PARTS: list[tuple[Iterable[str], Iterable[type[Model]], Callable[[], None]]] = [
    (rows.STEPS, (*rollup.OF_PAIRS, Relationship), rollup.fill_pairs),
    (rows.STEPS_OF_ACTORS, rollup.OF_ACTORS, rollup.fill_actors),
]
"""Of a rebuild: what it reads on the way, the tables that it fills, and how."""

UNIQUE = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint key
    WHERE contype IN ('p', 'u') AND conrelid::regclass::text = ANY(%(tables)s)
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND conindid = key.conindid)"""
INDEXES = """
    SELECT indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid::regclass::text = ANY(%(tables)s)
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"""
LARGEST_FIRST = """
    SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname = ANY(%s)
    ORDER BY pg_relation_size(oid) DESC"""
PART = "SET LOCAL session_replication_role = replica; SET LOCAL max_parallel_workers_per_gather = 0"
SESSION = "SET maintenance_work_mem = '384MB'; SET synchronous_commit = off; SET max_parallel_maintenance_workers = 0"


class Keys:
    """Indexes of some tables, but for those that foreign keys rest on: dropped, and made again two at a time."""

    def __init__(self, database: str, tables: Iterable[str]) -> None:
        self.database = database
        self.statements: list[tuple[str, str]] = []
        with psycopg.connect(database) as dropping:
            values = {"tables": list(tables)}
            constraints = dropping.execute(UNIQUE, values).fetchall()
            indexes = dropping.execute(INDEXES, values).fetchall()
            for table, name, definition in constraints:
                statement = SQL("ALTER TABLE {} ADD CONSTRAINT {} ").format(Identifier(table), Identifier(name))
                self.statements.append((table, statement.as_string(dropping) + definition))
                dropping.execute(_drop(table, name))
            for table, name, definition in indexes:
                self.statements.append((table, definition))
                dropping.execute(SQL("DROP INDEX {}").format(Identifier(name)))

    def make(self, pool: Executor) -> list[Future[None]]:
        """Those of the largest tables first."""
        order = _largest_first(self.database, {table for table, _statement in self.statements})
        statements = sorted(self.statements, key=lambda one: order.index(one[0]))
        return [pool.submit(self._run, statement) for _table, statement in statements]

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.database) as making:
            making.execute(SESSION)
            making.execute(statement.encode())


def _largest_first(database: str, tables: Iterable[str]) -> list[str]:
    with psycopg.connect(database) as asking:
        return [table for (table,) in asking.execute(LARGEST_FIRST, [list(tables)])]


def _drop(table: str, name: str) -> Composed:
    return SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(Identifier(table), Identifier(name))


def name() -> str:
    return str(connection.settings_dict["NAME"])


def of_size(claims: int) -> str:
    """Its name."""
    return f"lazos_bench_{claims}"


def turn_to(name: str) -> None:
    """From now on Django, and whoever is started from here, uses this database of the same server."""
    connection.close()
    connection.settings_dict["NAME"] = name
    os.environ["DATABASE_URL"] = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def create_empty(server: str) -> None:
    drop(server, [EMPTY])
    _maintain(server, "CREATE DATABASE {}", EMPTY)
    turn_to(EMPTY)
    call_command("migrate", verbosity=0)
    connection.close()


def drop(server: str, names: Iterable[str]) -> None:
    connection.close()
    for one in names:
        _maintain(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", one)


def _maintain(server: str, statement: str, *names: str) -> None:
    with psycopg.connect(server, autocommit=True) as maintenance:
        maintenance.execute(SQL(statement).format(*map(Identifier, names)))


def fill(server: str, claims: int, actors: int) -> dict[str, float]:
    """A new database with rows, keys, lists and totals; returns the seconds that each took."""
    turn_to(of_size(claims))
    drop(server, [name()])
    _maintain(server, "CREATE DATABASE {} TEMPLATE {}", name(), EMPTY)
    database = os.environ["DATABASE_URL"]
    seconds: dict[str, float] = {}
    corpus = Corpus(claims, actors)
    load_cast(corpus, database)
    keys = Keys(database, COLUMNS)
    lists = [Keys(database, _tables(models)) for _steps, models, _fill in PARTS]
    files = write(corpus, var_folder() / "bench-corpus")
    steps: dict[str, Callable[[], object]] = {
        "rows": lambda: load(files, database), "keys and indexes": lambda: _keys(keys),
        "rough statistics": lambda: _analyze(database), "lists and totals with theirs": lambda: _totals(lists),
        "sequences, vacuum, statistics": lambda: _settle(database),
    }  # fmt: skip
    for what, step in steps.items():
        start = time.perf_counter()
        step()
        seconds[what] = round(time.perf_counter() - start, 1)
    return seconds


def _keys(keys: Keys) -> None:
    with ThreadPoolExecutor(2) as pool:
        made = keys.make(pool)
    for one in made:
        one.result()


def _totals(keys: Iterable[Keys]) -> None:
    """What a rebuild does, in two transactions at a time; the keys of each when it is done."""
    with ThreadPoolExecutor(2) as pool:
        parts = {pool.submit(_part, *part): its for part, its in zip(PARTS, keys, strict=True)}
        made = [parts[part].make(pool) for part in as_completed(parts) if part.result() is None]
    for one in chain.from_iterable(made):
        one.result()
    rollup.fill_site()


def _part(steps: Iterable[str], models: Iterable[type[Model]], fill: Callable[[], None]) -> None:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(PART)
                # Nothing goes into the log about tables that this transaction emptied.
                cursor.execute(f"TRUNCATE {', '.join(_tables(models))}")
            rollup.prepare(steps)
            fill()
    finally:
        connection.close()  # this thread's own


def _tables(models: Iterable[type[Model]]) -> list[str]:
    return [model._meta.db_table for model in models]


def _analyze(database: str) -> None:
    """A rough look is enough for joining whole tables."""
    with psycopg.connect(database, autocommit=True) as analyzing:
        analyzing.execute("SET default_statistics_target = 10")
        analyzing.execute("ANALYZE")


def _settle(database: str) -> None:
    """What a site that has grown has anyway: sequences that go on, statistics, pages known to be visible."""
    with psycopg.connect(database) as settling:
        for table in COLUMNS:
            last = SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), (SELECT max(id) FROM {}))")
            settling.execute(last.format(Literal(table), Identifier(table)))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(partial(_vacuum, database), _largest_first(database, connection.introspection.table_names())))


def _vacuum(database: str, table: str) -> None:
    with psycopg.connect(database, autocommit=True) as vacuuming:
        vacuuming.execute(SQL("VACUUM (ANALYZE, PARALLEL 0) {}").format(Identifier(table)))
