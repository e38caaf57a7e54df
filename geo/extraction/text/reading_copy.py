"""The text as it is read: without what hides names, with an end to every line. Offsets lead back to the text as given.

What texts bring along (no-break blanks, soft hyphens, straight accents for apostrophes, lines broken at a width,
headings without a full stop, capitals throughout) is mended in a copy. Claims are found there; `Copy.span` says where
their words stand in the text that was given, to the character.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from geo.extraction.text import capitals

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
BLANKS = dict.fromkeys(map(ord, "\t\u00a0\u1680\u202f\u205f\u3000"), " ") | dict.fromkeys(range(0x2000, 0x200B), " ")
WIDE_BLANK = re.compile(r"(?<=\S)[ \t\u00a0\u2000-\u200a\u202f]{2,}(?=\S)")
ACCENT = re.compile(r"(?<=\w)[´`‘ʼ](?=\w)|(?<=s)[´`ʼ](?=\s)")
LINE = re.compile(r"[^\n]*(?:\n|$)")
MARKER = re.compile(r"\s*(?:[-–—•*·▪●◦‣]|\(?\d{1,2}[.)])[ \t]+(?=\S)")
FINAL = frozenset(".!?…。:;,—–-")
CLOSING = "”\"’')]»"
NARROW, WIDE = 28, 110
"""A column that a text was broken at has so many characters."""
BROKEN = 0.6
"""In a text that was broken at a column, at least this share of lines is full."""
HEADING = 0.6
"""In a text that was broken at a column, a line that fills less of it than this is a heading."""
CAPITALS = 0.8
"""From this share on a line of so many letters is one in capitals."""
LETTERS = 15


@dataclass(frozen=True, slots=True)
class Copy:
    """`starts` are the places of the copy after which the distance to the given text is another: `shifts`, for each.

    `given` is the length of the text as given.
    """

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]
    given: int

    def offset(self, place: int) -> int:
        """Where the character at this place of the copy stands in the text as given."""
        return min(max(place + self.shifts[bisect_right(self.starts, place) - 1], 0), self.given)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Of a stretch of the copy: from its first character to behind its last."""
        first = self.offset(start)
        return first, max(self.offset(end - 1) + 1, first) if end > start else first

    def place(self, offset: int) -> int:
        """Where the character at this offset of the text as given stands in the copy, or the next that is there."""
        return bisect_left(range(len(self.text)), offset, key=self.offset)


def read_as(text: str) -> Copy:
    """The copy that is read."""
    edits = sorted(_edits(text))
    if not edits:
        return Copy(_true_case(text.translate(BLANKS)), (0,), (0,), len(text))
    pieces: list[str] = []
    starts, shifts = [0], [0]
    at = length = 0
    for start, end, new in edits:
        if start < at:
            continue
        pieces += [text[at:start], new]
        length += start - at + len(new)
        at = end
        starts.append(length)
        shifts.append(at - length)
        if new and start == end:  # what was put in stands for the character before it
            starts.insert(-1, length - len(new))
            shifts.insert(-1, start - 1 - (length - len(new)))
    pieces.append(text[at:])
    return Copy(_true_case("".join(pieces).translate(BLANKS)), tuple(starts), tuple(shifts), len(text))


type Edit = tuple[int, int, str]
"""Start and end in the text as given, and what stands there in the copy."""


def _edits(text: str) -> list[Edit]:
    found: list[Edit] = [(m.start(), m.end(), "") for m in INVISIBLE.finditer(text)]
    found += [(m.start(), m.end(), "’") for m in ACCENT.finditer(text)]
    lines = [(m.start(), m.end()) for m in LINE.finditer(text) if m.end() > m.start()]
    width = _width(text, lines)
    for n, (start, end) in enumerate(lines):
        body = text[start:end]
        marker = MARKER.match(body)
        if marker is not None and marker.end() < len(body):
            found.append((start + len(body) - len(body.lstrip()), start + marker.end(), ""))
        if n + 1 < len(lines):
            found += _line_end(text, start, end, text[slice(*lines[n + 1])], width)
    return found + [(m.start() + 1, m.end(), "") for m in WIDE_BLANK.finditer(text)]


def _line_end(text: str, start: int, end: int, following: str, width: int) -> list[Edit]:
    """A line that a column broke runs on; any other ends a sentence, whatever sign it lacks."""
    line = text[start:end].rstrip()
    last = start + len(line)
    if not line.strip() or not text[last:end]:
        return []
    if following.strip() and _runs_on(line, following, width):
        hyphenated = line.endswith("-") and len(line) > 1 and line[-2].islower() and following.lstrip()[:1].islower()
        return [(last - 1, end, "")] if hyphenated else [(last, end, " ")]
    if line.rstrip(CLOSING)[-1:] in FINAL and line[-1] not in ",—–-":
        return [(last, last, "\n")] if text[last:end].count("\n") < 2 and following.strip() else []
    letters = [ch for ch in line if ch.isalpha()]
    return [(last, last, ".\n" if following.strip() else ".")] if letters else []


def _runs_on(line: str, following: str, width: int) -> bool:
    """Whether the next line goes on with this one: it begins small, or would not have fitted in the column."""
    begins = following.lstrip()
    if MARKER.match(following):
        return False
    ended = line.rstrip(CLOSING)[-1:] in ".!?:…"
    if begins[0].islower() and not ended:
        return True
    if not width or len(line) > width:
        return False
    return len(line) + 1 + len(begins.split()[0]) > (width if ended else HEADING * width)


def _width(text: str, lines: list[tuple[int, int]]) -> int:
    """The column that the text was broken at, or 0: every line that another follows must be full."""
    bodies = [text[start:end].rstrip() for start, end in lines]
    broken = [(one, other) for one, other in pairwise(bodies) if one and other]
    if len(broken) < 2:
        return 0
    width = max(len(one) for one, _other in broken)
    if not NARROW <= width <= WIDE:
        return 0
    full = sum(len(one) + 1 + len(other.split()[0]) >= width for one, other in broken)
    return width if full >= BROKEN * len(broken) else 0


def _true_case(text: str) -> str:
    """Lines in capitals as they would be written: the reader knows no name that is spelt in capitals."""
    lines = text.split("\n")
    if not any(_is_shouted(line) for line in lines):
        return text
    return "\n".join(capitals.spelt(line) if _is_shouted(line) else line for line in lines)


def _is_shouted(line: str) -> bool:
    letters = [ch for ch in line if ch.isalpha()]
    return (
        len(letters) >= LETTERS
        and sum(ch.isupper() for ch in letters) >= CAPITALS * len(letters)
        and " " in line.strip()
    )
