"""Two actors, seen both ways or one way, and the rows that are about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from geo import listing
from geo.filters import COUNTED, ClaimFilter, query_string
from geo.models import Actor, ClaimPair, Relationship
from geo.totals import PairCell

ALL_COUNTED = ClaimFilter(modality=COUNTED)


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

    @classmethod
    def of(cls, one: Actor, other: Actor, direction: str, keep: Mapping[str, str]) -> Pair:
        return cls(one, other, listing.relationship_between(one, other), direction, keep)

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
