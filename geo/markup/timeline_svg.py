"""The marks of geo.charts.timeline."""

from __future__ import annotations

from collections.abc import Iterator

from geo.charts.timeline import Column, Timeline
from geo.lib.markup import Markup, text
from geo.markup.elements import joined
from geo.markup.elements import words as _


def marks(timeline: Timeline) -> Markup:
    return joined((*_grid(timeline), *_columns(timeline)))


def _grid(timeline: Timeline) -> Iterator[Markup]:
    for tick in timeline.ticks:
        for y in (tick.above, tick.below) if timeline.has_conflict else (tick.above,):
            yield Markup(f'<line class="grid" x1="0" x2="100%" y1="{y}" y2="{y}"/>')
            yield Markup(f'<text class="tick" x="-6" y="{y}" dy=".32em" text-anchor="end">{tick.value}</text>')


def _columns(timeline: Timeline) -> Iterator[Markup]:
    words = _("cooperation"), _("conflict")
    height, line, label_y, year_y = timeline.height, timeline.line, timeline.label_y, timeline.year_y
    for column in timeline.columns:
        x = column.band.x
        if column.bars:
            yield _column(column, words, height)
            yield Markup(f'<line class="read" x1="{x}%" x2="{column.band.end}%" y1="{line}" y2="{line}"/>')
        if column.is_labelled:
            narrow = "" if column.is_labelled_when_narrow else " wide-only"
            yield Markup(f'<text class="label{narrow}" x="{column.band.middle}%" y="{label_y}" text-anchor="middle">')
            yield Markup(f"{text(column.label)}</text>")
        if column.year_mark:
            yield Markup(f'<text class="label year" x="{x}%" y="{year_y}">{column.year_mark}</text>')


def _column(column: Column, words: tuple[str, str], height: int) -> Markup:
    x, width = column.band.x, column.band.width
    counts = zip((column.cooperation, column.conflict), words, strict=True)
    title = ", ".join(f"{count} {word}" for count, word in counts if count)
    bars = "".join(
        f'<rect class="bar {bar.kind}{" open" if bar.is_open else ""}" x="{x}%" y="{bar.y}" width="{width}%"'
        f' height="{bar.height}"/>'
        for bar in column.bars
    )
    return Markup(
        f'<a href="{text(column.href)}#record" class="column"><title>{text(column.long_label)}: {title}</title>'
        f'<rect class="hit" x="{x}%" y="0" width="{width}%" height="{height}"/>{bars}</a>'
    )
