"""The marks of geo.charts.map, and the rows of its table. An outline never changes: it is escaped once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import ngettext

from geo.browse.overview import Country, Pair
from geo.charts.map import Map, Shape
from geo.charts.scales import NOTHING
from geo.lib.markup import Markup, text
from geo.markup.elements import count, hidden, joined, link
from geo.markup.elements import words as _


def marks(drawn: Map) -> Markup:
    return joined(
        (
            Markup('<g aria-hidden="true">'), *_places(drawn.shapes), Markup("</g>"), *_countries(drawn.shapes),
            Markup('<g class="numbers" aria-hidden="true">'), *_numbers(drawn.shapes), Markup("</g>"),
        )
    )  # fmt: skip


def _places(shapes: Iterable[Shape]) -> Iterator[Markup]:
    """Larger ones for the pointer."""
    for shape in shapes:
        if shape.hit:
            x, y, width, height = shape.hit
            rect = f'<rect class="hit" x="{x}" y="{y}" width="{width}" height="{height}"/>'
            yield Markup(f'<a href="{text(shape.href)}" tabindex="-1">{rect}</a>')


def _countries(shapes: Iterable[Shape]) -> Iterator[Markup]:
    home, silent = _("everything about it"), _("nothing read about it and Russia")
    none = _("claims, but no event that happened")
    for shape in shapes:
        if shape.level == "home":
            said = home
        elif shape.events is None:
            said = silent
        elif shape.events:
            n = shape.events
            said = text(ngettext("%(n)s event with Russia", "%(n)s events with Russia", n) % {"n": n})
        else:
            said = none
        dot = f'<circle cx="{shape.x}" cy="{shape.y}" r="3.4"/>' if shape.is_small else ""
        yield (
            Markup(
                f'<a href="{text(shape.href)}" class="country is-{shape.level}">'
                f'<title>{text(shape.name)}: {said}</title><path d="{shape.d}"/>{dot}</a>'
            )
        )


def _numbers(shapes: Iterable[Shape]) -> Iterator[Markup]:
    for shape in shapes:
        place = f'x="{shape.number_x}" y="{shape.number_y}"'
        if shape.events:
            wide = ' class="wide-only"' if shape.is_small else ""
            yield Markup(f'<text {place} text-anchor="{shape.anchor}"{wide}>{shape.events}</text>')
        elif shape.level == "home":
            yield Markup(f'<text {place} text-anchor="middle" class="home">{text(shape.name)}</text>')


def rows(table: Iterable[tuple[Country, Pair]]) -> Markup:
    between = _("events of")
    return joined(_row(country, pair, between) for country, pair in table)


def _row(country: Country, pair: Pair, between: str) -> Markup:
    name = text(country.name)
    events = f'<a href="{text(pair.events_href)}">{pair.events}{hidden(Markup(f" {between} {name}"))}</a>'
    numbers = (events if pair.events else NOTHING, *map(count, (pair.cooperation, pair.conflict, pair.reviewed)))
    fields = "".join(f'<td class="num">{number}</td>' for number in numbers)
    years = f'<td class="years">{pair.years or NOTHING}</td>'
    return Markup(f'<tr><th scope="row">{link(pair.href, country.name)}</th>{fields}{years}</tr>')
