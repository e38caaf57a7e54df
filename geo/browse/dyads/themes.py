"""What the events of a pair are about: PLOVER's contexts, each with the events that the reader can open."""

from __future__ import annotations

from dataclasses import dataclass

from geo.browse.dyads.pair import Pair
from geo.lib import statements

MOST = 12


@dataclass(frozen=True, slots=True)
class Theme:
    name: str
    href: str
    events: int
    conflict: int


THEMES = """
    SELECT context, sum(events)::int, sum(conflict)::int FROM geo_relationshipcontext
    WHERE relationship_id = %(pair)s AND %(sign)s IN (0, direction)
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %(most)s"""


def themes(pair: Pair) -> list[Theme]:
    """The commonest first."""
    if pair.relationship is None:
        return []
    found = statements.rows(THEMES, {"pair": pair.relationship.pk, "sign": pair.sign, "most": MOST})
    return [
        Theme(context.replace("_", " "), pair.counted(context=context), events, conflict)
        for context, events, conflict in found
    ]
