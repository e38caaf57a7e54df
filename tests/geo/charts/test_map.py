"""The map and its geometry: what is drawn, and that no data is not zero."""

import re

from geo.charts.map import Datum, breaks_of, draw, geometry, level_of


def data(**events: int | None) -> dict[str, Datum]:
    return {iso3: Datum(iso3, iso3.title(), f"/dyads/{iso3}/", number) for iso3, number in events.items()}


def test_every_state_of_the_americas_has_an_outline() -> None:
    states = (
        "ARG ATG BHS BLZ BOL BRA BRB CHL COL CRI CUB DMA DOM ECU GRD GTM GUY HND HTI JAM KNA LCA MEX NIC PAN PER PRY "
        "SLV SUR TTO URY USA VCT VEN RUS"
    ).split()
    assert set(states) <= set(geometry()["countries"])


def test_outlines_stay_inside_the_frame_and_are_few_bytes() -> None:
    drawn = geometry()
    assert sum(len(outline["d"]) for outline in drawn["countries"].values()) < 40_000
    for iso3, outline in drawn["countries"].items():
        assert 0 <= outline["x"] <= drawn["width"], iso3
        assert 0 <= outline["y"] <= drawn["height"], iso3
        assert re.fullmatch(r"(M[\d. ]+l[-\d. ]*z)+", outline["d"]), iso3


def test_russia_lies_in_its_inset() -> None:
    left, top, right, bottom = geometry()["inset"]
    russia = geometry()["countries"]["RUS"]
    assert left < russia["x"] < right
    assert top < russia["y"] < bottom


def test_no_data_is_not_zero() -> None:
    shapes = {shape.name: shape for shape in draw(data(CUB=72, CHL=0, PRY=None, RUS=None)).shapes}
    assert [shapes[name].level for name in ("Cub", "Chl", "Pry", "Rus")] == ["4", "zero", "none", "home"]
    assert shapes["Pry"].events is None


def test_classes_cover_every_number_once() -> None:
    for most in (1, 2, 9, 73, 1000, 51_234):
        breaks = breaks_of(most)
        levels = [int(level_of(events, breaks)) for events in range(1, min(most, 2000) + 1)]
        assert levels[0] == 1
        assert levels == sorted(levels)
        assert len(breaks) <= 4
    assert [key.words for key in draw(data(CUB=73)).key] == ["1", "2–4", "5–19", "20+"]


def test_nothing_read_draws_no_class() -> None:
    assert draw(data(CUB=None)).key == []


def test_the_same_data_draw_the_same_map() -> None:
    assert draw(data(CUB=3, BRA=1)) == draw(data(BRA=1, CUB=3))
