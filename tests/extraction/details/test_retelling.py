"""The same event told again within an article, and what only looks like it."""

from geo.extraction.reader import read
from geo.extraction.results import Claim


def links(text: str, kind: str) -> list[bool]:
    """Of the claims of that type in order, whether each tells again an earlier one."""
    return [claim.same_as is not None for claim in claims(text) if claim.type == kind]


def claims(text: str) -> tuple[Claim, ...]:
    return read(text, date="2024-05-15", language="en").claims


def test_the_same_day_told_twice_is_one_event() -> None:
    text = "Russia expelled two Ecuadorian diplomats on Monday. On Monday, Moscow expelled two diplomats of Ecuador."
    assert links(text, "SANCTION") == [False, True]


def test_contradicting_dates_stay_two() -> None:
    text = "Lavrov met Maduro in Caracas on Monday. Lavrov met Maduro in Caracas on 3 April."
    assert links(text, "CONSULT") == [False, False]


def test_other_parties_are_another_event() -> None:
    text = "Lavrov met Maduro on Monday. Lavrov met Ortega on Monday."
    assert links(text, "CONSULT") == [False, False]


def test_another_amount_is_another_event() -> None:
    text = "Russia lent Cuba 20 million dollars in March. Russia lent Cuba 50 million dollars in March."
    assert links(text, "AID") == [False, False]


def test_an_amount_named_again_counts_once() -> None:
    text = "Russia lent Cuba 20 million dollars in March. Russia lent Cuba 20 million dollars."
    assert links(text, "AID") == [False, True]


def test_what_is_planned_is_not_what_happened() -> None:
    text = "Russia sent oil to Cuba. Russia did not send oil to Cuba."
    assert links(text, "AID") == [False, False]


def test_a_link_goes_to_an_earlier_claim_that_is_no_link_itself() -> None:
    found = claims("Lavrov met Maduro on Monday. On Monday Lavrov met Maduro. Lavrov met Maduro on Monday.")
    for i, claim in enumerate(found):
        assert claim.same_as is None or (claim.same_as < i and found[claim.same_as].same_as is None)
