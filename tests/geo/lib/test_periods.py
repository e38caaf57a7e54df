"""How far apart spans of days lie, against counting day by day."""

import datetime

import hypothesis.strategies as st
import pytest
from hypothesis import given

from geo.lib.periods import gap

FIRST = datetime.date(2024, 2, 20)
NIGHT = datetime.timedelta(days=1)
LENGTH = 30


def days(first: int, last: int) -> tuple[datetime.date, datetime.date]:
    return FIRST + first * NIGHT, FIRST + last * NIGHT


SPANS = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(lambda ends: days(*sorted(ends)))
HALVES = st.sampled_from([(None, None), (FIRST, None), (None, FIRST)])


def day_by_day(spans):
    """The fewest nights between a day of one and a day of another, for the two that lie farthest apart."""
    return max(min(abs(one - other) for one in covered(a) for other in covered(b)) for a in spans for b in spans)


def covered(span):
    return [day for n in range(LENGTH + 1) if span[0] <= (day := FIRST + n * NIGHT) <= span[1]]


@given(st.lists(SPANS, min_size=2, max_size=4))
def test_the_gap_is_what_counting_day_by_day_gives(spans):
    assert gap(spans) == day_by_day(spans)


@given(st.lists(SPANS, min_size=2, max_size=4), st.lists(HALVES, max_size=2), st.randoms())
def test_neither_order_nor_what_is_half_known_matters(spans, halves, random):
    mixed = spans + halves
    random.shuffle(mixed)
    assert gap(mixed) == gap(spans)


@given(SPANS, SPANS)
def test_two_have_no_gap_exactly_where_one_day_fits_both(one, other):
    assert (gap([one, other]) == datetime.timedelta()) == bool(set(covered(one)) & set(covered(other)))


@pytest.mark.parametrize(
    "spans",
    [
        pytest.param([], id="nothing"),
        pytest.param([days(0, 1)], id="one"),
        pytest.param([days(0, 1), (None, None)], id="one, and one without a date"),
        pytest.param([days(0, 1), (FIRST, None)], id="one, and one that begins"),
        pytest.param([(None, FIRST), days(0, 1)], id="one that ends, and one"),
    ],
)
def test_fewer_than_two_that_are_whole_cannot_be_compared(spans):
    assert gap(spans) is None


@pytest.mark.parametrize(
    ("one", "other", "nights"),
    [
        pytest.param(days(0, 0), days(0, 0), 0, id="one day"),
        pytest.param(days(0, 0), days(1, 1), 1, id="the next day"),
        pytest.param(days(0, 29), days(16, 16), 0, id="a month and a day in it"),
        pytest.param(days(0, 5), days(5, 9), 0, id="spans that meet"),
        pytest.param(days(7, 9), days(0, 5), 2, id="the later one first"),
    ],
)
def test_a_gap_is_the_nights_between(one, other, nights):
    assert gap([one, other]) == nights * NIGHT


def test_spans_are_read_once():
    assert gap(iter([days(0, 1), days(4, 5)])) == 3 * NIGHT
