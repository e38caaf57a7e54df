"""Russia and the Americas: how many events each country has with Russia, each a link to the two countries' page.

No data is not zero: a country that no claim links to Russia is drawn in dots with a broken outline, one whose claims
report nothing that happened (plans, denials) is left blank with a whole one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

GEOMETRY = Path(__file__).with_name("americas.json")
RUSSIA = "RUS"
CLASSES = 4
NICE = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Datum:
    """A country beside Russia: `events` is None where no claim links the two."""

    iso3: str
    name: str
    href: str
    events: int | None


@dataclass(frozen=True, slots=True)
class Shape:
    """`level`: none (no data), zero, 1 to 4 (more events, darker), or home for Russia itself."""

    name: str
    href: str
    events: int | None
    level: str
    d: str
    x: float
    y: float
    is_small: bool
    number_x: float
    number_y: float
    anchor: str
    hit: tuple[float, float, float, float] | None
    """x, y, width, height of a larger place for the pointer."""


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the legend: the level and the numbers that it stands for."""

    level: str
    words: str


@dataclass(frozen=True, slots=True)
class Map:
    width: int
    height: int
    inset: tuple[float, float, float, float]
    context: str
    shapes: list[Shape]
    key: list[Key]

    @property
    def inset_width(self) -> float:
        return self.inset[2] - self.inset[0]

    @property
    def inset_height(self) -> float:
        return self.inset[3] - self.inset[1]


@cache
def geometry() -> dict[str, Any]:
    """Made by scripts/make_map.py."""
    found: dict[str, Any] = json.loads(GEOMETRY.read_text())
    return found


def draw(data: Mapping[str, Datum]) -> Map:
    """`data` by ISO alpha-3; Russia's own has no events. Countries that it does not name are left out."""
    drawn = geometry()
    breaks = breaks_of(max((datum.events or 0 for datum in data.values()), default=0))
    shapes = [_shape(data[iso3], outline, breaks) for iso3, outline in drawn["countries"].items() if iso3 in data]
    return Map(
        width=drawn["width"],
        height=drawn["height"],
        inset=tuple(drawn["inset"]),
        context=drawn["context"],
        shapes=sorted(shapes, key=lambda shape: (shape.is_small, shape.name)),
        key=_key(breaks),
    )


def breaks_of(most: int) -> list[int]:
    """The least number of each class: evenly many times the last, rounded down to 1, 2 or 5 times a power of ten."""
    if most < 1:
        return []
    steps = (most ** (step / CLASSES) for step in range(CLASSES))
    return sorted({1, *(_nice(step) for step in steps)})


def _nice(number: float) -> int:
    power: int = 10 ** (len(str(int(number))) - 1)
    return max(factor * power for factor in NICE if factor * power <= number)


def level_of(events: int | None, breaks: list[int]) -> str:
    if events is None:
        return "none"
    return str(sum(least <= events for least in breaks)) if events else "zero"


def _key(breaks: list[int]) -> list[Key]:
    upper = [*(after - 1 for after in breaks[1:]), None][: len(breaks)]
    return [
        Key(str(number), f"{least}" if least == most else f"{least}–{most}" if most else f"{least}+")
        for number, (least, most) in enumerate(zip(breaks, upper, strict=True), 1)
    ]


def _shape(datum: Datum, outline: Mapping[str, Any], breaks: list[int]) -> Shape:
    x, y, anchor = outline["number"]
    is_home = datum.iso3 == RUSSIA
    return Shape(
        name=datum.name,
        href=datum.href,
        events=datum.events,
        level="home" if is_home else level_of(datum.events, breaks),
        d=outline["d"],
        x=outline["x"],
        y=outline["y"],
        is_small=outline["small"],
        number_x=x,
        number_y=y,
        anchor=anchor,
        hit=tuple(outline["hit"]) if "hit" in outline else None,
    )
