"""The tuned encoder in reading: what type stands between two parties, and which mentions are party to what is told.

One file of weights, loaded without pickle when it is first asked, one thread a process. `LAZOS_ENCODER=0` switches it
off: then `encoder()` is None. docs/encoder.md says how it was made and how good it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import onnxruntime

from geo.extraction.encoder import pieces, rows
from geo.extraction.encoder.items import TYPES, FloatArray, MarkedPair, TriggerItem, TriggerScores
from geo.extraction.encoder.rows import Asked, Batch
from geo.extraction.version import reads_with_encoder

WEIGHTS = Path(__file__).with_name("weights") / "encoder.onnx"
TOGETHER = 16
"""Rows encoded at once: more are not quicker."""
HIGHEST = 60.0
"""Log odds are taken for no larger, so that their exponents can be added."""


@cache
def encoder() -> Encoder | None:
    """The process's encoder; None where it is switched off."""
    return Encoder() if reads_with_encoder() else None


class Encoder:
    """Answers come in the order of what was asked, and do not depend on what else was asked with it."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self.weights = weights

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(self.weights), options, providers=["CPUExecutionProvider"])

    def pairs(self, items: Sequence[MarkedPair]) -> FloatArray:
        """Probabilities, a row for each pair, in the order of TYPES."""
        found = np.zeros((len(items), len(TYPES)), dtype=np.float32)
        cut = pieces.cut([item.text for item in items])
        made = [rows.of_pair(one, item) for one, item in zip(cut, items, strict=True)]
        for numbers in rows.by_length((row.length for row in made), TOGETHER):
            logits, _told, _roles = self.run(rows.batch([made[n] for n in numbers]))
            found[numbers] = _shares(logits)
        return found

    def parties(self, items: Sequence[TriggerItem]) -> list[TriggerScores]:
        """Raises ValueError where a trigger holds no word of its text."""
        cut = pieces.cut([item.text for item in items])
        types = np.zeros((len(items), len(TYPES)), dtype=np.float32)
        odds = [np.full((len(item.mentions), 2), -HIGHEST, dtype=np.float32) for item in items]
        made = rows.of_triggers(cut, items)
        for numbers in rows.by_length((asked.row.length for asked in made), TOGETHER):
            self._fill([made[n] for n in numbers], types, odds)
        return [_scores(item, types[n], odds[n]) for n, item in enumerate(items)]

    def _fill(self, together: list[Asked], types: FloatArray, odds: list[FloatArray]) -> None:
        _pairs, told, roles = self.run(rows.batch([asked.row for asked in together]))
        types[[number for asked in together for number in asked.items]] = _shares(told)
        places = (place for asked in together for place in asked.mentions)
        for (item, mention), row in zip(places, roles.clip(-HIGHEST, HIGHEST), strict=True):
            odds[item][mention] = row

    def run(self, batch: Batch) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Logits of the pairs' types and of the triggers' types; log odds of source and target for each cell."""
        given = {"ids": batch.ids, "pairs": batch.pairs, "triggers": batch.triggers, "cells": batch.cells}
        pair_types, told, roles = self._session.run(["pair_types", "told", "roles"], given)
        return pair_types, told, roles


def _shares(logits: FloatArray) -> FloatArray:
    spread = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: FloatArray = (spread / spread.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares


def _scores(item: TriggerItem, types: FloatArray, odds: FloatArray) -> TriggerScores:
    """An actor's odds are those of its mentions added up: one that is surely party makes the actor party."""
    mentions = _roles(np.exp(odds))
    if not item.actors:
        return TriggerScores(types, mentions, mentions)
    place = {actor: n for n, actor in enumerate(dict.fromkeys(item.actors))}
    total = np.zeros((len(place), 2), dtype=np.float32)
    np.add.at(total, [place[actor] for actor in item.actors], np.exp(odds))
    return TriggerScores(types, mentions, _roles(total))


def _roles(odds: FloatArray) -> FloatArray:
    """From odds against neither to probabilities: neither, source, target."""
    against = np.column_stack([np.ones(len(odds), dtype=np.float32), odds])
    shares: FloatArray = (against / against.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares
