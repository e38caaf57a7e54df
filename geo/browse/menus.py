"""The filters over a list of claims, as links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from geo.browse.filters import COUNTED, UNDATED, ClaimFilter, period_in_words
from geo.browse.listing import Sample
from geo.totals.sums import Cell
from geo.vocabulary import COUNTED_MODALITIES, EventType, Modality


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    query: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Menu:
    name: str
    label: str
    options: list[Option]
    current: str
    """What is chosen, in words; empty when nothing is."""
    without: str
    """The query string without this filter."""


@dataclass(frozen=True, slots=True)
class Menus:
    """Makes one menu after the other for a list that is narrowed to `narrowed`."""

    narrowed: ClaimFilter
    keep: Mapping[str, str]

    def build(self, cells: Iterable[Cell], listed: Sample, directions: tuple[str, ...]) -> list[Menu]:
        """`directions` in words, outwards first; none where the page has a switch for them."""
        cells = list(cells)
        menus = [
            self._menu("direction", _("Direction"), zip(("out", "in"), directions, strict=False)),
            self._menu("type", _("Type"), self._types(cells, listed)),
            self._menu("period", _("Period"), self._periods(cells)),
            self._menu("modality", _("Modality"), self._modalities(listed)),
            self._menu("source", _("Source"), self._sources(listed)),
            self._menu("voice", _("Said by"), self._voices()),
        ]
        return [menu for menu in menus if menu.options]

    def _menu(self, name: str, label: str, values: Iterable[tuple[str, str]]) -> Menu:
        chosen = getattr(self.narrowed, name)
        options = [
            Option(value, text, self.narrowed.query_with({name: value}, self.keep), value == chosen)
            for value, text in values
        ]
        current = next((option.label for option in options if option.is_current), chosen)
        return Menu(name, label, options, current, self.narrowed.query_with({name: ""}, self.keep))

    def _types(self, cells: list[Cell], listed: Sample) -> list[tuple[str, str]]:
        known = {cell.type for cell in cells} | set(listed.types) | {self.narrowed.type}
        return [(kind.value, str(kind.label)) for kind in EventType if kind in known]

    def _periods(self, cells: list[Cell]) -> list[tuple[str, str]]:
        years = {str(cell.period.year) for cell in cells if cell.period}
        periods = sorted(years | ({self.narrowed.period} - {"", UNDATED}), reverse=True)
        if any(cell.period is None for cell in cells) or self.narrowed.period == UNDATED:
            periods.append(UNDATED)
        return [(period, period_in_words(period)) for period in periods]

    def _modalities(self, listed: Sample) -> list[tuple[str, str]]:
        known = set(listed.modalities) | {self.narrowed.modality}
        choices = [(modality.value, str(modality.label)) for modality in Modality if modality in known]
        if known & {COUNTED, *COUNTED_MODALITIES}:
            choices.insert(0, (COUNTED, _("occurred or ongoing (counted in totals)")))
        return choices

    def _sources(self, listed: Sample) -> list[tuple[str, str]]:
        return [(str(pk), name) for pk, name in listed.sources.items()]

    def _voices(self) -> list[tuple[str, str]]:
        """Only what is chosen, to take it off again: it is chosen where an actor's page says who speaks."""
        voice = self.narrowed.voice
        return [(voice, voice.replace("-", " ").title())] if voice else []
