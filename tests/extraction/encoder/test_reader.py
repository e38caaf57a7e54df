"""The tuned encoder: marks and places, answers that do not depend on company, the switch."""

import numpy as np
import pytest

from geo.extraction.encoder import pieces, reader, rows
from geo.extraction.encoder.items import NEITHER, SOURCE, TARGET, TYPES, MarkedPair, TriggerItem
from geo.extraction.encoder.reader import Encoder
from geo.extraction.training.sentences import marked

UNSEEN = [
    ("CONSULT", "[Ecuador's foreign minister] sat down with {his Paraguayan colleague} in Quito on Tuesday."),
    ("AID", "[Norway] sent {Belize} tents and water filters after the hurricane."),
    ("SANCTION", "[Costa Rica] imposed an embargo on {Nicaragua} over the river dispute."),
    ("REQUEST", "[Chile] urged {Peru} to hand over the files."),
    ("ASSAULT", "[Rebels] shelled {an army post near Buenaventura} overnight."),
]
TEXT = "Bolivia had protested. Chile expelled two Peruvian envoys on Monday, and Brazil praised Uruguay."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def pair(sentence: str) -> MarkedPair:
    row = marked(f"X | {sentence}", "here")
    return MarkedPair(row.text, row.source, row.target)


def words(part: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def item(trigger: str, *mentions: str, actors: tuple[int, ...] = ()) -> TriggerItem:
    return TriggerItem(TEXT, words(trigger), tuple(words(mention) for mention in mentions), actors)


def test_marks_stand_around_the_words_that_were_marked() -> None:
    asked = pair("{Perú} was hit by [Chile].")
    [cut] = pieces.cut([asked.text])
    ids, source, target = pieces.marked_row(cut, asked)
    assert (ids[source], ids[target]) == (pieces.SOURCE_MARKS[0], pieces.TARGET_MARKS[0])
    tokens = pieces.tokenizer().decode(ids[target + 1 : ids.index(pieces.TARGET_MARKS[1])])
    assert (target, tokens) == (1, "peru")


def test_parties_side_by_side_keep_their_own_marks() -> None:
    asked = pair("[Chile]{'s envoy} left.")
    ids, source, target = pieces.marked_row(pieces.cut([asked.text])[0], asked)
    assert ids[source : target + 1 : 2] == [1, 2] or ids.index(2) == target - 1


def test_both_parties_of_a_long_text_are_read() -> None:
    asked = pair("Grain was dear. " * 60 + "[Chile] urged {Peru} to wait." + " It rained." * 60)
    ids, source, target = pieces.marked_row(pieces.cut([asked.text])[0], asked)
    assert 0 < source < target < len(ids) <= pieces.LONGEST + 6


def test_a_span_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="No word stands"):
        pieces.cut(["Peru  waits"])[0].place((4, 5))


def test_a_text_with_several_triggers_is_one_row() -> None:
    items = [item("expelled", "Chile"), item("praised", "Chile", "Uruguay")]
    [asked] = rows.of_triggers(pieces.cut([TEXT, TEXT]), items)
    assert asked.items == [0, 1]
    assert asked.mentions == [(0, 0), (1, 0), (1, 1)]


@pytest.mark.parametrize(("kind", "sentence"), UNSEEN)
def test_types_of_unseen_sentences(encoder: Encoder, kind: str, sentence: str) -> None:
    [shares] = encoder.pairs([pair(sentence)])
    assert TYPES[int(shares.argmax())] == kind
    assert shares.sum() == pytest.approx(1, abs=1e-5)


def test_an_answer_does_not_depend_on_company(encoder: Encoder) -> None:
    asked = [pair(sentence) for _kind, sentence in UNSEEN]
    together = encoder.pairs(asked)
    assert np.array_equal(together, np.concatenate([encoder.pairs([one]) for one in asked]))
    assert np.array_equal(together[::-1], encoder.pairs(asked[::-1]))


def test_each_trigger_has_its_own_parties(encoder: Encoder) -> None:
    mentions = ("Bolivia", "Chile", "two Peruvian envoys", "Brazil", "Uruguay")
    expelled, praised = encoder.parties([item("expelled", *mentions), item("praised", *mentions)])
    assert [TYPES[int(one.types.argmax())] for one in (expelled, praised)] == ["SANCTION", "SUPPORT"]
    assert expelled.mentions.argmax(axis=1).tolist() == [NEITHER, SOURCE, TARGET, NEITHER, NEITHER]
    assert praised.mentions.argmax(axis=1).tolist() == [NEITHER, NEITHER, NEITHER, SOURCE, TARGET]


def test_an_actor_has_the_odds_of_its_mentions(encoder: Encoder) -> None:
    asked = item("expelled", "Chile", "Brazil", "two Peruvian envoys", actors=(7, 7, 3))
    [score] = encoder.parties([asked])
    odds = score.mentions[:2, SOURCE] / score.mentions[:2, NEITHER]
    assert score.actors.shape == (2, 3)
    assert score.actors[0, SOURCE] / score.actors[0, NEITHER] == pytest.approx(odds.sum(), rel=1e-3)


def test_a_mention_that_is_not_read_is_neither(encoder: Encoder) -> None:
    text = "Peru waited. " * 100 + "Chile left Bolivia."
    [score] = encoder.parties([TriggerItem(text, words("left", text), ((0, 4), words("Chile", text)))])
    assert score.mentions[0, NEITHER] == pytest.approx(1)


def test_nothing_asked_nothing_answered(encoder: Encoder) -> None:
    assert encoder.pairs([]).shape == (0, len(TYPES))
    assert encoder.parties([]) == []
    [score] = encoder.parties([item("expelled")])
    assert score.mentions.shape == score.actors.shape == (0, 3)


def test_the_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    reader.encoder.cache_clear()
    monkeypatch.setenv("LAZOS_ENCODER", "0")
    assert reader.encoder() is None
    reader.encoder.cache_clear()
    monkeypatch.delenv("LAZOS_ENCODER")
    assert reader.encoder() is reader.encoder() is not None


def test_the_weights_are_small_enough_to_ship() -> None:
    assert reader.WEIGHTS.stat().st_size < 25_000_000
