"""What extraction finds: frozen dataclasses, and their form as JSON.

Offsets count Unicode code points of the text as it was given. `start` is inclusive, `end` exclusive.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

ActorKind = Literal[
    "country",
    "organisation",
    "government body",
    "armed force",
    "party",
    "company",
    "media outlet",
    "person",
    "alliance",
    "group",
]
Modality = Literal["occurred", "ongoing", "planned", "possible", "denied", "conditional"]
AttributionKind = Literal["outlet", "agency", "speaker", "unnamed"]
DatePrecision = Literal["day", "month", "year", "range", "unknown"]
DateBasis = Literal["explicit", "relative"]
AmountQualifier = Literal["exactly", "up to", "about", "at least"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that can act; one for each actor of a text, whatever words name it.

    `key` tells actors of one reading apart: a lexicon id ("country:RUS") or one made from the name.
    `country` is ISO 3166-1 alpha-3 (3166-3 for historical states), where the actor belongs; None when not known.
    `official`: acts for the state (a country, its organs and armed forces, a person acting in office).
    """

    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    official: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """One side's member in a claim, with the words that name it (or the nearest words it resolves to)."""

    text: str
    start: int
    end: int
    name: str
    kind: ActorKind
    country: str | None
    official: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A trigger or a sentence: where it stands, and its words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class EventDate:
    """When it happened, as a range of ISO dates, never more precise than the text."""

    earliest: str
    latest: str
    precision: DatePrecision
    basis: DateBasis
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One link of the chain that says who says so, outermost first."""

    kind: AttributionKind
    name: str
    country: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Amount:
    """Money (`currency`, ISO 4217) or a quantity (`unit`, no currency)."""

    value: float
    currency: str | None
    unit: str | None
    qualifier: AmountQualifier
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the text says that it took place."""

    name: str
    country: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span that a rule used, and what for, in words for readers."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence saying that somebody did something, and where it says so."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    modality: Modality
    is_speech: bool
    symmetric: bool
    sources: tuple[Party, ...]
    targets: tuple[Party, ...]
    sentence: Words
    trigger: Words
    rule: str
    """What the rule looked for, in words that a reader understands."""
    confidence: float
    date: EventDate | None = None
    attribution: tuple[Attribution, ...] = ()
    amount: Amount | None = None
    place: Place | None = None
    evidence: tuple[Evidence, ...] = ()
    same_as: int | None = None
    """Index, among the claims of the same reading, of an earlier claim of the same event."""


@dataclass(frozen=True, slots=True)
class FoundActor:
    """An actor of the text with every place that names it."""

    actor: Actor
    mentions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one text gave: what is stored, and what `manage.py extract` prints."""

    claims: tuple[Claim, ...] = ()
    actors: tuple[FoundActor, ...] = ()
    warnings: tuple[str, ...] = ()
    language: str | None = None
    """ISO 639-1; claims are empty when it is a language that is not read."""


def as_json(reading: Reading, row_id: str) -> dict[str, Any]:
    """The line that `manage.py extract` prints for a text (see docs/extraction.md)."""
    return {
        "id": row_id,
        "warnings": list(reading.warnings),
        "claims": [_claim_json(claim) for claim in reading.claims],
        "actors": [
            {
                "name": found.actor.name,
                "kind": found.actor.kind,
                "country": found.actor.country,
                "mentions": [list(span) for span in found.mentions],
            }
            for found in reading.actors
        ],
    }


def _claim_json(claim: Claim) -> dict[str, Any]:
    row = dataclasses.asdict(claim)
    row["sentence"] = {"start": claim.sentence.start, "end": claim.sentence.end}
    row["evidence"] = [[e.start, e.end, e.label] for e in claim.evidence]
    return row
