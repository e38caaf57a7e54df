"""Two actors, seen both ways or one way, and the rows that are about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from geo.browse.filters import COUNTED, ClaimFilter, query_string
from geo.lib import statements
from geo.models import Actor, ClaimPair, Relationship
from geo.totals.sums import PairCell

ALL_COUNTED = ClaimFilter(modality=COUNTED)
_FIELDS = [[field.attname for field in model._meta.concrete_fields] for model in (Actor, Actor, Relationship)]
# By hand, as a page begins with it. Countries that were merged answer as what they were merged into.
COUNTRIES = f"""
    SELECT {", ".join(f"one.{name}" for name in _FIELDS[0])}, {", ".join(f"other.{name}" for name in _FIELDS[1])},
        {", ".join(f"pair.{name}" for name in _FIELDS[2])}
    FROM geo_actor left_named CROSS JOIN geo_actor right_named
    JOIN geo_actor one ON one.id = coalesce(left_named.merged_into_id, left_named.id)
    JOIN geo_actor other ON other.id = coalesce(right_named.merged_into_id, right_named.id)
    LEFT JOIN geo_relationship pair
        ON pair.first_id = least(one.id, other.id) AND pair.second_id = greatest(one.id, other.id)
    WHERE left_named.iso2 = %s AND right_named.iso2 = %s"""


def two_countries(one: str, other: str) -> tuple[Actor, Actor, Relationship | None] | None:
    """By ISO alpha-2, with what is kept of the two together; None where one of the codes is no country's."""
    row = statements.row(COUNTRIES, [one, other])
    if row is None:
        return None
    width = len(_FIELDS[0])
    first, second, rest = row[:width], row[width : 2 * width], row[2 * width :]
    pair = Relationship.from_db(connection.alias, _FIELDS[2], rest) if rest[0] is not None else None
    return Actor.from_db(connection.alias, _FIELDS[0], first), Actor.from_db(connection.alias, _FIELDS[1], second), pair


@dataclass(frozen=True, slots=True)
class Pair:
    """`direction` is "out" from `one` to `other`, "in" the other way, or empty for both.

    `keep` is what every link carries along in the query string: the other actor, where the page is that of the first,
    and the periods that are compared.
    """

    one: Actor
    other: Actor
    relationship: Relationship | None
    direction: str = ""
    keep: Mapping[str, str] = field(default_factory=dict)

    @property
    def sign(self) -> int:
        """The direction as rows and cells keep it; 0 when both are meant."""
        if not self.direction or self.relationship is None:
            return 0
        return 1 if (self.direction == "out") == (self.relationship.first_id == self.one.pk) else -1

    @property
    def names(self) -> tuple[str, str]:
        """The two directions in words, "out" first."""
        return f"{self.one.name} → {self.other.name}", f"{self.other.name} → {self.one.name}"

    def seen(self, cells: Iterable[PairCell]) -> list[PairCell]:
        """Those of this direction."""
        sign = self.sign
        return [cell for cell in cells if cell.direction == sign] if sign else list(cells)

    def rows(self) -> QuerySet[ClaimPair]:
        """The shown claims of the pair in this direction, unordered."""
        if self.relationship is None:
            return ClaimPair.objects.none()
        rows = ClaimPair.objects.filter(relationship=self.relationship)
        return rows.filter(direction=self.sign) if self.sign else rows

    def query(self, **values: Any) -> str:
        """A query string of this page, in this direction."""
        chosen = {**self.keep, "direction": self.direction, **values}
        return query_string({name: str(value) for name, value in chosen.items() if value})

    def counted(self, **narrowed: str) -> str:
        """The address of the claims behind a number: of events that occurred or are under way, in this direction."""
        return f"{ALL_COUNTED.query_with({'direction': self.direction, **narrowed}, self.keep)}#record"
