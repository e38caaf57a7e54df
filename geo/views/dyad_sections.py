"""Sections of a pair's page that are read for themselves: each has an address, and stands as a page without JavaScript.

The pair's page names them and fetches each when the reader comes to it (htmx); without JavaScript it links to them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from geo.browse.counterparts import pairs_table
from geo.browse.dyads import arithmetic, ties
from geo.browse.dyads.coverage import coverage
from geo.browse.dyads.differing_accounts import accounts
from geo.browse.dyads.formats import formats
from geo.browse.dyads.meetings import across, meetings
from geo.browse.dyads.pair import Pair
from geo.browse.dyads.pledges import pledges
from geo.browse.filters import period_in_words
from geo.charts.thermometer import Thermometer, thermometer
from geo.lib.htmx import wants_only
from geo.totals import sums

SECTION = "geo/dyad_part.html#part"


@dataclass(frozen=True, slots=True)
class Part:
    """`what` says in a sentence what the section holds, before it is opened; `build` makes its context."""

    name: str
    title: str | Promise
    what: str | Promise
    build: Callable[[HttpRequest, Pair], dict[str, Any]]

    @property
    def template(self) -> str:
        return f"geo/dyad/_{self.name}.html"


def _people(request: HttpRequest, pair: Pair) -> dict[str, Any]:
    return {"matrix": meetings(pair), "pairs": pairs_table(across(pair).filter(claim_count__gt=0), pair.one.iso3 or "")}


def _score(request: HttpRequest, pair: Pair) -> dict[str, Any]:
    period, panel = arithmetic.chosen(request.GET.get("period", ""), request.GET.get("act", ""))
    cells = pair.seen(sums.whole_cells_of_pair(pair.relationship))
    made = arithmetic.arithmetic(pair, cells, period, panel, request.GET.get("after", ""))
    address = pair.query(part="score", period=period, act=panel)
    return {
        "made": made,
        "period": period_in_words(period),
        "is_speech": panel == "said",
        "next_page": f"{address}&after={made.next}" if made.next else "",
        "first_page": address,
        "thermometer": _quarters(pair, [cell for cell in cells if arithmetic.within(cell, period[:4])]),
    }


def _quarters(pair: Pair, cells: list[sums.PairCell]) -> Thermometer | None:
    """The year by quarter, where there is enough."""
    drawn = thermometer(cells, lambda period, panel: pair.query(part="score", period=period, act=panel))
    return drawn if drawn.unit == "quarter" else None


EMBEDDED = (
    Part("people", gettext_lazy("Who meets whom"),
         gettext_lazy("The people of the two sides, and how often they met; the bodies that deal with each other."),
         _people),
    Part("ties", gettext_lazy("Standing ties"),
         gettext_lazy("What holds over a time: offices, treaties, debts, bases."),
         lambda request, pair: {"ties": ties.ties(pair)}),
    Part("pledges", gettext_lazy("Pledges and what became of them"),
         gettext_lazy("What was planned, promised or agreed, and what is known of it since."),
         lambda request, pair: {"pledges": pledges(pair)}),
    Part("formats", gettext_lazy("Shared formats"),
         gettext_lazy("Events in which the two take part together with other countries."),
         lambda request, pair: {"formats": formats(pair)}),
    Part("accounts", gettext_lazy("Differing accounts"),
         gettext_lazy("Where reports date, count or describe what may be the same thing differently."),
         lambda request, pair: {"accounts": accounts(pair)}),
    Part("coverage", gettext_lazy("Coverage"),
         gettext_lazy("The sources, languages and years that this picture rests on."),
         lambda request, pair: {"coverage": coverage(pair)}),
)  # fmt: skip
SCORE = Part("score", gettext_lazy("The arithmetic of a mean"), "", _score)
PARTS = {part.name: part for part in (*EMBEDDED, SCORE)}


def embedded(pair: Pair) -> list[tuple[Part, str]]:
    """The sections below the claims, with their addresses."""
    return [(part, pair.query(part=part.name)) for part in EMBEDDED]


def answer(request: HttpRequest, pair: Pair) -> HttpResponse:
    name = request.GET["part"]
    if name not in PARTS:
        known = ", ".join(PARTS)
        raise BadRequest(_("There is no part “%(name)s”. Parts: %(known)s.") % {"name": name[:40], "known": known})
    template = SECTION if wants_only(request, name) else "geo/dyad_part.html"
    return render(request, template, _context(request, pair, PARTS[name]))


def in_full(request: HttpRequest, pair: Pair) -> list[SafeString]:
    """All sections, for who prints or searches the page."""
    return [render_to_string(SECTION, _context(request, pair, part), request) for part in EMBEDDED]


def _context(request: HttpRequest, pair: Pair, part: Part) -> dict[str, Any]:
    return {
        "one": pair.one,
        "other": pair.other,
        "pair": pair.relationship,
        "part": part,
        "whole_page": pair.query() + f"#{part.name if part in EMBEDDED else 'thermometer'}",
        "way": dict(zip(("out", "in"), pair.names, strict=True)).get(pair.direction, ""),
        **part.build(request, pair),
    }
