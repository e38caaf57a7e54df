"""The marks of geo.charts.offices."""

from __future__ import annotations

from collections.abc import Iterator

from geo.charts.offices import Strip, Term
from geo.lib.markup import Markup, text
from geo.markup.elements import joined

END = 5
"""Half the height in pixels of the stroke at an end that is known."""


def marks(strip: Strip) -> Markup:
    axis = Markup(f'<line class="axis" x1="0" x2="100%" y1="{strip.axis}" y2="{strip.axis}"/>')
    return joined((*_years(strip), axis, *(piece for term in strip.terms for piece in _term(term))))


def _years(strip: Strip) -> Iterator[Markup]:
    for year in strip.years:
        if year.is_labelled:
            yield Markup(f'<line class="grid" x1="{year.x}%" x2="{year.x}%" y1="0" y2="{strip.axis}"/>')
            yield Markup(f'<text class="label" x="{year.x}%" dx="3" y="{strip.axis}" dy="14">{text(year.label)}</text>')


def _term(term: Term) -> Iterator[Markup]:
    x, end, y = term.x, term.end, term.y
    style = " open" if term.is_open_end or term.is_open_start else ""
    yield Markup(f'<line class="term{style}" x1="{x}%" x2="{end}%" y1="{y}" y2="{y}"/>')
    for place, is_open in ((x, term.is_open_start), (end, term.is_open_end)):
        if not is_open:
            yield Markup(f'<line class="end" x1="{place}%" x2="{place}%" y1="{y - END}" y2="{y + END}"/>')
    place, anchor = (x, "") if term.fits_right else (end, ' text-anchor="end"')
    yield Markup(f'<text class="name" x="{place}%" y="{y - 8}"{anchor}>{text(term.title)}</text>')
