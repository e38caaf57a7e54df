from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geo.charts.base import NOTHING, Scale, bands, labelled, number, whole_ticks


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
