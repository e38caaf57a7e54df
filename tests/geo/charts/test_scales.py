from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geo.charts.scales import NOTHING, Scale, bands, labelled, number, whole_ticks, years_drawn


@given(st.integers(1, 400))
def test_bands_stand_side_by_side_and_fill_the_width(count: int) -> None:
    made = bands(count)
    assert len(made) == count
    assert made[0].x > 0
    assert made[-1].end <= 100
    assert all(left.end < right.x for left, right in pairwise(made))


@given(st.integers(1, 400), st.integers(1, 20))
def test_the_last_label_has_room_and_no_more_than_allowed(count: int, most: int) -> None:
    shown = labelled(count, most)
    assert shown[-1]
    assert sum(shown) <= most


def test_a_scale_puts_high_above_low() -> None:
    scale = Scale(-10, 10, 0, 100)
    assert (scale.y(10), scale.y(0), scale.y(-10)) == (0, 50, 100)


def test_ticks_are_whole_and_never_zero() -> None:
    assert whole_ticks(1) == [1]
    assert whole_ticks(5) == [2, 5]


def test_no_data_is_a_dash_without_a_link() -> None:
    assert (number(0, "?x=1").text, number(0, "?x=1").href) == (NOTHING, "")
    assert number(3, "?x=1").href == "?x=1"


def test_long_gaps_of_years_are_left_out_and_short_ones_are_not() -> None:
    assert years_drawn([1945, 2001, 2003], 3) == [1945, None, 2001, 2002, 2003]
    assert years_drawn([2003], 3) == [2001, 2002, 2003]
    assert len(years_drawn([2000, 2012], 3)) == 13
    assert years_drawn([], 8) == []


@given(st.sets(st.integers(1900, 2030), min_size=1))
def test_every_year_with_data_has_its_place_in_order(known: set[int]) -> None:
    drawn = [year for year in years_drawn(known, 8) if year]
    assert known <= set(drawn)
    assert drawn == sorted(set(drawn))
    assert len(years_drawn(known, 8)) >= min(8, len(known))
