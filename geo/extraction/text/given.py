"""What was found in the copy that was read, as it stands in the text that was given."""

from __future__ import annotations

import dataclasses
from typing import Any

from geo.extraction.results import Reading
from geo.extraction.text.reading_copy import Copy


def as_given(reading: Reading, copy: Copy, text: str) -> Reading:
    """The reading with every span, and the words of every span, of `text` instead of its copy."""
    if copy.text == text:
        return reading
    actors = tuple(
        dataclasses.replace(found, mentions=tuple(copy.span(*span) for span in found.mentions))
        for found in reading.actors
    )
    return dataclasses.replace(reading, claims=tuple(_moved(c, copy, text) for c in reading.claims), actors=actors)


def _moved(value: Any, copy: Copy, text: str) -> Any:
    """Whatever has a start and an end, and whatever holds such."""
    if isinstance(value, tuple):
        return tuple(_moved(one, copy, text) for one in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    names = [field.name for field in dataclasses.fields(value)]
    changes = {name: _moved(getattr(value, name), copy, text) for name in names}
    if changes.get("start") is not None and changes.get("end") is not None:
        start, end = copy.span(changes["start"], changes["end"])
        changes |= {"start": start, "end": end}
        if "text" in changes:
            changes["text"] = text[start:end]
    return dataclasses.replace(value, **changes)
