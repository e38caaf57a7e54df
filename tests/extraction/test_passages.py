"""Marked passages, which the encoder is tuned on."""

import pytest

from geo.extraction.training.encoder.passages import Mention, passage

LINES = [
    "[A/VEN:[B/VEN:Venezuela]'s president] <1:telephoned> [C/RUS:Vladimir Putin].",
    "[A:He] <2:thanked> [C:him] and <3:ran> on.",
    "1 CONSULT occurred A > C",
    "2 SUPPORT occurred A > C",
    "3 NONE",
]


def test_a_passage_without_its_marks() -> None:
    read = passage(LINES, "here")
    assert read.text == "Venezuela's president telephoned Vladimir Putin.\nHe thanked him and ran on."
    assert [read.text[slice(*m.words)] for m in read.mentions if m.actor == "A"] == ["Venezuela's president", "He"]
    assert Mention((0, 9), "B", "VEN") in read.mentions


def test_its_labels() -> None:
    first, _second, third = passage(LINES, "here").triggers
    assert (first.type, first.mood, first.sources, first.targets) == ("CONSULT", "occurred", {"A"}, {"C"})
    assert (third.type, third.sources, third.targets) == ("NONE", frozenset(), frozenset())


@pytest.mark.parametrize(
    "lines",
    [["[A/PER:Peru <1:left> it.", "1 NONE"], ["Peru <1:left>.", "2 NONE"], ["Peru <1:left>.", "1 LEFT occurred A"]],
)
def test_what_cannot_be_read_is_refused_with_its_place(lines: list[str]) -> None:
    with pytest.raises(ValueError, match="here: "):
        passage(lines, "here")
