"""Marked passages: text with every mention of an actor, every word that tells an event, and who is party to it.

[A/VEN:President Maduro] <1:telephoned> [B/RUS:Vladimir Putin]. [A:He] thanked [B:him].
1 CONSULT occurred A > B
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geo.extraction.encoder.items import NONE, TYPES, Words

FOLDER = Path(__file__).parent.parent / "passages"
OPEN = re.compile(r"\[([A-Z]\d?)(?:/([A-Z]{3}|-))?:|<(\d+):")
LABEL = re.compile(r"^(\d+) ([A-Z]+)(?: ([a-z]+))?(?: ([A-Z0-9+]+)?(?: ?> ?([A-Z0-9+]+))?)?$")
STARTS_LABEL = re.compile(r"^\d+ [A-Z]+\b")
HELD_OUT = 8
"""Every so many-th passage of a file is for measuring only."""


@dataclass(frozen=True, slots=True)
class Mention:
    """`country`: where the actor belongs (ISO alpha-3), as far as this mention says it."""

    words: Words
    actor: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    words: Words
    type: str
    mood: str
    sources: frozenset[str]
    targets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Passage:
    """`place`: file and number of the block. `held_out`: never trained on."""

    place: str
    text: str
    mentions: tuple[Mention, ...]
    triggers: tuple[Trigger, ...]
    held_out: bool


def load(folder: Path = FOLDER) -> list[Passage]:
    """All passages below a folder, in the order of files' names. Raises ValueError where one cannot be read."""
    found = []
    for file in sorted(folder.rglob("*.txt")):
        for number, lines in enumerate(_blocks(file)):
            found.append(passage(lines, f"{file.relative_to(folder)}:{number}", number % HELD_OUT == HELD_OUT - 1))
    return found


def _blocks(file: Path) -> Iterator[list[str]]:
    for block in re.split(r"\n\s*\n", file.read_text(encoding="utf-8")):
        lines = [line for line in block.strip().split("\n") if line and not line.startswith("#")]
        if lines:
            yield lines


def passage(lines: list[str], place: str, held_out: bool = False) -> Passage:
    marked = "\n".join(line for line in lines if not STARTS_LABEL.match(line))
    try:
        text, mentions, words = _unmarked(marked)
        labels = [_label(line, words) for line in lines if STARTS_LABEL.match(line)]
    except (ValueError, KeyError) as wrong:
        raise ValueError(f"{place}: {wrong}") from wrong
    return Passage(place, text, tuple(sorted(mentions, key=lambda m: m.words)), tuple(labels), held_out)


def _unmarked(marked: str) -> tuple[str, list[Mention], dict[str, Words]]:
    """The text without marks, its mentions, and the words of each numbered trigger."""
    out: list[str] = []
    stack: list[tuple[re.Match[str], int]] = []
    mentions: list[Mention] = []
    triggers: dict[str, Words] = {}
    at = 0
    while at < len(marked):
        if opened := OPEN.match(marked, at):
            stack.append((opened, len(out)))
            at = opened.end()
            continue
        if marked[at] in "]>" and stack:
            mark, start = stack.pop()
            if mark[1]:
                mentions.append(Mention((start, len(out)), mark[1], (mark[2] or "").strip("-")))
            else:
                triggers[mark[3]] = start, len(out)
        else:
            out.append(marked[at])
        at += 1
    if stack:
        raise ValueError(f"{stack[-1][0][0]} is never closed")
    return "".join(out), mentions, triggers


def _label(line: str, words: dict[str, Words]) -> Trigger:
    found = LABEL.match(line.strip())
    if found is None or found[2] not in TYPES:
        raise ValueError(f"cannot read {line!r}")
    number, kind, mood, sources, targets = found.groups()
    sides = [frozenset(side.split("+")) if side and kind != NONE else frozenset() for side in (sources, targets)]
    return Trigger(words[number], kind, mood or "", sides[0], sides[1])
