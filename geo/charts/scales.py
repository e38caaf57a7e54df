"""What drawings share: places along an axis, whole-number ticks, and the table that says the same.

A chart is a module that turns data into a frozen dataclass of positions, and a template that writes them down as SVG:

- Widths are in percent, so that one drawing serves a telephone and a desk; heights are in pixels.
- Classes and presentation attributes only: the content security policy drops every style, in SVG too. Colours, focus
  and print live in static/css/charts.css, under the class `drawing`.
- What stands for data is a link (`<a>` with a `<title>`) to the list that it counts: the keyboard comes with it.
- Under each drawing stands its twin, a table with the same numbers and links (geo/charts/_twin.html).
- No data has no mark: a zero would be a statement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

NOTHING = "–"
"""What a table prints where there is no data."""


@dataclass(frozen=True, slots=True)
class Band:
    """The room of one period or category on the horizontal axis, in percent of the width."""

    x: float
    width: float

    @property
    def end(self) -> float:
        return round(self.x + self.width, 3)

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 3)


def bands(count: int, fill: float = 0.72) -> list[Band]:
    """`count` equal bands side by side; `fill` is the share of each that is drawn on, the rest is air."""
    step = 100 / count if count else 0
    air = (1 - fill) / 2
    return [Band(round(step * (place + air), 3), round(step * fill, 3)) for place in range(count)]


def labelled(count: int, most: int) -> list[bool]:
    """Which of `count` labels have room when at most `most` do: evenly apart, and the last one always."""
    every = max(1, -(-count // most))
    return [(count - 1 - place) % every == 0 for place in range(count)]


BREAK = 12
"""Years in a row without data that an axis leaves out, with a mark in their place: they would squeeze the others."""


def years_drawn(known: Iterable[int], fewest: int) -> list[int | None]:
    """The years of an axis, in order; None stands for a run of at least BREAK years without data.

    The axis begins early enough to span `fewest` years: a single year over the whole width would look like a long time.
    """
    found = sorted(set(known))
    if not found:
        return []
    first = min(found[0], found[-1] - fewest + 1)
    years: list[int | None] = list(range(first, found[0]))
    for year, following in pairwise([*found, found[-1] + 1]):
        gap = range(year + 1, following)
        years += [year, None] if len(gap) >= BREAK else [year, *gap]
    return years


@dataclass(frozen=True, slots=True)
class Scale:
    """Values to pixels from the top: `high` is drawn at `top`, `low` at `bottom`."""

    low: float
    high: float
    top: float
    bottom: float

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.bottom - share * (self.bottom - self.top), 1)


def whole_ticks(most: int) -> list[int]:
    """Two ticks for counts up to `most`: there are no half events."""
    return sorted({most, most // 2} - {0})


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of a table: what it says, where it leads, and a remark beside it."""

    text: str
    href: str = ""
    note: str = ""


def number(value: int, href: str = "") -> Entry:
    """A count that leads to what it counts; a dash where nothing was read."""
    return Entry(str(value), href) if value else Entry(NOTHING)


@dataclass(frozen=True, slots=True)
class Twin:
    """The table that says what a drawing shows. The first column names the rows, the others hold numbers."""

    heads: list[str]
    rows: list[list[Entry]]

    @classmethod
    def of(cls, heads: Iterable[object], rows: Iterable[list[Entry]]) -> Twin:
        return cls([str(head) for head in heads], list(rows))
