"""What extraction found, as rows that are not stored yet: no database is asked."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from articles.models import Article
from geo.extraction import results as extracted
from geo.models import Actor, Mention, Run
from geo.recording.drafting import drafts_of, key_of
from tests.geo.tellings import party, saying

TEXT = "Putin and Russia lent Cuba and Castro money, Lavrov of Russia said."
ACTORS = {
    ("country", "Russia", "RUS"): Actor(pk=1, name="Russia"),
    ("country", "Cuba", "CUB"): Actor(pk=2, name="Cuba"),
    ("person", "Putin", "RUS"): Actor(pk=3, name="Putin"),
    ("person", "Lavrov", "RUS"): Actor(pk=4, name="Lavrov"),
    ("person", "Castro", "CUB"): None,
}


def found(sources: str = "Russia", targets: str = "Cuba", **more) -> extracted.Claim:
    return saying(TEXT, "AID", sources, targets, **{"trigger": "lent"} | more)


def drafts(*claims: extracted.Claim, published: str = "2014-07-12", actors=ACTORS, mentions=None):
    day = datetime.date.fromisoformat(published) if published else None
    run = Run(pk=5, article=Article(pk=6, published_on=day))
    return drafts_of(run, extracted.Reading(claims), actors, mentions or {})


def drafted(**more):
    return drafts(found(**more))[0]


def test_a_claim_has_one_key_whoever_reads_it_again():
    assert key_of(found()) == key_of(found())
    assert len(key_of(found())) == 64


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"date": "2014-07-11"}, id="date"),
        pytest.param({"amount": (5, "USD")}, id="amount"),
        pytest.param({"modality": "denied"}, id="mood"),
        pytest.param({"confidence": 0.5}, id="confidence"),
        pytest.param({"sentence": extracted.Words(0, 40, "")}, id="sentence"),
    ],
)
def test_what_is_said_of_a_claim_may_change_under_its_key(change):
    assert key_of(found(**change)) == key_of(found())


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(found(trigger="lent Cuba"), id="a longer trigger"),
        pytest.param(found(trigger="money"), id="another trigger"),
        pytest.param(replace(found(), type="COOPERATE"), id="another type"),
        pytest.param(found("Putin"), id="another source"),
        pytest.param(found("Putin, Russia"), id="one source more"),
        pytest.param(found(targets=""), id="no target"),
        pytest.param(found("Cuba", "Russia"), id="the other way round"),
        pytest.param(replace(found(), sources=(replace(party(TEXT, "Russia"), end=17),)), id="longer words of a party"),
    ],
)
def test_another_type_trigger_or_party_is_another_claim(other):
    assert key_of(other) != key_of(found())


def test_parties_make_one_key_in_any_order():
    assert key_of(found("Putin, Russia")) == key_of(found("Russia, Putin"))


def test_what_was_found_stands_in_the_fields_of_its_row():
    claim = drafted(mode="loan", contexts=("economic",), rule="a verb of lending").claim
    assert (claim.article_id, claim.run_id, claim.key) == (6, 5, key_of(found()))
    assert (claim.sentence_start, claim.sentence_end) == (0, len(TEXT))
    assert TEXT[claim.trigger_start : claim.trigger_end] == "lent"
    assert (claim.type, claim.mode, claim.contexts, claim.modality) == ("AID", "loan", ["economic"], "occurred")
    assert (claim.is_speech, claim.symmetric) == (False, False)
    assert (claim.confidence, claim.rule, claim.evidence) == (0.9, "a verb of lending", [])


def test_speech_and_each_other_are_told_apart():
    assert drafted(is_speech=True).claim.is_speech
    assert not drafted(is_speech=True).claim.symmetric
    assert drafted(symmetric=True).claim.symmetric


def test_evidence_and_place_are_kept():
    evidence = (extracted.Evidence(17, 21, "the verb"), extracted.Evidence(22, 26, "whom"))
    claim = drafted(evidence=evidence, place=extracted.Place("Havana" * 40, "CUB", 0, 3)).claim
    assert claim.evidence == [[17, 21, "the verb"], [22, 26, "whom"]]
    assert claim.place == ("Havana" * 40)[:200]


def test_what_the_text_does_not_say_stays_empty():
    claim = drafted().claim
    assert (claim.mode, claim.place) == ("", "")
    assert (claim.date_earliest, claim.date_latest, claim.date_precision, claim.date_basis) == (
        None, None, "unknown", "",
    )  # fmt: skip
    assert (claim.amount_value, claim.amount_currency, claim.amount_unit, claim.amount_qualifier) == (None, "", "", "")


def test_a_date_has_both_ends_its_precision_and_its_basis():
    claim = drafted(date="2014-07").claim
    assert (claim.date_earliest, claim.date_latest) == (datetime.date(2014, 7, 1), datetime.date(2014, 7, 31))
    assert (claim.date_precision, claim.date_basis) == ("month", "explicit")


@pytest.mark.parametrize(
    ("date", "published", "listed"),
    [
        pytest.param("2014-07-11", "2014-07-12", "2014-07-11", id="told later"),
        pytest.param("2014-07-13", "2014-07-12", "2014-07-12", id="to come"),
        pytest.param("2014-07", "2014-07-12", "2014-07-12", id="in a month that is not over"),
        pytest.param("2014-06", "2014-07-12", "2014-06-30", id="in a month that is over"),
        pytest.param("", "2014-07-12", "2014-07-12", id="undated"),
        pytest.param("2014-07-11", "", "2014-07-11", id="told nobody knows when"),
        pytest.param("", "", None, id="neither"),
    ],
)
def test_a_claim_is_listed_on_its_last_day_or_its_publication(date, published, listed):
    claim = drafts(found(date=date), published=published)[0].claim
    assert claim.listed_on == (datetime.date.fromisoformat(listed) if listed else None)


@pytest.mark.parametrize(
    ("amount", "row"),
    [
        pytest.param(extracted.Amount(0.1, "USD", None, "about"), (Decimal("0.1"), "USD", "", "about"), id="money"),
        pytest.param(extracted.Amount(5, None, "tons", "up to"), (Decimal(5), "", "tons", "up to"), id="a quantity"),
        pytest.param(extracted.Amount(0, "USD", None, "exactly"), (Decimal(0), "USD", "", "exactly"), id="nothing"),
        pytest.param(
            extracted.Amount(5, None, "t" * 61, "exactly"), (Decimal(5), "", "t" * 60, "exactly"), id="a long unit"
        ),
    ],
)
def test_an_amount_is_a_decimal_with_its_currency_or_unit(amount, row):
    claim = replace(found(), amount=amount)
    kept = drafts(claim)[0].claim
    assert (kept.amount_value, kept.amount_currency, kept.amount_unit, kept.amount_qualifier) == row


def test_parties_stand_in_the_order_of_the_text_with_their_words():
    rows = drafted(sources="Putin, Russia", targets="Cuba").parties
    assert [(row.role, row.rank, row.actor_id, row.country) for row in rows] == [
        ("source", 0, 3, "RUS"), ("source", 1, 1, "RUS"), ("target", 0, 2, "CUB"),
    ]  # fmt: skip
    assert [TEXT[row.start : row.end] for row in rows] == ["Putin", "Russia", "Cuba"]
    assert all(row.official for row in rows)


def test_who_does_not_act_for_the_state_is_none_of_its_officials():
    private = replace(party(TEXT, "Putin"), official=False)
    (row,) = drafts(replace(found(targets=""), sources=(private,)))[0].parties
    assert not row.official


def test_an_actor_stands_once_on_each_side_by_its_first_words():
    again = replace(party(TEXT, "Russia"), start=55, end=61)
    claim = replace(found(), sources=(party(TEXT, "Russia"), again, party(TEXT, "Putin")), targets=(again,))
    rows = drafts(claim)[0].parties
    assert [(row.role, row.rank, row.actor_id, row.start) for row in rows] == [
        ("source", 0, 1, 10), ("source", 1, 3, 0), ("target", 0, 1, 55),
    ]  # fmt: skip


def test_two_names_of_one_actor_are_one_party():
    actors = ACTORS | {("person", "Lavrov", "RUS"): ACTORS["person", "Putin", "RUS"]}
    rows = drafts(found("Putin, Lavrov", ""), actors=actors)[0].parties
    assert [row.actor_id for row in rows] == [3]


def test_who_has_no_row_is_told_apart_by_name():
    actors = ACTORS | {("person", "Lavrov", "RUS"): None}
    claim = found("Castro, Lavrov", "")
    rows = drafts(replace(claim, sources=(*claim.sources, claim.sources[0])), actors=actors)[0].parties
    assert [(row.rank, row.actor, row.country) for row in rows] == [(0, None, "CUB"), (1, None, "RUS")]


def test_a_party_of_no_country_has_none():
    nobody = extracted.Party("rebels", 0, 5, "rebels", "group", None, official=False)
    (row,) = drafts(replace(found(targets=""), sources=(nobody,)), actors={("group", "rebels", ""): None})[0].parties
    assert (row.actor, row.country) == (None, "")


def test_a_party_points_at_the_mention_of_its_words_and_actor():
    of_putin, of_nobody = Mention(pk=1), Mention(pk=2)
    mentions = {(0, 5, 3): of_putin, (0, 5, 1): Mention(pk=3), (31, 37, 0): of_nobody}
    rows = drafts(found("Putin, Russia", "Castro"), mentions=mentions)[0].parties
    assert [row.mention for row in rows] == [of_putin, None, of_nobody]


def said(name: str, kind: str = "speaker", start: int = 45, end: int = 51) -> extracted.Attribution:
    return extracted.Attribution(kind, name, None, start, end)


def test_who_says_so_is_a_chain_from_the_outermost_on():
    rows = drafted(attribution=(said("Tass", "agency", 0, 4), said("Lavrov"))).attributions
    assert [(row.rank, row.kind, row.name, row.actor_id) for row in rows] == [
        (0, "agency", "Tass", None), (1, "speaker", "Lavrov", 4),
    ]  # fmt: skip
    assert [(row.start, row.end) for row in rows] == [(0, 4), (45, 51)]


@pytest.mark.parametrize(
    ("chain", "actors", "speaker"),
    [
        pytest.param(said("LAVROV"), {}, 4, id="known by its name in any letters"),
        pytest.param(said("Lavrov", "unnamed"), {}, None, id="said to be nobody named"),
        pytest.param(said("Castro"), {}, None, id="a name without a row"),
        pytest.param(said("Maduro"), {}, None, id="a name nobody knows"),
        pytest.param(said("Lavrov"), {("person", "Lavrov", "CUB"): Actor(pk=9)}, None, id="a name of two"),
    ],
)
def test_a_speaker_is_an_actor_where_its_name_is_of_one_alone(chain, actors, speaker):
    (row,) = drafts(found(attribution=(chain,)), actors=ACTORS | actors)[0].attributions
    assert row.actor_id == speaker


def test_a_long_name_is_cut():
    (row,) = drafted(attribution=(said("x" * 301),)).attributions
    assert row.name == "x" * 300


def test_rows_point_at_the_claim_of_their_draft():
    draft = drafted(attribution=(said("Lavrov"),))
    assert all(row.claim is draft.claim for row in (*draft.parties, *draft.attributions))


def test_drafts_keep_the_order_of_the_reading_and_know_what_is_told_again():
    claims = (found(), found(trigger="money"), found(trigger="said", same_as=0))
    first, second, third = drafts(*claims)
    assert [draft.claim.key for draft in (first, second, third)] == [key_of(claim) for claim in claims]
    assert (first.again, second.again, third.again) == (None, None, first)
    assert first.event is first.replaces is None


def test_a_reading_without_claims_gives_no_drafts():
    assert drafts() == []
