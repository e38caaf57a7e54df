"""The thermometer's marks are means of what it was given, and nothing else."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from geo.charts.scales import NOTHING
from geo.charts.thermometer import ENOUGH, Thermometer, signed, thermometer
from geo.totals.sums import PairCell


def cell(period: str | None, score: float, events: int = 1, *, said: bool = False, **more) -> PairCell:
    """A month ("2014-03"), a year ("2014") or no period; `score` is the mean of its events."""
    precision = "undated" if period is None else "month" if len(period) == 7 else "year"
    first = (
        datetime.date.fromisoformat(f"{period}-01" if precision == "month" else f"{period}-01-01") if period else None
    )
    values = {"type": "CONSULT", "reviewed": 0, "direction": 0, "official": True} | more
    return PairCell(precision=precision, period=first, events=events, is_speech=said, score=score * events, **values)


def drawn(*cells: PairCell) -> Thermometer:
    return thermometer(cells, lambda period, panel: f"?period={period}&act={panel}")


def test_a_mark_is_the_mean_of_its_year_and_leads_to_its_arithmetic() -> None:
    done, said = drawn(cell("2014-03", 4), cell("2014-09", 10, 2), cell("2014", -3, said=True)).panels
    [mark] = done.marks
    assert (mark.sum.events, mark.sum.score, mark.mean, mark.href) == (3, 24, "+8.0", "?period=2014&act=done")
    assert (mark.shape, mark.tone) == ("circle", "cooperation")
    assert [(m.mean, m.shape, m.tone) for m in said.marks] == [("−3.0", "diamond", "conflict")]
    assert mark.y < mark.zero
    assert said.marks[0].y > said.marks[0].zero


def test_zero_is_neither_and_has_no_sign() -> None:
    [mark] = drawn(cell("2014-03", 0)).panels[0].marks
    assert (mark.shape, mark.tone, mark.mean, mark.y) == ("bar", "neither", "0.0", mark.zero)
    assert signed(-0.04) == "0.0"


def test_years_without_an_event_have_a_place_but_no_mark_and_no_row() -> None:
    chart = drawn(cell("2004-03", 4), cell("2014-03", 4))
    assert len(chart.panels[0].marks) == 2
    assert [row[0].text for row in chart.twin.rows] == ["2004", "2014"]
    assert chart.twin.rows[0][3].text == NOTHING
    first, last = chart.panels[0].marks
    assert last.band.x - first.band.x > 80


def test_a_lone_early_year_does_not_squeeze_the_others() -> None:
    early, late = drawn(cell("1945-03", 4), cell("2014-03", 4)).panels[0].marks
    assert late.band.width > 20
    assert early.band.end < late.band.x


def test_only_officials_count_and_the_others_are_named() -> None:
    chart = drawn(cell("2014-03", 4), cell("2014-03", -9, 5, official=False), cell(None, -9, 2))
    assert chart.panels[0].marks[0].mean == "+4.0"
    assert (chart.unofficial, chart.undated) == (5, 2)


def test_no_data_is_no_drawing() -> None:
    assert drawn().is_empty
    assert drawn(cell(None, 4), cell("2014-03", 4, official=False)).is_empty


def test_quarters_are_drawn_where_half_of_them_rest_on_enough() -> None:
    enough = drawn(cell("2014-02", 4, ENOUGH), cell("2014-08", 2, ENOUGH - 1), cell("2014", 9))
    assert enough.unit == "quarter"
    assert [mark.href for mark in enough.panels[0].marks] == ["?period=2014-Q1&act=done", "?period=2014-Q3&act=done"]
    assert enough.unplaced == 1, "what is known to its year only is in no quarter"
    too_few = drawn(cell("2014-02", 4, ENOUGH), cell("2014-05", 4, 2), cell("2014-08", 4, ENOUGH - 1))
    assert too_few.unit == "year"
    assert too_few.unplaced == 0


def test_quarters_of_many_years_would_be_too_narrow() -> None:
    assert drawn(*[cell(f"{year}-02", 4, ENOUGH) for year in range(2000, 2020)]).unit == "year"


def test_few_events_make_a_small_mark() -> None:
    few, many = drawn(cell("2013-03", 4, 4), cell("2014-03", 4, 5)).panels[0].marks
    assert (few.is_few, many.is_few) == (True, False)


months = st.builds(lambda y, m: f"{y}-{m:02}", st.integers(1995, 2026), st.integers(1, 12))
periods = st.one_of(months, st.integers(1995, 2026).map(str), st.none())
scores = st.integers(-20, 20).map(lambda halves: halves / 2)
cells = st.builds(cell, periods, scores, st.integers(1, 40), said=st.booleans(), official=st.booleans())


@given(st.lists(cells, max_size=40))
def test_every_event_is_somewhere_once_and_the_table_says_the_same(found: list[PairCell]) -> None:
    chart = drawn(*found)
    marks = [mark for panel in chart.panels for mark in panel.marks]
    told = sum(mark.sum.events for mark in marks) + chart.undated + chart.unplaced + chart.unofficial
    assert told == sum(one.events for one in found)
    rows = {(entry.href, entry.text) for row in chart.twin.rows for entry in row if entry.href}
    assert {(mark.href, mark.mean) for mark in marks} == rows
    for panel in chart.panels:
        for mark in panel.marks:
            assert panel.top <= mark.y <= panel.top + 132
            assert -10 <= mark.sum.mean <= 10
    assert chart == drawn(*reversed(found)), "the same data draw the same picture"
