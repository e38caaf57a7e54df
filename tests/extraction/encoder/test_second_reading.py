"""The encoder beside the rules: what it corrects, what it adds, and what it must leave alone."""

from functools import cache

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from geo.extraction import reader
from geo.extraction.encoder import candidates, opinions
from geo.extraction.encoder.opinions import Opinion, Role
from geo.extraction.encoder.reader import Encoder
from geo.extraction.encoder.second_reading import SecondReading
from geo.extraction.entities.noun_phrases import PartyMention
from geo.extraction.results import Actor
from tests.examples.compare import compare
from tests.examples.load import PUBLISHED, load


@cache
def second() -> SecondReading:
    return SecondReading(Encoder())


def read(nlp: Language, text: str) -> Doc:
    return second()(nlp(text))


def parties(doc: Doc) -> list[tuple[str, set[str | None], set[str | None]]]:
    return [(e.type, {f.actor.country for f in e.sources}, {f.actor.country for f in e.targets}) for e in doc._.events]


@pytest.mark.parametrize("text", ["Portugal deplored the strike on Iraq.", "Kenya criticised the shelling of Jordan."])
def test_the_victim_of_a_deed_is_not_blamed_for_it(nlp: Language, text: str) -> None:
    [(kind, _sources, targets)] = parties(read(nlp, text))
    assert (kind, targets) == ("ACCUSE", set())


@pytest.mark.parametrize("odd", ["\x00", "\x07\x00", "\u0301", "\ufffd", "\u200b"])
def test_letters_that_are_no_words_cost_no_text_its_reading(nlp: Language, odd: str) -> None:
    doc = read(nlp, f"Russia sent oil to Cuba {odd} on Monday, {odd}. Peru thanked Chile {odd}")
    assert ("AID", {"RUS"}, {"CUB"}) in parties(doc)


def role(source: float, target: float) -> Role:
    return Role(source, target, PartyMention(Actor("country:PER", "Peru", "country", "PER", True), 0, 4, True))


def test_plain_sentences_are_left_as_the_rules_read_them(nlp: Language) -> None:
    doc = read(nlp, "Peru condemned Chile on Monday. Brazil lent Bolivia 20 million dollars.")
    assert parties(doc) == [("ACCUSE", {"PER"}, {"CHL"}), ("AID", {"BRA"}, {"BOL"})]
    assert len(doc._.opinions) == 2


def test_every_event_has_an_opinion_about_its_type_and_everybody(nlp: Language) -> None:
    doc = read(nlp, "Peru thanked Chile on Friday, while Bolivia looked on.")
    [opinion] = [o for e, o in zip(doc._.events, doc._.opinions, strict=True) if e.type == "SUPPORT"]
    assert max(opinion.types, key=opinion.types.get) == "SUPPORT"
    assert sum(opinion.types.values()) == pytest.approx(1, abs=1e-3)
    assert opinion.roles["PER"].source > 0.8 > 0.2 > opinion.roles["BOL"].source


def test_the_same_text_gives_the_same_opinions_whatever_is_read_beside_it(nlp: Language) -> None:
    text = "Peru thanked Chile for its help."
    alone = read(nlp, text)._.opinions
    docs = list(second().pipe([nlp(t) for t in ("Cuba met Spain.", text, "Brazil and Peru met in Lima on Friday.")]))
    assert [o.types for o in docs[1]._.opinions] == [o.types for o in alone]


def test_what_belongs_to_an_event_is_no_event_of_its_own(nlp: Language) -> None:
    doc = read(nlp, "Talks between Guyana and Venezuela resumed in Kingstown.")
    assert [kind for kind, _sources, _targets in parties(doc)] == ["CONSULT"]


def test_questions_state_nothing(nlp: Language) -> None:
    assert parties(read(nlp, "Did Ecuador really expel the Mexican ambassador?")) == []


def test_without_the_encoder_the_rules_word_stands(nlp: Language) -> None:
    doc = nlp("Peru condemned Chile on Monday.")
    events = list(doc._.events)
    assert next(SecondReading(None).pipe([doc]))._.events == events


def test_the_examples_hold_with_the_encoder_too(nlp: Language) -> None:
    """Nearly all: the rules were written with these sentences, the encoder was not."""
    examples = load()
    rows = [{"id": str(n), "text": e.text, "date": PUBLISHED, "language": "en"} for n, e in enumerate(examples)]
    prepared = [reader._prepare(row) for row in rows]
    docs = second().pipe([nlp(p.copy.text) for p in prepared])
    outcomes = [compare(e, reader._reading(doc, p).claims) for e, doc, p in zip(examples, docs, prepared, strict=True)]
    wanted = sum(o.right + len(o.missed) for o in outcomes)
    assert sum(o.right for o in outcomes) >= 0.97 * wanted
    assert sum(len(o.false) for o in outcomes) <= 0.03 * wanted


def test_somebody_surer_makes_a_set_of_parties_likelier() -> None:
    opinion = Opinion({"NONE": 0.1}, {"PER": role(0.9, 0.05), "CHL": role(0.1, 0.8), "BOL": role(0.1, 0.1)})
    right, turned = (frozenset({"PER"}), frozenset({"CHL"})), (frozenset({"CHL"}), frozenset({"PER"}))
    assert opinion.likeliest() == right
    assert opinion.likelihood(*right, mutual=False) > opinion.likelihood(*turned, mutual=False)
    assert opinion.likelihood(*right, mutual=True) == opinion.likelihood(*turned, mutual=True)
    assert opinion.sureness() == pytest.approx(0.8)


def test_a_party_that_nobody_named_counts_against_a_set() -> None:
    opinion = Opinion({"NONE": 0.1}, {"PER": role(0.9, 0.05)})
    with_stranger = opinion.likelihood(frozenset({"PER"}), frozenset({"CUB"}), mutual=False)
    assert with_stranger < opinion.likelihood(frozenset({"PER"}), frozenset(), mutual=False)


def test_candidates_are_names_pronouns_and_phrases_that_stand_for_somebody(nlp: Language) -> None:
    doc = nlp("Peru's president met Chilean officials. He thanked them for the wine.")
    first, last = (candidates.of_sentence(sentence) for sentence in doc.sents)
    assert {one.found[0].actor.country for one in first} == {"PER", "CHL"}
    assert [doc.text[slice(*one.words)] for one in last][:1] == ["He"]
    assert "wine" not in " ".join(doc.text[slice(*one.words)] for one in last)


def test_opinions_are_asked_for_several_texts_at_once(nlp: Language) -> None:
    docs = [nlp("Peru condemned Chile."), nlp("Cuba thanked Spain.")]
    triggers = [event.trigger for doc in docs for event in doc._.events]
    found = opinions.of_triggers(second().encoder, triggers)
    assert [max(o.types, key=o.types.get) for o in found] == ["ACCUSE", "SUPPORT"]
    assert [set(o.roles) for o in found] == [{"PER", "CHL"}, {"CUB", "ESP"}]
