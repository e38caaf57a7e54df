"""Texts in capitals (old wires, cables, headlines) as they would be written: names as the lists spell them."""

from __future__ import annotations

import calendar
import re
from functools import cache

from geo.extraction import lexicons
from geo.extraction.lexicons import words

WORD = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*")
LONGEST = 5
"""Words of a name that are looked up together."""
SHORT = 5
"""An acronym has so many letters at most; a longer name in capitals is a spelling for headlines."""
CALENDAR = {name.lower(): name for name in (*calendar.day_name, *calendar.month_name) if name}
MONTHS_AS_WORDS = words("text", "months_as_words")
"""Months that are words, too: with a capital only beside a number."""


def spelt(line: str) -> str:
    """The line with small letters but for names and the beginnings of sentences; as long as it was."""
    words = [(m.start(), m.end()) for m in WORD.finditer(line)]
    made = list(line.lower())
    if len(made) != len(line):  # a letter whose small form is two
        return line
    at = 0
    while at < len(words):
        at += _write(line, words, at, made)
    for match in re.finditer(r"(?:^|[.!?]\s+|[:—–-]{1,2}\s+)([“\"'‘(]?)(\w)", line):
        made[match.start(2)] = line[match.start(2)]
    return "".join(made)


def _write(line: str, words: list[tuple[int, int]], at: int, made: list[str]) -> int:
    """Spell the longest name that begins at this word; returns how many words are done."""
    for length in range(min(LONGEST, len(words) - at), 0, -1):
        start, end = words[at][0], words[at + length - 1][1]
        name = _name(line[start:end].lower(), line[end : end + 4])
        if name is not None:
            made[start:end] = name
            return length
    return 1


def _name(words: str, after: str) -> str | None:
    if words in MONTHS_AS_WORDS:
        return words.title() if re.match(r"\s\d", after) else None
    found = CALENDAR.get(words) or _names().get(words)
    if found is None and words.endswith(("'s", "’s")):
        found = _names().get(words[:-2])
        return found + words[-2:] if found is not None else None
    return found


@cache
def _names() -> dict[str, str]:
    """Small letters -> the name as the lists have it, surnames of people among them."""
    found: dict[str, str] = {}
    for actor in lexicons.actors():
        for alias in actor.aliases:
            for name in lexicons.spellings(alias, actor.kind):
                shouted = name.isupper() and len(name) > SHORT
                if name[:1].isupper() and not shouted and len(name.lower()) == len(name):
                    found.setdefault(name.lower(), name)
        if actor.kind == "person":
            surname = actor.name.split()[-1]
            found.setdefault(surname.lower(), surname)
    return found
