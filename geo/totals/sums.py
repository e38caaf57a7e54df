"""Totals of events out of the cells that geo.totals.rollup keeps."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from geo.lib import statements
from geo.models import Actor, ActorTotal, Relationship
from geo.vocabulary import TYPES, EventType, Quad


@dataclass(slots=True)  # not frozen: a page makes thousands, and frozen ones take four times as long
class Cell:
    """`precision` is month, year (known no closer) or undated; `period` its first day."""

    precision: str
    period: datetime.date | None
    type: str
    events: int
    reviewed: int

    @property
    def cooperates(self) -> bool:
        return TYPES[self.type].quad.cooperates


@dataclass(slots=True)
class PairCell(Cell):
    """Of a pair: apart by direction (as ClaimPair has it), speech and officials, with the sum of PLOVER's scores."""

    direction: int
    is_speech: bool
    official: bool
    score: float


@dataclass(frozen=True, slots=True)
class TypeTotal:
    type: str
    label: str
    quad: Quad
    covers: str | Promise
    events: int
    share: int
    """Length of its bar, in percent of the longest."""


FEW_YEARS = 6
"""Drawings show months or quarters of a shorter time only; of a longer one the sums of its years will do."""
ACTOR_PERIODS = """
    SELECT precision, period, type, sum(events)::int, sum(reviewed)::int
    FROM geo_actorperiod WHERE actor_id = %s GROUP BY 1, 2, 3"""
ACTOR_YEARS = """
    SELECT precision, make_date(year, 1, 1), type, events, reviewed FROM geo_actoryear WHERE actor_id = %s"""
PAIR_PERIODS = """
    SELECT precision, period, type, events, reviewed, direction, is_speech, official, score
    FROM geo_relationshipperiod WHERE relationship_id = %s"""
PAIR_YEARS = """
    SELECT precision, make_date(year, 1, 1), type, sum(events)::int, sum(reviewed)::int
    FROM geo_relationshipyear WHERE relationship_id = %s GROUP BY 1, 2, 3"""
PAIR_SIDES = """
    SELECT 'year', make_date(year, 1, 1), '', sum(events)::int, sum(reviewed)::int, direction, is_speech, official,
        sum(score)
    FROM geo_relationshipyear WHERE relationship_id = %s GROUP BY 2, 6, 7, 8"""


def cells_of_actor(actor: Actor, total: ActorTotal, *, closely: bool) -> list[Cell]:
    """`closely`: by month however long the time is. Else a cell "month" may hold all months of its year."""
    by_month = closely or not _is_long(total.first_seen, total.last_seen)
    return [Cell(*row) for row in statements.rows(ACTOR_PERIODS if by_month else ACTOR_YEARS, [actor.pk])]


def whole_cells_of_pair(pair: Relationship | None) -> list[PairCell]:
    """All that is kept of a pair, by month."""
    return [PairCell(*row) for row in statements.rows(PAIR_PERIODS, [pair.pk])] if pair else []


def years_of_pair(pair: Relationship | None) -> tuple[list[PairCell], list[Cell]]:
    """The same in sums by year, once for each type apart from sides and once for each side apart from types; nothing
    where no years are kept or the time is too short to do without its months.
    """
    if pair is None or not pair.are_countries or not _is_long(pair.first_seen, pair.last_seen):
        return [], []
    sides = [PairCell(*row) for row in statements.rows(PAIR_SIDES, [pair.pk])]
    return sides, [Cell(*row) for row in statements.rows(PAIR_YEARS, [pair.pk])]


def without_sides(cells: Iterable[PairCell]) -> list[Cell]:
    """Sums by period and type alone: what most of a page asks for, in a fraction of the cells."""
    found: dict[tuple[str, datetime.date | None, str], Cell] = {}
    for cell in cells:
        key = (cell.precision, cell.period, cell.type)
        if (known := found.get(key)) is None:
            found[key] = Cell(*key, cell.events, cell.reviewed)
        else:
            known.events += cell.events
            known.reviewed += cell.reviewed
    return list(found.values())


def is_long(cells: Sequence[Cell]) -> bool:
    days = [cell.period for cell in cells if cell.period]
    return bool(days) and _is_long(min(days), max(days))


def _is_long(first: datetime.date | None, last: datetime.date | None) -> bool:
    return first is not None and last is not None and last.year - first.year >= FEW_YEARS


def by_type(cells: Iterable[Cell]) -> list[TypeTotal]:
    """Cooperation before conflict, in the vocabulary's order; types without events are left out."""
    events: dict[str, int] = defaultdict(int)
    for cell in cells:
        events[cell.type] += cell.events
    most = max(events.values(), default=1)
    return [
        TypeTotal(kind.value, str(kind.label), TYPES[kind].quad, TYPES[kind].covers, n, round(100 * n / most))
        for kind in EventType
        if (n := events[kind])
    ]
