"""Cities and regions, and the countries that they lie in."""

import pytest

from geo.extraction import lexicons
from geo.extraction.entities import gazetteer
from geo.extraction.reader import read


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Lahore", "PAK"),
        ("St. Petersburg", "RUS"),
        ("Sao Paulo", "BRA"),
        ("Łódź", "POL"),
        ("Chechnya", "RUS"),
        ("Uyuni", "BOL"),
        ("Kharkov", "UKR"),
        ("Nowhereville", None),
        ("", None),
    ],
)
def test_country_of(name: str, country: str | None) -> None:
    assert gazetteer.country_of(name) == country


@pytest.mark.parametrize(
    ("named", "country"), [((), None), (("CHL",), "CHL"), (("CUB", "RUS"), "CUB"), (("CHL", "CUB"), None)]
)
def test_the_text_chooses_among_namesakes(named: tuple[str, ...], country: str | None) -> None:
    assert gazetteer.country_of("Santiago", named) == country


def test_every_code_is_a_country_of_the_lexicon() -> None:
    codes = {code for codes in gazetteer._table().values() for code in codes}
    assert {f"country:{code}" for code in codes} <= set(lexicons.by_key())


def test_police_of_a_city_belong_to_its_country() -> None:
    [claim] = read("Police in Lahore arrested two journalists on Monday.", date="2024-05-15", language="en").claims
    assert [party.country for party in claim.sources] == ["PAK"]


def test_a_namesake_in_florida_is_no_russian_city() -> None:
    found = read("Police in St. Petersburg, Florida, arrested two men.", date="2024-05-15", language="en")
    assert "RUS" not in {actor.actor.country for actor in found.actors}
    assert all(party.country != "RUS" for claim in found.claims for party in (*claim.sources, *claim.targets))
