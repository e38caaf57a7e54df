"""The front page."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from geo import cards
from geo.charts.map import draw
from geo.models import Claim
from geo.overview import beside_russia, busiest_pairs, changes, coverage, matrix

LATEST = 6
BUSIEST = 10


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    newest = Claim.objects.shown().order_by(*_newest())[:LATEST]
    pairs = busiest_pairs()
    beside = beside_russia()
    context = {
        "claims": cards.in_order(newest.values_list("pk", flat=True)),
        "pairs": pairs[:BUSIEST],
        "matrix": matrix(pairs),
        "changes": changes(pairs),
        "map": draw(beside.data) if beside.data else None,
        "map_pairs": beside.table,
        "map_silent": beside.silent,
        "coverage": coverage(),
    }
    return render(request, "geo/home.html", context)


def _newest() -> list[Any]:
    return [F("listed_on").desc(nulls_last=True), "-pk"]
