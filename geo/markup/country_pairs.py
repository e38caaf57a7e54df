"""The matrix of pairs of countries on the front page, and its table of the busiest ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import ngettext

from geo.browse.overview import Country, Pair, Row
from geo.charts.scales import NOTHING
from geo.lib.markup import Markup, text
from geo.markup.elements import hidden, joined
from geo.markup.elements import words as _


def cells(matrix: Sequence[Row]) -> Markup:
    """A row for each country but the busiest, which stands over the columns only."""
    return joined(map(_line, matrix[1:]))


def _line(row: Row) -> Markup:
    found = "".join(_cell(row.country, *cell) for cell in row.cells)
    return Markup(f'<tr><th scope="row">{text(row.country.name)}</th>{found}</tr>')


def _cell(one: Country, other: Country, pair: Pair | None, level: int) -> Markup:
    if pair is None:
        return Markup(f'<td class="level-{level}"></td>')
    words = ngettext("%(n)s event of %(one)s and %(other)s", "%(n)s events of %(one)s and %(other)s", pair.events)
    said = text(words % {"n": pair.events, "one": one.name, "other": other.name})
    shown = f'<span aria-hidden="true">{pair.short}</span>{hidden(said)}'
    return Markup(f'<td class="level-{level}"><a href="{text(pair.events_href)}">{shown}</a></td>')


def rows(pairs: Iterable[Pair]) -> Markup:
    return joined(map(_row, pairs))


def _row(pair: Pair) -> Markup:
    names = {"one": text(pair.one.name), "other": text(pair.other.name)}
    said = hidden(Markup(" " + _("events of %(one)s and %(other)s") % names))
    events = f'<a href="{text(pair.events_href)}">{intcomma(pair.events)}{said}</a>'
    both = f"{names['one']} {_('and')} {names['other']}"
    return Markup(
        f'<tr><th scope="row"><a href="{text(pair.href)}">{both}</a></th><td class="num">{events}</td>'
        f'<td class="years">{pair.years or NOTHING}</td></tr>'
    )
