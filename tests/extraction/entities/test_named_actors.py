"""Who is named, of what kind, and for which country."""

import pytest

from geo.extraction import lexicons
from geo.extraction.entities.named_actors import found_actors
from geo.extraction.pipeline import build_nlp
from geo.extraction.reader import read
from geo.extraction.results import Actor


def actors(text: str, date: str = "2024-05-15") -> dict[str, Actor]:
    doc = build_nlp().make_doc(text)
    doc.user_data["date"] = date
    doc = build_nlp()(doc)
    return {found.actor.name: found.actor for found in found_actors(doc, set(doc._.actors))}


def country(text: str, name: str) -> str | None:
    return actors(text)[name].country


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Cuba's Interior Minister Ramiro Peralta Núñez arrived.", "Ramiro Peralta Núñez", "CUB"),
        ("President of Senegal Amadou Ndiaye Sow arrived in Moscow.", "Amadou Ndiaye Sow", "SEN"),
        ("Putin called Prime Minister of the Republic of Armenia Aram Sargsyan.", "Aram Sargsyan", "ARM"),
        ("The envoy met President-elect Rubén Zapata Ortiz of Honduras.", "Rubén Zapata Ortiz", "HND"),
        ("Hugo Salas Mejía, the Peruvian trade minister, spoke.", "Hugo Salas Mejía", "PER"),
        ("Nicaragua's Wilfredo Cruz Rayo spoke in Geneva.", "Wilfredo Cruz Rayo", "NIC"),
        ("Russian Minister of Natural Resources and Environment Oleg Vetrov spoke.", "Oleg Vetrov", "RUS"),
        ("The Russian ambassador in Quito, Viktor Lapin, left.", "Viktor Lapin", "RUS"),
        ("Ambassador Viktor Lapin praised Ecuador on Monday.", "Viktor Lapin", None),
        ("The pianist Boris Lapin played in Cuba.", "Boris Lapin", None),
    ],
)
def test_the_country_of_people_in_no_list(text: str, name: str, code: str | None) -> None:
    assert country(text, name) == code


def test_a_leader_of_one_country_lends_it_to_nobody_else() -> None:
    text = "President John Q. Sample spoke today with President Andrés Manuel López Obrador of Mexico."
    assert actors(text).get("John Q. Sample") is None or country(text, "John Q. Sample") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Joseph R. Biden met reporters.", "Joe Biden"),
        ("President Iván Duque Márquez met reporters.", "Iván Duque"),
        ("Sergey Shoygu met reporters.", "Sergei Shoigu"),
        ("Andres Manuel Lopez Obrador met reporters.", "Andrés Manuel López Obrador"),
        ("NICOLÁS MADURO met reporters.", "Nicolás Maduro"),
    ],
)
def test_other_spellings_of_known_people(text: str, name: str) -> None:
    assert name in actors(text)


def test_an_office_is_no_part_of_a_name() -> None:
    found = actors("Bolivia's Deputy Minister of Public Works Elías Mamani Choque spoke.")
    assert "Elías Mamani Choque" in found


def test_two_people_of_one_surname_are_not_confused() -> None:
    found = read("Ana Molina met Luis Molina in Cuba. Molina praised Russia.", language="en")
    assert all(len(actor.mentions) == 1 for actor in found.actors if "Molina" in actor.actor.name)


def test_a_singer_who_shares_a_presidents_surname_is_not_that_president() -> None:
    found = actors("The singer Carla Maduro sang. Maduro thanked the audience.")
    assert "Nicolás Maduro" not in found


@pytest.mark.parametrize(
    "text",
    [
        "Bank of Moscow raised its fees.",
        "Police arrested Jordan Smithers on Friday.",
        "Savannah, Georgia is warm; so is Moscow, Idaho.",
        "The gang left St. Petersburg, Florida, on Monday.",
        "Israel Ramírez Pardo sang at the party.",
    ],
)
def test_namesakes_are_no_powers(text: str) -> None:
    assert {a.country for a in actors(text).values() if a.kind == "country"} <= {"USA"}


def test_the_soviet_union_is_not_russia() -> None:
    assert {a.country for a in actors("The USSR and the Soviet army helped Cuba.").values()} == {"SUN", "CUB"}


@pytest.mark.parametrize(
    ("text", "name", "kind", "code"),
    [
        ("Cuba's Foreign Ministry thanked Russia.", "Cuban Foreign Ministry", "government body", "CUB"),
        ("The Russian Ministry of Foreign Affairs protested.", "Russian Foreign Ministry", "government body", "RUS"),
        ("Peru's Congress rejected the treaty.", "Peruvian Congress", "government body", "PER"),
        ("Bolivia agreed, the Energy Ministry said.", "Bolivian Energy Ministry", "government body", "BOL"),
        ("The Ecuadorian oil company Petrolandia Amazónica agreed.", "Petrolandia Amazónica", "company", "ECU"),
        ("Russia's food watchdog Selkhozkontrol agreed.", "Selkhozkontrol", "government body", "RUS"),
        ("The Chilean Navy sent a ship.", "Chilean Navy", "armed force", "CHL"),
    ],
)
def test_bodies_by_country(text: str, name: str, kind: str, code: str) -> None:
    found = actors(text)[name]
    assert (found.kind, found.country) == (kind, code)


def test_a_ministry_of_nobody_in_particular_is_nobody() -> None:
    found = actors("Peru and Chile talked, and the Energy Ministry was silent.")
    assert not any("Ministry" in name for name in found)


def test_an_organ_of_state_names_its_country() -> None:
    assert actors("The White House was silent.")["United States"].country == "USA"


def test_mentions_cut_out_the_words() -> None:
    text = "🙂 Cuba's Foreign Ministry thanked Sergei Shoigu; Shoigu left Havana."
    for found in read(text, language="en").actors:
        assert all(text[start:end].strip() == text[start:end] != "" for start, end in found.mentions)


@pytest.mark.parametrize(
    ("date", "code", "official"),
    [("2012-05-01", "NOR", True), ("2020-05-01", None, False), ("2025-01-10", "NOR", True)],
)
def test_who_serves_an_alliance_acts_for_no_country(date: str, code: str | None, official: bool) -> None:
    found = actors("Jens Stoltenberg praised Ukraine.", date)["Jens Stoltenberg"]
    assert (found.country, found.official) == (code, official)


@pytest.mark.parametrize(("date", "name"), [("2005-03-01", "Condoleezza Rice"), ("2014-03-01", "Susan Rice")])
def test_a_surname_alone_is_whoever_is_named_in_full(date: str, name: str) -> None:
    assert list(actors(f"{name} praised Ukraine. Rice left.", date))[-1] != "Rice"
    assert name in actors(f"{name} praised Ukraine. Rice left.", date)


def test_every_person_and_body_of_the_lists_is_found_by_name() -> None:
    for actor in lexicons.actors():
        named = lexicons.named(actor.name)
        assert named is not None, actor.name
        assert named.kind == actor.kind, (actor.name, named.key)
