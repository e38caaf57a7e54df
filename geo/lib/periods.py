"""Spans of days: whether several can be dates of one thing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

type Span = tuple[datetime.date | None, datetime.date | None]
"""The first and the last day on which it can have been; none where that is not known."""


def gap(spans: Iterable[Span]) -> datetime.timedelta | None:
    """How far apart the two farthest of them lie; zero where one day fits all, so that “June” and “6 June” agree.

    None where fewer than two spans have both ends: nothing can be compared.
    """
    known = [(first, last) for first, last in spans if first is not None and last is not None]
    if len(known) < 2:
        return None
    latest_start, earliest_end = max(first for first, _last in known), min(last for _first, last in known)
    return max(latest_start - earliest_end, datetime.timedelta())
