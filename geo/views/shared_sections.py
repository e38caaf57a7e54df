"""What the pages of an actor and of a pair have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from geo.browse import listing
from geo.browse.filters import COUNTED, ClaimFilter, bounds, period_in_words, zoom_of
from geo.browse.menus import Menus
from geo.charts.timeline import timeline
from geo.totals import sums
from geo.totals.sums import Cell

RECORD = ("listed menus everything timeline timeline_years timeline_type all_years types counted_claims").split()
"""What `record_part` returns."""


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
