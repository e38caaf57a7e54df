"""Lists of claims as pages show them: which ones, in which order, and what comes with each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from geo.browse.cards import CardClaim, in_order
from geo.browse.filters import ClaimFilter
from geo.lib import statements
from geo.lib.paging import Page, in_list_order, newest_first, page_of
from geo.models import Actor, ClaimActor, Relationship

PAGE_SIZE = 15
COUNT_LIMIT = 500
NEWEST = 100


def rows_of_actor(actor: Actor, narrowed: ClaimFilter) -> QuerySet[ClaimActor]:
    rows = ClaimActor.objects.filter(narrowed.conditions(), actor=actor)
    if narrowed.direction:
        rows = rows.filter(as_source=True) if narrowed.direction == "out" else rows.filter(as_target=True)
    return rows


def page_of_claims(rows: QuerySet[Any], after: str, size: int = PAGE_SIZE) -> Page[CardClaim]:
    """The first page, which most readers stay with, in one query."""
    if not after:
        newest = in_list_order(rows, "listed_on", "claim_id").values("claim_id")[: size + 1]
        return page_of(in_order(newest), day="listed_on", pk="pk", size=size, is_first=True)
    page = newest_first(rows.values("listed_on", "claim_id"), day="listed_on", pk="claim_id", after=after, size=size)
    return Page(in_order(row["claim_id"] for row in page.rows), page.next, page.is_first)


def newest_events(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those that the newest claims of a list report."""
    return in_list_order(rows, "listed_on", "claim_id").values("event_id")[:NEWEST]


@dataclass(frozen=True, slots=True)
class Sample:
    """Counted live over the newest rows of a list: exact up to COUNT_LIMIT, “500+” above it."""

    claims: int
    events: int
    is_capped: bool
    types: set[str]
    modalities: set[str]
    sources: dict[int, str]


SAMPLE = """
    WITH newest AS MATERIALIZED ({rows}), shown AS (SELECT * FROM newest LIMIT {limit})
    SELECT (SELECT count(*) FROM newest), (SELECT count(DISTINCT event_id) FROM shown),
        ARRAY(SELECT DISTINCT type FROM shown), ARRAY(SELECT DISTINCT modality FROM shown),
        (SELECT json_agg(json_build_array(id, name)) FROM articles_source
            WHERE id IN (SELECT source_id FROM shown))"""


def sample(rows: QuerySet[Any]) -> Sample:
    fields = ("claim_id", "event_id", "type", "modality", "source_id")
    newest = in_list_order(rows, "listed_on", "claim_id").values(*fields)[: COUNT_LIMIT + 1]
    if (found := statements.compiled(newest)) is None:
        return Sample(0, 0, False, set(), set(), {})
    sql, values = found
    whole = SAMPLE.format(rows=sql, limit=COUNT_LIMIT)
    counted = statements.rows_around(whole, values)
    claims, events, types, modalities, sources = counted[0]
    return Sample(
        claims=min(claims, COUNT_LIMIT),
        events=events,
        is_capped=claims > COUNT_LIMIT,
        types=set(types),
        modalities=set(modalities),
        sources=dict(sorted(sources or (), key=lambda source: source[1].casefold())),
    )


def relationship_between(one: Actor, other: Actor) -> Relationship | None:
    first, second = sorted([one.pk, other.pk])
    return Relationship.objects.filter(first=first, second=second).first()
