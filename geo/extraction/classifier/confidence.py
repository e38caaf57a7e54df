"""How sure a claim is: what the classifier thinks of the rules' type, turned into the share that was right.

The rules say who did what to whom; the classifier, trained on other evidence, is asked for its opinion of that type
between these two. Its answer is calibrated on the project's own marked sentences, each judged by a classifier that has
not seen it (`make train` prints the reliability table). Sets each event's `confidence`.
"""

from __future__ import annotations

import math
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from geo.extraction.classifier import linear
from geo.extraction.classifier.linear import SISTERS, Calibration
from geo.extraction.encoder.opinions import Opinion
from geo.extraction.entities.noun_phrases import words_in
from geo.extraction.events.finder import Event

FLOOR = 0.001
"""No probability is taken for smaller, nor for nearer to 1."""


@Language.factory("confidence", requires=["doc._.events"], assigns=["doc._.events"])
def make_confidence(nlp: Language, name: str) -> ConfidenceSetter:
    return ConfidenceSetter()


class ConfidenceSetter:
    def __call__(self, doc: Doc) -> Doc:
        thought = doc._.opinions or [None] * len(doc._.events)
        judged = zip(doc._.events, thought, strict=True)
        doc._.events = [replace(event, confidence=of_event(event, opinion)) for event, opinion in judged]
        return doc


def of_event(event: Event, second: Opinion | None) -> float:
    """Between 0 and 1, two decimals: the share of such readings that were right. `second`: what the encoder thinks."""
    calibration = linear.model().calibration
    sides = aimed(event)
    chances = [opinion(linear.between(*sides), event.type)] if sides is not None else []
    if second is not None:
        chances.append(opinion(second.types, event.type))
    if not chances:
        return round(calibration.unaimed, 2)
    return round(calibrated(calibration, sum(chances) / len(chances)), 2)


def calibrated(calibration: Calibration, chance: float) -> float:
    return 1 / (1 + math.exp(-(calibration.slope * odds(chance) + calibration.intercept)))


def odds(chance: float) -> float:
    """Log odds."""
    kept = min(max(chance, FLOOR), 1 - FLOOR)
    return math.log(kept / (1 - kept))


def opinion(chances: dict[str, float], kind: str) -> float:
    """The classifier's probability of this type; yielding in words and in deeds count as one."""
    return sum(chances[sister] for sister in SISTERS) if kind in SISTERS else chances[kind]


def aimed(event: Event) -> tuple[Span, Span] | None:
    """The words of one party of each side in the event's own sentence; None where nobody is acted upon there."""
    sentence = event.verb.sent
    sources = [span for found in event.sources if (span := words_in(sentence, found)) is not None]
    targets = [span for found in event.targets if (span := words_in(sentence, found)) is not None]
    others = targets or sources[1:]
    return (sources[0], others[0]) if sources and others else None
