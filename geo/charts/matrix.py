"""Who meets whom: people of one side as rows, of the other as columns, a disc for each two who met.

The drawing is a table itself: the browser gives it its structure, the keyboard and the screen reader their way through
it, and each cell says its number beside a disc whose area grows with it. Two who are not known to have met have an
empty cell.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

MOST_ROWS = 12
MOST_COLUMNS = 8
LARGEST = 11
"""Radius in pixels of the disc of the most meetings."""


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    slug: str
    href: str


@dataclass(frozen=True, slots=True)
class Meetings:
    """How many events two people met in, and the address of their claims."""

    one: Person
    other: Person
    events: int
    href: str


@dataclass(frozen=True, slots=True)
class Disc:
    meetings: Meetings
    radius: float


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: list[Person]
    rows: list[tuple[Person, list[Disc | None]]]
    left_out: int
    """Pairs of people who met but are not drawn."""

    @property
    def side(self) -> int:
        return 2 * LARGEST + 2


def matrix(found: Iterable[Meetings], most_rows: int = MOST_ROWS, most_columns: int = MOST_COLUMNS) -> Matrix:
    """The busiest people of both sides, busiest first and then by name: the same data draw the same picture."""
    found = list(found)
    columns = _busiest(((met.other, met.events) for met in found), most_columns)
    rows = _busiest(((met.one, met.events) for met in found if met.other in columns), most_rows)
    by_pair = {(met.one, met.other): met for met in found}
    most = max((met.events for met in found), default=1)
    lines = [(row, [_disc(by_pair.get((row, column)), most) for column in columns]) for row in rows]
    drawn = sum(disc is not None for _row, discs in lines for disc in discs)
    return Matrix(columns, lines, len(found) - drawn)


def _busiest(people: Iterable[tuple[Person, int]], most: int) -> list[Person]:
    events: Counter[Person] = Counter()
    for person, count in people:
        events[person] += count
    return sorted(events, key=lambda person: (-events[person], person.name, person.slug))[:most]


def _disc(met: Meetings | None, most: int) -> Disc | None:
    return None if met is None else Disc(met, round(max(3.0, LARGEST * math.sqrt(met.events / most)), 1))
