"""The classifier between two marked parties, on sentences that it has not been trained on."""

import numpy as np
import pytest

from geo.extraction.classifier import features, linear
from geo.extraction.classifier.linear import Calibration
from geo.extraction.pipeline import build_nlp
from geo.extraction.reader import read
from geo.extraction.training import sentences, train
from geo.extraction.training.sentences import Marked, marked

UNSEEN = [
    ("CONSULT", "[Ecuador's foreign minister] sat down with {his Paraguayan colleague} in Quito on Tuesday."),
    ("ACCUSE", "[The Surinamese opposition] denounced {the election council} for losing ballots."),
    ("AID", "[Norway] sent {Belize} tents and water filters after the hurricane."),
    ("REJECT", "[Uruguay] turned down {a Bolivian proposal} to share the port."),
    ("ASSAULT", "[Rebels] shelled {an army post near Buenaventura} overnight."),
    ("SANCTION", "[Costa Rica] imposed an embargo on {Nicaragua} over the river dispute."),
    ("REQUEST", "[Chile] urged {Peru} to hand over the files."),
    ("PROTEST", "[Miners in Potosí] went on strike against {the government}."),
]


def between(line: str) -> dict[str, float]:
    row = marked(line, "here")
    doc = build_nlp()(row.text)
    return linear.between(*(doc.char_span(*span, alignment_mode="expand") for span in (row.source, row.target)))


@pytest.mark.parametrize(("kind", "sentence"), UNSEEN)
def test_types_of_unseen_sentences(kind: str, sentence: str) -> None:
    chances = between(f"{kind} | {sentence}")
    assert sum(chances.values()) == pytest.approx(1, abs=1e-4)
    assert linear.likeliest(chances) == kind


def test_unseen_sentences_are_not_in_training() -> None:
    known = {row.text for row in sentences.load()}
    assert not known & {marked(f"X | {sentence}", "here").text for _kind, sentence in UNSEEN}


def test_nothing_between_two_that_only_stand_together() -> None:
    chances = between("NONE | [Guatemala] grows more cardamom than {Honduras}.")
    assert chances[linear.NONE] == max(chances.values())


def test_yielding_in_words_and_deeds_counts_together() -> None:
    chances = dict.fromkeys(linear.model().types, 0.0) | {"CONCEDE": 0.3, "RETREAT": 0.25, "AID": 0.4}
    assert linear.likeliest(chances) == "CONCEDE"


def test_the_answer_for_two_marked_names_keeps_its_words() -> None:
    text = "Chile urged Peru to hand over the files."
    [claim] = read(text, source=[[0, 5]], target=[[12, 16]]).claims
    assert (claim.type, claim.sources[0].country, claim.targets[0].country) == ("REQUEST", "CHL", "PER")
    assert text[claim.trigger.start : claim.trigger.end] == claim.trigger.text == "urged"
    assert [text[e.start : e.end] for e in claim.evidence] == ["urged", "Chile", "Peru"]


def test_two_that_have_nothing_to_do_with_each_other_give_no_answer() -> None:
    text = "Guatemala grows more cardamom than Honduras."
    assert read(text, source=[[0, 9]], target=[[35, 43]]).claims == ()


def test_names_of_parties_do_not_tell_the_type() -> None:
    doc = build_nlp()("Peru met Chile in Lima.")
    found = features.of_pair(doc[0:1], doc[2:3]).words
    assert "path=meet" in found
    assert not {
        name for name in found if name.endswith(("=peru", "=chile")) and not name.startswith(("source=", "target="))
    }


def test_marks_are_cut_out_and_the_spans_fit() -> None:
    row = marked("AID | Rice went to {Haiti} from [Chile] on Monday.", "here")
    assert row == Marked("AID", "Rice went to Haiti from Chile on Monday.", (24, 29), (13, 18))


@pytest.mark.parametrize("line", ["AID | Chile helped {Haiti}.", "AID | [Chile] and [Peru] helped {Haiti}."])
def test_a_sentence_without_its_two_marks_is_refused_by_name(line: str) -> None:
    with pytest.raises(ValueError, match=r"here: mark one \[source\]"):
        marked(line, "here")


def test_every_training_sentence_stands_once_with_a_known_type() -> None:
    rows = sentences.load()
    assert len({row.text for row in rows}) == len(rows) > 5000
    assert {row.type for row in rows} == set(linear.model().types)


@pytest.mark.slow
def test_the_same_sentences_give_the_same_weights(tmp_path) -> None:
    rows = sentences.load()[::40]
    kinds = np.array([row.type for row in rows])
    files = [tmp_path / "one.npz", tmp_path / "two.npz"]
    for file in files:
        found, _judged = train.read(rows)
        table = train.Table(found)
        train.write(file, table, train.fitted(table.matrix(found), kinds), Calibration(1.0, 0.0, 0.5))
    assert files[0].read_bytes() == files[1].read_bytes()
    assert linear.model(files[0]).types == tuple(sorted(set(kinds)))
