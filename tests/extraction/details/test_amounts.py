"""Money and goods, with what limits the number; each in its own clause."""

import pytest

from geo.extraction.details import amounts
from geo.extraction.reader import read


@pytest.mark.parametrize(
    ("text", "value", "currency", "unit", "qualifier"),
    [
        ("up to one billion dollars", 1e9, "USD", None, "up to"),
        ("about 450 million dollars", 450e6, "USD", None, "about"),
        ("at least 3.5 million euros", 3.5e6, "EUR", None, "at least"),
        ("half a billion dollars", 5e8, "USD", None, "exactly"),
        ("$1.5bn", 1.5e9, "USD", None, "exactly"),
        ("US$ 1,200 million", 1.2e9, "USD", None, "exactly"),
        ("a 970-million-dollar contract", 970e6, "USD", None, "exactly"),
        ("500 million rubles", 5e8, "RUB", None, "exactly"),
        ("2.5 billion reais", 2.5e9, "BRL", None, "exactly"),
        ("between 300 and 400 million dollars", 400e6, "USD", None, "up to"),
        ("20 million pesos", 20e6, None, "pesos", "exactly"),
        ("30,000 tonnes of wheat", 30000, None, "tonnes of wheat", "exactly"),
        ("5,000 Kalashnikov rifles", 5000, None, "rifles", "exactly"),
        ("a hundred trucks", 100, None, "trucks", "exactly"),
        ("15,000 pounds of fentanyl", 15000, None, "pounds of fentanyl", "exactly"),
        ("15,000 pounds", 15000, "GBP", None, "exactly"),
    ],
)
def test_amounts(text: str, value: float, currency: str | None, unit: str | None, qualifier: str) -> None:
    [found] = amounts.find(f"It was {text}.", 0)
    assert (found.value, found.currency, found.unit, found.qualifier) == (value, currency, unit, qualifier)


@pytest.mark.parametrize(
    "text", ["a real threat", "three won the prize", "in 2024", "90 percent of a debt of 35 billion dollars", "a truck"]
)
def test_no_amount(text: str) -> None:
    assert amounts.find(f"It was {text}.", 0) == []


def told(text: str) -> list[tuple[float, str | None] | None]:
    found = read(text, date="2024-05-15", language="en").claims
    return [(claim.amount.value, claim.amount.currency) if claim.amount else None for claim in found]


def test_each_clause_has_its_own_amount() -> None:
    text = "Russia lent Bolivia 500 million rubles, and Brazil gave it 20 million euros."
    assert told(text) == [(5e8, "RUB"), (2e7, "EUR")]


def test_money_goes_before_goods() -> None:
    assert told("Russia sold Peru 24 helicopters for 528 million dollars.") == [(528e6, "USD")]


def test_the_amount_of_another_clause_is_not_taken() -> None:
    text = "Lavrov visited Havana after Russia lent Cuba 20 million dollars."
    found = {claim.type: claim.amount for claim in read(text, date="2024-05-15", language="en").claims}
    assert found["CONSULT"] is None
