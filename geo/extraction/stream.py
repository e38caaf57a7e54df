"""The stream of `manage.py extract`: JSON lines in, answers out, in order, on one process or several.

Importing this loads no model.
"""

from __future__ import annotations

import gc
import json
import logging
import multiprocessing
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import batched, islice
from multiprocessing.pool import Pool
from typing import Any

from geo.extraction.results import Reading, as_json

SHARED_BATCH = 8
"""Lines that are handed to one of several processes at a time: small, that none waits long for another at the end."""
AHEAD = 4
"""Such batches for each process that are read ahead: the rest of a long stream stays where it comes from."""
HALF_CHARACTER = re.compile("[\ud800-\udfff]")


class RowError(ValueError):
    """A row that cannot be read; says why. `row_id` is None when the line is no JSON."""

    def __init__(self, reason: str, row_id: str | None) -> None:
        super().__init__(reason)
        self.row_id = row_id


def parse_line(line: str) -> dict[str, Any]:
    """One JSON line as a checked row. Raises RowError."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise RowError(f"no JSON: {error}", None) from None
    if not isinstance(row, dict):
        raise RowError("no JSON object", None)
    row_id = row.get("id")
    if not isinstance(row_id, str):
        raise RowError("id is missing or no string", None)
    if not isinstance(row.get("text"), str):
        raise RowError("text is missing or no string", row_id)
    if HALF_CHARACTER.search(row["text"]):
        raise RowError("text holds half a surrogate pair, which is no character", row_id)
    if row.get("date") is not None:
        try:
            date.fromisoformat(row["date"])
        except (TypeError, ValueError):
            raise RowError(f"date {row['date']!r} is no date of the form YYYY-MM-DD", row_id) from None
    for side in ("source", "target"):
        if row.get(side) is not None and not _spans_ok(row[side], len(row["text"])):
            raise RowError(f"{side} is no list of [start, end] inside the text", row_id)
    return row


def _spans_ok(spans: object, length: int) -> bool:
    return (
        isinstance(spans, list)
        and bool(spans)
        and all(
            isinstance(s, list) and len(s) == 2 and all(type(x) is int for x in s) and 0 <= s[0] < s[1] <= length
            for s in spans
        )
    )


def answers(lines: Iterable[str], *, everything: bool = False, processes: int = 1) -> Iterator[dict[str, Any]]:
    """One answer for each line that is not blank, in order: what the command prints."""
    written = (line for line in lines if line.strip())
    if processes <= 1:
        from geo.extraction.reader import BATCH

        for batch in batched(written, BATCH):
            yield from _answer((batch, everything))
        return
    jobs = ((batch, everything) for batch in batched(written, SHARED_BATCH))
    with _pool(processes) as pool:
        ahead = deque(pool.apply_async(_answer, (job,)) for job in islice(jobs, AHEAD * processes))
        while ahead:
            yield from ahead.popleft().get()
            ahead.extend(pool.apply_async(_answer, (job,)) for job in islice(jobs, 1))


def _pool(processes: int) -> Pool:
    """Processes that share one loaded model where the system can fork safely; elsewhere each loads its own."""
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn").Pool(processes)
    from geo.extraction.pipeline import build_nlp

    build_nlp()
    gc.freeze()
    return multiprocessing.get_context("fork").Pool(processes)


def _answer(job: tuple[tuple[str, ...], bool]) -> list[dict[str, Any]]:
    from geo.extraction.reader import shown

    lines, everything = job
    parsed = [_parsed(line) for line in lines]
    readings = iter(_readings([row for row in parsed if isinstance(row, dict)]))
    out: list[dict[str, Any]] = []
    for row in parsed:
        if isinstance(row, RowError):
            out.append(_refusal(row))
        elif isinstance(reading := next(readings), RowError):
            out.append(_refusal(reading))
        else:
            kept = everything or _is_marked(row)
            out.append(as_json(reading if kept else shown(reading), row["id"]))
    return out


def _refusal(error: RowError) -> dict[str, Any]:
    return {"id": error.row_id, "error": str(error)}


def _readings(rows: list[dict[str, Any]]) -> list[Reading | RowError]:
    """One for each row. A text that brings the reader down costs its own answer, no other's."""
    from geo.extraction.reader import read_many

    try:
        return [reading for _, reading in read_many(rows)]
    except Exception as error:
        if len(rows) > 1:
            return [reading for row in rows for reading in _readings([row])]
        logging.getLogger(__name__).exception("text %r could not be read", rows[0]["id"])
        return [RowError(f"could not be read, which is a fault of the reader: {error!r}", rows[0]["id"])]


def _parsed(line: str) -> dict[str, Any] | RowError:
    try:
        return parse_line(line)
    except RowError as error:
        return error


def _is_marked(row: dict[str, Any]) -> bool:
    """Who marks two names gets the answer, however sure it is."""
    return bool(row.get("source") and row.get("target"))
