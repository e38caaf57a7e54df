"""Examples as batches with what is right, mixed anew for each round of learning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import torch
from torch import Tensor

from geo.extraction.encoder import pieces, rows
from geo.extraction.encoder.items import NEITHER, NONE, TYPES, TriggerItem
from geo.extraction.encoder.pieces import Pieces
from geo.extraction.encoder.rows import Batch, Row
from geo.extraction.training.encoder.examples import Named, PairExample, Told, Window

LEFT_OUT = 0.5
"""How often some of the mentions of one actor are left out, so that each of them is learned to be enough."""
SHORTENED = 0.3
"""How often a mention is cut down to the name alone, as the rules may know it."""
IDLE = 2
"""So many words a window that tell nothing are shown as such, others each time."""
UNASKED = -1
SLICE = 50
"""Batches whose rows are sorted by length together."""
KIND = {name: n for n, name in enumerate(TYPES)}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A batch and what is right.

    `groups`: the number of the actor of each cell. `roles`, `owners`: the role of each actor, and for which trigger.
    `events`: the number of the event of each trigger; where several share one, one of them tells it.
    """

    batch: Batch
    pair_types: Tensor
    told: Tensor
    groups: Tensor
    roles: Tensor
    owners: Tensor
    events: Tensor


@dataclass(frozen=True, slots=True)
class Taught:
    """A row, and for it what `Lesson` has for all."""

    row: Row
    pair_types: list[int]
    told: list[int]
    groups: list[int]
    roles: list[int]
    owners: list[int]
    events: list[int]


class Feed:
    """Cuts each text once."""

    def __init__(self, pairs: Sequence[PairExample], windows: Sequence[Window], seed: int) -> None:
        self.pairs, self.windows, self.random = pairs, windows, Random(seed)  # noqa: S311 - nothing is kept secret
        self.pair_pieces = pieces.cut([one.pair.text for one in pairs])
        self.window_pieces = pieces.cut([one.text for one in windows])

    def pair_lessons(self, size: int) -> Iterator[Lesson]:
        taught = [
            Taught(rows.of_pair(cut, one.pair), [KIND[one.type]], [], [], [], [], [])
            for cut, one in zip(self.pair_pieces, self.pairs, strict=True)
        ]
        return self._mixed(taught, size)

    def window_lessons(self, size: int) -> Iterator[Lesson]:
        made = zip(self.window_pieces, self.windows, strict=True)
        return self._mixed([taught for cut, one in made for taught in self._of_window(cut, one)], size)

    def _mixed(self, taught: list[Taught], size: int) -> Iterator[Lesson]:
        """Rows of like length together, in random order otherwise."""
        self.random.shuffle(taught)
        batches = []
        for start in range(0, len(taught), size * SLICE):
            part = sorted(taught[start : start + size * SLICE], key=lambda one: len(one.row.ids))
            batches += [part[n : n + size] for n in range(0, len(part), size)]
        self.random.shuffle(batches)
        return (lesson(one) for one in batches)

    def _of_window(self, cut: Pieces, window: Window) -> Iterator[Taught]:
        named = self._kept(window.named)
        mentions = tuple(self._words(one) for one in named)
        idle = self.random.sample(window.idle, min(IDLE, len(window.idle)))
        told = [*window.told, *(Told(words, NONE, {}) for words in idle)]
        items = [TriggerItem(window.text, one.words, mentions) for one in told]
        for asked in rows.of_triggers([cut] * len(items), items):
            groups: dict[tuple[int, int], int] = {}
            numbers = [groups.setdefault((item, named[n].actor), len(groups)) for item, n in asked.mentions]
            roles = [_role(told[item], actor) for item, actor in groups]
            owners = [asked.items.index(item) for item, _actor in groups]
            events = [0 if window.one_of else n for n in range(len(asked.items))]
            yield Taught(asked.row, [], [KIND[told[n].type] for n in asked.items], numbers, roles, owners, events)

    def _kept(self, named: Sequence[Named]) -> list[Named]:
        """All mentions, or for each actor at least one of them."""
        if self.random.random() > LEFT_OUT:
            return list(named)
        sure = {one.actor: self.random.random() for one in named}
        kept = [one for one in named if self.random.random() < sure[one.actor]]
        missing = [one for one in named if one.actor not in {other.actor for other in kept}]
        self.random.shuffle(missing)
        return [*kept, *{one.actor: one for one in missing}.values()]

    def _words(self, named: Named) -> tuple[int, int]:
        shorter = len(named.words) > 1 and self.random.random() < SHORTENED
        return self.random.choice(named.words[1:]) if shorter else named.words[0]


def _role(told: Told, actor: int) -> int:
    """Who would be party to what is not told is not asked."""
    return told.roles.get(actor, NEITHER) if told.type != NONE else UNASKED


def lesson(taught: Sequence[Taught]) -> Lesson:
    found: dict[str, list[int]] = {name: [] for name in ("pair_types", "told", "groups", "roles", "owners", "events")}
    for one in taught:
        actors, triggers, events = len(found["roles"]), len(found["told"]), max(found["events"], default=-1) + 1
        found["groups"] += [group + actors for group in one.groups]
        found["owners"] += [owner + triggers for owner in one.owners]
        found["events"] += [event + events for event in one.events]
        found["pair_types"] += one.pair_types
        found["told"] += one.told
        found["roles"] += one.roles
    tensors = {name: torch.tensor(numbers, dtype=torch.long) for name, numbers in found.items()}
    return Lesson(rows.batch([one.row for one in taught]), **tensors)
