"""What the encoder is asked and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Words = tuple[int, int]
"""From and to, in characters of the item's own text."""
type FloatArray = NDArray[np.float32]

NONE = "NONE"
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", NONE,
)  # fmt: skip
"""The order of every row of types."""
NEITHER, SOURCE, TARGET = 0, 1, 2
"""The order of every row of roles."""


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """One sentence with two parties in it: what does the first do to the second?"""

    text: str
    source: Words
    target: Words


@dataclass(frozen=True, slots=True)
class TriggerItem:
    """A word that may tell an event, and everybody who may be party to it.

    `text` is the trigger's sentence behind the one before it. Items of the same text cost one reading of it.
    `actors` says for each mention which actor it stands for, any numbers; empty: each for one of its own.
    """

    text: str
    trigger: Words
    mentions: tuple[Words, ...]
    actors: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TriggerScores:
    """Probabilities. `types` in the order of TYPES; `mentions` and `actors` have a row each: neither, source, target.

    `actors` follows the item's actor numbers in the order in which they first come. A mention that is too far away
    to be read with the trigger is neither.
    """

    types: FloatArray
    mentions: FloatArray
    actors: FloatArray
