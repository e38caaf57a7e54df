"""Periods as filters write them, and the claims that they list."""

import datetime

import pytest
from django.core.exceptions import BadRequest
from django.test import Client

from geo.browse.filters import ClaimFilter, bounds, period_in_words
from tests.geo.scenes import claim, day, year


@pytest.mark.parametrize(
    ("period", "first", "last", "words"),
    [
        ("2014", "2014-01-01", "2014-12-31", "2014"),
        ("2014-02", "2014-02-01", "2014-02-28", "February 2014"),
        ("2014-Q1", "2014-01-01", "2014-03-31", "2014, quarter 1"),
        ("2014-Q4", "2014-10-01", "2014-12-31", "2014, quarter 4"),
        ("2013/2015", "2013-01-01", "2015-12-31", "2013–2015"),
        ("2014-XX", "2014-01-01", "2014-12-31", "2014, month not known"),
    ],
)
def test_a_period_has_bounds_and_words(period: str, first: str, last: str, words: str) -> None:
    assert bounds(period) == (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
    assert period_in_words(period) == words


@pytest.mark.parametrize("period", ["2014-Q5", "2014-13", "2015/2013", "2014/", "14", "2014-Q1/2015", "today"])
def test_anything_else_is_refused(period: str) -> None:
    with pytest.raises(BadRequest):
        ClaimFilter.from_query({"period": period})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("period", "listed"), [("2013/2014", 3), ("2014", 2), ("2014-Q1", 1), ("2014-Q2", 0), ("2015/2016", 0)]
)
def test_years_quarters_and_spans_list_their_claims(client: Client, period: str, listed: int) -> None:
    claim(date=day("2013-12-31"))
    claim(date=day("2014-03-01"))
    claim(date=year(2014))
    claim(date=(datetime.date(2015, 12, 30), datetime.date(2016, 1, 2), "range"))
    html = client.get(f"/dyads/cu-ru/?period={period}").content.decode()
    assert html.count('<article class="claim"') == listed


@pytest.mark.django_db
def test_an_event_over_the_turn_of_a_year_is_listed_where_it_is_counted(client: Client) -> None:
    claim(date=day("2014-03-01"))
    claim(date=(datetime.date(2015, 12, 30), datetime.date(2016, 1, 2), "range"))
    words = client.get("/dyads/cu-ru/").content.decode()
    assert "<b>1</b> undated" in words
    html = client.get("/dyads/cu-ru/?period=undated&modality=counted").content.decode()
    assert html.count('<article class="claim"') == 1


@pytest.mark.django_db
def test_an_event_of_two_months_is_in_its_year_and_in_no_month(client: Client) -> None:
    claim(date=(datetime.date(2014, 2, 20), datetime.date(2014, 3, 2), "range"))
    listed = {
        period: client.get(f"/dyads/cu-ru/?period={period}").content.decode().count('<article class="claim"')
        for period in ("2014", "2014-XX", "2014-02", "2014-03", "2014-Q1")
    }
    assert listed == {"2014": 1, "2014-XX": 1, "2014-02": 0, "2014-03": 0, "2014-Q1": 0}
