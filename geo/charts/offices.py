"""Offices of a person as a strip in time. An end that is not known, or not over, is drawn open."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from geo.charts.scales import labelled
from geo.models import Office

ROW = 34
LAST_LABEL = 0.92
"""Of the width: a label further to the right would leave the drawing."""
OPEN_YEARS = 2.0
"""How far a bar reaches towards an end that is not known."""


@dataclass(frozen=True, slots=True)
class Term:
    """Positions in percent of the width, `y` in pixels. `is_open_*`: nothing known of that end."""

    title: str
    country: str
    years: str
    x: float
    width: float
    y: int
    is_open_start: bool
    is_open_end: bool

    @property
    def end(self) -> float:
        return round(self.x + self.width, 2)

    @property
    def fits_right(self) -> bool:
        """Whether its words have room from its start to the right edge."""
        return self.x < 50


@dataclass(frozen=True, slots=True)
class Year:
    label: str
    x: float
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class Strip:
    terms: list[Term]
    years: list[Year]

    @property
    def axis(self) -> int:
        return ROW * len(self.terms) + 6

    @property
    def height(self) -> int:
        return self.axis + 20


def strip(offices: Iterable[Office], today: datetime.date) -> Strip | None:
    """Only offices with a date; none when there is nothing to place."""
    dated = sorted(
        (office for office in offices if office.starts or office.ends),
        key=lambda office: (office.starts or office.ends or today, office.title),
    )
    if not dated:
        return None
    spans = [_span(office, today) for office in dated]
    first, last = int(min(start for start, _end in spans)), int(max(end for _start, end in spans)) + 1
    count = last - first
    marks = labelled(count, 6)
    years = [
        Year(str(first + place), round(100 * place / count, 2), marked and place < count * LAST_LABEL)
        for place, marked in enumerate(marks)
    ]
    terms = [
        _term(office, span, first, count, row) for row, (office, span) in enumerate(zip(dated, spans, strict=True))
    ]
    return Strip(terms, years)


def _span(office: Office, today: datetime.date) -> tuple[float, float]:
    start = _year(office.starts) if office.starts else _year(office.ends or today) - OPEN_YEARS
    end = _year(office.ends) if office.ends else max(_year(today), start + OPEN_YEARS)
    return start, end


def _year(day: datetime.date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def years_of(office: Office) -> str:
    """“2012–2024”; an end that is not known is left open."""
    start = str(office.starts.year) if office.starts else "?"
    return f"{start}–{office.ends.year if office.ends else ''}"


def _term(office: Office, span: tuple[float, float], first: int, count: int, row: int) -> Term:
    return Term(
        title=office.title,
        country=office.country,
        years=years_of(office),
        x=round(100 * (span[0] - first) / count, 2),
        width=round(max(100 * (span[1] - span[0]) / count, 0.8), 2),
        y=ROW * row + 20,
        is_open_start=office.starts is None,
        is_open_end=office.ends is None,
    )
