"""When it happened: never more precise than the text, and nothing where it says nothing."""

import pytest

from geo.extraction.reader import read
from geo.extraction.results import Claim, EventDate

PUBLISHED = "2024-05-15"  # a Wednesday


def dates(text: str, date: str | None = PUBLISHED) -> list[EventDate | None]:
    return [claim.date for claim in read(text, date=date, language="en").claims]


def told(text: str) -> list[Claim]:
    return list(read(text, date=PUBLISHED, language="en").claims)


@pytest.mark.parametrize(
    ("words", "earliest", "latest", "precision", "basis"),
    [
        ("on Monday", "2024-05-13", "2024-05-13", "day", "relative"),
        ("last Friday", "2024-05-10", "2024-05-10", "day", "relative"),
        ("yesterday", "2024-05-14", "2024-05-14", "day", "relative"),
        ("on May 3", "2024-05-03", "2024-05-03", "day", "explicit"),
        ("on Wednesday, May 8", "2024-05-08", "2024-05-08", "day", "explicit"),
        ("on the 12th of April 2023", "2023-04-12", "2023-04-12", "day", "explicit"),
        ("in early May", "2024-05-01", "2024-05-10", "range", "relative"),
        ("in mid-April", "2024-04-11", "2024-04-20", "range", "relative"),
        ("at the end of April", "2024-04-21", "2024-04-30", "range", "relative"),
        ("last December", "2023-12-01", "2023-12-31", "month", "relative"),
        ("in September", "2023-09-01", "2023-09-30", "month", "relative"),
        ("in July 2014", "2014-07-01", "2014-07-31", "month", "explicit"),
        ("this year", "2024-01-01", "2024-12-31", "year", "relative"),
        ("in 2019", "2019-01-01", "2019-12-31", "year", "explicit"),
        ("in late 2019", "2019-09-01", "2019-12-31", "range", "explicit"),
        ("at the end of last year", "2023-09-01", "2023-12-31", "range", "relative"),
        ("in the summer of 2019", "2019-06-01", "2019-08-31", "range", "explicit"),
        ("last winter", "2023-12-01", "2024-02-29", "range", "relative"),
        ("in the first half of 2023", "2023-01-01", "2023-06-30", "range", "explicit"),
        ("between 3 and 5 March", "2024-03-03", "2024-03-05", "range", "explicit"),
        ("from March 30 to April 2", "2024-03-30", "2024-04-02", "range", "explicit"),
        ("two weeks ago", "2024-04-28", "2024-05-04", "range", "relative"),
        ("three years ago", "2021-01-01", "2021-12-31", "year", "relative"),
        ("a decade ago", "2012-01-01", "2016-12-31", "range", "relative"),
        ("last week", "2024-05-06", "2024-05-12", "range", "relative"),
        ("earlier this month", "2024-05-01", "2024-05-31", "month", "relative"),
        ("in 2006 and 2007", "2006-01-01", "2007-12-31", "range", "explicit"),
        ("in the 1990s", "1990-01-01", "1999-12-31", "range", "explicit"),
    ],
)
def test_expressions(words: str, earliest: str, latest: str, precision: str, basis: str) -> None:
    [date] = dates(f"Lavrov visited Havana {words}.")
    assert date is not None
    assert (date.earliest, date.latest, date.precision, date.basis) == (earliest, latest, precision, basis)


@pytest.mark.parametrize(
    "text",
    [
        "Lavrov visited Havana.",
        "Lavrov visited Havana three days after Putin called Maduro.",
        "Lavrov visited Havana on 31 February.",
        "Lavrov visited Havana on the eve of the vote.",
        "HAVANA, May 14 (EFE) - Lavrov visited Cuba.",
        "Lavrov visited Havana during the visit.",
    ],
)
def test_no_date_where_none_is_given(text: str) -> None:
    assert set(dates(text)) == {None}


def test_relative_words_mean_nothing_without_a_publication_date() -> None:
    assert dates("Lavrov visited Havana on Monday.", date=None) == [None]


def test_the_cited_day_of_saying_is_not_the_day_of_the_deed() -> None:
    [claim] = [c for c in told("Russia said on Friday that it sent oil to Cuba in March.") if c.type == "AID"]
    assert claim.date is not None
    assert claim.date.earliest == "2024-03-01"


def test_a_week_after_counts_from_the_clause_above() -> None:
    text = (
        "Russia expelled two Ecuadorian diplomats on Thursday, a week after Ecuador sent weapons to the United States."
    )
    found = {claim.type: claim.date for claim in told(text) if claim.date}
    assert found["SANCTION"].earliest == "2024-05-09"
    assert (found["AID"].earliest, found["AID"].latest) == ("2024-04-29", "2024-05-05")


@pytest.mark.parametrize(
    ("second", "earliest", "latest"),
    [
        ("A day earlier, he met Maduro in Caracas.", "2024-05-12", "2024-05-12"),
        ("On that occasion he thanked Nicaragua.", "2024-05-13", "2024-05-13"),
        ("Two days later, he met Maduro in Caracas.", "2024-05-15", "2024-05-15"),
    ],
)
def test_dates_that_count_from_the_sentence_before(second: str, earliest: str, latest: str) -> None:
    date = dates(f"Lavrov met Ortega on Monday. {second}")[-1]
    assert date is not None
    assert (date.earliest, date.latest, date.basis) == (earliest, latest, "relative")


def test_during_the_visit_is_as_vague_as_the_visit() -> None:
    found = dates("Maduro visited Moscow in early May. During the visit, Maduro and Putin discussed trade.")
    assert [(d.earliest, d.latest) for d in found if d] == [("2024-05-01", "2024-05-10")] * 2


def test_a_speaker_goes_on_speaking_on_the_same_day() -> None:
    found = dates("Lavrov accused Ecuador on Monday of breaking its word. He also praised Bolivia.")
    assert [d.earliest for d in found if d] == ["2024-05-13"] * 2


def test_the_pluperfect_is_of_another_day() -> None:
    found = dates("Lavrov accused Ecuador on Monday of breaking its word. He had praised Bolivia.")
    assert found[-1] is None


def test_each_clause_has_its_own_date() -> None:
    found = dates("In March 2023, Russia lent Cuba money; in June, it sent oil to Nicaragua.")
    assert [d.earliest for d in found if d] == ["2023-03-01", "2023-06-01"]
