"""What an announced act tells, on parses built by hand: "Peru said it would ..."."""

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from geo.extraction.events import retyping
from geo.extraction.frames.matching import Frame

VOCAB = English().vocab


def said_it_would(helper: str, verb: str, above: str = "say") -> Doc:
    return Doc(
        VOCAB,
        words=["Peru", above, "it", helper, verb],
        lemmas=["Peru", above, "it", helper, verb],
        heads=[1, 1, 4, 4, 1],
        deps=["nsubj", "ROOT", "nsubj", "aux", "ccomp"],
        pos=["PROPN", "VERB", "PRON", "AUX", "VERB"],
    )


@pytest.mark.parametrize(
    ("kind", "mood", "verb", "tells"),
    [
        ("AID", "denied", "help", "REJECT"),
        ("ASSAULT", "planned", "attack", "THREATEN"),
        ("SANCTION", "planned", "expel", "THREATEN"),
        ("REJECT", "planned", "leave", "THREATEN"),
        ("AID", "planned", "send", "AGREE"),
        ("RETREAT", "planned", "withdraw", "AGREE"),
    ],
)
def test_what_is_announced_has_been_said(kind, mood, verb, tells):
    token = said_it_would("would", verb)[4]
    assert retyping.announced(token, Frame(kind, "visit", "why"), mood) == (Frame(tells, None, "why"), "occurred")


@pytest.mark.parametrize(
    ("doc", "kind", "mood"),
    [
        (said_it_would("may", "attack"), "ASSAULT", "planned"),
        (said_it_would("would", "attack", above="doubt"), "ASSAULT", "planned"),
        (said_it_would("would", "attack"), "ASSAULT", "possible"),
        (said_it_would("would", "attack"), "ASSAULT", "denied"),
        (said_it_would("would", "veto"), "REJECT", "planned"),
    ],
)
def test_anything_else_stays_what_it_is(doc, kind, mood):
    frame = Frame(kind, None, "why")
    assert retyping.announced(doc[4], frame, mood) == (frame, mood)


def test_a_refusal_needs_no_verb_of_saying():
    token = said_it_would("will", "help", above="doubt")[4]
    assert retyping.announced(token, Frame("AID", None, ""), "denied")[0].type == "REJECT"
