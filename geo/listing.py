"""Lists of claims as pages show them: which ones, in which order, and what comes with each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.db.models.functions import Coalesce, Substr

from geo.cards import CardClaim, in_order
from geo.filters import ClaimFilter
from geo.models import Actor, Attribution, Claim, ClaimActor, ClaimParty, Relationship
from geo.paging import Page, newest_first

PAGE_SIZE = 15
COUNT_LIMIT = 500
NEWEST = 100
EVENT = Coalesce("claim__event__merged_into", "claim__event")


def with_words(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Everything that a claim's card prints, in a fixed number of queries, and only its sentence of the text."""
    length = F("sentence_end") - F("sentence_start")
    resolved = ("actor", "actor__merged_into")
    return (
        claims.select_related("article__source", "event")
        .defer("article__text")
        .annotate(sentence=Substr("article__text", F("sentence_start") + 1, length))
        .prefetch_related(
            Prefetch("parties", ClaimParty.objects.select_related(*resolved).order_by("role", "rank")),
            Prefetch("attributions", Attribution.objects.select_related(*resolved).order_by("rank")),
        )
    )


def rows_of_actor(actor: Actor, narrowed: ClaimFilter) -> QuerySet[ClaimActor]:
    rows = ClaimActor.objects.filter(narrowed.conditions(), actor=actor)
    if narrowed.direction:
        rows = rows.filter(as_source=True) if narrowed.direction == "out" else rows.filter(as_target=True)
    return rows


def page_of_claims(rows: QuerySet[Any], after: str, size: int = PAGE_SIZE) -> Page[CardClaim]:
    page = newest_first(rows.values("listed_on", "claim_id"), day="listed_on", pk="claim_id", after=after, size=size)
    return Page(in_order(row["claim_id"] for row in page.rows), page.next, page.is_first)


def newest_events(rows: QuerySet[Any]) -> list[int]:
    """Those that the newest claims of a list report."""
    newest = rows.order_by(F("listed_on").desc(nulls_last=True), "-claim_id").values_list("event_id", flat=True)
    return list(dict.fromkeys(newest[:NEWEST]))


@dataclass(frozen=True, slots=True)
class Sample:
    """Counted live over the newest rows of a list: exact up to COUNT_LIMIT, “500+” above it."""

    claims: int
    events: int
    is_capped: bool
    types: Counter[str]
    modalities: Counter[str]
    sources: dict[int, str]


def sample(rows: QuerySet[Any]) -> Sample:
    newest = rows.order_by(F("listed_on").desc(nulls_last=True), "-claim_id").values_list(
        EVENT, "claim__event__type", "claim__modality", "claim__article__source", "claim__article__source__name"
    )[: COUNT_LIMIT + 1]
    found = list(newest)
    capped, found = len(found) > COUNT_LIMIT, found[:COUNT_LIMIT]
    return Sample(
        claims=len(found),
        events=len({event for event, *_rest in found}),
        is_capped=capped,
        types=Counter(row[1] for row in found),
        modalities=Counter(row[2] for row in found),
        sources=dict(sorted({row[3]: row[4] for row in found}.items(), key=lambda item: item[1].casefold())),
    )


def relationship_between(one: Actor, other: Actor) -> Relationship | None:
    first, second = sorted([one.pk, other.pk])
    return Relationship.objects.filter(first=first, second=second).first()


def relationships_of(actor: Actor, most: int) -> QuerySet[Relationship]:
    """An actor's busiest: from the top of each side's index, as an OR would read all of them."""
    ordered = Relationship.objects.filter(claim_count__gt=0).order_by("-event_count", "-claim_count", "pk")
    sides = (ordered.filter(**{side: actor}).values("pk")[:most] for side in ("first", "second"))
    return Relationship.objects.filter(pk__in=next(sides).union(next(sides), all=True))
