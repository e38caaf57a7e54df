"""Pages by key: page 1,000 costs what page 1 costs, and a row that arrives meanwhile moves nothing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Page[Row]:
    """`next` is the cursor of the following page, None on the last; `is_first` whether nothing stands before."""

    rows: list[Row]
    next: str | None
    is_first: bool


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place after the last row of a page, in a list that is ordered newest first, undated last."""

    day: datetime.date | None
    pk: int

    def __str__(self) -> str:
        return f"{self.day.isoformat() if self.day else UNDATED}_{self.pk}"

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        if not text:
            return None
        day, _separator, pk = text.partition("_")
        try:
            return cls(None if day == UNDATED else datetime.date.fromisoformat(day), int(pk))
        except ValueError as error:
            raise BadRequest(
                _("“%(cursor)s” is no place in this list. Start again from its first page.") % {"cursor": text}
            ) from error


def newest_first(rows: QuerySet[Any], *, day: str, pk: str, after: str, size: int) -> Page[Any]:
    """One page of `rows` by `day` (descending, undated last) and `pk` (descending), from the cursor `after`."""
    cursor = Cursor.parse(after)
    ordered = in_list_order(rows, day, pk)
    found = list(ordered[: size + 1]) if cursor is None else _rows_after(ordered, day, pk, cursor, size + 1)
    return page_of(found, day=day, pk=pk, size=size, is_first=cursor is None)


def in_list_order(rows: QuerySet[Any], day: str, pk: str) -> QuerySet[Any]:
    return rows.order_by(F(day).desc(nulls_last=True), f"-{pk}")


def page_of(found: list[Any], *, day: str, pk: str, size: int, is_first: bool) -> Page[Any]:
    """`found` holds one row more than a page, if there is one."""
    shown = found[:size]
    following = None
    if len(found) > size:
        last = shown[-1]
        following = str(Cursor(_value(last, day), _value(last, pk)))
    return Page(shown, following, is_first)


def _rows_after(ordered: QuerySet[Any], day: str, pk: str, cursor: Cursor, size: int) -> list[Any]:
    """Dated rows and undated ones are asked for apart: an OR over both would walk the index from its start."""
    undated = ordered.filter(**{f"{day}__isnull": True})
    if cursor.day is None:
        return list(undated.filter(**{f"{pk}__lt": cursor.pk})[:size])
    later_in_list = Q(**{f"{day}__lt": cursor.day}) | Q(**{f"{pk}__lt": cursor.pk})
    dated = list(ordered.filter(later_in_list, **{f"{day}__lte": cursor.day})[:size])
    return dated if len(dated) == size else dated + list(undated[: size - len(dated)])


def _value(row: Any, path: str) -> Any:
    if isinstance(row, dict):
        return row[path]
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def by_name(rows: QuerySet[Any], *, key: str, after: str, size: int) -> Page[Any]:
    """One page of `rows` by a unique text, ascending; the cursor is that text."""
    found = list((rows.filter(**{f"{key}__gt": after}) if after else rows).order_by(key)[: size + 1])
    shown = found[:size]
    return Page(shown, _value(shown[-1], key) if len(found) > size else None, not after)
