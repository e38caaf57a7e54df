"""The front page, and what the site says about itself."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db.models import Exists, F, Max, Min, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, Source
from geo import listing
from geo.models import Actor, Claim, ClaimActor, Relationship, Review
from geo.views.parts import pairs_table
from geo.vocabulary import TYPES, EventType, Modality

LATEST = 6
BUSIEST = 10
COVERAGE_SECONDS = 60
"""Counting everything is the one slow thing of the front page: a minute's age does no harm there."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    newest = Claim.objects.shown().order_by(*_newest())[:LATEST]
    pairs = Relationship.objects.filter(first__kind="country", second__kind="country", event_count__gt=0)
    context = {
        "claims": listing.in_order(newest.values_list("pk", flat=True)),
        "pairs": pairs_table(pairs)[:BUSIEST],
        "coverage": cache.get_or_set("coverage", coverage, COVERAGE_SECONDS),
    }
    return render(request, "geo/home.html", context)


def _newest() -> list[Any]:
    return [F("listed_on").desc(nulls_last=True), "-pk"]


def coverage() -> dict[str, Any]:
    """What the whole picture rests on."""
    read = Article.objects.current().filter(state=Article.State.READ)
    dates = read.aggregate(first=Min("published_on"), last=Max("published_on"))
    shown = Claim.objects.shown()
    return {
        "articles": read.count(),
        "waiting": Article.objects.current().filter(state__in=["queued", "reading"]).count(),
        "sources": Source.objects.filter(Exists(read.filter(source=OuterRef("pk")))).count(),
        "claims": shown.count(),
        "reviewed": shown.filter(Exists(Review.objects.filter(ref=OuterRef("ref")))).count(),
        "actors": Actor.objects.filter(Exists(ClaimActor.objects.filter(actor=OuterRef("pk")))).count(),
        "pairs": Relationship.objects.filter(event_count__gt=0).count(),
        "first": dates["first"],
        "last": dates["last"],
    }


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    types = [(kind.value, kind.label, TYPES[kind]) for kind in EventType]
    return render(request, "geo/methods.html", {"types": types, "modalities": Modality})
