"""Who says so: outlets and agencies, then speakers, outermost first."""

import pytest

from geo.extraction.reader import read
from geo.extraction.results import Claim


def claims(text: str, outlet: str | None = None) -> tuple[Claim, ...]:
    return read(text, date="2024-05-15", language="en", outlet=outlet).claims


def chain(claim: Claim) -> list[tuple[str, str, str | None]]:
    return [(link.kind, link.name, link.country) for link in claim.attribution]


LAVROV = ("speaker", "Sergey Lavrov", "RUS")


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Russia sent wheat to Cuba, Sergey Lavrov told reporters.", [LAVROV]),
        ("According to Lavrov, Russia sent wheat to Cuba.", [LAVROV]),
        ("Lavrov told TASS that Russia sent wheat to Cuba.", [("agency", "TASS", "RUS"), LAVROV]),
        ("Russia sent wheat to Cuba, as reported by EFE.", [("agency", "EFE", "ESP")]),
        ("HAVANA, May 3 (TASS) - Russia sent wheat to Cuba.", [("agency", "TASS", "RUS")]),
        ("Russia sent wheat to Cuba, according to the newspaper El Faro Nuevo.", [("outlet", "El Faro Nuevo", None)]),
        ("Cuban state radio reported that Russia sent wheat to Cuba.", [("outlet", "Cuban state radio", "CUB")]),
        ("Russia sent wheat to Cuba, a Cuban official said.", [("unnamed", "Cuban official", "CUB")]),
        (
            "Cuba's Foreign Ministry said in a statement that Russia sent wheat to Cuba.",
            [("speaker", "Cuban Foreign Ministry", "CUB")],
        ),
        (
            "Russia sent wheat to Cuba, Reuters reported, citing a Cuban official.",
            [("agency", "Reuters", "GBR"), ("unnamed", "Cuban official", "CUB")],
        ),
        ("Interfax cited Lavrov as saying that Russia sent oil to Cuba.", [("agency", "Interfax", "RUS"), LAVROV]),
        ("Russia sent wheat to Cuba.", []),
    ],
)  # fmt: skip
def test_the_chain(text: str, links: list[tuple[str, str, str | None]]) -> None:
    assert chain(next(c for c in claims(text) if c.type == "AID")) == links


def test_who_recalls_a_visit_says_that_it_took_place() -> None:
    [claim] = claims("Sergei Shoigu recalled Venezuelan President Nicolás Maduro's visit to Moscow.")
    assert chain(claim) == [("speaker", "Sergei Shoigu", "RUS")]


def test_who_denies_says_so_too() -> None:
    told = next(
        c for c in claims("Brazilian officials denied that Brazil had sent weapons to Peru.") if c.type == "AID"
    )
    assert chain(told) == [("unnamed", "Brazilian officials", "BRA")]
    assert told.modality == "denied"


def test_he_added_is_the_speaker_of_the_sentence_before() -> None:
    text = "Russia sent wheat to Cuba, Lavrov said. Moscow also lent Nicaragua 20 million dollars, he added."
    assert [chain(claim) for claim in claims(text)] == [[LAVROV], [LAVROV]]


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    text = '"Russia sent wheat to Cuba," Lavrov said. "Russia lent Nicaragua 20 million dollars."'
    assert [chain(claim) for claim in claims(text)] == [[LAVROV], [LAVROV]]


def test_the_articles_own_outlet_is_left_out() -> None:
    [claim] = claims("Russia sent wheat to Cuba, EFE reported.", outlet="EFE")
    assert chain(claim) == []


def test_links_cut_out_their_words() -> None:
    text = "It rained 🙂 in Havana.\n\nRussia sent wheat to Cuba, Sergey Lavrov told TASS."
    [claim] = claims(text)
    assert [text[link.start : link.end] for link in claim.attribution] == ["TASS", "Sergey Lavrov"]
