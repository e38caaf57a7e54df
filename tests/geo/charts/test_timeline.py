import datetime

from hypothesis import given
from hypothesis import strategies as st

from geo.charts.timeline import Timeline, timeline
from geo.totals.sums import Cell
from geo.vocabulary import EventType


def cell(period: str | None, events: int = 1, kind: str = "AID", precision: str = "month") -> Cell:
    first = (
        datetime.date.fromisoformat(f"{period}-01" if period and len(period) == 7 else f"{period}-01-01")
        if period
        else None
    )
    return Cell(precision if period else "undated", first, kind, events, 0)


def drawn(*cells: Cell) -> Timeline:
    return timeline(cells, lambda period: f"?period={period}")


def test_one_year_is_drawn_by_month_and_empty_months_have_no_mark() -> None:
    chart = drawn(cell("2025-03"), cell("2025-05", 2, "ACCUSE"))
    assert chart.unit == "month"
    assert len(chart.columns) == 12
    assert [column.period for column in chart.columns if column.bars] == ["2025-03", "2025-05"]
    assert chart.columns[4].conflict == 2
    assert chart.columns[4].href == "?period=2025-05"


def test_a_year_known_no_closer_is_not_january() -> None:
    chart = drawn(cell("2025-03"), cell("2025", 4, precision="year"))
    assert chart.columns[0].bars == []
    assert [(apart.period, apart.events) for apart in chart.apart] == [("2025-XX", 4)]


def test_among_years_it_is_an_open_bar_on_top_of_its_year() -> None:
    chart = drawn(cell("2001-03"), cell("2025-03", 2), cell("2025", 2, precision="year"))
    assert (chart.unit, [column.label for column in chart.columns]) == ("year", ["2001", "…", "2025"])
    closed, opened = chart.columns[-1].bars
    assert (closed.is_open, opened.is_open) == (False, True)
    assert opened.y + opened.height == closed.y
    assert (chart.columns[-1].cooperation, chart.columns[-1].month_unknown, chart.apart) == (4, 2, [])


def test_undated_events_stand_apart() -> None:
    chart = drawn(cell(None, 3))
    assert chart.columns == []
    assert chart.undated
    assert chart.undated.events == 3
    assert not chart.is_empty


def test_no_data_is_no_drawing() -> None:
    assert drawn().is_empty


def test_bars_are_as_long_as_their_numbers_say() -> None:
    chart = drawn(cell("2025-03", 8), cell("2025-04", 2, "ACCUSE"))
    tall, short = chart.columns[2].bars[0], chart.columns[3].bars[0]
    assert abs(tall.height / short.height - 4) < 0.05
    assert tall.y + tall.height < short.y, "cooperation above the line, conflict below"


months = st.builds(lambda y, m: f"{y}-{m:02}", st.integers(1995, 2026), st.integers(1, 12))
cells = st.one_of(
    st.builds(cell, months, st.integers(1, 50), st.sampled_from(EventType.values)),
    st.builds(
        lambda year, n, kind: cell(str(year), n, kind, "year"),
        st.integers(1995, 2026), st.integers(1, 50), st.sampled_from(EventType.values),
    ),
    st.builds(cell, st.none(), st.integers(1, 50), st.sampled_from(EventType.values)),
)  # fmt: skip


@given(st.lists(cells, max_size=30))
def test_every_event_is_somewhere_once(given_cells: list[Cell]) -> None:
    chart = drawn(*given_cells)
    shown = sum(column.cooperation + column.conflict for column in chart.columns)
    apart = sum(year.events for year in chart.apart) + (chart.undated.events if chart.undated else 0)
    assert shown + apart == sum(given.events for given in given_cells)
    for column in chart.columns:
        assert 0 <= column.band.x < column.band.end <= 100.001
        for bar in column.bars:
            assert bar.height > 0
            assert 0 <= bar.y <= bar.y + bar.height <= chart.height
