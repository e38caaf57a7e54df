"""A mean of the thermometer taken apart: these events, these scores, sum / n = mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from geo.browse import cards
from geo.browse.cards import CardClaim
from geo.browse.dyads.pair import Pair
from geo.browse.filters import bounds, is_period
from geo.charts.thermometer import PANELS, quarter_of, signed
from geo.lib.paging import newest_first
from geo.totals.sums import PairCell as Cell
from geo.vocabulary import TYPES, EventType, Quad

EVENTS_PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Share:
    """What the events of one type add to the sum."""

    type: str
    quad: Quad
    events: int
    score: float

    @property
    def sum(self) -> str:
        return signed(self.score)


@dataclass(frozen=True, slots=True)
class Scored:
    claim: CardClaim
    score: float

    @property
    def signed(self) -> str:
        return signed(self.score)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    shares: list[Share]
    events: int
    sum: str
    mean: str
    scored: list[Scored]
    next: str | None
    is_first: bool


def chosen(period: str, panel: str) -> tuple[str, str]:
    """A year or quarter and a panel, or a sentence that says what is wrong."""
    if not (is_period(period) and (len(period) == 4 or "Q" in period)) or panel not in PANELS:
        raise BadRequest(
            _("A mean is that of a year (2014) or a quarter (2014-Q3), of deeds (done) or of words (said).")
        )
    return period, panel


def within(cell: Cell, period: str) -> bool:
    if cell.period is None or cell.period.year != int(period[:4]):
        return False
    return "Q" not in period or (cell.precision == "month" and quarter_of(cell.period) == int(period[-1]))


def arithmetic(pair: Pair, cells: Iterable[Cell], period: str, panel: str, after: str) -> Arithmetic:
    """Sums out of the cells that the drawing is made of; the events behind them page by page."""
    is_speech = panel == "said"
    counted = [c for c in cells if c.official and c.is_speech == is_speech and within(c, period)]
    events, score = sum(cell.events for cell in counted), sum(cell.score for cell in counted)
    page = newest_first(
        _rows(pair, period, is_speech), day="listed_on", pk="claim_id", after=after, size=EVENTS_PER_PAGE
    )
    scores = {row.claim_id: row.score for row in page.rows}
    return Arithmetic(
        shares=_shares(counted),
        events=events,
        sum=signed(score),
        mean=signed(score / events, 2) if events else "",
        scored=[Scored(claim, scores[claim.pk]) for claim in cards.in_order(scores)],
        next=page.next,
        is_first=page.is_first,
    )


def _rows(pair: Pair, period: str, is_speech: bool) -> Any:
    first, last = bounds(period)
    rows = pair.rows().filter(counts=True, official=True, is_speech=is_speech, period__range=(first, last))
    return rows.filter(precision="month") if "Q" in period else rows


def _shares(cells: list[Cell]) -> list[Share]:
    shares = []
    for kind in EventType:
        own = [cell for cell in cells if cell.type == kind]
        if own:
            events, score = sum(cell.events for cell in own), sum(cell.score for cell in own)
            shares.append(Share(str(kind.label), TYPES[kind].quad, events, score))
    return shares
