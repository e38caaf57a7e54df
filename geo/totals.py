"""Totals of events out of the cells that geo.rollup keeps."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.utils.functional import Promise

from geo.models import Actor, ActorPeriod, Relationship, RelationshipPeriod
from geo.vocabulary import TYPES, EventType, Quad


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


def cells_of_actor(actor: Actor) -> list[Cell]:
    return _cells(ActorPeriod.objects.filter(actor=actor))


def cells_of_pair(pair: Relationship | None, one: Actor, direction: str) -> list[Cell]:
    if pair is None:
        return []
    rows = RelationshipPeriod.objects.filter(relationship=pair)
    if direction:
        from_first = (direction == "out") == (pair.first_id == one.pk)
        rows = rows.filter(direction=1 if from_first else -1)
    return _cells(rows)


def whole_cells_of_pair(pair: Relationship | None) -> list[PairCell]:
    """All that is kept of a pair, in one query: few thousand rows at most, months and types are few."""
    names = ("precision", "period", "type", "events", "reviewed", "direction", "is_speech", "official", "score")
    if pair is None:
        return []
    return [PairCell(*row) for row in RelationshipPeriod.objects.filter(relationship=pair).values_list(*names)]


def _cells(rows: QuerySet[ActorPeriod] | QuerySet[RelationshipPeriod]) -> list[Cell]:
    grouped = rows.order_by().values_list("precision", "period", "type")
    return [Cell(*row) for row in grouped.annotate(Sum("events"), Sum("reviewed"))]


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
