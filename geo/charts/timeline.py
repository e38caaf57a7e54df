"""Events over time: cooperation above the line, conflict below, each column a link to what it counts.

Years known no closer and undated events stand apart: nothing is pressed into a January. Columns without an event are
left empty, without a mark: that nothing was read about a month does not say that nothing happened.
Widths are in percent, so that one drawing serves a telephone and a desk; heights are in pixels.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import dateformat
from django.utils.translation import gettext as _

from geo.totals import Cell

HALF = 84
GAP = 11
"""Pixels between the two halves: the axis with its labels stands below, the line between them here."""
MOST_MONTHS = 24
FEWEST_YEARS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One half of a column; `y` and `height` in pixels from the top of the drawing."""

    events: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A month or a year. Positions in percent of the width."""

    label: str
    long_label: str
    period: str
    href: str
    x: float
    width: float
    middle: float
    cooperation: Bar | None
    conflict: Bar | None
    year_mark: str
    is_labelled: bool
    is_labelled_when_narrow: bool

    @property
    def end(self) -> float:
        return round(self.x + self.width, 3)

    @property
    def has_data(self) -> bool:
        return bool(self.cooperation or self.conflict)


@dataclass(frozen=True, slots=True)
class Apart:
    """Events whose month (or whole date) no text gives."""

    label: str
    period: str
    href: str
    cooperation: int
    conflict: int

    @property
    def events(self) -> int:
        return self.cooperation + self.conflict


@dataclass(frozen=True, slots=True)
class Tick:
    value: int
    above: float
    below: float


@dataclass(frozen=True, slots=True)
class Timeline:
    unit: str
    columns: list[Column]
    apart: list[Apart]
    undated: Apart | None
    ticks: list[Tick]
    has_conflict: bool

    @property
    def height(self) -> int:
        """Of the columns; a half without data takes no room."""
        return 2 * HALF + GAP if self.has_conflict else HALF + GAP

    @property
    def line(self) -> float:
        return HALF + GAP / 2

    @property
    def label_y(self) -> int:
        return self.height + 16

    @property
    def year_y(self) -> int:
        return self.label_y + 16

    @property
    def drawing_height(self) -> int:
        return (self.year_y if self.unit == "month" else self.label_y) + 6

    @property
    def is_empty(self) -> bool:
        return not (any(column.has_data for column in self.columns) or self.apart or self.undated)


Halves = tuple[int, int]
Link = Callable[[str], str]


def timeline(cells: Iterable[Cell], link: Link) -> Timeline:
    """`link` makes the address of a period's claims out of the period as filters write it."""
    months, years, undated = _sorted_out(cells)
    by_month = _spans_few_months(months)
    dated = months if by_month else _years_of(months)
    periods = _month_periods(dated) if by_month else _year_periods(dated, years)
    scale = max((max(halves) for halves in dated.values()), default=1) or 1
    has_conflict = any(bad for _good, bad in dated.values())
    columns = [_column(period, position, len(periods), dated, scale, link) for position, period in enumerate(periods)]
    return Timeline(
        unit="month" if by_month else "year",
        columns=columns,
        apart=[_apart(f"{year}-XX", str(year), halves, link) for year, halves in sorted(years.items())],
        undated=_apart("undated", _("undated"), undated, link) if any(undated) else None,
        ticks=_ticks(scale),
        has_conflict=has_conflict,
    )


def _sorted_out(cells: Iterable[Cell]) -> tuple[dict[str, Halves], dict[int, Halves], Halves]:
    months: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    years: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    undated = [0, 0]
    for cell in cells:
        half = 0 if cell.cooperates else 1
        if cell.period is None:
            undated[half] += cell.events
        elif cell.precision == "year":
            years[cell.period.year][half] += cell.events
        else:
            months[f"{cell.period:%Y-%m}"][half] += cell.events
    return (
        {key: (good, bad) for key, (good, bad) in months.items()},
        {key: (good, bad) for key, (good, bad) in years.items()},
        (undated[0], undated[1]),
    )


def _spans_few_months(months: dict[str, Halves]) -> bool:
    years = [int(month[:4]) for month in months]
    return bool(years) and (max(years) - min(years) + 1) * 12 <= MOST_MONTHS


def _years_of(months: dict[str, Halves]) -> dict[str, Halves]:
    years: dict[str, Halves] = {}
    for month, (good, bad) in months.items():
        before = years.get(month[:4], (0, 0))
        years[month[:4]] = (before[0] + good, before[1] + bad)
    return years


def _month_periods(months: dict[str, Halves]) -> list[str]:
    """Whole calendar years: a single month stretched over the page would look like a long time."""
    first, last = int(min(months)[:4]), int(max(months)[:4])
    return [f"{year}-{month:02}" for year in range(first, last + 1) for month in range(1, 13)]


def _year_periods(dated: dict[str, Halves], years: dict[int, Halves]) -> list[str]:
    known = [int(year) for year in dated] or list(years)
    if not known:
        return []
    last = max(known)
    return [str(year) for year in range(min(*known, last - FEWEST_YEARS + 1), last + 1)]


def _column(period: str, position: int, count: int, dated: dict[str, Halves], scale: int, link: Link) -> Column:
    good, bad = dated.get(period, (0, 0))
    step = 100 / count
    is_month = "-" in period
    first = datetime.date(int(period[:4]), int(period[5:]) if is_month else 1, 1)
    every = max(1, -(-count // 14))
    return Column(
        label=dateformat.format(first, "M") if is_month else period,
        long_label=dateformat.format(first, "F Y") if is_month else period,
        period=period,
        href=link(period),
        x=round(step * position + step * 0.14, 3),
        width=round(step * 0.72, 3),
        middle=round(step * (position + 0.5), 3),
        cooperation=_bar(good, scale, above=True),
        conflict=_bar(bad, scale, above=False),
        year_mark=period[:4] if is_month and period.endswith("-01") else "",
        is_labelled=(count - 1 - position) % every == 0,
        is_labelled_when_narrow=(count - 1 - position) % (2 * every) == 0,
    )


def _bar(events: int, scale: int, *, above: bool) -> Bar | None:
    if not events:
        return None
    height = round(HALF * 0.94 * events / scale, 1)
    return Bar(events, round(HALF - height, 1) if above else HALF + GAP, height)


def _ticks(scale: int) -> list[Tick]:
    """Whole numbers only: there are no half events."""
    values = [scale] if scale == 1 else sorted({scale, scale // 2} - {0})
    heights = [(value, HALF * 0.94 * value / scale) for value in values]
    return [Tick(value, round(HALF - height, 1), round(HALF + GAP + height, 1)) for value, height in heights]


def _apart(period: str, label: str, halves: Halves, link: Link) -> Apart:
    return Apart(label, period, link(period), *halves)
