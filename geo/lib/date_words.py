"""Event dates in words, never more precise than the text was."""

from __future__ import annotations

import calendar
import datetime
from functools import lru_cache

from django.utils import dateformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

DAY, MONTH, YEAR = "j F Y", "F Y", "Y"


def in_words(earliest: datetime.date | None, latest: datetime.date | None, precision: str) -> str:
    """“29 May 2025”, “May 2025”, “2025”, “3–5 May 2025”; “no date given” when the text gives none."""
    return _in_words(earliest, latest, precision, get_language())


@lru_cache(10_000)
def _in_words(
    earliest: datetime.date | None, latest: datetime.date | None, precision: str, language: str | None
) -> str:
    if earliest is None or latest is None:
        return _("no date given")
    if precision == "day":
        return _format(earliest, DAY)
    if precision == "month":
        return _format(earliest, MONTH)
    if precision == "year":
        return _format(earliest, YEAR)
    return _range(earliest, latest)


def _format(day: datetime.date, pattern: str) -> str:
    return dateformat.format(day, pattern)


def _range(earliest: datetime.date, latest: datetime.date) -> str:
    """A range of whole years or whole months is said in years or months."""
    if earliest == latest:
        return _format(earliest, DAY)
    whole_months = earliest.day == 1 and latest.day == calendar.monthrange(latest.year, latest.month)[1]
    if whole_months and earliest.month == 1 and latest.month == 12:
        return _join(_format(earliest, YEAR), _format(latest, YEAR))
    same_year = earliest.year == latest.year
    if whole_months:
        return _join(_format(earliest, "F" if same_year else MONTH), _format(latest, MONTH))
    if same_year and earliest.month == latest.month:
        return _join(_format(earliest, "j"), _format(latest, DAY))
    return _join(_format(earliest, "j F" if same_year else DAY), _format(latest, DAY))


def _join(first: str, last: str) -> str:
    if first == last:
        return first
    spaced = " " in first or (" " in last and not first.isdigit())
    return f"{first} – {last}" if spaced else f"{first}–{last}"
