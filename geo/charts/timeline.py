"""Events over time: cooperation above the line, conflict below, each column a link to what it counts.

Nothing is pressed into a January: events of a year known no closer are open bars on top of their year's, and are only
named beside a drawing by month, as undated ones are beside both. Columns without an event are left empty, without a
mark: that nothing was read about a month does not say that nothing happened.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import dateformat
from django.utils.translation import gettext as _

from geo.charts.scales import Band, Entry, Scale, Twin, bands, labelled, number, whole_ticks, years_drawn
from geo.totals.sums import Cell
from geo.vocabulary import TYPES

HALF = 84
GAP = 11
"""Pixels between the two halves: the axis with its labels stands below, the line between them here."""
GAP_OF_YEARS = "…"
MOST_MONTHS = 24
FEWEST_YEARS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a column; `y` and `height` in pixels from the top. `is_open`: the month of its events is not known."""

    kind: str
    is_open: bool
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A month or a year; the counts are of all its bars."""

    label: str
    long_label: str
    period: str
    href: str
    band: Band
    cooperation: int
    conflict: int
    month_unknown: int
    bars: list[Bar]
    year_mark: str
    is_labelled: bool
    is_labelled_when_narrow: bool


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
        return not (any(column.bars for column in self.columns) or self.apart or self.undated)

    @property
    def has_open(self) -> bool:
        return any(column.month_unknown for column in self.columns)

    @property
    def twin(self) -> Twin:
        rows = [_row(column.long_label, column, _without_month(column)) for column in self.columns if column.bars]
        rows += [_row(_("%(year)s, month not known") % {"year": year.label}, year) for year in self.apart]
        rows += [_row(_("Undated"), self.undated)] if self.undated else []
        return Twin.of([_("Period"), _("Cooperation"), _("Conflict")], rows)


def _row(label: str, counted: Column | Apart, note: str = "") -> list[Entry]:
    return [
        Entry(label, f"{counted.href}#record", note),
        number(counted.cooperation),
        number(counted.conflict),
    ]


def _without_month(column: Column) -> str:
    return _("%(n)d of them without a month") % {"n": column.month_unknown} if column.month_unknown else ""


Halves = tuple[int, int]
Link = Callable[[str], str]
NONE: Halves = (0, 0)


def timeline(cells: Iterable[Cell], link: Link) -> Timeline:
    """`link` makes the address of a period's claims out of the period as filters write it."""
    months, years, undated = _sorted_out(cells)
    by_month = _spans_few_months(months, years)
    closed = months if by_month else _years_of(months)
    opened = {} if by_month else years
    periods = _month_periods(closed) if by_month else _year_periods({*closed, *opened})
    pairs = [(closed.get(period, NONE), opened.get(period, NONE)) for period in periods]
    scale = max((max(good + more_good, bad + more_bad) for (good, bad), (more_good, more_bad) in pairs), default=1)
    places = zip(
        periods, pairs, bands(len(periods)), labelled(len(periods), 14), labelled(len(periods), 7), strict=True
    )
    columns = [
        _column(period, halves, scale, link, band, (wide, narrow)) for period, halves, band, wide, narrow in places
    ]
    return Timeline(
        unit="month" if by_month else "year",
        columns=columns,
        apart=[_apart(f"{year}-XX", year, halves, link) for year, halves in sorted(years.items()) if by_month],
        undated=_apart("undated", _("undated"), undated, link) if any(undated) else None,
        ticks=_ticks(scale or 1),
        has_conflict=any(column.conflict for column in columns),
    )


def _sorted_out(cells: Iterable[Cell]) -> tuple[dict[str, Halves], dict[str, Halves], Halves]:
    months: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    years: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    undated = [0, 0]
    halves = {kind: 0 if facts.quad.cooperates else 1 for kind, facts in TYPES.items()}
    for cell in cells:
        half, period = halves[cell.type], cell.period
        if period is None:
            undated[half] += cell.events
        elif cell.precision == "year":
            years[str(period.year)][half] += cell.events
        else:
            months[period.isoformat()[:7]][half] += cell.events
    return (
        {key: (good, bad) for key, (good, bad) in months.items()},
        {key: (good, bad) for key, (good, bad) in years.items()},
        (undated[0], undated[1]),
    )


def _spans_few_months(months: dict[str, Halves], years: dict[str, Halves]) -> bool:
    known = [int(period[:4]) for period in (*months, *years)]
    return bool(months) and (max(known) - min(known) + 1) * 12 <= MOST_MONTHS


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


def _year_periods(years: set[str]) -> list[str]:
    """GAP_OF_YEARS stands for many years without an event."""
    return [str(year) if year else GAP_OF_YEARS for year in years_drawn(map(int, years), FEWEST_YEARS)]


def _column(
    period: str, halves: tuple[Halves, Halves], scale: int, link: Link, band: Band, has_label: tuple[bool, bool]
) -> Column:
    closed, opened = halves
    if period == GAP_OF_YEARS:
        return Column(period, period, period, "", band, 0, 0, 0, [], "", True, True)
    is_month = "-" in period
    first = datetime.date(int(period[:4]), int(period[5:]) if is_month else 1, 1)
    return Column(
        label=dateformat.format(first, "M") if is_month else period,
        long_label=dateformat.format(first, "F Y") if is_month else period,
        period=period,
        href=link(period),
        band=band,
        cooperation=closed[0] + opened[0],
        conflict=closed[1] + opened[1],
        month_unknown=sum(opened),
        bars=_bars(closed, opened, scale),
        year_mark=period[:4] if is_month and period.endswith("-01") else "",
        is_labelled=has_label[0],
        is_labelled_when_narrow=has_label[0] and has_label[1],
    )


def _bars(closed: Halves, opened: Halves, scale: int) -> list[Bar]:
    """From the line outwards: what is dated closely, then what is known to the year only."""
    unit = HALF * 0.94 / scale if scale else 0
    bars = []
    for half, kind in enumerate(("cooperation", "conflict")):
        inner, outer = closed[half] * unit, opened[half] * unit
        for is_open, distance, length in ((False, 0.0, inner), (True, inner, outer)):
            if length:
                y = HALF - distance - length if half == 0 else HALF + GAP + distance
                bars.append(Bar(kind, is_open, round(y, 1), round(length, 1)))
    return bars


def _ticks(most: int) -> list[Tick]:
    above = Scale(0, most, HALF * 0.06, HALF)
    return [Tick(value, above.y(value), round(2 * HALF + GAP - above.y(value), 1)) for value in whole_ticks(most)]


def _apart(period: str, label: str, halves: Halves, link: Link) -> Apart:
    return Apart(label, period, link(period), *halves)
