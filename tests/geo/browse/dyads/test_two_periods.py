import datetime

import pytest
from django.core.exceptions import BadRequest

from geo.browse.dyads.two_periods import Comparison, compare
from geo.totals.sums import Cell


def cell(year: int | None, kind: str, events: int = 1) -> Cell:
    first = datetime.date(year, 3, 1) if year else None
    return Cell("month" if year else "undated", first, kind, events, 0)


def compared(*cells: Cell, then: str = "2010-2011", now: str = "2020-2021") -> Comparison:
    names = ("then_from", "then_to", "now_from", "now_to")
    chosen = dict(zip(names, [*then.split("-"), *now.split("-")], strict=True))
    made = compare(cells, chosen, lambda kind, period: f"{kind} {period}")
    assert made
    return made


def changes(made: Comparison) -> dict[str, str]:
    return {row.type: label for label, rows in made.groups for row in rows}


def test_new_gone_more_fewer_and_as_many() -> None:
    made = compared(
        cell(2010, "AID", 2), cell(2020, "AID", 3),
        cell(2010, "AGREE", 3), cell(2021, "AGREE", 2),
        cell(2011, "ACCUSE"), cell(2020, "CONSULT"),
        cell(2010, "SUPPORT"), cell(2020, "SUPPORT"), cell(None, "AID", 9), cell(2015, "AID", 9),
    )  # fmt: skip
    assert changes(made) == {
        "consult": "New", "accuse": "Gone", "aid": "More", "agree": "Fewer", "support": "As many",
    }  # fmt: skip
    assert (made.then_all.events, made.now_all.events) == (7, 7)


def test_each_side_leads_to_its_claims() -> None:
    [(_label, [row])] = compared(cell(2010, "AID"), cell(2020, "AID"), now="2020-2020").groups
    assert (row.then.href, row.now.href) == ("AID 2010/2011", "AID 2020")


def test_periods_of_different_length_are_compared_by_the_year() -> None:
    made = compared(cell(2010, "AID", 2), cell(2020, "AID", 3), then="2010-2010", now="2020-2021")
    assert changes(made) == {"aid": "Fewer"}
    assert made.differ_in_length


def test_overlapping_periods_say_so_and_reversed_ones_are_turned() -> None:
    made = compared(cell(2010, "AID"), cell(2020, "AID"), then="2012-2010", now="2012-2020")
    assert str(made.then) == "2010–2012"
    assert made.overlap


def test_without_a_choice_the_last_years_stand_against_those_before() -> None:
    made = compare([cell(2000, "AID"), cell(2025, "AID")], {}, lambda kind, period: "")
    assert made
    assert (str(made.then), str(made.now)) == ("2020–2022", "2023–2025")
    short = compare([cell(2024, "AID"), cell(2025, "AID")], {}, lambda kind, period: "")
    assert short
    assert (str(short.then), str(short.now)) == ("2024", "2025")


def test_one_year_or_none_is_no_comparison() -> None:
    assert compare([cell(2025, "AID")], {}, lambda kind, period: "") is None
    assert compare([cell(None, "AID")], {}, lambda kind, period: "") is None


@pytest.mark.parametrize("year", ["", "x", "20", "3000", "20201", "٢٠٢٠"])
def test_a_year_that_is_none_is_refused(year: str) -> None:
    with pytest.raises(BadRequest):
        compared(cell(2010, "AID"), cell(2020, "AID"), then=f"{year}-2010")
