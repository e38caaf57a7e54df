"""Standing ties between the two: what holds over a time, with the words that say so."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.functions import Substr

from geo.browse.dyads.pair import Pair
from geo.models import Actor, Tie

MOST = 25


@dataclass(frozen=True, slots=True)
class Standing:
    tie: Tie
    words: str


def ties(pair: Pair) -> list[Standing]:
    """Of the two actors, and of anybody of the two countries; the newest first."""
    found = (
        Tie.objects.filter(_between(pair.one, pair.other) | _between(pair.other, pair.one))
        .select_related("subject", "object", "article__source")
        .defer("article__text")
        .annotate(words=Substr("article__text", F("start") + 1, F("end") - F("start")))
    )
    return [Standing(tie, tie.words) for tie in found.order_by(F("date_earliest").desc(nulls_last=True), "-pk")[:MOST]]


def _between(subject: Actor, other: Actor) -> Q:
    if subject.iso3 and other.iso3:
        return Q(subject__country=subject.iso3, object__country=other.iso3)
    return Q(subject=subject, object=other)
