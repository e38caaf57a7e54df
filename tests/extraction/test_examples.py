"""The project's own sentences, read as they are written down: tests/examples/*.txt."""

from collections import Counter
from functools import cache

import pytest

from geo.extraction import lexicons, reader
from geo.extraction.results import Reading
from tests.examples.compare import Outcome, compare
from tests.examples.load import PUBLISHED, load

EXAMPLES = load()
LEAST = 0.95
"""The share of claims that must be found, and of found ones that must be right."""


@cache
def readings() -> tuple[Reading, ...]:
    rows = ({"id": str(i), "text": e.text, "date": PUBLISHED, "language": "en"} for i, e in enumerate(EXAMPLES))
    return tuple(reading for _id, reading in reader.read_many(rows))


@cache
def outcomes() -> tuple[Outcome, ...]:
    """What the rules read, whatever the classifier thinks of it."""
    return tuple(compare(e, reading.claims) for e, reading in zip(EXAMPLES, readings(), strict=True))


def of_type(kind: str) -> list[Outcome]:
    return [outcome for outcome in outcomes() if any(claim.type == kind for claim in outcome.example.claims)]


def told(outcome: Outcome) -> str:
    missed = [f"missed {w.type} {sorted(w.sources)} > {sorted(w.targets)} {w.modality}" for w in outcome.missed]
    false = [f"false {c.type} at {c.trigger.text!r}" for c in outcome.false]
    return f"{outcome.example.file}:{outcome.example.line} {outcome.example.text} " + "; ".join(missed + false)


def test_there_are_enough_examples():
    held = [example for example in EXAMPLES if example.claims]
    assert len(held) >= 400
    assert len(EXAMPLES) - len(held) >= 100


def test_no_sentence_stands_twice():
    assert [text for text, count in Counter(example.text for example in EXAMPLES).items() if count > 1] == []


def test_every_type_and_mood_has_examples():
    types = Counter(claim.type for example in EXAMPLES for claim in example.claims)
    moods = {claim.modality for example in EXAMPLES for claim in example.claims}
    assert set(types) == set(lexicons.table("events"))
    assert min(types.values()) >= 10
    assert moods == {"occurred", "ongoing", "planned", "possible", "denied", "conditional"}


@pytest.mark.parametrize("kind", list(lexicons.table("events")))
def test_claims_of_a_type_are_found_as_written(kind: str):
    held = of_type(kind)
    wanted = sum(o.right + len(o.missed) for o in held)
    right = sum(o.right for o in held)
    false = sum(len(o.false) for o in held)
    wrong = "\n".join(told(o) for o in held if o.missed or o.false)
    assert right >= LEAST * wanted, wrong
    assert right >= LEAST * (right + false), wrong


def test_sentences_without_a_claim_are_left_alone():
    empty = [o for o in outcomes() if not o.example.claims]
    read = [told(o) for o in empty if o.false]
    assert len(read) <= 0.02 * len(empty), "\n".join(read)


def test_few_right_claims_stay_below_the_threshold():
    kept = [compare(e, reader.shown(reading).claims) for e, reading in zip(EXAMPLES, readings(), strict=True)]
    hidden = [told(o) for o in kept if o.missed]
    assert sum(o.right for o in kept) >= 0.96 * sum(o.right for o in outcomes()), "\n".join(hidden)
