"""Which parts of a text readers see, and where its sentences end.

The sentences of claims were stored when the text was read. Those around them are found here, with a rule that needs no
model: a mistake shows a neighbour that is a little short or long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

Range = tuple[int, int]
ABBREVIATION = re.compile(r"(?:\b(?:[A-ZÁÉÍÓÚÑ]|Mr|Mrs|Ms|Dr|Sr|Sra|Gen|Col|Lt|St|No|Nos|Jr|vs|approx|pp?))\.$")
SENTENCE_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s+[\"“‘«(\[]?[A-ZÁÉÍÓÚÑ0-9])")


def around(text: str, start: int, end: int) -> tuple[Range, Range, Range]:
    """The sentence before, the sentence itself, and the one after it, in its paragraph; empty where there is none."""
    first, last = paragraph(text, start, end)
    sentences = list(_sentences(text, first, start))
    before = sentences[-1] if sentences else (start, start)
    following = next(iter(_sentences(text, end, last)), (end, end))
    return before, (start, end), following


def paragraph(text: str, start: int, end: int) -> Range:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return first, len(text) if last < 0 else last


def paragraphs(text: str) -> list[Range]:
    return [match.span() for match in re.finditer(r"[^\n]+", text) if match[0].strip()]


def _sentences(text: str, start: int, end: int) -> Iterable[Range]:
    """The sentences of a stretch of text; blank ones are left out."""
    edge = start
    for match in SENTENCE_END.finditer(text, start, end):
        if not ABBREVIATION.search(text, max(start, match.start() - 8), match.start() + 1):
            yield from _trimmed(text, edge, match.end())
            edge = match.end()
    yield from _trimmed(text, edge, end)


def _trimmed(text: str, start: int, end: int) -> Iterable[Range]:
    words = text[start:end]
    if words.strip():
        yield start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def merged(ranges: Iterable[Range]) -> list[Range]:
    """Sorted, and joined where they touch or overlap."""
    result: list[Range] = []
    for start, end in sorted(ranges):
        if result and start <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif end > start:
            result.append((start, end))
    return result
