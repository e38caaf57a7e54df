"""From text and places in it to numbered word pieces and places among these: the same for training and reading."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from geo.extraction.encoder.items import MarkedPair, Words

TOKENIZER = Path(__file__).with_name("weights") / "tokenizer.json"
FIRST, LAST = 101, 102
"""[CLS] and [SEP]: every row begins and ends with them."""
SOURCE_MARKS, TARGET_MARKS = (1, 2), (3, 4)
"""Four of the vocabulary's unused pieces: what opens and closes the marked words."""
LONGEST = 128
"""Pieces that are read of a text, marks left out."""
BEHIND = 32
"""Pieces kept behind what is asked for, where a text is longer."""
FARTHEST = 8
"""The number of steps, each twice as far as the one before, in which distances are told apart."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text's pieces, without first and last, and where each begins and ends."""

    ids: list[int]
    starts: list[int]
    ends: list[int]

    def place(self, words: Words) -> Words:
        """The first and the last piece of these words; raises ValueError where they hold none."""
        first, last = bisect_right(self.ends, words[0]), bisect_left(self.starts, words[1]) - 1
        if last < first:
            raise ValueError(f"No word stands from {words[0]} to {words[1]}.")
        return first, last

    def holds(self, words: Words) -> bool:
        return bisect_right(self.ends, words[0]) < bisect_left(self.starts, words[1])


@cache
def tokenizer(path: Path = TOKENIZER) -> Tokenizer:
    made = Tokenizer.from_file(str(path))
    made.no_padding()
    made.no_truncation()
    return made


def cut(texts: Sequence[str], path: Path = TOKENIZER) -> list[Pieces]:
    found = []
    for encoding in tokenizer(path).encode_batch(list(texts), add_special_tokens=False):
        starts, ends = zip(*encoding.offsets, strict=True) if encoding.offsets else ((), ())
        found.append(Pieces(encoding.ids, list(starts), list(ends)))
    return found


def window(pieces: Pieces, first: int, last: int) -> tuple[int, int]:
    """The part of a long text that is read for pieces `first` to `last`: mostly what comes before them."""
    size = len(pieces.ids)
    if size <= LONGEST:
        return 0, size
    end = min(size, max(last + 1 + BEHIND, LONGEST))
    start = max(0, min(end - LONGEST, first))
    return start, min(size, start + LONGEST)


def marked_row(pieces: Pieces, pair: MarkedPair) -> tuple[list[int], int, int]:
    """The pieces with both parties marked, and where the two opening marks stand among them."""
    source, target = pieces.place(pair.source), pieces.place(pair.target)
    start, end = window(pieces, min(source[0], target[0]), max(source[1], target[1]))
    before: dict[int, list[int]] = {}
    for (first, last), marks in ((source, SOURCE_MARKS), (target, TARGET_MARKS)):
        before.setdefault(first, []).append(marks[0])
        before.setdefault(min(last + 1, end), []).insert(0, marks[1])
    row = [FIRST]
    for n in range(start, end):
        row += [*before.get(n, ()), pieces.ids[n]]
    row += [*before.get(end, ()), LAST]
    return row, _at(row, SOURCE_MARKS[0]), _at(row, TARGET_MARKS[0])


def _at(row: list[int], mark: int) -> int:
    """Where a mark stands; the first piece where the window did not reach so far."""
    return row.index(mark) if mark in row else 0


def far(trigger: int, mention: Words) -> int:
    """How far and on which side a mention stands from the trigger: 0 inside, then 1 to 2 x FARTHEST."""
    if mention[0] <= trigger <= mention[1]:
        return 0
    ahead = mention[0] > trigger
    steps = mention[0] - trigger if ahead else trigger - mention[1]
    return min(FARTHEST, int(np.log2(steps)) + 1) + FARTHEST * ahead
