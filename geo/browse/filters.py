"""What a reader narrowed a list of claims to. It lives in the query string, so every view of a list can be linked."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote_plus

from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from geo.models import ClaimVoice
from geo.vocabulary import CONTEXTS, COUNTED_MODALITIES, EventType, Modality

COUNTED = "counted"
UNDATED = "undated"
DIRECTIONS = ("out", "in")
PERIOD = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2]|XX|Q[1-4])|/[12]\d{3})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """`period` is a year, a month ("2025-05"), a quarter ("2025-Q2"), several years ("2013/2015"), a year known no
    closer ("2025-XX", as EDTF writes it) or "undated".
    """

    type: str = ""
    period: str = ""
    modality: str = ""
    source: str = ""
    direction: str = ""
    context: str = ""
    voice: str = ""
    """Whom the claims are attributed to by name, as in that actor's address."""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> ClaimFilter:
        """Refuses what it does not know: a filter that is silently dropped would show other claims than were asked."""
        given = cls(**{name: query.get(name, "") for name in cls.__slots__})
        given._check("type", given.type in ("", *EventType.values), ", ".join(EventType.values))
        given._check("period", given.period in ("", UNDATED) or is_period(given.period), "2025, 2025-05, 2013/2015")
        given._check("modality", given.modality in ("", COUNTED, *Modality.values), ", ".join(Modality.values))
        given._check("source", given.source == "" or (given.source.isascii() and given.source.isdigit()), "3")
        given._check("context", given.context in ("", *CONTEXTS), ", ".join(CONTEXTS[:4]))
        given._check("voice", bool(re.fullmatch(r"[-\w]{0,120}", given.voice)), "sergey-lavrov")
        given._check("direction", given.direction in ("", *DIRECTIONS), ", ".join(DIRECTIONS))
        return given

    def _check(self, name: str, known: bool, examples: str) -> None:
        if not known:
            values = {"name": name, "value": getattr(self, name)[:60], "examples": examples}
            raise BadRequest(
                _("The filter “%(name)s” knows no “%(value)s”. It takes, for example: %(examples)s.") % values
            )

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)

    def with_(self, **changes: str) -> ClaimFilter:
        return replace(self, **changes)

    def query(self, keep: Mapping[str, str] | None = None) -> str:
        """The query string that shows this filter; `keep` goes first (the other actor of a pair)."""
        return self.query_with({}, keep)

    def query_with(self, changes: Mapping[str, str], keep: Mapping[str, str] | None = None) -> str:
        """That of `with_`, without making the filter: a page has hundreds of such links."""
        values = dict(keep or {})
        for name in self.__slots__:
            if value := changes.get(name, getattr(self, name)):
                values[name] = value
        return query_string(values)

    def conditions(self) -> Q:
        """For list rows, which have a `claim` and know how its event is counted; direction belongs to the list."""
        found = Q()
        if self.type:
            found &= Q(type=self.type)
        if self.period:
            found &= period_conditions(self.period)
        if self.modality == COUNTED:
            found &= Q(modality__in=COUNTED_MODALITIES)
        elif self.modality:
            found &= Q(modality=self.modality)
        if self.source:
            found &= Q(source=int(self.source))
        if self.context:
            found &= Q(claim__contexts__contains=[self.context])
        if self.context and self.modality == COUNTED:  # an event has the themes of the claim that it is counted by
            found &= Q(counts=True)
        if self.voice:
            quoted = ClaimVoice.objects.filter(claim=OuterRef("claim"), actor__slug=self.voice)
            found &= Q(Exists(quoted))
        return found


def query_string(values: Mapping[str, str]) -> str:
    return "?" + "&".join([f"{_quoted(name)}={_quoted(value)}" for name, value in values.items()])


@lru_cache(4096)
def _quoted(text: str) -> str:
    return quote_plus(text)


def is_period(text: str) -> bool:
    return bool(PERIOD.fullmatch(text)) and ("/" not in text or text[:4] <= text[5:])


def period_conditions(period: str) -> Q:
    """By the period in which totals count the event: a report without a date belongs to its event's period, and what
    is known to its year only stands in no month and no quarter.
    """
    if period == UNDATED:
        return Q(period=None)
    first, last = bounds(period)
    if period.endswith("-XX"):
        return Q(period=first, precision="year")
    within = Q(period__range=(first, last))
    return within if len(period) == 4 or "/" in period else within & Q(precision="month")


def bounds(period: str) -> tuple[datetime.date, datetime.date]:
    year, rest = int(period[:4]), period[5:]
    if rest in ("", "XX"):
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    if "/" in period:
        return datetime.date(year, 1, 1), datetime.date(int(rest), 12, 31)
    first, last = (3 * int(rest[1]) - 2, 3 * int(rest[1])) if rest.startswith("Q") else (int(rest), int(rest))
    return datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1])


def zoom_of(period: str) -> str:
    """The year, or the span of years, that drawings show when a list is narrowed to `period`."""
    return period if "/" in period else period[:4] if period[:4].isdigit() else ""


def period_in_words(period: str) -> str:
    from django.utils import dateformat

    if period == UNDATED:
        return _("undated")
    if period.endswith("-XX"):
        return _("%(year)s, month not known") % {"year": period[:4]}
    if "Q" in period:
        return _("%(year)s, quarter %(quarter)s") % {"year": period[:4], "quarter": period[-1]}
    if "/" in period:
        return period.replace("/", "–")
    return dateformat.format(bounds(period)[0], "F Y") if "-" in period else period
