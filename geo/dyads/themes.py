"""What the events of a pair are about: PLOVER's contexts, each with the events that the reader can open."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from geo.dyads.pair import Pair
from geo.models import RelationshipContext

MOST = 12


@dataclass(frozen=True, slots=True)
class Theme:
    name: str
    href: str
    events: int
    conflict: int


def themes(pair: Pair) -> list[Theme]:
    """The commonest first."""
    if pair.relationship is None:
        return []
    cells = RelationshipContext.objects.filter(relationship=pair.relationship)
    if pair.sign:
        cells = cells.filter(direction=pair.sign)
    summed = cells.values_list("context").annotate(all=Sum("events"), bad=Sum("conflict")).order_by("-all", "context")
    return [
        Theme(context.replace("_", " "), pair.counted(context=context), events, conflict)
        for context, events, conflict in summed[:MOST]
    ]
