"""Rows of tables: counterparts, voices, types of event, themes, what changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.safestring import SafeString

from geo.charts.base import NOTHING
from geo.drawing.base import count, hidden, joined, named, quad_glyph, swaps, text
from geo.drawing.base import words as _
from geo.totals import TypeTotal

if TYPE_CHECKING:
    from geo.views.parts import Counterpart
    from geo.views.profile import Speaker


def counterparts(rows: Iterable[Counterpart], both: bool = False) -> SafeString:
    """`both`: pairs of two actors of which neither is the page's."""
    conjunction, between = f" {_('and')} ", _("events with")
    return joined(_counterpart(row, conjunction if both else "", between) for row in rows)


def _counterpart(row: Counterpart, conjunction: str, between: str) -> str:
    first = f"{_with_code(row.actor)}{conjunction}" if conjunction else ""
    events = f"{count(row.events)}{hidden(f' {between} {text(row.other.name)}')}"
    return (
        f'<tr><th scope="row">{first}{_with_code(row.other)}</th>'
        f'<td class="num"><a href="{text(row.href)}">{events}</a></td><td class="num">{count(row.cooperation)}</td>'
        f'<td class="num">{count(row.conflict)}</td><td class="years">{row.years or NOTHING}</td></tr>'
    )


def _with_code(actor: Any) -> str:
    code = f' <span class="code">{text(actor.country)}</span>' if actor.country and not actor.iso3 else ""
    return f"{named(actor)}{code}"


def voices(rows: Iterable[Speaker]) -> SafeString:
    claims = _("claims")
    return joined(
        f'<tr><th scope="row">{named(row.actor)}</th><td class="num"><a href="{text(row.href)}">{intcomma(row.claims)}'
        f"{hidden(f' {claims}: {text(row.actor.name)}')}</a></td></tr>"
        for row in rows
    )


def types(rows: Iterable[tuple[TypeTotal, str]]) -> SafeString:
    """Types with the address of their claims; a head above those of cooperation and those of conflict."""
    heads, of_type = {True: _("Cooperation"), False: _("Conflict")}, _("events of type")
    pieces: list[str] = []
    last: bool | None = None
    for total, query in rows:
        if total.quad.cooperates != last:
            last = total.quad.cooperates
            pieces.append(f'<tr class="group"><th colspan="2" scope="colgroup">{heads[last]}</th></tr>')
        pieces.append(_type(total, query, of_type))
    return joined(pieces)


def _type(total: TypeTotal, query: str, of_type: str) -> str:
    label = text(total.label)
    events = f"{total.events}{hidden(f' {of_type} {label}')}"
    return (
        f'<tr><th scope="row">{quad_glyph(total.quad)} <span class="type">{label}</span>'
        f' <span class="covers">{text(total.covers)}</span></th>'
        f'<td class="num"><a {swaps(query, " show:#record:top")}>{events}</a></td></tr>'
    )
