"""Pronouns, epithets and pairs: to the right actor or to nobody."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from geo.extraction.entities import coreference


def meant(doc: Doc, word: str) -> str | None:
    token = next(t for t in reversed(doc) if t.text == word)
    found = coreference.person(token)
    return found.name if found else None


def pair(doc: Doc, word: str) -> list[str]:
    token = next(t for t in reversed(doc) if t.text == word)
    return sorted(actor.name for actor in coreference.several(token))


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("Gabriela Sommerfeld", "f"),
        ("Maria Zakharova", "f"),
        ("Ilya Petrov", "m"),
        ("Sergei Shoigu", "m"),
        ("Pedro Castillo", "m"),
        ("Xi", None),
        ("Wang Yi", None),
    ],
)
def test_gender(name: str, sex: str | None) -> None:
    assert coreference.gender(name) == sex


def test_she_is_no_man(nlp: Language) -> None:
    doc = nlp("Dilma Rousseff flew to Moscow. Vladimir Putin welcomed the guest. Later she thanked the Russians.")
    assert meant(doc, "she") == "Dilma Rousseff"


def test_a_paragraph_goes_on_about_whom_the_one_before_was_about(nlp: Language) -> None:
    doc = nlp(
        "Sergey Lavrov met Daniel Ortega in Managua. Denis Moncada told reporters that Nicaragua was grateful.\n\n"
        "A day later he flew to Caracas."
    )
    assert meant(doc, "he") == "Sergey Lavrov"


def test_he_in_a_sentence_that_names_a_man_is_that_man(nlp: Language) -> None:
    doc = nlp("Jake Sullivan spoke on Monday.\n\nBruno Rodríguez was in Moscow, where he praised Russia.")
    assert meant(doc, "he") == "Bruno Rodríguez"


def test_nobody_named_before_is_nobody(nlp: Language) -> None:
    assert meant(nlp("He arrived in Havana on Monday and praised Cuba."), "He") is None


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Russia and Bolivia signed a pact. The two countries will trade.", "countries", ["Bolivia", "Russia"]),
        ("Joe Biden received Lula. Haiti was discussed. The two leaders left.", "leaders", ["Brazil", "United States"]),
        ("Vladimir Putin called Nicolas Maduro. The presidents discussed oil.", "presidents", ["Russia", "Venezuela"]),
        ("Peru, Chile and Bolivia talked. The two countries will trade.", "countries", []),
        ("Russia talked. The presidents of the clubs met.", "presidents", []),
        ("Peru and Chile talked. European leaders met.", "leaders", []),
    ],
)
def test_two(nlp: Language, text: str, word: str, names: list[str]) -> None:
    assert pair(nlp(text), word) == names


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Russia sent oil to Cuba. The island needs it.", "island", "Cuba"),
        ("Rosatom built a centre in Bolivia for the Andean country.", "country", "Bolivia"),
        ("Peru and Bolivia talked. The Andean country left.", "country", None),
        ("Russia and Haiti, Cuba and Jamaica talked about the island.", "island", None),
    ],
)
def test_descriptions(nlp: Language, text: str, word: str, name: str | None) -> None:
    doc = nlp(text)
    found = coreference.described(next(t for t in reversed(doc) if t.text == word))
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("told", "targets"),
    [
        ("Peru accused them of delaying the payments.", []),
        ("Norway praised them.", ["Boluarte", "Boric"]),
    ],
)
def test_an_object_never_means_its_own_subject(nlp: Language, told: str, targets: list[str]) -> None:
    doc = nlp(f"Chilean President Gabriel Boric met Peruvian President Dina Boluarte on Monday. {told}")
    found = sorted(f.actor.name.split()[1] for f in doc._.events[-1].targets)
    assert found == targets
