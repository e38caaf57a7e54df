"""Offices as a strip in time."""

import datetime

import pytest

from geo.charts.offices import strip
from geo.models import Office

TODAY = datetime.date(2025, 6, 1)


def office(title: str, starts: str = "", ends: str = "") -> Office:
    dates = [datetime.date.fromisoformat(day) if day else None for day in (starts, ends)]
    return Office(title=title, country="RUS", starts=dates[0], ends=dates[1])


def test_terms_stand_in_order_and_inside() -> None:
    drawn = strip([office("secretary", "2024-05-12"), office("minister", "2012-11-06", "2024-05-12")], TODAY)
    assert drawn is not None
    assert [term.title for term in drawn.terms] == ["minister", "secretary"]
    assert all(term.x >= 0 and term.end <= 100 for term in drawn.terms)
    assert drawn.terms[0].end == pytest.approx(drawn.terms[1].x, abs=0.02)


def test_an_unknown_end_is_open_and_never_a_date() -> None:
    drawn = strip([office("envoy", "", "2019-02-01"), office("president", "2018-04-19")], TODAY)
    assert drawn is not None
    envoy, president = drawn.terms if drawn.terms[0].title == "envoy" else drawn.terms[::-1]
    assert (envoy.is_open_start, envoy.is_open_end, envoy.years) == (True, False, "?–2019")
    assert (president.is_open_start, president.is_open_end, president.years) == (False, True, "2018–")


def test_without_a_date_there_is_nothing_to_place() -> None:
    assert strip([office("president")], TODAY) is None
    assert strip([], TODAY) is None
