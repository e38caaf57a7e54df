"""The marks of geo.charts.thermometer."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import ngettext

from geo.charts.thermometer import PANEL, Mark, Panel, Thermometer
from geo.lib.markup import Markup, text
from geo.markup.elements import joined

SHAPES = {
    ("circle", True): '<circle class="shape" r="3.2"/>',
    ("circle", False): '<circle class="shape" r="5.5"/>',
    ("diamond", True): '<path class="shape" d="M0-4.2 4.2 0 0 4.2-4.2 0z"/>',
    ("diamond", False): '<path class="shape" d="M0-7 7 0 0 7-7 0z"/>',
    ("bar", True): '<path class="shape" d="M-4-1.5h8v3h-8z"/>',
    ("bar", False): '<path class="shape" d="M-6-2.5h12v5h-12z"/>',
}
"""By shape and whether the mean rests on few events."""


def marks(thermometer: Thermometer) -> Markup:
    panels = (piece for panel in thermometer.panels for piece in _panel(panel, thermometer.shows_counts))
    return joined((*panels, *_labels(thermometer)))


def _panel(panel: Panel, shows_counts: bool) -> Iterator[Markup]:
    yield Markup(f'<text class="panel" x="0" y="{panel.title_y}">{text(panel.title)}</text>')
    for label, y in panel.ticks:
        yield Markup(f'<line class="grid" x1="0" x2="100%" y1="{y}" y2="{y}"/>{_tick(y, label)}')
    yield Markup(f'<line class="axis" x1="0" x2="100%" y1="{panel.zero}" y2="{panel.zero}"/>{_tick(panel.zero, "0")}')
    if shows_counts and panel.marks:
        yield Markup(f'<text class="tick" x="-6" y="{panel.count_y}" text-anchor="end">n</text>')
    for mark in panel.marks:
        yield _mark(panel, mark, shows_counts)


def _tick(y: float, label: str) -> Markup:
    return Markup(f'<text class="tick" x="-6" y="{y}" dy=".32em" text-anchor="end">{text(label)}</text>')


def _mark(panel: Panel, mark: Mark, shows_counts: bool) -> Markup:
    n, middle = mark.sum.events, mark.band.middle
    said = ngettext("%(mean)s, from %(n)s event", "%(mean)s, mean of %(n)s events", n) % {"mean": mark.mean, "n": n}
    number = f'<text class="count" x="{middle}%" y="{panel.count_y}" text-anchor="middle">{n}</text>'
    return Markup(
        f'<a href="{text(mark.href)}" class="mean {mark.tone}{" few" if mark.is_few else ""}">'
        f"<title>{text(panel.title)}, {text(mark.label)}: {text(said)}</title>"
        f'<rect class="hit" x="{mark.band.x}%" y="{panel.top}" width="{mark.band.width}%" height="{PANEL}"/>'
        f'<line class="stem" x1="{middle}%" x2="{middle}%" y1="{mark.zero}" y2="{mark.y}"/>'
        f'<svg class="at" x="{middle}%" y="{mark.y}">{SHAPES[mark.shape, mark.is_few]}</svg>'
        f"{number if shows_counts else ''}</a>"
    )


def _labels(thermometer: Thermometer) -> Iterator[Markup]:
    y = thermometer.label_y
    for label in thermometer.labels:
        wide = " wide-only" if label.is_wide_only else ""
        yield Markup(
            f'<text class="label{wide}" x="{label.middle}%" y="{y}" text-anchor="middle">{text(label.text)}</text>'
        )
