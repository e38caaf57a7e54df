"""Kinds of errors about parties, on a passage and claims made by hand."""

import pytest

from benchmarks.parties import KINDS, _compared
from geo.extraction.results import Claim, Party, Words
from geo.extraction.training.encoder.passages import Passage, passage

LINES = ["[A/PER:Peru] and [B/CHL:Chile] <1:thanked> [C/BOL:Bolivia], [D/CUB:it] said.", "1 SUPPORT occurred A+B > C"]
READ = passage(LINES, "here")
COUNTRY = {"Peru": "PER", "Chile": "CHL", "Bolivia": "BOL", "it": "CUB"}


def party(word: str, country: str = "") -> Party:
    start = READ.text.index(word)
    return Party(word, start, start + len(word), word, "country", country or COUNTRY[word], True)


def claim(sources: str, targets: str, **more) -> Claim:
    values = {"mode": None, "contexts": (), "modality": "occurred", "is_speech": True, "symmetric": False, **more}
    sides = (tuple(map(party, side.split())) for side in (sources, targets))
    words = Words(0, len(READ.text), READ.text)
    return Claim("SUPPORT", sources=next(sides), targets=next(sides), sentence=words, trigger=words, rule="",
                 confidence=1.0, **values)  # fmt: skip


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (claim("Peru Chile", "Bolivia"), "right"),
        (claim("Bolivia", "Peru Chile"), "wrong direction"),
        (claim("Bolivia", "Peru Chile", symmetric=True), "right"),
        (claim("Peru Chile", ""), "no target"),
        (claim("Peru", "Bolivia"), "missed one of several"),
        (claim("Peru Chile it", "Bolivia"), "one too many"),
        (claim("it", "Bolivia"), "wrong antecedent"),
        (claim("Peru Bolivia", "Chile"), "somebody else"),
    ],
)
def test_each_kind(found: Claim, kind: str) -> None:
    assert kind in KINDS
    assert _compared(READ, READ.triggers[0], found) == kind


def test_a_country_that_is_another_than_marked_is_a_kind_of_its_own() -> None:
    right = claim("Peru Chile", "Bolivia")
    turned = Claim(**{f: getattr(right, f) for f in right.__dataclass_fields__} | {
        "sources": (party("Peru", "ECU"), party("Chile"))})  # fmt: skip
    assert _compared(READ, READ.triggers[0], turned) == "wrong country"


def test_words_outside_of_every_mention_are_nobody_known() -> None:
    empty = Passage("here", READ.text, (), READ.triggers, False)
    assert _compared(empty, READ.triggers[0], claim("Peru Chile", "Bolivia")) == "somebody else"
