"""Rows of tables: counterparts, voices, types of event, themes, what changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.humanize.templatetags.humanize import intcomma

from geo.charts.scales import NOTHING, Entry
from geo.lib.markup import Markup, text
from geo.markup.elements import count, hidden, joined, named, quad_glyph, swaps
from geo.markup.elements import words as _
from geo.totals.sums import TypeTotal

if TYPE_CHECKING:
    from geo.browse.counterparts import Counterpart
    from geo.browse.dyads.themes import Theme
    from geo.browse.dyads.two_periods import Comparison, Row, Side
    from geo.browse.profiles import Speaker


def counterparts(rows: Iterable[Counterpart], both: bool = False) -> Markup:
    """`both`: pairs of two actors of which neither is the page's."""
    conjunction, between = f" {_('and')} ", _("events with")
    return joined(_counterpart(row, conjunction if both else "", between) for row in rows)


def _counterpart(row: Counterpart, conjunction: str, between: str) -> Markup:
    first = f"{_with_code(row.actor)}{conjunction}" if conjunction else ""
    events = f"{count(row.events)}{hidden(Markup(f' {between} {text(row.other.name)}'))}"
    return Markup(
        f'<tr><th scope="row">{first}{_with_code(row.other)}</th>'
        f'<td class="num"><a href="{text(row.href)}">{events}</a></td><td class="num">{count(row.cooperation)}</td>'
        f'<td class="num">{count(row.conflict)}</td><td class="years">{row.years or NOTHING}</td></tr>'
    )


def _with_code(actor: Any) -> Markup:
    code = f' <span class="code">{text(actor.country)}</span>' if actor.country and not actor.iso3 else ""
    return Markup(f"{named(actor)}{code}")


def voices(rows: Iterable[Speaker]) -> Markup:
    claims = _("claims")
    return joined(
        Markup(
            f'<tr><th scope="row">{named(row.actor)}</th><td class="num"><a href="{text(row.href)}">'
            f"{intcomma(row.claims)}{hidden(Markup(f' {claims}: {text(row.actor.name)}'))}</a></td></tr>"
        )
        for row in rows
    )


def types(rows: Iterable[tuple[TypeTotal, str]]) -> Markup:
    """Types with the address of their claims; a head above those of cooperation and those of conflict."""
    heads, of_type = {True: _("Cooperation"), False: _("Conflict")}, _("events of type")
    pieces: list[Markup] = []
    last: bool | None = None
    for total, query in rows:
        if total.quad.cooperates != last:
            last = total.quad.cooperates
            pieces.append(Markup(f'<tr class="group"><th colspan="2" scope="colgroup">{heads[last]}</th></tr>'))
        pieces.append(_type(total, query, of_type))
    return joined(pieces)


def _type(total: TypeTotal, query: str, of_type: str) -> Markup:
    label = text(total.label)
    events = f"{total.events}{hidden(Markup(f' {of_type} {label}'))}"
    return Markup(
        f'<tr><th scope="row">{quad_glyph(total.quad)} <span class="type">{label}</span>'
        f' <span class="covers">{text(total.covers)}</span></th>'
        f'<td class="num"><a {swaps(query, " show:#record:top")}>{events}</a></td></tr>'
    )


def themes(found: Iterable[Theme]) -> Markup:
    about = _("events about")
    return joined(_theme(theme, about) for theme in found)


def _theme(theme: Theme, about: str) -> Markup:
    name = text(theme.name)
    events = f'<a href="{text(theme.href)}">{theme.events}{hidden(Markup(f" {about} {name}"))}</a>'
    return Markup(
        f'<tr><th scope="row">{name}</th><td class="num">{events}</td><td class="num">{count(theme.conflict)}</td></tr>'
    )


def compared(comparison: Comparison) -> Markup:
    """A group of rows for each kind of change."""
    spans = text(comparison.then), text(comparison.now)
    return joined(
        Markup(
            f'<tbody><tr class="group"><th colspan="3" scope="rowgroup">{text(words)}</th></tr>'
            f"{''.join(_compared(row, spans) for row in rows)}</tbody>"
        )
        for words, rows in comparison.groups
    )


def _compared(row: Row, spans: tuple[str, str]) -> Markup:
    kind = text(row.type)
    sides = "".join(_side(side, kind, span) for side, span in zip((row.then, row.now), spans, strict=True))
    return Markup(f'<tr><th scope="row">{quad_glyph(row.quad)} <span class="type">{kind}</span></th>{sides}</tr>')


def _side(side: Side, kind: str, span: str) -> Markup:
    number = (
        f'<a href="{text(side.href)}">{side.events}{hidden(Markup(f" {kind}, {span}"))}</a>' if side.events else NOTHING
    )
    return Markup(f'<td class="num">{number}</td>')


def years(comparison: Comparison, chosen: int) -> Markup:
    """Of a choice of years."""
    marks = ((year, " selected" if year == chosen else "") for year in comparison.years)
    return joined(Markup(f"<option{mark}>{year}</option>") for year, mark in marks)


def entries(rows: Iterable[list[Entry]]) -> Markup:
    """Rows of a table beside a drawing: a name, then its numbers."""
    return joined(map(_entries, rows))


def _entries(row: list[Entry]) -> Markup:
    name, *numbers = map(_entry, row)
    cells = "".join([f'<td class="num">{number}</td>' for number in numbers])
    return Markup(f'<tr><th scope="row">{name}</th>{cells}</tr>')


def _entry(entry: Entry) -> Markup:
    shown, note = text(entry.text), f' <span class="note">{text(entry.note)}</span>' if entry.note else ""
    return Markup(f'<a href="{text(entry.href)}">{shown}</a>{note}') if entry.href else Markup(f"{shown}{note}")
