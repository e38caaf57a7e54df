"""How often the encoder is right: types of marked pairs, and parties of kept-out passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from sklearn.metrics import f1_score

from geo.extraction.encoder.items import NEITHER, NONE, SOURCE, TARGET, TYPES, FloatArray, TriggerItem, TriggerScores
from geo.extraction.encoder.reader import Encoder
from geo.extraction.encoder.rows import Batch
from geo.extraction.training.encoder.examples import MUTUAL, Told, Window
from geo.extraction.training.encoder.model import Reader

SISTERS = TYPES.index("CONCEDE"), TYPES.index("RETREAT")
NOTHING = 0.5


class Trained(Encoder):
    """The encoder on torch, before it is written as a file."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader.eval()

    def run(self, batch: Batch) -> tuple[FloatArray, FloatArray, FloatArray]:
        with torch.inference_mode():
            pair_types, told, roles = self.reader(batch)
        return pair_types.float().numpy(), told.float().numpy(), roles.float().numpy()


def answers(shares: FloatArray, threshold: float = NOTHING) -> list[str]:
    """The likeliest type of each row, as reading answers: NONE from one half on, sister types counted together."""
    found = []
    for row in shares:
        if row[TYPES.index(NONE)] > threshold:
            found.append(NONE)
            continue
        others = row[:-1].copy()
        others[list(SISTERS)] = 0
        both = row[list(SISTERS)]
        place = SISTERS[int(both.argmax())] if both.sum() > others.max() else int(others.argmax())
        found.append(TYPES[place])
    return found


@dataclass(frozen=True, slots=True)
class Parties:
    """`source`, `target`: F1 over actors. `whole`: share of triggers with type and all parties right."""

    triggers: int
    type: float
    event: float
    source: float
    target: float
    parties: float
    whole: float


def item(window: Window, told: Told) -> TriggerItem:
    return TriggerItem(
        window.text, told.words, tuple(n.words[0] for n in window.named), tuple(n.actor for n in window.named)
    )


def parties(encoder: Encoder, windows: Sequence[Window]) -> Parties:
    asked = [(window, told) for window in windows for told in window.told]
    scores = encoder.parties([item(window, told) for window, told in asked])
    wanted = [_wanted(window, told) for window, told in asked]
    given = [_given(told, score) for (_window, told), score in zip(asked, scores, strict=True)]
    kinds = [TYPES[int(score.types.argmax())] for score in scores]
    real = [told.type != NONE for _window, told in asked]
    typed = np.array([_same(kind, told.type) for kind, (_window, told) in zip(kinds, asked, strict=True)])
    events = [(kind != NONE) == is_real for kind, is_real in zip(kinds, real, strict=True)]
    sides = np.array([
        kind == NONE or _alike(told, want, give)
        for kind, (_window, told), want, give in zip(kinds, asked, wanted, given, strict=True)
    ])  # fmt: skip
    flat = [np.concatenate([rows[n] for n in range(len(rows)) if real[n]]) for rows in (wanted, given)]
    f1 = [float(f1_score(flat[0] == role, flat[1] == role)) for role in (SOURCE, TARGET)]
    only = float(sides[np.array(real)].mean())
    return Parties(
        len(asked), float(typed.mean()), float(np.mean(events)), f1[0], f1[1], only, float((typed & sides).mean())
    )


def _same(one: str, other: str) -> bool:
    return one == other


def _wanted(window: Window, told: Told) -> np.ndarray:
    actors = dict.fromkeys(n.actor for n in window.named)
    return np.array([told.roles.get(actor, NEITHER) for actor in actors], dtype=int)


def _given(told: Told, score: TriggerScores) -> np.ndarray:
    return score.actors.argmax(axis=1) if len(score.actors) else np.zeros(0, dtype=int)


def _alike(told: Told, want: np.ndarray, give: np.ndarray) -> bool:
    """In what is done between two or more, it does not matter who is named first."""
    if told.type in MUTUAL and told.type != "AGREE":
        return bool(((want != NEITHER) == (give != NEITHER)).all())
    return bool((want == give).all())
