"""What a claim tells, and where another account of it would be listed."""

import dataclasses
from decimal import Decimal

import pytest

from geo.events import facts
from geo.events.facts import COMPATIBLE, WEEKS, YEAR, Want
from geo.models import Actor, Claim, ClaimParty, Event
from tests.geo import scenes
from tests.geo.events.told import amount, day, told

RUSSIA = Actor(pk=1, name="Russia", kind="country", country="RUS", iso3="RUS", iso2="RU")
CUBA = Actor(pk=2, name="Cuba", kind="country", country="CUB", iso3="CUB", iso2="CU")
PUTIN = Actor(pk=3, name="Putin", kind="person", country="RUS")
MINISTRY = Actor(pk=4, name="Ministry", kind="government body", country="CUB")
BANK = Actor(pk=5, name="Bank", kind="organisation")


def draft(**more) -> Claim:
    values = {"article_id": 7, "sentence_start": 40, "type": "AID", "mode": "visit", "modality": "ongoing"}
    return Claim(**values | {"is_speech": True, "symmetric": False} | more)


def party(actor: Actor | None, role: str = "source", *, start: int = 0) -> ClaimParty:
    return ClaimParty(actor=actor, role=role, country=actor.country if actor else "", start=start)


def tells(*parties: ClaimParty, **more) -> facts.Told:
    return facts.of_draft(draft(**more), parties, day("2014-07-12"))


def test_a_draft_tells_what_its_fields_say():
    one = tells(date_earliest=day("2014-07-01"), date_latest=day("2014-07-31"), date_precision="month")
    assert (one.article, one.sentence, one.type, one.mode, one.modality) == (7, 40, "AID", "visit", "ongoing")
    assert (one.earliest, one.latest, one.precision) == (day("2014-07-01"), day("2014-07-31"), "month")
    assert (one.is_speech, one.symmetric, one.published) == (True, False, day("2014-07-12"))
    assert (one.event, one.promised, one.trigger, one.amount) == (None, frozenset(), "", None)


@pytest.mark.parametrize(
    ("actor", "name", "people", "bodies"),
    [
        pytest.param(RUSSIA, "RUS", set(), set(), id="a country"),
        pytest.param(PUTIN, "RUS", {("RUS", 3)}, set(), id="a person of one"),
        pytest.param(MINISTRY, "CUB", set(), {4}, id="a body of one"),
        pytest.param(BANK, "actor 5", set(), {5}, id="a body of none"),
        pytest.param(Actor(pk=6, kind="person"), "actor 6", {("", 6)}, set(), id="a person of none"),
        pytest.param(None, "words 7 15", set(), set(), id="words alone"),
        pytest.param(Actor(pk=8, kind="person", merged_into_id=3), "actor 3", {("", 3)}, set(), id="a merged person"),
        pytest.param(
            Actor(pk=9, kind="company", country="CUB", merged_into_id=4), "CUB", set(), {4}, id="a merged body"
        ),
    ],
)
def test_a_side_is_named_by_its_country_else_by_who_it_is(actor, name, people, bodies):
    one = tells(party(actor, "target", start=15))
    assert (one.sources, one.targets) == (frozenset(), {name})
    assert (one.people, one.bodies) == (people, bodies)


def test_each_side_is_a_set_of_its_parties():
    one = tells(party(PUTIN), party(RUSSIA), party(BANK), party(CUBA, "target"), party(MINISTRY, "target"))
    assert (one.sources, one.targets) == ({"RUS", "actor 5"}, {"CUB"})
    assert one.everybody == {"RUS", "actor 5", "CUB"}
    assert (one.people, one.bodies) == ({("RUS", 3)}, {4, 5})


def test_nothing_is_an_amount_too():
    assert tells(amount_value=Decimal(0), amount_currency="USD").amount == (0, "USD", "")
    assert tells(amount_value=Decimal(5), amount_unit="tons").amount == (5, "", "tons")
    assert tells(amount_value=None).amount is None


@pytest.mark.parametrize(
    ("modality", "happened"),
    [("occurred", True), ("ongoing", True), ("planned", False), ("possible", False), ("denied", False)],
)
def test_what_occurred_or_goes_on_has_happened(modality, happened):
    assert told(modality=modality).happened is happened


def test_others_are_looked_for_around_the_end_of_its_date_else_its_publication():
    assert told(date="2014-07").day == day("2014-07-31")
    assert told(date="").day == day("2014-07-12")
    assert told(date="", published="").day is None


def dated(types, first, last, near, **more) -> Want:
    return Want(frozenset(types.split()), day(first), day(last), day(near), **more)


def test_months_are_long_enough_for_an_account_of_a_month_and_years_for_one_told_late():
    assert (WEEKS.days, YEAR.days) == (35, 400)


def test_a_hundred_claims_are_looked_at_for_each_want():
    assert all(query.count("LIMIT 100") == 1 for query in (facts.OF_PAIR, facts.OF_ACTOR))


@pytest.mark.parametrize(
    ("one", "wants"),
    [
        pytest.param(
            told(), [dated("CONSULT", "2014-06-06", "2014-08-15", "2014-07-11")], id="weeks around a day"
        ),
        pytest.param(
            told(date="2014-07"), [dated("CONSULT", "2014-05-27", "2014-09-04", "2014-07-31")], id="around a month"
        ),
        pytest.param(
            told(type="AID"), [dated("AID COOPERATE", "2014-06-06", "2014-08-15", "2014-07-11")], id="or a type near it"
        ),
        pytest.param(told(date="2014"), [], id="a year is too wide"),
        pytest.param(told(date=""), [], id="without a date there is nothing to compare"),
        pytest.param(told(date="", published="", amount=(5, "USD")), [], id="nor without any day"),
        pytest.param(
            told(date="", amount=(5, "USD")),
            [dated("CONSULT", "2013-06-07", "2015-08-16", "2014-07-12", amount=Decimal(5))],
            id="but an amount is looked for over a year",
        ),
        pytest.param(
            told(date="2014", amount=(5, "USD")),
            [dated("CONSULT", "2013-11-26", "2016-02-04", "2014-12-31", amount=Decimal(5))],
            id="around the end of a year, too",
        ),
        pytest.param(
            told(amount=(5, "USD")),
            [
                dated("CONSULT", "2014-06-06", "2014-08-15", "2014-07-11"),
                dated("CONSULT", "2013-06-06", "2015-08-15", "2014-07-11", amount=Decimal(5)),
            ],
            id="by its day and by its amount",
        ),
        pytest.param(dataclasses.replace(told(), earliest=None), [], id="half a date at its end"),
        pytest.param(dataclasses.replace(told(), latest=None), [], id="half a date at its beginning"),
    ],
)  # fmt: skip
def test_another_account_stands_near_by_its_date_or_its_amount(one, wants):
    assert facts.same_again(one) == wants


def test_types_near_each_other_are_looked_for_together():
    for kind, others in COMPATIBLE.items():
        assert facts.same_again(told(type=kind))[0].types == {kind, *others}


AROUND = ("2014-06-06", "2014-08-15", "2014-07-11")
PLANNED_BEFORE = ("2013-06-06", "2014-08-15", "2014-07-11")


@pytest.mark.parametrize(
    ("one", "wants"),
    [
        pytest.param(told(date="", published=""), [], id="without any day nothing"),
        pytest.param(told(type="ACCUSE"), [dated("ACCUSE", *AROUND, denied=True)], id="of words, their denial"),
        pytest.param(
            told(type="ACCUSE", modality="denied"),
            [dated("ACCUSE", *AROUND, denied=False), dated("AGREE", *PLANNED_BEFORE, denied=False)],
            id="of a denial, what it denies and plans of it",
        ),
        pytest.param(
            told(type="AID"),
            [dated("AID", *AROUND, denied=True), dated("AGREE", *PLANNED_BEFORE, denied=False)],
            id="of an act, its denial and its promise",
        ),
        pytest.param(
            told(type="RETREAT"),
            [dated("RETREAT", *AROUND, denied=True), dated("AGREE RETREAT", *PLANNED_BEFORE, denied=False)],
            id="of a retreat, a planned retreat, too",
        ),
        pytest.param(
            told(type="REJECT", mode="meet"),
            [dated("REJECT", *AROUND, denied=True), dated("AGREE", *PLANNED_BEFORE, denied=False)],
            id="of a refused meeting, its plan",
        ),
        pytest.param(
            told(type="REJECT", mode="assist"), [dated("REJECT", *AROUND, denied=True)], id="of refused help, nothing"
        ),
        pytest.param(
            told(type="ACCUSE", mode="meet"), [dated("ACCUSE", *AROUND, denied=True)], id="of blame for a meeting, none"
        ),
        pytest.param(told(type="AGREE"), [dated("AGREE", *AROUND, denied=True)], id="of bare words, their denial"),
        pytest.param(
            told(type="AGREE", promised="AID"),
            [
                dated("AGREE AID", *AROUND, denied=True),
                dated("AID REJECT", "2014-06-06", "2015-08-15", "2014-07-11", denied=False),
            ],
            id="of a promise, its keeping from when it is dated",
        ),
        pytest.param(
            told(type="AGREE", promised="AID", date="", published="2014-07-11"),
            [
                dated("AGREE AID", *AROUND, denied=True),
                dated("AID REJECT", "2014-06-06", "2015-08-15", "2014-07-11", denied=False),
            ],
            id="or from when it was published",
        ),
        pytest.param(
            told(type="AGREE", promised="CONSULT", date="2014-12", published="2014-07-12"),
            [
                dated("AGREE CONSULT", "2014-11-26", "2015-02-04", "2014-12-31", denied=True),
                dated("CONSULT REJECT", "2014-06-07", "2016-02-04", "2014-12-31", denied=False),
            ],
            id="whichever is earlier",
        ),
        pytest.param(
            told(type="ACCUSE", promised="AID"), [dated("ACCUSE AID", *AROUND, denied=True)], id="blame is never kept"
        ),
    ],
)  # fmt: skip
def test_promises_acts_and_denials_are_looked_for_around_each_other(one, wants):
    assert facts.linked(one) == wants


@pytest.mark.parametrize(
    ("sources", "targets", "pairs"),
    [
        pytest.param("RUS", "CUB", {(2, 9)}, id="across its sides, the lower one first"),
        pytest.param("RUS CUB", "BRA", {(5, 9), (2, 5)}, id="each with each"),
        pytest.param("RUS CUB BRA", "", {(2, 9), (5, 9), (2, 5)}, id="within the only side"),
        pytest.param("RUS", "RUS", set(), id="nobody with itself"),
        pytest.param("RUS", "", set(), id="nobody alone"),
        pytest.param("RUS URY", "CUB", {(2, 9)}, id="whom the tables do not know is left out"),
    ],
)
def test_a_claim_stands_under_the_pairs_of_its_sides(sources, targets, pairs):
    known = {"RUS": 9, "CUB": 2, "BRA": 5}
    assert facts._pairs(told(sources=sources, targets=targets), known) == pairs


@pytest.mark.django_db
def test_sides_have_ids_by_country_or_by_their_name():
    russia = scenes.actor("Russia")
    assert facts._actor_ids({"RUS", "XXX", "actor 17", "words 3 4"}) == {"RUS": russia.pk, "actor 17": 17}


def lent(value: int, date: str, **more) -> Claim:
    quote = f"Russia lent {more.get('target') or 'Cuba'} {value} dollars as a loan."
    sums = {"amount_value": value, "amount_currency": "USD", "amount_qualifier": "exactly"}
    return scenes.claim(quote, trigger="lent", **{"type": "AID", "date": scenes.day(date)} | sums | more)


def seeks(*wants: Want, **more) -> set[int]:
    return {one.event for one in facts.near([(told(type="AID", **more), list(wants))])}


@pytest.mark.django_db
def test_near_are_claims_of_the_pair_that_answer_a_want():
    july, august = (lent(5, f"2014-{month}-11").event_id for month in ("07", "08"))
    no = lent(6, "2014-07-12", modality="denied").event_id
    lent(5, "2014-07-11", target="Brazil")
    lent(5, "2014-07-11", shown_from=None)
    lent(5, "2014-07-11", type="ACCUSE")
    weeks = dated("AID COOPERATE", "2014-07-11", "2014-08-11", "2014-07-11")
    assert seeks(weeks) == {july, august, no}
    assert seeks(dataclasses.replace(weeks, last=day("2014-08-10"))) == {july, no}
    assert seeks(dataclasses.replace(weeks, first=day("2014-07-12"))) == {august, no}
    assert seeks(dataclasses.replace(weeks, denied=True)) == {no}
    assert seeks(dataclasses.replace(weeks, denied=False)) == {july, august}
    assert seeks(dataclasses.replace(weeks, amount=Decimal(6))) == {no}
    assert seeks(dataclasses.replace(weeks, denied=True), dataclasses.replace(weeks, amount=Decimal(5))) == {
        july, august, no,
    }  # fmt: skip
    assert seeks(weeks, targets="URY") == seeks() == set()


@pytest.mark.django_db
def test_who_acts_alone_is_found_by_its_own_list():
    alone = lent(5, "2014-07-11", target=None).event_id
    want = dated("AID", "2014-07-11", "2014-07-11", "2014-07-11")
    assert seeks(want, targets="") == {alone}
    assert seeks(want) == set()


@pytest.mark.django_db
def test_of_very_many_the_nearest_are_looked_at(monkeypatch):
    events = {n: lent(5, f"2014-07-{n}").event_id for n in (15, 12, 10)}
    query = facts.OF_PAIR.replace(f"LIMIT {facts.NEAREST}", "LIMIT 2")
    monkeypatch.setattr(facts, "OF_PAIR", query)
    assert seeks(dated("AID", "2014-07-01", "2014-07-31", "2014-07-11")) == {events[10], events[12]}


@pytest.mark.django_db
def test_stored_claims_tell_their_unmerged_event_their_trigger_and_what_they_promise():
    first, second = lent(5, "2014-07-11"), lent(5, "2014-07-11", type="AGREE")
    Event.objects.filter(pk=second.event_id).update(merged_into=first.event)
    third = scenes.claim("Russia Promised Cuba a loan.", trigger="Promised")
    act, joined, pledge = facts.of_claims(Claim.objects.all())
    assert (act.event, act.trigger, act.promised) == (first.event_id, "lent", frozenset())
    assert (joined.event, joined.promised) == (first.event_id, {"AID"})
    assert (pledge.event, pledge.trigger, pledge.promised) == (third.event_id, "promised", {"AID"})
    assert (act.sources, act.targets, act.amount) == ({"RUS"}, {"CUB"}, amount(5, "USD"))
    assert act.published == day("2025-05-30")


@pytest.mark.django_db
def test_a_promise_is_read_in_its_own_sentence_from_its_trigger_on():
    text = "Cuba praised a meeting. Russia, which sells arms, promised Cuba a loan. Visits follow."
    scenes.claim("Russia, which sells arms, promised Cuba a loan.", of=scenes.article(text))
    (one,) = facts.of_claims(Claim.objects.all())
    assert (one.trigger, one.promised) == ("promised", {"AID"})
    text = "A revisit was promised by Russia to Cuba."
    scenes.claim("visit was promised by Russia to Cuba.", trigger="visit", of=scenes.article(text))
    assert facts.of_claims(Claim.objects.filter(article__text=text))[0].promised == {"CONSULT"}


@pytest.mark.django_db
def test_an_event_is_compared_by_its_first_shown_claims():
    first = lent(1, "2014-07-11", shown_from=None)
    several = [lent(n, "2014-07-11", event=first.event) for n in range(2, 9)]
    joined = lent(9, "2014-07-11")
    Event.objects.filter(pk=joined.event_id).update(merged_into=first.event)
    other = lent(10, "2014-07-11")
    found = facts.of_events([first.event_id, other.event_id])
    assert {event: [int(one.amount[0]) for one in rows] for event, rows in found.items()} == {
        first.event_id: [2, 3, 4, 5, 6], other.event_id: [10],
    }  # fmt: skip
    assert len(several) > facts.CLAIMS_OF_EVENT
