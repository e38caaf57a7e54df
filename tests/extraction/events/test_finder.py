"""What the words around a verb or noun make of the event that it tells."""

import pytest
from spacy.language import Language

from geo.extraction import reader
from geo.extraction.details import contexts
from geo.extraction.events.finder import Event


def events(nlp: Language, text: str) -> list[Event]:
    return list(nlp(text)._.events)


def sides(event: Event) -> tuple[list[str | None], list[str | None]]:
    return [f.actor.country for f in event.sources], [f.actor.country for f in event.targets]


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("Cuba asked Russia to send fuel.", "REQUEST", "assist"),
        ("Peru demanded that Chile free the sailors.", "REQUEST", "yield"),
        ("Peru demanded the resignation of the Chilean judge.", "REQUEST", "change"),
        ("Bolivia refused to meet the Chilean envoy.", "REJECT", "meet"),
        ("Guyana threatened to expel the Venezuelan consul.", "THREATEN", "expel"),
        ("Guyana threatened to attack Venezuela.", "THREATEN", "violence"),
        ("The presidents of Peru, Chile and Bolivia met in Lima.", "CONSULT", "multilateral"),
        ("Petro spoke with Lula by phone.", "CONSULT", "phone"),
    ],
)
def test_mode_is_read_from_what_an_event_is_about(nlp: Language, text: str, kind: str, mode: str):
    assert (kind, mode) in [(event.type, event.mode) for event in events(nlp, text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Miners in Bolivia called off the strike.", "CONCEDE"),
        ("Brazil suspended its aid to Bolivia.", "SANCTION"),
        ("Peru called off the talks with Chile.", "REJECT"),
        ("Colombia halted its attacks on the rebels.", "RETREAT"),
        ("Colombia stepped up its attacks on the rebels.", "ASSAULT"),
    ],
)
def test_what_is_done_with_a_deed_tells_another(nlp: Language, text: str, kind: str):
    assert [event.type for event in events(nlp, text)] == [kind]


def test_purpose_is_no_deed(nlp: Language):
    [event] = events(nlp, "Lula met Petro to discuss the loan.")
    assert event.type == "CONSULT"


def test_what_a_call_was_made_for_has_been_said(nlp: Language):
    found = events(nlp, "Lula called Petro to congratulate him.")
    assert [(event.type, event.modality) for event in found] == [("CONSULT", "occurred"), ("SUPPORT", "occurred")]


def test_two_who_sign_do_it_with_each_other(nlp: Language):
    [event] = events(nlp, "Peru and Chile signed a treaty.")
    assert sides(event) == (["PER"], ["CHL"])
    assert event.symmetric


def test_nobody_is_named_who_did_it(nlp: Language):
    [event] = events(nlp, "Two Peruvians were killed on Monday.")
    assert sides(event) == ([], ["PER"])


def test_speakers_are_meant_again_by_they(nlp: Language):
    [event] = events(nlp, "Chilean miners said they would not end the strike.")
    assert (event.type, *sides(event)) == ("REJECT", ["CHL"], [])


def test_deed_as_subject_acts_for_who_is_behind_it(nlp: Language):
    [event] = events(nlp, "A bombing by Colombian rebels killed two Ecuadorians.")
    assert sides(event) == (["COL"], ["ECU"])


def test_target_stands_farther_below(nlp: Language):
    [event] = events(nlp, "Spain lifted the sanctions imposed on Venezuela in 2018.")
    assert sides(event) == (["ESP"], ["VEN"])


def test_evidence_cuts_out_its_words(nlp: Language):
    text = "Brazil suspended its aid to Bolivia."
    [event] = events(nlp, text)
    assert [(text[start:end], why) for start, end, why in event.evidence] == [
        ("suspended", "tells the event"),
        ("aid", "gives the verb its meaning"),
        ("Brazil", "acts"),
        ("Bolivia", "is acted upon"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Russia sent warships to Cuba.", {"military"}),
        ("Mexico granted asylum to the Ecuadorian minister.", {"asylum"}),
        ("Chile raised its tariff on Argentine wheat, Peru sued Bolivia in court.", {"economic"}),
        ("Peru sent vaccines to Haiti after the earthquake.", {"health", "disasters"}),
    ],
)
def test_contexts_come_from_the_clause(nlp: Language, text: str, wanted: set[str]):
    doc = nlp(text)
    verb = next(token for token in doc if token.pos_ == "VERB")
    assert wanted <= set(contexts.of_clause(verb))


def test_clause_of_others_gives_no_context(nlp: Language):
    doc = nlp("Lula met Petro while Russia sent warships to Cuba.")
    verb = next(token for token in doc if token.text == "met")
    assert "military" not in contexts.of_clause(verb)


def test_claims_carry_contexts(nlp: Language):
    [claim] = reader.read("Russia sent warships to Cuba.", language="en").claims
    assert "military" in claim.contexts


def test_play_is_no_conflict(nlp: Language):
    assert events(nlp, "Argentina attacked Brazil from the first minute of the championship.") == []


def test_a_state_owns_no_his_so_the_speaker_goes_on(nlp: Language):
    found = events(
        nlp, "Chile's president said that Moscow had broken the treaty and expressed his support for Ukraine."
    )
    assert [sides(event) for event in found if event.type == "SUPPORT"] == [(["CHL"], ["UKR"])]
