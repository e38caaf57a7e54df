"""Two spans of years side by side: which types of event are new, gone, more or fewer.

Spans of different length are compared by events a year, and the page says so. Events without a known year are in none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from geo.totals.sums import Cell
from geo.vocabulary import TYPES, EventType, Quad

YEARS_EACH = 3
FIELDS = ("then_from", "then_to", "now_from", "now_to")
type Link = Callable[[str, str], str]
"""The address of a type's claims in a period; an empty type is all of them."""


class Change(models.TextChoices):
    NEW = "new", gettext_lazy("New")
    GONE = "gone", gettext_lazy("Gone")
    MORE = "more", gettext_lazy("More")
    FEWER = "fewer", gettext_lazy("Fewer")
    SAME = "same", gettext_lazy("As many")


@dataclass(frozen=True, slots=True)
class Span:
    """Calendar years, both included."""

    first: int
    last: int

    @property
    def period(self) -> str:
        """As filters write it."""
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    def __str__(self) -> str:
        return self.period.replace("/", "–")

    def __contains__(self, year: int) -> bool:
        return self.first <= year <= self.last


@dataclass(frozen=True, slots=True)
class Side:
    """How many events a span has; `href` leads to their claims."""

    events: int
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    type: str
    quad: Quad
    then: Side
    now: Side
    change: Change


@dataclass(frozen=True, slots=True)
class Comparison:
    then: Span
    now: Span
    years: list[int]
    groups: list[tuple[str, list[Row]]]
    then_all: Side
    now_all: Side

    @property
    def fields(self) -> dict[str, int]:
        values = (self.then.first, self.then.last, self.now.first, self.now.last)
        return dict(zip(FIELDS, values, strict=True))

    @property
    def differ_in_length(self) -> bool:
        return self.then.length != self.now.length

    @property
    def overlap(self) -> bool:
        return self.then.first <= self.now.last and self.now.first <= self.then.last


def compare(cells: Iterable[Cell], chosen: Mapping[str, str], link: Link) -> Comparison | None:
    """None when the events lie in one year or have none: there is nothing to set against anything."""
    dated = [(cell.period.year, cell.type, cell.events) for cell in cells if cell.period]
    years = sorted({year for year, *_rest in dated})
    if len(years) < 2:
        return None
    then, now = _spans(chosen, years[0], years[-1])
    before, after = _by_type(dated, then), _by_type(dated, now)
    rows = [_row(kind, before[kind], after[kind], then, now, link) for kind in TYPES if before[kind] or after[kind]]
    return Comparison(
        then=then,
        now=now,
        years=list(range(years[0], years[-1] + 1)),
        groups=[(str(c.label), found) for c in Change if (found := [row for row in rows if row.change == c])],
        then_all=Side(before.total(), link("", then.period)),
        now_all=Side(after.total(), link("", now.period)),
    )


def _spans(chosen: Mapping[str, str], first: int, last: int) -> tuple[Span, Span]:
    """What the form asks for; else the last years and as many before them."""
    given = [chosen.get(name, "") for name in FIELDS]
    if any(given):
        numbers = [_year(name, text) for name, text in zip(FIELDS, given, strict=True)]
        return _span(numbers[0], numbers[1]), _span(numbers[2], numbers[3])
    each = min(YEARS_EACH, (last - first + 1) // 2)
    return Span(last - 2 * each + 1, last - each), Span(last - each + 1, last)


def _year(name: str, text: str) -> int:
    if not (len(text) == 4 and text.isascii() and text.isdigit() and text[0] in "12"):
        raise BadRequest(
            _("To compare, choose four years; “%(value)s” for %(name)s is none.") % {"value": text[:20], "name": name}
        )
    return int(text)


def _span(one: int, other: int) -> Span:
    """A span that ends before it begins is taken the other way round: what was meant is plain."""
    return Span(min(one, other), max(one, other))


def _by_type(dated: Iterable[tuple[int, str, int]], span: Span) -> Counter[str]:
    events: Counter[str] = Counter()
    for year, kind, number in dated:
        if year in span:
            events[kind] += number
    return events


def _row(kind: str, before: int, after: int, then: Span, now: Span, link: Link) -> Row:
    return Row(
        str(EventType(kind).label),
        TYPES[kind].quad,
        Side(before, link(kind, then.period)),
        Side(after, link(kind, now.period)),
        _change(before, after, then, now),
    )


def _change(before: int, after: int, then: Span, now: Span) -> Change:
    if not before:
        return Change.NEW
    if not after:
        return Change.GONE
    was, became = before * now.length, after * then.length  # events a year, without the division
    return Change.MORE if became > was else Change.FEWER if became < was else Change.SAME
