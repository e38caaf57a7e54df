"""How often the rules' readings of the marked sentences are right, by what the classifier thinks of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from geo.extraction.classifier import confidence
from geo.extraction.classifier.linear import SISTERS, Calibration
from geo.extraction.entities.noun_phrases import PartyMention
from geo.extraction.events.finder import Event
from geo.extraction.training.sentences import Marked

STEPS = np.arange(0.0, 1.0, 0.1)


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading of a marked pair. `aimed`: it names both; else its source only."""

    type: str
    right: bool
    aimed: bool


def judge(events: Iterable[Event], row: Marked) -> list[Judged]:
    """The events that concern the marked source, and whether their type, and the direction where aimed, are right."""
    judged = []
    for event in events:
        sides = _touches(event.sources, row.source), _touches(event.targets, row.target)
        turned = _touches(event.sources, row.target), _touches(event.targets, row.source)
        same = event.type == row.type or {event.type, row.type} <= set(SISTERS)
        if all(sides) or all(turned):
            judged.append(Judged(event.type, same and (all(sides) or event.symmetric), True))
        elif sides[0] and not event.targets:
            judged.append(Judged(event.type, same, False))
    return judged


def _touches(found: Iterable[PartyMention], span: tuple[int, int]) -> bool:
    return any(party.start < span[1] and party.end > span[0] for party in found)


def fit(judged: Sequence[list[Judged]], unseen: Sequence[dict[str, float]]) -> Calibration:
    """The curve from the classifier's opinion to the share that was right; prints the reliability table."""
    aimed = [
        (confidence.opinion(chances, one.type), one.right)
        for readings, chances in zip(judged, unseen, strict=True)
        for one in readings
        if one.aimed
    ]
    others = [one.right for readings in judged for one in readings if not one.aimed]
    odds = np.array([[confidence.odds(chance)] for chance, _right in aimed])
    right = np.array([right for _chance, right in aimed])
    curve = LogisticRegression(C=10.0).fit(odds, right)
    made = Calibration(float(curve.coef_[0, 0]), float(curve.intercept_[0]), sum(others) / max(1, len(others)))
    _print(np.array([confidence.calibrated(made, chance) for chance, _right in aimed]), right)
    print(f"without a target: {len(others)} readings, {made.unaimed:.2f} right")
    return made


def _print(claimed: np.ndarray, right: np.ndarray) -> None:
    print(f"{'confidence':>12} {'readings':>9} {'claimed':>8} {'right':>6}")
    for low in STEPS:
        here = (claimed >= low) & (claimed < low + 0.1)
        if here.any():
            share = f"{claimed[here].mean():>8.2f} {right[here].mean():>6.2f}"
            print(f"{low:>5.1f} to {low + 0.1:.1f} {here.sum():>9} {share}")
