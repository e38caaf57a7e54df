"""Two actors and what passed between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from geo.browse.dyads import two_periods
from geo.browse.dyads.pair import Pair, two_countries
from geo.browse.dyads.themes import themes
from geo.browse.filters import ClaimFilter
from geo.charts.thermometer import thermometer
from geo.lib.htmx import varies_by_part, wants_only
from geo.lib.lazy import kept, lazily
from geo.models import Actor, Relationship
from geo.totals import sums
from geo.totals.sums import Cell, PairCell
from geo.views import dyad_sections
from geo.views.error_pages import NotHere
from geo.views.shared_sections import RECORD, claims_part, record_part

HEAD = ("events", "reviewed", "head_types", "all_events", "years", "ways", "undirected")
PICTURE = ("thermometer", "comparison", "kept_query")
CODES = re.compile(r"([a-z]{2,4})-([a-z]{2,4})")


@require_safe
@varies_by_part
def dyad(request: HttpRequest, codes: str) -> HttpResponse:
    """/dyads/cu-ru/: countries by ISO alpha-2, sorted; any other order or case redirects there."""
    match = CODES.fullmatch(codes.lower())
    if not match or match[1] == match[2]:
        raise NotHere(_("“%(codes)s” is no pair of countries. Write two ISO codes, as in cu-ru.") % {"codes": codes})
    wanted = "-".join(sorted(match.groups()))
    if wanted != codes:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(reverse("dyad", args=[wanted]) + query, permanent=True)
    one, other = (code.upper() for code in wanted.split("-"))
    if (found := two_countries(one, other)) is None:
        raise NotHere(_no_country(one, other))
    return pair_page(request, *found, keep={})


def _no_country(*codes: str) -> str:
    known = set(Actor.objects.filter(iso2__in=codes).values_list("iso2", flat=True))
    unknown = next(code for code in codes if code not in known)
    return _("No country has the code “%(code)s”. See the list of actors.") % {"code": unknown.lower()}


def pair_page(
    request: HttpRequest, one: Actor, other: Actor, relationship: Relationship | None, *, keep: Mapping[str, str]
) -> HttpResponse:
    """The page of any two actors; `keep` is what its links carry along in the query string."""
    narrowed = ClaimFilter.from_query(request.GET)
    compared = {name: request.GET[name] for name in two_periods.FIELDS if name in request.GET}
    pair = Pair(one, other, relationship, narrowed.direction, {**keep, **compared})
    if "part" in request.GET:
        return dyad_sections.answer(request, pair)
    rows = pair.rows().filter(narrowed.conditions())
    context: dict[str, Any] = {"one": one, "other": other, "pair": pair.relationship}
    context |= claims_part(request, rows, narrowed, pair.keep)
    if wants_only(request, "claims"):
        return render(request, "geo/dyad.html#claims", context)
    context |= kept(request, pair.relationship.changed_at if pair.relationship else None)
    cells = cache(lambda: _cells(pair, narrowed))
    record = partial(record_part, rows=rows, narrowed=narrowed, keep=pair.keep, directions=(),
                     cells_direction=narrowed.direction)  # fmt: skip
    context |= lazily(RECORD, lambda: record(cells()[1]))
    context |= lazily(["themes"], lambda: {"themes": themes(pair)})
    if wants_only(request, "record"):
        return render(request, "geo/dyad.html#record", context)
    context |= lazily(HEAD, lambda: _head(pair, *cells()))
    context |= lazily(PICTURE, lambda: _picture(request, pair, *cells()))
    context["parts"] = dyad_sections.embedded(pair)
    if "whole" in request.GET and pair.relationship:
        context["in_full"] = dyad_sections.in_full(request, pair)
    return render(request, "geo/dyad.html", context)


def _cells(pair: Pair, narrowed: ClaimFilter) -> tuple[list[PairCell], list[Cell]]:
    """Those of both directions, and sums of this one by period and type alone. By year where nothing that the page
    draws could ask for less: the events of officials span years, too.
    """
    if not (narrowed.type or narrowed.period or narrowed.direction):
        sides, whole = sums.years_of_pair(pair.relationship)
        if sums.is_long([cell for cell in sides if cell.official]):
            return sides, whole
    cells = sums.whole_cells_of_pair(pair.relationship)
    return cells, sums.without_sides(pair.seen(cells))


@dataclass(frozen=True, slots=True)
class Way:
    """One choice of the switch between both directions, one and the other."""

    label: str
    href: str
    events: int
    is_current: bool


def _head(pair: Pair, cells: list[PairCell], seen: list[Cell]) -> dict[str, Any]:
    """What stands above the sections. Counts are of the direction that is looked at."""
    labels = {"": _("Both directions"), "out": pair.names[0], "in": pair.names[1]}
    ways = [replace(pair, direction=direction) for direction in labels]
    ends: Counter[int] = Counter()
    for cell in cells:
        ends[cell.direction] += cell.events
    return {
        "events": sum(cell.events for cell in seen),
        "reviewed": sum(cell.reviewed for cell in seen),
        "head_types": {cell.type for cell in seen},
        "all_events": pair.counted(),
        "years": sorted({cell.period.year for cell in seen if cell.period}),
        "ways": [
            Way(
                labels[way.direction],
                way.query(),
                ends[way.sign] if way.direction else ends.total(),
                way == pair,
            )
            for way in ways
        ],
        "undirected": ends[0],
    }


def _picture(request: HttpRequest, pair: Pair, cells: list[PairCell], whole: list[Cell]) -> dict[str, Any]:
    chosen, seen = {**pair.keep, "direction": pair.direction}, pair.seen(cells)
    return {
        "thermometer": thermometer(seen, lambda period, panel: pair.query(part="score", period=period, act=panel)),
        "comparison": two_periods.compare(
            whole, request.GET, lambda kind, period: pair.counted(type=kind, period=period)
        ),
        "kept_query": {name: value for name, value in chosen.items() if value and name not in two_periods.FIELDS},
    }
