"""How friendly, by PLOVER's scale from -10 to +10: the mean score of deeds, and below it that of words.

Each mark stands on a stem that begins at zero: a circle above it, a diamond below it, a bar on it. A mark that rests on
few events is small. Periods without an event have no mark, and no line joins the marks: between two of them nothing is
known. Quarters are drawn instead of years where they rest on enough events (see by_quarter).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from geo.charts.scales import NOTHING, Band, Entry, Scale, Twin, bands, labelled, number, years_drawn
from geo.totals.sums import PairCell as Cell

ENOUGH = 10
"""Events behind a quarter's mean: with ten, one more event that lies ten points off moves it by less than one."""
FEW = 5
"""Fewer events than this make a small mark."""
MOST_YEARS_BY_QUARTER = 6
FEWEST_YEARS = 8
PANEL = 132
GAP = 44
INSET = 8
"""Pixels inside a panel above +10 and below -10, so that no mark is cut."""

type Key = tuple[int, int]
"""Year and quarter; quarter 0 is the whole year, and the year 0 a gap of many years without an event."""
GAP_OF_YEARS: Key = (0, 0)


@dataclass(slots=True)
class Sum:
    events: int = 0
    score: float = 0

    @property
    def mean(self) -> float:
        return self.score / self.events


@dataclass(frozen=True, slots=True)
class Mark:
    """The mean of a period in a panel. `shape` is circle, diamond or bar; y in pixels, x from its band."""

    label: str
    href: str
    band: Band
    sum: Sum
    y: float
    zero: float
    is_few: bool

    @property
    def shape(self) -> str:
        return "circle" if self.sum.mean > 0 else "diamond" if self.sum.mean < 0 else "bar"

    @property
    def tone(self) -> str:
        return {"circle": "cooperation", "diamond": "conflict", "bar": "neither"}[self.shape]

    @property
    def mean(self) -> str:
        return signed(self.sum.mean)


@dataclass(frozen=True, slots=True)
class Panel:
    """Deeds or words: its own zero line, ticks and marks."""

    name: str
    title: str
    top: float
    zero: float
    ticks: list[tuple[str, float]]
    marks: list[Mark]

    @property
    def title_y(self) -> float:
        return self.top - 8

    @property
    def count_y(self) -> float:
        return self.top + PANEL + 10


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    middle: float
    is_wide_only: bool


@dataclass(frozen=True, slots=True)
class Thermometer:
    """`undated` events have no known year, `unplaced` no known quarter; `unofficial` ones count nowhere here."""

    unit: str
    panels: list[Panel]
    labels: list[Label]
    twin: Twin
    undated: int
    unplaced: int
    unofficial: int
    shows_counts: bool

    @property
    def is_empty(self) -> bool:
        return not any(panel.marks for panel in self.panels)

    @property
    def label_y(self) -> float:
        return self.panels[-1].count_y + 22

    @property
    def height(self) -> float:
        return self.label_y + 6


PANELS = ("done", "said")
type Link = Callable[[str, str], str]
"""The address of a mean's arithmetic, from its period ("2014", "2014-Q3") and its panel."""


def signed(value: float, places: int = 1) -> str:
    """+4.2 or −3.0, with a minus that is as wide as the plus; 0.0 has no sign."""
    text = f"{abs(value):.{places}f}"
    return text if float(text) == 0 else f"{'+' if value > 0 else '−'}{text}"


def thermometer(cells: Iterable[Cell], link: Link) -> Thermometer:
    cells = list(cells)
    official = [cell for cell in cells if cell.official]
    sums = _summed(official, _year_of)
    quarters = _summed(official, _quarter_of) if _spans_few_years(sums) else {}
    quarterly = by_quarter(quarters)
    drawn = quarters if quarterly else sums
    keys = _keys([key for found in drawn.values() for key in found], quarterly)
    return Thermometer(
        unit="quarter" if quarterly else "year",
        panels=[_panel_of(name, place, drawn[name], keys, link) for place, name in enumerate(PANELS)],
        labels=_labels(keys),
        twin=_twin(keys, drawn, link),
        undated=sum(cell.events for cell in official if cell.period is None),
        unplaced=sum(cell.events for cell in official if cell.precision == "year") if quarterly else 0,
        unofficial=sum(cell.events for cell in cells if not cell.official),
        shows_counts=len(keys) <= 30 and all(s.events < 100 for found in drawn.values() for s in found.values()),
    )


def _spans_few_years(sums: dict[str, dict[Key, Sum]]) -> bool:
    known = [year for found in sums.values() for year, _quarter in found]
    return bool(known) and max(known) - min(known) < MOST_YEARS_BY_QUARTER


def by_quarter(quarters: dict[str, dict[Key, Sum]]) -> bool:
    """Quarters are drawn over at most six years, and when half of the means or more rest on ENOUGH events."""
    counts = [found.events for panel in quarters.values() for found in panel.values()]
    return bool(counts) and 2 * sum(count >= ENOUGH for count in counts) >= len(counts)


def _summed(cells: Iterable[Cell], key: Callable[[Cell], Key | None]) -> dict[str, dict[Key, Sum]]:
    """By panel; cells without a key are left out."""
    sums: dict[str, dict[Key, Sum]] = {name: {} for name in PANELS}
    for cell in cells:
        if found := key(cell):
            panel = sums["said" if cell.is_speech else "done"]
            if (total := panel.get(found)) is None:
                total = panel[found] = Sum()
            total.events += cell.events
            total.score += cell.score
    return sums


def _year_of(cell: Cell) -> Key | None:
    return (cell.period.year, 0) if cell.period else None


def _quarter_of(cell: Cell) -> Key | None:
    return (cell.period.year, quarter_of(cell.period)) if cell.period and cell.precision == "month" else None


def quarter_of(day: datetime.date) -> int:
    return (day.month + 2) // 3


def _keys(known: list[Key], quarterly: bool) -> list[Key]:
    """Every period from the first to the last, whether anything is known of it or not; long gaps are left out."""
    if known and quarterly:
        first, last = min(known)[0], max(known)[0]
        return [(year, quarter) for year in range(first, last + 1) for quarter in (1, 2, 3, 4)]
    return [(year, 0) if year else GAP_OF_YEARS for year in years_drawn((key[0] for key in known), FEWEST_YEARS)]


def period_of(key: Key) -> str:
    return f"{key[0]}-Q{key[1]}" if key[1] else str(key[0])


def _label(key: Key) -> str:
    if not key[1]:
        return str(key[0])
    return _("%(year)d, quarter %(quarter)d") % {"year": key[0], "quarter": key[1]}


def _panel_of(name: str, place: int, sums: dict[Key, Sum], keys: list[Key], link: Link) -> Panel:
    top = 20 + place * (PANEL + GAP)
    scale = Scale(-10, 10, top + INSET, top + PANEL - INSET)
    marks = [
        Mark(
            _label(key), link(period_of(key), name), band, sums[key], scale.y(sums[key].mean), scale.y(0),
            sums[key].events < FEW,
        )
        for key, band in zip(keys, bands(len(keys)), strict=True)
        if key in sums
    ]  # fmt: skip
    ticks = [(signed(value, 0), scale.y(value)) for value in (10, 5, -5, -10)]
    return Panel(name, _("Deeds") if name == "done" else _("Words"), top, scale.y(0), ticks, marks)


def _labels(keys: list[Key]) -> list[Label]:
    """By quarter only the years are named, under their first quarter."""
    if keys and keys[0][1]:
        places = zip(keys, bands(len(keys)), strict=True)
        return [Label(str(year), band.middle, False) for (year, quarter), band in places if quarter == 1]
    wide, narrow = labelled(len(keys), 14), labelled(len(keys), 7)
    places_with_labels = zip(keys, bands(len(keys)), wide, narrow, strict=True)
    return [
        Label(str(key[0]) if key[0] else "…", band.middle, not few and key != GAP_OF_YEARS)
        for key, band, many, few in places_with_labels
        if many or key == GAP_OF_YEARS
    ]


def _twin(keys: list[Key], drawn: dict[str, dict[Key, Sum]], link: Link) -> Twin:
    heads = [_("Period"), _("Deeds, mean"), _("events"), _("Words, mean"), _("events")]
    rows = [_row(key, drawn, link) for key in keys if any(key in drawn[name] for name in PANELS)]
    return Twin.of(heads, rows)


def _row(key: Key, drawn: dict[str, dict[Key, Sum]], link: Link) -> list[Entry]:
    row = [Entry(_label(key))]
    for name in PANELS:
        found = drawn[name].get(key)
        row.append(Entry(signed(found.mean), link(period_of(key), name)) if found else Entry(NOTHING))
        row.append(number(found.events if found else 0))
    return row
