"""The sentences with two marked parties that the classifier is trained on: `TYPE | [Peru] met {Chile} in Lima.`"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
MARKS = re.compile(r"[\[\]{}]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its marks; the spans count its characters."""

    type: str
    text: str
    source: tuple[int, int]
    target: tuple[int, int]


def load(folder: Path = FOLDER) -> list[Marked]:
    """Every sentence of the folder, in the order of the files' names. Raises ValueError where one has no two marks."""
    return [
        marked(line, f"{file.name}:{number}")
        for file in sorted(folder.glob("marked_*.txt"))
        for number, line in _lines(file)
    ]


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def marked(line: str, place: str) -> Marked:
    kind, _, sentence = line.partition(" | ")
    if "".join(MARKS.findall(sentence)) not in {"[]{}", "{}[]"}:
        raise ValueError(f"{place}: mark one [source] and one {{target}}: {line}")
    source, target = (_span(sentence, marks) for marks in ("[]", "{}"))
    return Marked(kind.strip(), MARKS.sub("", sentence), source, target)


def _span(sentence: str, marks: str) -> tuple[int, int]:
    """Where the marked words stand once all marks are gone."""
    start, end = (len(MARKS.sub("", sentence[: sentence.index(mark)])) for mark in marks)
    return start, end
