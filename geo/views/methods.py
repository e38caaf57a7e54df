"""What the site says about itself: how it reads, counts and draws, and what it cannot know."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from geo.charts.thermometer import ENOUGH, FEW, signed
from geo.vocabulary import MODE_SCORES, TYPES, EventType, Modality


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    types = [(str(kind.label), TYPES[kind], signed(TYPES[kind].score), _modes(kind)) for kind in EventType]
    return render(request, "geo/methods.html", {"types": types, "modalities": Modality, "enough": ENOUGH, "few": FEW})


def _modes(kind: EventType) -> list[tuple[str, str]]:
    """The modes of a type that have a score of their own."""
    usual = TYPES[kind].score
    return [(mode, signed(own)) for (of, mode), own in MODE_SCORES.items() if of == kind and own != usual]
