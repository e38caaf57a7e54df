"""Rows of pieces with what is asked of each, and batches of rows: the encoder's input, the same in training."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geo.extraction.encoder.items import MarkedPair, TriggerItem
from geo.extraction.encoder.pieces import FIRST, LAST, Pieces, far, marked_row, window

type IntArray = NDArray[np.int64]

STEP = 8
"""Rows are filled up to a multiple of it, whoever else is in the batch: the same text gives the same answer always."""


@dataclass(slots=True)
class Row:
    """`pairs`: the two opening marks. `triggers`: first and last piece. `cells`: trigger, first, last, distance."""

    ids: list[int]
    pairs: list[tuple[int, int]] = field(default_factory=list)
    triggers: list[tuple[int, int]] = field(default_factory=list)
    cells: list[tuple[int, int, int, int]] = field(default_factory=list)

    @property
    def length(self) -> int:
        return -(-len(self.ids) // STEP) * STEP


@dataclass(frozen=True, slots=True)
class Asked:
    """A row with the numbers of the items that its triggers, and of the items and mentions that its cells, answer."""

    row: Row
    items: list[int]
    mentions: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Batch:
    """`ids` (rows, length), 0 behind each end; the others begin with the number of their row or trigger."""

    ids: IntArray
    pairs: IntArray
    triggers: IntArray
    cells: IntArray


def of_pair(pieces: Pieces, pair: MarkedPair) -> Row:
    ids, source, target = marked_row(pieces, pair)
    return Row(ids, pairs=[(source, target)])


def of_triggers(pieces: Sequence[Pieces], items: Sequence[TriggerItem]) -> list[Asked]:
    """One row for all triggers of one text, or of one part of a long text. Mentions outside of it have no cell."""
    made: dict[tuple[str, int, int], Asked] = {}
    for number, (cut, item) in enumerate(zip(pieces, items, strict=True)):
        first, last = cut.place(item.trigger)
        start, end = window(cut, first, last)
        key = item.text, start, end
        if key not in made:
            made[key] = Asked(Row([FIRST, *cut.ids[start:end], LAST]), [], [])
        _ask(made[key], number, cut, item, start)
    return list(made.values())


def _ask(asked: Asked, number: int, pieces: Pieces, item: TriggerItem, start: int) -> None:
    row, shift = asked.row, 1 - start
    first, last = pieces.place(item.trigger)
    size = len(row.ids) - 2
    for n, words in enumerate(item.mentions):
        if not pieces.holds(words):
            continue
        here = pieces.place(words)
        if here[0] >= start and here[1] < start + size:
            row.cells.append((len(row.triggers), here[0] + shift, here[1] + shift, far(first, here)))
            asked.mentions.append((number, n))
    row.triggers.append((first + shift, min(last + shift, size)))
    asked.items.append(number)


def batch(rows: Sequence[Row]) -> Batch:
    ids = np.zeros((len(rows), max(row.length for row in rows)), dtype=np.int64)
    pairs: list[tuple[int, ...]] = []
    triggers: list[tuple[int, ...]] = []
    cells: list[tuple[int, ...]] = []
    for n, row in enumerate(rows):
        ids[n, : len(row.ids)] = row.ids
        cells += [(trigger + len(triggers), *rest) for trigger, *rest in row.cells]
        pairs += [(n, *pair) for pair in row.pairs]
        triggers += [(n, *trigger) for trigger in row.triggers]
    return Batch(ids, _table(pairs, 3), _table(triggers, 3), _table(cells, 4))


def _table(rows: list[tuple[int, ...]], width: int) -> IntArray:
    return np.array(rows, dtype=np.int64).reshape(len(rows), width)


def by_length(lengths: Iterable[int], most: int) -> Iterator[list[int]]:
    """Numbers of rows of the same length, at most so many together."""
    same: dict[int, list[int]] = {}
    for number, length in enumerate(lengths):
        same.setdefault(length, []).append(number)
    for length in sorted(same):
        numbers = same[length]
        for start in range(0, len(numbers), most):
            yield numbers[start : start + most]
