"""Broken, endless and foreign input: no crash, bounded time, every offset right."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.extraction.reader import LONGEST_TEXT, MOST_CHARACTERS, read
from geo.extraction.results import Reading

SENTENCE = "Russia sent 20 tonnes of wheat to Cuba on Monday, Lavrov said, and Maduro met Putin in Moscow "
PIECES = st.sampled_from(
    [
        "Russia sent oil to Cuba", "said Sergey Lavrov", "the island", "on Monday", "in Havana", "he", "both countries",
        "HAVANA, May 3 (EFE) - ", '"', "“", "”", "'", "(", ")", ",", ".", "\n", "\n\n", "🙂", "\x00", "\u200b", "\xa0",
        "we", "I", "who", "it",
        "Москва", "$1.5bn", "31 February", "President", "of", "and", "Cuba's Foreign Ministry", "-", "—", "…", "Jr.",
    ]
)  # fmt: skip


def check_offsets(text: str, reading: Reading) -> None:
    """Every span lies in the text and cuts out what it says."""
    for found in reading.actors:
        assert all(0 <= start < end <= len(text) for start, end in found.mentions)
    for claim in reading.claims:
        assert text[claim.sentence.start : claim.sentence.end] == claim.sentence.text
        assert text[claim.trigger.start : claim.trigger.end] == claim.trigger.text
        for party in (*claim.sources, *claim.targets):
            assert text[party.start : party.end] == party.text
        spans = [(e.start, e.end) for e in (*claim.evidence, *claim.attribution)]
        spans += [(part.start, part.end) for part in (claim.date, claim.amount, claim.place) if part and part.end]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        if claim.place:
            assert text[claim.place.start : claim.place.end] == claim.place.name


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=25).map(" ".join), st.sampled_from(["2024-05-15", None]))
def test_offsets_hold_for_any_mixture(text: str, date: str | None) -> None:
    check_offsets(text, read(text, date=date, language="en"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_offsets_hold_for_any_text(text: str) -> None:
    check_offsets(text, read(text, date="2024-05-15", language="en"))


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\u200b"])
def test_nothing_is_nothing(text: str) -> None:
    assert read(text, date="2024-05-15").claims == ()


def test_another_language_is_not_read_and_says_so() -> None:
    found = read("El presidente de Rusia llegó a La Habana el lunes para reunirse con el presidente de Cuba, dijo EFE.")
    assert found.claims == ()
    assert "es" in found.warnings[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (SENTENCE * 22_000, f"character {MOST_CHARACTERS} of"),
        (SENTENCE.replace(".", "") * 300, "words were cut"),
        ("Russia" * 340_000, "without a space were cut"),
        ("🙂🚀" * 50_000, f"more than {LONGEST_TEXT} words"),
        ("\x00\x01\x07" * 20_000 + " Russia sent oil to Cuba.", "without a space were cut"),
        ("RUSSIA SENT OIL TO CUBA. " * 4_000, ""),
        ('"Russia sent oil to "Cuba said " Lavrov "' * 200, ""),
    ],
    ids=["two megabytes on a line", "endless sentence", "no space", "emoji", "control", "capitals", "quotation marks"],
)
def test_endless_input_takes_bounded_time_and_says_what_was_left_out(text: str, warning: str) -> None:
    began = time.monotonic()
    found = read(text, date="2024-05-15", language="en")
    assert time.monotonic() - began < 120  # a tenth on an idle machine; what grows with the square takes far longer
    assert warning in " ".join(found.warnings)
    check_offsets(text, found)


@pytest.mark.parametrize(
    "text", ['"We met Cuba\'s president," the minister and I said.', '"We visited Cuba," said Sergey Lavrov and we.']
)
def test_a_speaker_who_is_part_of_a_we_ends_somewhere(text: str) -> None:
    check_offsets(text, read(text, date="2024-05-15", language="en"))
