"""Which type of event stands between two parties: a linear model over `features`, trained by `make train`.

The weights are data beside the code, loaded without pickle; the sentences that they were trained on are in training/.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Span

from geo.extraction.classifier import features
from geo.extraction.classifier.features import Features

WEIGHTS = Path(__file__).with_name("weights") / "pairs.npz"
NONE = "NONE"
"""The two stand in one sentence, but nothing happens between them."""
SISTERS = ("CONCEDE", "RETREAT")
"""Yielding in words and in deeds: chosen together, told apart afterwards."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """From a probability to the share that was right: a logistic curve over its log odds.

    `unaimed` is the share of right types among readings without a target, of which the classifier has no opinion.
    """

    slope: float
    intercept: float
    unaimed: float


@dataclass(frozen=True, slots=True)
class Model:
    """`words` is (features, types), `vector` (4 x SIZE, types), `bias` (types): float32."""

    types: tuple[str, ...]
    rows: dict[str, int]
    words: NDArray[np.float32]
    vector: NDArray[np.float32]
    bias: NDArray[np.float32]
    calibration: Calibration

    def probabilities(self, found: Features) -> dict[str, float]:
        known = [(self.rows[name], weight) for name, weight in found.words.items() if name in self.rows]
        scores = self.bias + found.vector @ self.vector
        if known:
            places, weights = zip(*known, strict=True)
            scores = scores + np.asarray(weights, dtype=np.float32) @ self.words[list(places)]
        spread = np.exp(scores - scores.max())
        return dict(zip(self.types, (spread / spread.sum()).tolist(), strict=True))


@cache
def model(path: Path | None = None) -> Model:
    with np.load(path or WEIGHTS, allow_pickle=False) as stored:
        names = bytes(stored["names"]).decode("utf-8").split("\n")
        return Model(
            tuple(str(kind) for kind in stored["types"]),
            {name: row for row, name in enumerate(names)},
            stored["words"].astype(np.float32),
            stored["vector"].astype(np.float32),
            stored["bias"].astype(np.float32),
            Calibration(*stored["calibration"].tolist()),
        )


def between(source: Span, target: Span) -> dict[str, float]:
    """Each type's probability, NONE's among them; they add up to 1."""
    return model().probabilities(features.of_pair(source, target))


def likeliest(probabilities: dict[str, float]) -> str:
    """The type to answer with; NONE is no answer here. Sister types count together against the others."""
    sisters = sum(probabilities[kind] for kind in SISTERS)
    others = {kind: p for kind, p in probabilities.items() if kind not in {NONE, *SISTERS}}
    best = max(others, key=lambda kind: others[kind])
    if sisters > others[best]:
        return max(SISTERS, key=lambda kind: probabilities[kind])
    return best
