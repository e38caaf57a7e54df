"""Where it took place, where the text says so."""

import pytest

from geo.extraction.reader import read


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Putin received Lula at the Kremlin on Monday.", "Kremlin", "RUS"),
        ("Lavrov met Maduro in Caracas.", "Caracas", "VEN"),
        ("In Caracas on Tuesday, Lavrov met Maduro.", "Caracas", "VEN"),
        ("Russia and Cuba signed an agreement in Havana.", "Havana", "CUB"),
        ("Putin met Lula on the sidelines of the summit in Osaka.", "Osaka", "JPN"),
        ("Lavrov visited Havana.", None, None),
        ("Lavrov arrived in Havana.", None, None),
        ("Putin and Lula discussed the war in Ukraine.", None, None),
        ("Lavrov met Maduro in May.", None, None),
    ],
)
def test_the_place(text: str, name: str | None, country: str | None) -> None:
    place = read(text, date="2024-05-15", language="en").claims[0].place
    assert ((place.name, place.country) if place else (None, None)) == (name, country)
    if place:
        assert text[place.start : place.end] == place.name
