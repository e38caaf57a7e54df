"""Rows of tables of pairs: how many events two actors have with each other, of which kind, since when."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from geo.browse.cards import CardActor
from geo.browse.overview import years_in_words
from geo.lib.addresses import pair_address
from geo.models import Actor, Relationship

COUNTERPARTS = 25
"""So many rows at most."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A row of a table of pairs; `years` are those of the first and the last dated event."""

    actor: Actor | CardActor
    other: Actor | CardActor
    href: str
    events: int
    cooperation: int
    conflict: int
    reviewed: int
    years: str


def pairs_table(pairs: QuerySet[Relationship], left: str = "") -> list[Counterpart]:
    """`left` is the country (ISO alpha-3) whose actors stand first."""
    busiest = pairs.select_related("first", "second").order_by("-event_count", "-claim_count", "pk")[:COUNTERPARTS]
    return [_counterpart(pair, pair.second if left and pair.first.country != left else pair.first) for pair in busiest]


def _counterpart(pair: Relationship, actor: Actor) -> Counterpart:
    other = pair.second if pair.first_id == actor.pk else pair.first
    counts = (pair.event_count, pair.cooperation_count, pair.conflict_count, pair.reviewed_count)
    years = years_in_words(pair.first_seen, pair.last_seen)
    return Counterpart(actor, other, pair_address(actor, other), *counts, years)
