"""Whom an actor has events with, and which of these have events with each other: a ring around the actor.

Two halves of a ring, a row for each neighbour, so that names stand beside their signs and never over a line.
Neighbours that have much to do with each other stand next to each other; the same data draw the same picture.
Horizontal positions are in percent of the width and vertical ones in pixels: one drawing serves a telephone and a desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST = 25
MOST_CHORDS = 60
ROW = 30
TOP = 18
REACH = 23.0
"""Percent of the width from the middle to the ring."""
SHORT = 13
"""Letters of a name that a telephone has room for."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """`key` is any number that names it in the ties among neighbours."""

    key: int
    name: str
    is_person: bool
    code: str
    href: str
    events: int
    cooperation: int
    conflict: int
    reviewed: int

    @property
    def leaning(self) -> str:
        """Which of the two there is more of: shape and colour of its sign."""
        if self.cooperation == self.conflict:
            return "both"
        return "cooperation" if self.cooperation > self.conflict else "conflict"

    @property
    def short_name(self) -> str:
        """A person's first name becomes a letter before anything is cut."""
        name, (first, _space, rest) = self.name, self.name.partition(" ")
        if len(name) > SHORT and self.is_person and rest:
            name = f"{first[0]}. {rest}"
        return name if len(name) <= SHORT else f"{name[: SHORT - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Node:
    """`weight` is 1 to 4: how thick its line is, by the root of its share of the most events."""

    neighbour: Neighbour
    x: float
    y: float
    is_left: bool
    weight: int


@dataclass(frozen=True, slots=True)
class Chord:
    """Events between two neighbours."""

    one: Node
    other: Node
    events: int
    is_reviewed: bool


@dataclass(frozen=True, slots=True)
class Network:
    nodes: list[Node]
    chords: list[Chord]
    total: int
    height: int

    @property
    def middle(self) -> float:
        return self.height / 2


type Tie = tuple[int, int, int, int]
"""Two keys, the events between them, and how many of these an editor has seen."""


def network(neighbours: Iterable[Neighbour], ties: Iterable[Tie], total: int) -> Network:
    """`neighbours` are the busiest, busiest first; `total` says how many there are."""
    shown = list(neighbours)[:MOST]
    strongest = sorted(ties, key=lambda tie: (-tie[2], tie[:2]))[:MOST_CHORDS]
    ordered = _in_order(shown, strongest)
    rows = max((len(ordered) + 1) // 2, 2)
    most = max((neighbour.events for neighbour in shown), default=1)
    nodes = {one.key: _node(one, index, len(ordered), rows, most) for index, one in enumerate(ordered)}
    chords = [
        Chord(nodes[one], nodes[other], events, reviewed > 0)
        for one, other, events, reviewed in strongest
        if one in nodes and other in nodes
    ]
    return Network(list(nodes.values()), chords, total, 2 * TOP + ROW * (rows - 1))


def _in_order(shown: list[Neighbour], ties: Iterable[Tie]) -> list[Neighbour]:
    """Begin with the busiest; after each comes whoever has most events with the last two."""
    between: dict[int, dict[int, int]] = {}
    for one, other, events, _reviewed in ties:
        between.setdefault(one, {})[other] = events
        between.setdefault(other, {})[one] = events
    left = {neighbour.key: neighbour for neighbour in shown}
    ordered: list[Neighbour] = []
    while left:
        nearest = max(left.values(), key=lambda one: _nearness(one, ordered, between))
        ordered.append(left.pop(nearest.key))
    return ordered


def _nearness(
    one: Neighbour, ordered: list[Neighbour], between: Mapping[int, Mapping[int, int]]
) -> tuple[int, bool, int, int]:
    last = ordered[-2:]
    events = sum(between.get(one.key, {}).get(placed.key, 0) for placed in last)
    of_same_country = bool(last) and last[-1].code == one.code
    return events, of_same_country, one.events, -one.key


def _node(neighbour: Neighbour, index: int, count: int, rows: int, most: int) -> Node:
    """Down the right half, then up the left one."""
    on_right = (count + 1) // 2
    is_left = index >= on_right
    row: float = count - 1 - index if is_left else index
    if is_left and count % 2:
        row += 0.5  # one fewer on this side: between the rows of the other
    from_middle = (row - (rows - 1) / 2) / max((rows - 1) / 2, 1) if rows > 1 else 0.0
    reach = REACH * max(1 - (0.92 * from_middle) ** 2, 0) ** 0.5
    x = 50 - reach if is_left else 50 + reach
    weight = 1 + round(3 * (neighbour.events / most) ** 0.5) if most else 1
    return Node(neighbour, round(x, 2), round(TOP + ROW * row, 1), is_left, min(weight, 4))
