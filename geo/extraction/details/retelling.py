"""The same event told again within an article: by type, parties, time, amount. Contradicting dates stay apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from geo.extraction.lexicons import words
from geo.extraction.results import Claim, EventDate, Party

LASTING = {"SANCTION"}
"""What holds over a time: an embargo mentioned twice is one."""
POINTING = words("pronouns", "pointing")
VAGUE_DAYS = 45
"""A range wider than this is not enough to say that two claims mean the same day."""


def linked(claims: list[Claim]) -> list[Claim]:
    """Say of each claim that tells again what an earlier one told which that is."""
    done: list[Claim] = []
    for claim in claims:
        first = next((i for i, earlier in enumerate(done) if earlier.same_as is None and same(earlier, claim)), None)
        done.append(replace(claim, same_as=first) if first is not None else claim)
    return done


def same(one: Claim, other: Claim) -> bool:
    """Whether the second claim tells the event of the first."""
    if one.type != other.type or one.modality != other.modality or _clash(one, other):
        return False
    if one.amount is not None and other.amount is not None:
        return _same_side(one, other, "sources") and _fits(one, other)
    if not _same_parties(one, other):
        return False
    if one.date is None or other.date is None:
        return one.type in LASTING or _points_back(one, other)
    return _days(one.date) <= VAGUE_DAYS >= _days(other.date) or _same_words(one, other)


def _clash(one: Claim, other: Claim) -> bool:
    """Dates that cannot both be, or different amounts."""
    a, b = one.amount, other.amount
    if a is not None and b is not None and (a.value, a.currency, a.unit) != (b.value, b.currency, b.unit):
        return True
    first, second = one.date, other.date
    return (
        first is not None
        and second is not None
        and not (first.earliest <= second.latest and second.earliest <= first.latest)
    )


def _fits(one: Claim, other: Claim) -> bool:
    """With the same amount it is enough that one of the two leaves the target out."""
    return _same_side(one, other, "targets") or not one.targets or not other.targets


def _same_parties(one: Claim, other: Claim) -> bool:
    if one.symmetric and other.symmetric:
        return _countries((*one.sources, *one.targets)) == _countries((*other.sources, *other.targets))
    return _same_side(one, other, "sources") and _same_side(one, other, "targets")


def _same_side(one: Claim, other: Claim, side: str) -> bool:
    return _countries(getattr(one, side)) == _countries(getattr(other, side))


def _countries(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(party.country or party.name for party in parties)


def _points_back(one: Claim, other: Claim) -> bool:
    """'the visit', or the same word as before where neither or the later mention gives a date."""
    words = other.sentence.text[: other.trigger.start - other.sentence.start].split()
    pointing = bool(words) and words[-1].lower() in POINTING
    return pointing or (_same_words(one, other) and (one.date is other.date is None or other.date is None))


def _same_words(one: Claim, other: Claim) -> bool:
    return one.trigger.text.lower() == other.trigger.text.lower()


def _days(when: EventDate) -> int:
    return (date.fromisoformat(when.latest) - date.fromisoformat(when.earliest)).days
