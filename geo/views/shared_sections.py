"""What the pages of an actor and of a pair have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from geo.browse import listing
from geo.browse.cards import CardActor
from geo.browse.filters import COUNTED, ClaimFilter, bounds, period_in_words, zoom_of
from geo.browse.menus import Menus
from geo.browse.overview import years_in_words
from geo.charts.timeline import timeline
from geo.lib.addresses import pair_address
from geo.models import Actor, Relationship
from geo.totals import sums
from geo.totals.sums import Cell

COUNTERPARTS = 25
RECORD = ("listed menus everything timeline timeline_years timeline_type all_years types counted_claims").split()
"""What `record_part` returns."""


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


def claims_part(
    request: HttpRequest,
    rows: QuerySet[Any],
    narrowed: ClaimFilter,
    keep: Mapping[str, str],
    *,
    size: int = listing.PAGE_SIZE,
) -> dict[str, Any]:
    """The list of claims and how it is narrowed: all that the part #claims needs."""
    page = listing.page_of_claims(rows, request.GET.get("after", ""), size)
    address = narrowed.query(keep)
    return {
        "page": page,
        "next_page": f"{address}{'' if address == '?' else '&'}after={page.next}" if page.next else "",
        "first_page": address,
        "narrowed": narrowed,
    }


def record_part(
    cells: Sequence[Cell],
    rows: QuerySet[Any],
    narrowed: ClaimFilter,
    keep: Mapping[str, str],
    directions: tuple[str, ...],
    *,
    cells_direction: str = "",
) -> dict[str, Any]:
    """Filters, timeline and types; `cells_direction` is the one that `cells` are of (an actor's know none).

    Drawings follow the filters that cells know (type, year), and link to just what they count, whatever else the list
    is narrowed to: a number and the list behind it are the same.
    """
    listed = listing.sample(rows)
    years = zoom_of(narrowed.period)
    counted = ClaimFilter(modality=COUNTED, direction=cells_direction)
    of_years = _within(cells, years) if years else cells
    of_type = [cell for cell in of_years if cell.type == narrowed.type or not narrowed.type]

    def number(kind: str, period: str) -> str:
        return counted.query_with({"type": kind, "period": period}, keep)

    return {
        "listed": listed,
        "menus": Menus(narrowed, keep).build(cells, listed, directions),
        "everything": ClaimFilter().query(keep),
        "timeline": timeline(of_type, lambda period: number(narrowed.type, period)),
        "timeline_years": period_in_words(years) if years else "",
        "timeline_type": narrowed.type,
        "all_years": narrowed.query_with({"period": ""}, keep),
        "types": [(one, number(one.type, years)) for one in sums.by_type(of_years)],
        "counted_claims": ClaimFilter(modality=COUNTED).query(keep),
    }


def _within(cells: Sequence[Cell], years: str) -> list[Cell]:
    first, last = bounds(years)
    return [cell for cell in cells if cell.period and first <= cell.period <= last]


def pairs_table(pairs: QuerySet[Relationship], left: str = "") -> list[Counterpart]:
    """`left` is the country (ISO alpha-3) whose actors stand first."""
    busiest = pairs.select_related("first", "second").order_by("-event_count", "-claim_count", "pk")[:COUNTERPARTS]
    return [_counterpart(pair, pair.second if left and pair.first.country != left else pair.first) for pair in busiest]


def _counterpart(pair: Relationship, actor: Actor) -> Counterpart:
    other = pair.second if pair.first_id == actor.pk else pair.first
    counts = (pair.event_count, pair.cooperation_count, pair.conflict_count, pair.reviewed_count)
    years = years_in_words(pair.first_seen, pair.last_seen)
    return Counterpart(actor, other, pair_address(actor, other), *counts, years)
