"""Cells and totals as sums over list rows: each defined once, read for a few claims or for all.

A change reads the sums of the claims that it touches before and after, and adds the difference to the cells; a rebuild
inserts the sums of everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from geo.vocabulary import TYPES

CONFLICT = ", ".join(f"'{kind}'" for kind, facts in TYPES.items() if not facts.quad.cooperates)
type Key = tuple[Any, ...]
type Sums = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Cells:
    """`keys` and `sums` name columns with their SQL types; `query` yields them in this order.

    {only} in the query is where its rows can be narrowed to `scope` (claims or articles). The first key is the owner;
    `stays` for totals, whose rows are there already and are never deleted. `finer` yields the same for everything, out
    of cells that are full by then.
    """

    table: str
    keys: Mapping[str, str]
    sums: Mapping[str, str]
    query: str
    scope: str = "claims"
    stays: bool = False
    finer: str = ""

    def read(self, ids: Mapping[str, list[int]]) -> dict[Key, Sums]:
        """What the rows of these claims or articles add to the cells."""
        with connection.cursor() as cursor:
            cursor.execute(self._sql(f"AND row.{self.scope[:-1]}_id = ANY(%({self.scope})s)"), ids)
            width = len(self.keys)
            return {row[:width]: row[width:] for row in cursor.fetchall()}

    def fill(self) -> None:
        """Insert the sums of all rows, those of an owner together; totals that stay are set."""
        with connection.cursor() as cursor:
            if self.stays:
                first = next(iter(self.keys))
                names = ", ".join(f"{name} = whole.{name}" for name in self.sums)
                columns = ", ".join((*self.keys, *self.sums))
                cursor.execute(
                    f"UPDATE {self.table} cell SET {names} FROM ({self.of_all()}) whole ({columns})"
                    f" WHERE cell.{first} = whole.{first}"
                )
            else:
                columns = ", ".join((*self.keys, *self.sums))
                cursor.execute(f"INSERT INTO {self.table} ({columns}) {self.of_all()} ORDER BY 1")

    def of_all(self) -> str:
        return f"{self.finer} GROUP BY {self._grouped()}" if self.finer else self._sql("")

    def _grouped(self) -> str:
        return ", ".join(str(n + 1) for n in range(len(self.keys)))

    def _sql(self, only: str) -> str:
        return f"{self.query.replace('{only}', only)} GROUP BY {self._grouped()}"

    def add(self, before: Mapping[Key, Sums], after: Mapping[Key, Sums]) -> Sums:
        """Add the difference, and return its sum. The owners must be locked. What rises is inserted where it is new,
        what falls to nothing is deleted; no cell is below zero at any moment, so that the database can refuse it.
        """
        none = (0,) * len(self.sums)
        rises: list[tuple[Any, ...]] = []
        falls: list[tuple[Any, ...]] = []
        for key in sorted({*before, *after}, key=repr):
            old, new = before.get(key, none), after.get(key, none)
            change = tuple(b - a for a, b in zip(old, new, strict=True))
            if any(change):
                falling = self.stays or any(n < 0 for n, name in zip(change, self.sums, strict=True) if name != "score")
                (falls if falling else rises).append((*key, *change))
        self._raise(rises)
        self._alter(falls)
        width = len(self.keys)
        return tuple(sum(change[width + n] for change in rises + falls) for n in range(len(self.sums)))

    def _raise(self, changes: list[tuple[Any, ...]]) -> None:
        if not changes:
            return
        names = ", ".join((*self.keys, *self.sums))
        sums = ", ".join(f"{name} = cell.{name} + excluded.{name}" for name in self.sums)
        self._run(
            f"INSERT INTO {self.table} AS cell ({names}) SELECT {names} FROM {self._given()}"
            f" ON CONFLICT ({', '.join(self.keys)}) DO UPDATE SET {sums}",
            changes,
        )

    def _alter(self, changes: list[tuple[Any, ...]]) -> None:
        if not changes:
            return
        sums = ", ".join(f"{name} = cell.{name} + given.{name}" for name in self.sums)
        where = " AND ".join(
            f"(cell.{name} = given.{name} OR cell.{name} IS NULL AND given.{name} IS NULL)"
            if name in ("period", "year")
            else f"cell.{name} = given.{name}"
            for name in self.keys
        )
        self._run(f"UPDATE {self.table} cell SET {sums} FROM {self._given()} WHERE {where}", changes)
        if not self.stays:
            self._drop_empty([change[0] for change in changes])

    def _drop_empty(self, owners: list[Any]) -> None:
        owner, main = next(iter(self.keys)), next(iter(self.sums))
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {self.table} WHERE {main} = 0"
                f" AND ({owner} = ANY(%s::{self.keys[owner]}[]) OR {owner} IS NULL)",
                [[one for one in set(owners) if one is not None]],
            )

    def _given(self) -> str:
        types = ", ".join(f"%s::{kind}[]" for kind in (*self.keys.values(), *self.sums.values()))
        return f"unnest({types}) AS given ({', '.join((*self.keys, *self.sums))})"

    def _run(self, sql: str, changes: Iterable[tuple[Any, ...]]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, [list(column) for column in zip(*changes, strict=True)])


BIG, INT, SMALL, TEXT, DAY, BOOL, FLOAT = "bigint", "int", "smallint", "text", "date", "boolean", "float8"
EVENTS = "count(*), count(*) FILTER (WHERE row.reviewed)"
SUMS = "sum(row.events)::int, sum(row.reviewed)::int"
YEAR = "extract(year FROM row.period)::smallint"
OF_COUNTRIES = "JOIN geo_relationship pair ON pair.id = row.relationship_id AND pair.are_countries"
OF_YEAR = {"precision": TEXT, "type": TEXT}
PERIOD = {"period": DAY, "precision": TEXT, "type": TEXT, "is_speech": BOOL}

PAIR_TOTALS = Cells(
    "geo_relationship",
    {"id": BIG},
    {"claim_count": INT, "event_count": INT, "reviewed_count": INT, "conflict_count": INT, "meeting_count": INT},
    "SELECT row.relationship_id, count(*), count(*) FILTER (WHERE row.counts),"
    " count(*) FILTER (WHERE row.counts AND row.reviewed),"
    f" count(*) FILTER (WHERE row.counts AND row.type IN ({CONFLICT})),"
    " count(*) FILTER (WHERE row.counts AND row.type = 'CONSULT')"
    " FROM geo_claimpair row WHERE TRUE {only}",
    stays=True,
)
PAIR_CELLS = (
    Cells(
        "geo_relationshipperiod",
        {"relationship_id": BIG, **PERIOD, "official": BOOL, "direction": SMALL},
        {"events": INT, "reviewed": INT, "score": FLOAT},
        "SELECT row.relationship_id, row.period, row.precision, row.type, row.is_speech, row.official, row.direction,"
        f" {EVENTS}, sum(row.score) FROM geo_claimpair row WHERE row.counts {{only}}",
    ),
    Cells(
        "geo_relationshipyear",
        {"relationship_id": BIG, "year": SMALL, **OF_YEAR, "is_speech": BOOL, "official": BOOL, "direction": SMALL},
        {"events": INT, "reviewed": INT, "score": FLOAT},
        f"SELECT row.relationship_id, {YEAR}, row.precision, row.type, row.is_speech, row.official, row.direction,"
        f" {EVENTS}, sum(row.score) FROM geo_claimpair row {OF_COUNTRIES} WHERE row.counts {{only}}",
        finer=f"SELECT row.relationship_id, {YEAR}, row.precision, row.type, row.is_speech, row.official,"
        f" row.direction, {SUMS}, sum(row.score) FROM geo_relationshipperiod row {OF_COUNTRIES}",
    ),
    Cells(
        "geo_relationshipcontext",
        {"relationship_id": BIG, "context": TEXT, "year": SMALL, "direction": SMALL},
        {"events": INT, "conflict": INT},
        "SELECT row.relationship_id, context, extract(year FROM row.period)::smallint, row.direction, count(*),"
        f" count(*) FILTER (WHERE row.type IN ({CONFLICT}))"
        " FROM geo_claimpair row JOIN geo_relationship pair ON pair.id = row.relationship_id AND pair.are_countries"
        " JOIN geo_claim claim ON claim.id = row.claim_id"
        " CROSS JOIN LATERAL (SELECT DISTINCT unnest(claim.contexts) AS context) named WHERE row.counts {only}",
    ),
    Cells(
        "geo_relationshipcoverage",
        {"relationship_id": BIG, "source_id": BIG, "language": TEXT, "year": SMALL},
        {"claims": INT},
        "SELECT row.relationship_id, row.source_id, row.language, row.published_year, count(*)"
        " FROM geo_claimpair row JOIN geo_relationship pair ON pair.id = row.relationship_id AND pair.are_countries"
        " WHERE TRUE {only}",
    ),
)
ACTOR_TOTALS = (
    Cells(
        "geo_actortotal",
        {"actor_id": BIG},
        {"claims": INT, "events": INT, "reviewed": INT},
        "SELECT row.actor_id, count(*), count(*) FILTER (WHERE row.counts),"
        " count(*) FILTER (WHERE row.counts AND row.reviewed) FROM geo_claimactor row WHERE TRUE {only}",
        stays=True,
    ),
    Cells(
        "geo_actortotal",
        {"actor_id": BIG},
        {"said_by": INT},
        "SELECT row.actor_id, count(*) FROM geo_claimvoice row WHERE TRUE {only}",
        stays=True,
    ),
    Cells(
        "geo_actortotal",
        {"actor_id": BIG},
        {"said_about": INT},
        "SELECT row.actor_id, count(*) FROM geo_claimactor row WHERE EXISTS (SELECT FROM geo_claimvoice voice"
        " WHERE voice.claim_id = row.claim_id AND voice.actor_id <> row.actor_id) {only}",
        stays=True,
    ),
)
ACTOR_CELLS = (
    Cells(
        "geo_actorperiod",
        {"actor_id": BIG, **PERIOD, "official": BOOL},
        {"events": INT, "reviewed": INT, "score": FLOAT},
        "SELECT row.actor_id, row.period, row.precision, row.type, row.is_speech, row.official,"
        f" {EVENTS}, sum(row.score) FROM geo_claimactor row WHERE row.counts {{only}}",
    ),
    Cells(
        "geo_actoryear",
        {"actor_id": BIG, "year": SMALL, **OF_YEAR},
        {"events": INT, "reviewed": INT},
        f"SELECT row.actor_id, {YEAR}, row.precision, row.type, {EVENTS} FROM geo_claimactor row"
        " WHERE row.counts {only}",
        finer=f"SELECT row.actor_id, {YEAR}, row.precision, row.type, {SUMS} FROM geo_actorperiod row",
    ),
    Cells(
        "geo_voice",
        {"speaker_id": BIG, "about_id": BIG},
        {"claims": INT},
        "SELECT row.actor_id, about.actor_id, count(*) FROM geo_claimvoice row"
        " JOIN geo_claimactor about ON about.claim_id = row.claim_id WHERE TRUE {only}",
    ),
)
SITE_CELLS = (
    Cells(
        "geo_siteperiod",
        PERIOD,
        {"events": INT, "reviewed": INT},
        f"SELECT row.period, row.precision, row.type, row.is_speech, {EVENTS}"
        " FROM geo_eventtotal row WHERE row.counts {only}",
        scope="events",
    ),
    Cells(
        "geo_sitecoverage",
        {"source_id": BIG, "language": TEXT, "year": SMALL},
        {"articles": INT, "claims": INT, "reviewed": INT},
        "SELECT row.source_id, row.language, row.year, count(*), sum(row.claims)::int, sum(row.reviewed)::int"
        " FROM geo_articletotal row WHERE TRUE {only}",
        scope="articles",
    ),
)
ALL = (PAIR_TOTALS, *PAIR_CELLS, *ACTOR_TOTALS, *ACTOR_CELLS, *SITE_CELLS)
