"""Two actors and what passed between them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from geo import listing, totals
from geo.filters import ClaimFilter
from geo.htmx import varies_by_part, wants_only
from geo.models import Actor, Relationship
from geo.views.errors import NotHere
from geo.views.parts import claims_part, pairs_table, record_part

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
    one, other = (_country(code) for code in wanted.split("-"))
    return pair_page(request, one, other, keep={})


def _country(code: str) -> Actor:
    country = Actor.objects.select_related("merged_into").filter(iso2=code.upper()).first()
    if country is None:
        raise NotHere(_("No country has the code “%(code)s”. See the list of actors.") % {"code": code})
    return country.merged_into or country


def pair_page(request: HttpRequest, one: Actor, other: Actor, *, keep: Mapping[str, str]) -> HttpResponse:
    """The page of any two actors; `keep` is what its links carry along in the query string."""
    narrowed = ClaimFilter.from_query(request.GET)
    pair = listing.relationship_between(one, other)
    rows = listing.rows_of_pair(pair, one, narrowed)
    context: dict[str, Any] = {"one": one, "other": other, "pair": pair, **claims_part(request, rows, narrowed, keep)}
    if wants_only(request, "claims"):
        return render(request, "geo/dyad.html#claims", context)
    directions = (f"{one.name} → {other.name}", f"{other.name} → {one.name}")
    cells = totals.cells_of_pair(pair, one, narrowed.direction)
    context |= record_part(cells, rows, narrowed, keep, directions, cells_direction=narrowed.direction)
    if wants_only(request, "record"):
        return render(request, "geo/dyad.html#record", context)
    context["events"], context["reviewed"] = (pair.event_count, pair.reviewed_count) if pair else (0, 0)
    context["pairs"] = _between(one, other) if one.iso3 and other.iso3 else []
    return render(request, "geo/dyad.html", context)


def _between(one: Actor, other: Actor) -> list[Any]:
    """The people and bodies of the one country with those of the other."""
    across = Q(first__country=one.iso3, second__country=other.iso3) | Q(
        first__country=other.iso3, second__country=one.iso3
    )
    both_countries = Q(first__in=[one, other], second__in=[one, other])
    return pairs_table(Relationship.objects.filter(across, claim_count__gt=0).exclude(both_countries), one.iso3 or "")
