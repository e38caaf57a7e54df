"""Shared formats: events in which the two take part together with other countries, grouped by who takes part."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F

from geo.browse import cards
from geo.browse.cards import CardClaim
from geo.browse.dyads.pair import Pair
from geo.browse.filters import UNDATED, period_in_words
from geo.models import Actor, ClaimActor
from geo.models.actors import ActorKind

READ = 120
"""Newest events that are looked at."""
MOST = 10


@dataclass(frozen=True, slots=True)
class Occasion:
    """One of its events, by the month or year that is known of it."""

    event: int
    when: str


@dataclass(frozen=True, slots=True)
class Format:
    """`claim` tells the newest of its events."""

    members: list[Actor]
    occasions: list[Occasion]
    claim: CardClaim


@dataclass(frozen=True, slots=True)
class Formats:
    found: list[Format]
    left_out: int
    is_capped: bool


def formats(pair: Pair) -> Formats:
    rows = pair.rows().filter(counts=True, countries__gt=2).order_by(F("listed_on").desc(nulls_last=True), "-claim_id")
    told = list(rows.values_list("claim_id", "event_id", "precision", "period")[: READ + 1])
    claims = {claim: Occasion(event, _when(precision, period)) for claim, event, precision, period in told[:READ]}
    grouped: dict[frozenset[Actor], list[int]] = defaultdict(list)
    for claim, members in _members(list(claims)).items():
        grouped[members].append(claim)
    ordered = sorted(grouped.items(), key=lambda item: (-len(item[1]), sorted(a.name for a in item[0])))
    shown = ordered[:MOST]
    newest = {claim.pk: claim for claim in cards.in_order(found[0] for _members, found in shown)}
    return Formats(
        [
            Format(sorted(members, key=lambda a: a.name), [claims[pk] for pk in found], newest[found[0]])
            for members, found in shown
        ],
        len(ordered) - len(shown),
        len(told) > READ,
    )


def _when(precision: str, period: datetime.date | None) -> str:
    """As a filter's period in words: a year stays a year."""
    if period is None:
        return period_in_words(UNDATED)
    return period_in_words(f"{period:%Y-%m}" if precision == "month" else f"{period:%Y}")


def _members(claims: list[int]) -> dict[int, frozenset[Actor]]:
    """For each claim the countries that take part, in the order of `claims`."""
    members: dict[int, set[Actor]] = {claim: set() for claim in claims}
    rows = ClaimActor.objects.filter(claim__in=claims, actor__kind=ActorKind.COUNTRY).select_related("actor")
    for row in rows:
        members[row.claim_id].add(row.actor)
    return {claim: frozenset(found) for claim, found in members.items() if len(found) > 2}
