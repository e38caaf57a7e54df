"""The front page."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from geo.browse import cards
from geo.browse.overview import beside_russia, busiest_pairs, changes, matrix, site
from geo.charts.map import draw
from geo.lib.lazy import kept
from geo.models import Claim

LATEST = 6
BUSIEST = 10


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    newest = Claim.objects.shown().order_by(*_newest())[:LATEST]
    total, coverage = site()
    pairs, beside = cache(busiest_pairs), cache(beside_russia)
    context = {
        "claims": cards.in_order(newest.values("pk")),
        "pairs": lambda: pairs()[:BUSIEST],
        "matrix": cache(lambda: matrix(pairs())),
        "changes": cache(lambda: changes(pairs())),
        "map": cache(lambda: draw(beside().data) if beside().data else None),
        "map_pairs": lambda: beside().table,
        "map_silent": lambda: beside().silent,
        "coverage": coverage,
        **kept(request, total.changed_at),
    }
    return render(request, "geo/home.html", context)


def _newest() -> list[Any]:
    return [F("listed_on").desc(nulls_last=True), "-pk"]
