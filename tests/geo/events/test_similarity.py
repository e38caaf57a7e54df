"""The marks that two accounts get, one reason at a time."""

import dataclasses

import hypothesis.strategies as st
import pytest
from hypothesis import given

from geo.events import facts, similarity
from tests.geo.events.told import PEOPLE, told
from tests.geo.tellings import when

DOLLARS, EUROS, TONS = (1_000_000, "USD"), (1_000_000, "EUR"), (5000, "", "tons")
MORE_DOLLARS = (2_000_000, "USD")


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        pytest.param({}, {}, 0.8, id="nobody is named"),
        pytest.param({"people": "Putin"}, {}, 0.8, id="one names a person"),
        pytest.param({"people": "Putin"}, {"people": "Castro"}, 0.8, id="people of two countries"),
        pytest.param({"people": "Putin"}, {"people": "Putin"}, 1, id="a person in common"),
        pytest.param({"people": "Putin"}, {"people": "Putin Lavrov"}, 1, id="a person in common and another"),
        pytest.param({"people": "Putin"}, {"people": "Lavrov"}, 0.2, id="other people"),
        pytest.param({"people": "Putin Castro"}, {"people": "Putin Rodríguez"}, 0.2, id="others of one country"),
        pytest.param({"bodies": frozenset({7})}, {"bodies": frozenset({7, 8})}, 1, id="a body in common"),
        pytest.param({"bodies": frozenset({7})}, {"bodies": frozenset({8})}, 0.8, id="other bodies"),
        pytest.param({"amount": DOLLARS}, {"amount": DOLLARS}, 1, id="one amount"),
        pytest.param({"amount": DOLLARS}, {}, 0.8, id="one names an amount"),
        pytest.param({"amount": DOLLARS}, {"amount": MORE_DOLLARS}, 0.4, id="other amounts"),
        pytest.param({"amount": DOLLARS}, {"amount": EUROS}, 0.8, id="amounts that cannot be compared"),
        pytest.param({"amount": TONS}, {"amount": (5000, "", "troops")}, 0.8, id="other units"),
        pytest.param({"amount": (1, "USD")}, {"amount": (1, "USD")}, 1, id="money, however little"),
        pytest.param({"amount": (100, "", "tons")}, {"amount": (100, "", "tons")}, 1, id="a hundred are no accident"),
        pytest.param({"amount": (99, "", "tons")}, {"amount": (99, "", "tons")}, 0.8, id="a handful may be one"),
        pytest.param(
            {"people": "Putin", "amount": DOLLARS}, {"people": "Lavrov", "amount": DOLLARS}, 0.2,
            id="other people with one amount",
        ),
        pytest.param(
            {"people": "Putin", "amount": DOLLARS}, {"people": "Putin", "amount": MORE_DOLLARS}, 0.4,
            id="other amounts of one person",
        ),
    ],
)  # fmt: skip
def test_people_and_amounts_speak_for_or_against_one_thing(one, other, score):
    assert similarity.same(told(**one), told(**other)) == score


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        pytest.param("2014-07-11", "2014-07-11", 1, id="one day"),
        pytest.param("2014-07-11", "2014-07-12", 0.4, id="the day after"),
        pytest.param("2014-07-11", "2014-07-14", 0.4, id="three days apart"),
        pytest.param("2014-07-11", "2014-07-15", 0, id="four days apart"),
        pytest.param("2014-07-11", "2014-07", 0.7, id="a day and its month"),
        pytest.param("2014-07-11", "2014-07-10 2014-07-12", 0.7, id="a day and days around it"),
        pytest.param("2014-07-10 2014-07-12", "2014-07-12 2014-07-13", 0.7, id="days that meet"),
        pytest.param("2014-07", "2014-07", 0.8, id="one month"),
        pytest.param("2014-07-10 2014-07-12", "2014-07-10 2014-07-12", 0.8, id="the same days"),
        pytest.param("2014-07-10 2014-07-12", "2014-07-10 2014-07-13", 0.7, id="one first day, another last"),
        pytest.param("2014-06", "2014-07", 0.4, id="months beside each other"),
        pytest.param("2014-05", "2014-07", 0, id="months apart"),
        pytest.param("2014-05-01 2014-07-02", "2014-07-02", 0.7, id="62 days are no long time"),
        pytest.param("2014-05-01 2014-07-03", "2014-07-02", 0, id="63 days are too long"),
        pytest.param("2014", "2014", 0, id="one year"),
        pytest.param("2014", "2014-07-11", 0, id="a day and its year"),
        pytest.param("", "2014-07-11", 0, id="one without a date"),
        pytest.param("", "", 0, id="both without a date"),
    ],
)
def test_dates_tell_one_thing_from_another(one, other, score):
    both = told(date=one, people="Putin"), told(date=other, people="Putin")
    assert similarity.same(*both) == similarity.same(*reversed(both)) == score


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        pytest.param("2014", "2014-07-11", 0.75, id="a year and a day in it"),
        pytest.param("2014", "2014", 0.75, id="one year"),
        pytest.param("2014", "2015", 0, id="other years"),
        pytest.param("2014", "2015-01-01", 0, id="a day after the year"),
        pytest.param("2014-12-31", "2015", 0, id="a day before the year"),
        pytest.param("", "2014-07-11", 0.65, id="one without a date"),
        pytest.param("", "", 0.65, id="both without a date"),
        pytest.param("2013-01-01 2014-07-11", "2014-07-11", 0.75, id="over years"),
    ],
)
def test_vague_accounts_are_one_thing_by_their_amount_alone(one, other, score):
    both = told(date=one, amount=DOLLARS), told(date=other, amount=DOLLARS)
    assert similarity.same(*both) == score
    assert not similarity.same(both[0], told(date=other, amount=MORE_DOLLARS))


def test_half_a_date_and_one_of_unknown_precision_are_vague():
    whole = told(people="Putin")
    for change in ({"earliest": None}, {"latest": None}, {"precision": "unknown"}):
        assert similarity.same(whole, dataclasses.replace(whole, **change)) == 0


@pytest.mark.parametrize(
    ("speech", "date", "score"),
    [
        pytest.param((False, False), "2014-07", 0.8, id="deeds of a month"),
        pytest.param((True, False), "2014-07", 0.56, id="one is words"),
        pytest.param((False, True), "2014-07", 0.56, id="the other is words"),
        pytest.param((True, True), "2014-07", 0.56, id="both are words"),
        pytest.param((True, True), "2014-07-11", 1, id="words of a day"),
    ],
)
def test_words_are_said_again_and_again_but_not_on_one_day(speech, date, score):
    one, other = (told(is_speech=spoken, date=date, people="Putin") for spoken in speech)
    assert similarity.same(one, other) == score


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        pytest.param("occurred", "ongoing", 0.8, id="both happened"),
        pytest.param("planned", "planned", 0.8, id="both planned"),
        pytest.param("denied", "denied", 0.8, id="both denied"),
        pytest.param("occurred", "planned", 0, id="done and planned"),
        pytest.param("denied", "ongoing", 0, id="denied and done"),
        pytest.param("possible", "conditional", 0, id="neither happened"),
    ],
)
def test_only_accounts_of_one_mood_are_the_same(one, other, score):
    assert similarity.same(told(modality=one), told(modality=other)) == score


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        pytest.param("visit", "phone", 0.4, id="a visit and a call"),
        pytest.param("visit", "visit", 0.8, id="two visits"),
        pytest.param("visit", "", 0.8, id="one says how"),
        pytest.param("", "phone", 0.8, id="the other says how"),
    ],
)
def test_a_visit_is_hardly_a_telephone_call(one, other, score):
    assert similarity.same(told(mode=one), told(mode=other)) == score


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        pytest.param("AGREE", "SUPPORT", 0.56, id="agreed and signed"),
        pytest.param("AID", "COOPERATE", 0.56, id="given and sold"),
        pytest.param("SANCTION", "COERCE", 0.56, id="barred and seized"),
        pytest.param("AID", "AID", 0.8, id="one type"),
        pytest.param("AGREE", "AID", 0, id="agreed and given"),
        pytest.param("SUPPORT", "COOPERATE", 0, id="signed and sold"),
        pytest.param("CONSULT", "ACCUSE", 0, id="talk and blame"),
    ],
)
def test_types_are_the_same_or_near_or_apart(one, other, score):
    both = told(type=one), told(type=other)
    assert similarity.same(*both) == similarity.same(*reversed(both)) == score


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        pytest.param(("RUS", "CUB"), ("RUS", "CUB"), 0.8, id="the same sides"),
        pytest.param(("RUS", "CUB"), ("CUB", "RUS"), 0.8, id="told the other way round"),
        pytest.param(("RUS CUB", ""), ("CUB", "RUS"), 0.8, id="both on one side"),
        pytest.param(("RUS", "CUB"), ("RUS", "CUB BRA"), 0.48, id="a third is there, too"),
        pytest.param(("RUS", "CUB"), ("RUS", "CUB BRA URY"), 0.48, id="two more: half of them in common"),
        pytest.param(("RUS", "CUB"), ("RUS", "CUB BRA URY ARG"), 0, id="less than half in common"),
        pytest.param(("RUS", "CUB"), ("RUS", "BRA"), 0, id="one in common is not enough"),
        pytest.param(("RUS", ""), ("RUS", "CUB"), 0, id="alone and with another"),
        pytest.param(("RUS", ""), ("RUS", ""), 0.8, id="alone both times"),
    ],
)
def test_a_meeting_has_one_side(one, other, score):
    one, other = (told(sources=sources, targets=targets) for sources, targets in (one, other))
    assert similarity.same(one, other) == score


@pytest.mark.parametrize(
    ("symmetric", "other", "score"),
    [
        pytest.param((False, False), ("RUS", "CUB"), 0.8, id="the same sides"),
        pytest.param((False, False), ("CUB", "RUS"), 0, id="the other way round"),
        pytest.param((False, False), ("RUS", "CUB BRA"), 0, id="one target more"),
        pytest.param((False, False), ("RUS BRA", "CUB"), 0, id="one source more"),
        pytest.param((True, False), ("CUB", "RUS"), 0.8, id="one says each other"),
        pytest.param((False, True), ("CUB", "RUS"), 0.8, id="the other says each other"),
        pytest.param((True, True), ("RUS", "CUB BRA"), 0.48, id="each other, and a third"),
    ],
)
def test_who_gives_is_not_who_takes_unless_they_act_on_each_other(symmetric, other, score):
    one = told(type="AID", symmetric=symmetric[0])
    assert similarity.same(one, told(type="AID", symmetric=symmetric[1], sources=other[0], targets=other[1])) == score


def test_doubts_multiply_and_are_rounded_to_thousandths():
    one = told(type="AGREE", symmetric=True, is_speech=True, date="2014-07")
    assert similarity.same(one, told(type="SUPPORT", targets="CUB BRA", date="2014-07-11")) == 0.165


def test_the_marks_part_accounts_that_agree_from_doubts_and_doubts_from_nothing():
    months = told(date="2014-07"), told(date="2014-07")
    words = told(date="2014-07", people="Putin", is_speech=True), told(date="2014-07-03", people="Putin")
    assert similarity.same(*words) < similarity.SAME <= similarity.same(*months)
    assert similarity.same(told(people="Putin"), told(people="Lavrov")) < similarity.MAYBE
    assert similarity.same(told(), told(date="2014-07-12")) >= similarity.MAYBE
    assert similarity.fulfils(gave(amount=DOLLARS), promise(amount=MORE_DOLLARS)) < similarity.LINKED
    assert similarity.fulfils(met(date="2014-10-29"), plan()) >= similarity.LINKED


def plan(**more):
    """Putin is to meet Cuba in July 2014, said on 20 June."""
    values = {"type": "AGREE", "modality": "planned", "date": "2014-07", "published": "2014-06-20", "people": "Putin"}
    return told(**values | {"promised": "CONSULT", "is_speech": True} | more)


def promise(**more):
    """Russia promised Cuba help, said on 20 June 2014 with no word of when it would come."""
    return plan(**{"modality": "occurred", "promised": "AID SUPPORT", "date": "", "people": ""} | more)


def met(**more):
    return told(**{"people": "Putin"} | more)


def gave(**more):
    return told(**{"type": "AID"} | more)


@pytest.mark.parametrize(
    ("kind", "moods"),
    [
        ("AGREE", {"occurred", "ongoing", "planned"}),
        *((kind, {"planned"}) for kind in ("CONSULT", "AID", "COOPERATE", "SUPPORT", "RETREAT")),
        *((kind, set()) for kind in ("ACCUSE", "REJECT", "SANCTION")),
    ],
)
def test_agreements_and_planned_acts_are_pledges(kind, moods):
    every = ("occurred", "ongoing", "planned", "possible", "denied", "conditional")
    assert {mood for mood in every if similarity.is_pledge(told(type=kind, modality=mood))} == moods


@pytest.mark.parametrize(
    ("act", "pledge", "score"),
    [
        pytest.param(met(), plan(), 0.95, id="a meeting that was planned"),
        pytest.param(met(sources="CUB", targets="RUS"), plan(), 0.95, id="told the other way round"),
        pytest.param(met(modality="ongoing"), plan(), 0.95, id="it goes on"),
        pytest.param(met(), plan(type="CONSULT", promised=""), 0.95, id="a planned act of its own type"),
        pytest.param(met(targets="CUB BRA"), plan(), 0.57, id="a third is there, too"),
        pytest.param(
            met(targets="CUB BRA", people="", amount=DOLLARS), plan(amount=MORE_DOLLARS), 0.239,
            id="a third is there, at another price, and nobody is named",
        ),
        pytest.param(met(article=9, sentence=50), plan(article=9, sentence=0), 0.95, id="another sentence"),
        pytest.param(met(article=9, sentence=0), plan(article=9, sentence=0), 0, id="the sentence that promises"),
        pytest.param(met(modality="planned"), plan(), 0, id="still a plan"),
        pytest.param(met(modality="denied"), plan(), 0, id="it is denied"),
        pytest.param(met(), plan(modality="denied"), 0, id="nobody promised"),
        pytest.param(met(), plan(promised="AID"), 0, id="another act was promised"),
        pytest.param(met(), plan(promised=""), 0, id="nothing in particular was promised"),
        pytest.param(met(), plan(type="AID", promised="CONSULT"), 0, id="a planned act is about itself alone"),
        pytest.param(told(type="AGREE"), plan(promised="AGREE"), 0, id="a promise keeps none"),
        pytest.param(met(targets=""), plan(targets=""), 0, id="one party alone"),
        pytest.param(met(targets="BRA"), plan(), 0, id="with another"),
    ],
)  # fmt: skip
def test_an_act_keeps_a_promise_of_it(act, pledge, score):
    assert similarity.fulfils(act, pledge) == score


@pytest.mark.parametrize(
    ("act", "pledge", "score"),
    [
        pytest.param(gave(), promise(), 0.64, id="who promised it gave it"),
        pytest.param(gave(sources="CUB", targets="RUS"), promise(), 0, id="the other one gave it"),
        pytest.param(gave(sources="CUB", targets="RUS", type="SUPPORT"), promise(), 0.64, id="the other one signed"),
        pytest.param(gave(type="SUPPORT", is_speech=True), promise(), 0, id="praise is words again"),
        pytest.param(gave(sources="CUB BRA", targets=""), promise(targets="CUB BRA"), 0.384, id="those gave together"),
        pytest.param(
            gave(sources="RUS CUB", targets="BRA"), promise(sources="RUS CUB", targets="RUS CUB"), 0.384,
            id="both had promised each other",
        ),
    ],
)  # fmt: skip
def test_what_the_other_one_gave_keeps_no_promise(act, pledge, score):
    assert similarity.fulfils(act, pledge) == score


@pytest.mark.parametrize(
    ("act", "pledge", "score"),
    [
        pytest.param("Putin", "Putin", 0.95, id="who was to come"),
        pytest.param("Lavrov", "Putin", 0.38, id="another came"),
        pytest.param("", "Putin", 0.57, id="the act names nobody"),
        pytest.param("Putin", "", 0.57, id="the plan names nobody"),
        pytest.param("", "", 0.76, id="neither names anybody"),
        pytest.param("Putin Castro", "Putin", 0.665, id="a host is named beside"),
        pytest.param("Putin Castro", "Putin Castro", 0.95, id="guest and host"),
        pytest.param("Putin Castro", "Putin Rodríguez", 0.38, id="another host"),
        pytest.param("Putin", "Castro", 0.57, id="each names one of its own"),
        pytest.param("Putin Lavrov", "Putin", 0.95, id="another came along"),
    ],
)
def test_the_people_named_are_compared_by_country(act, pledge, score):
    assert similarity.fulfils(met(people=act), plan(people=pledge)) == score


@pytest.mark.parametrize(
    ("act", "pledge", "score"),
    [
        pytest.param({"amount": DOLLARS}, {"amount": DOLLARS}, 0.8, id="the promised sum"),
        pytest.param({"amount": DOLLARS}, {"amount": MORE_DOLLARS}, 0.448, id="another sum"),
        pytest.param({"amount": DOLLARS}, {}, 0.64, id="a sum nobody promised"),
        pytest.param({"amount": DOLLARS}, {"amount": EUROS}, 0.64, id="sums that cannot be compared"),
        pytest.param({"amount": DOLLARS, "people": "Putin"}, {"amount": DOLLARS}, 0.8, id="the sum, by somebody"),
        pytest.param(
            {"amount": DOLLARS, "people": "Putin"}, {"amount": DOLLARS, "people": "Lavrov"}, 0.32,
            id="the sum, by somebody else",
        ),
    ],
)  # fmt: skip
def test_the_promised_sum_makes_it_surer(act, pledge, score):
    assert similarity.fulfils(gave(**act), promise(**pledge)) == score


@pytest.mark.parametrize(
    ("date", "score"),
    [
        pytest.param("2014-06-23", 0, id="eight days early"),
        pytest.param("2014-06-24", 0.95, id="a week early"),
        pytest.param("2014-07-31", 0.95, id="on the last day"),
        pytest.param("2014-08-01", 0.7, id="a day late"),
        pytest.param("2014-08-07", 0.7, id="a week late"),
        pytest.param("2014-08-08", 0.5, id="eight days late"),
        pytest.param("2014-10-29", 0.5, id="ninety days late"),
        pytest.param("2014-10-30", 0, id="later still"),
        pytest.param("2014-07-31 2014-08-05", 0.95, id="begun in time"),
        pytest.param("2014", 0.6, id="in that year"),
        pytest.param("2015", 0, id="in another year"),
        pytest.param("2014-07-31 2015-07-31", 0.6, id="over a year, begun in time"),
        pytest.param("2014-08-01 2015-07-31", 0, id="over a year, begun late"),
    ],
)
def test_what_is_due_is_done_in_time_or_late_or_not_at_all(date, score):
    assert similarity.fulfils(met(date=date), plan()) == score


@pytest.mark.parametrize(
    ("published", "score"),
    [("2014-06-30", 0), ("2014-07-01", 0.4), ("2016-01-01", 0.4), ("", 0)],
    ids=["told before", "told on the first day", "told long after", "nobody knows when it was told"],
)
def test_an_undated_act_may_keep_what_was_due_before_it_was_told(published, score):
    assert similarity.fulfils(met(date="", published=published), plan()) == score


@pytest.mark.parametrize(
    ("pledge", "is_due"),
    [
        pytest.param(plan(), True, id="planned for a month"),
        pytest.param(plan(date="2014-07-11", published="2014-07-20"), True, id="planned for a day that is over"),
        pytest.param(plan(date="2014-07-11", published=""), True, id="planned, told nobody knows when"),
        pytest.param(plan(date=""), False, id="planned without a date"),
        pytest.param(promise(date="2014-07"), True, id="promised for a month to come"),
        pytest.param(promise(date="2014-06-21"), True, id="promised for the next day"),
        pytest.param(promise(date="2014-06-20"), False, id="promised on the day"),
        pytest.param(promise(date="2014-06"), False, id="promised in that month"),
        pytest.param(promise(date="2014-07", published=""), False, id="promised, told nobody knows when"),
        pytest.param(dataclasses.replace(plan(), latest=None), False, id="planned from a day on"),
        pytest.param(dataclasses.replace(plan(), earliest=None), False, id="planned until a day"),
    ],
)
def test_a_date_is_a_term_where_it_lies_ahead(pledge, is_due):
    days = (pledge.earliest, pledge.latest)
    assert similarity._due(pledge) == (days if is_due else None)


@pytest.mark.parametrize(
    ("date", "published", "score"),
    [
        pytest.param("2014-06-19", "", 0, id="the day before it was said"),
        pytest.param("2014-06-20", "", 0.8, id="on the day"),
        pytest.param("2014-07-21", "", 0.8, id="a month after"),
        pytest.param("2014-07-22", "", 0.65, id="more than a month after"),
        pytest.param("2015-07-25", "", 0.65, id="four hundred days after"),
        pytest.param("2015-07-26", "", 0, id="later still"),
        pytest.param("2014-06", "", 0.5, id="in that month, before or after"),
        pytest.param("2014-06-01 2014-06-20", "", 0.5, id="up to that day"),
        pytest.param("", "2014-06-20", 0.5, id="undated, told on the day"),
        pytest.param("", "2014-06-19", 0, id="undated, told before"),
        pytest.param("", "2015-07-25", 0.5, id="undated, told four hundred days after"),
        pytest.param("", "2015-07-26", 0, id="undated, told later still"),
        pytest.param("", "", 0, id="undated, told nobody knows when"),
    ],
)
def test_an_act_comes_after_a_promise_without_a_term(date, published, score):
    sums = {"amount": DOLLARS}
    assert similarity.fulfils(gave(date=date, published=published, **sums), promise(**sums)) == score


@pytest.mark.parametrize("end", ["earliest", "latest"])
def test_an_act_with_half_a_date_is_undated(end):
    assert similarity.fulfils(dataclasses.replace(met(), **{end: None}), plan()) == 0.4
    act = dataclasses.replace(gave(amount=DOLLARS), **{end: None})
    assert similarity.fulfils(act, promise(amount=DOLLARS)) == 0.5


def test_a_promise_was_said_when_it_is_dated_else_when_it_was_published():
    act = gave(date="2014-06-15", amount=DOLLARS)
    assert similarity.fulfils(act, promise(date="2014-06-10", amount=DOLLARS)) == 0.8
    assert similarity.fulfils(act, promise(amount=DOLLARS)) == 0
    assert similarity.fulfils(act, promise(published="", amount=DOLLARS)) == 0


@pytest.mark.parametrize(
    ("act", "pledge", "score"),
    [
        pytest.param("Putin", "Putin", 0.8, id="who promised to come"),
        pytest.param("Putin Castro", "Putin", 0.56, id="a host is named beside"),
        pytest.param("Putin", "", 0, id="nobody promised to come"),
        pytest.param("", "Putin", 0, id="nobody is said to have come"),
        pytest.param("Lavrov", "Putin", 0, id="another came"),
        pytest.param("", "", 0, id="neither names anybody"),
        pytest.param("Castro", "Putin", 0, id="each names one of its own"),
    ],
)
def test_a_meeting_keeps_a_promise_without_a_term_by_its_people(act, pledge, score):
    assert similarity.fulfils(met(people=act), promise(promised="CONSULT", people=pledge)) == score


def denial(**more):
    return met(**{"modality": "denied"} | more)


@pytest.mark.parametrize(
    ("no", "other", "score"),
    [
        pytest.param(denial(), met(), 0.9, id="the act"),
        pytest.param(denial(), plan(), 0.9, id="the plan of it"),
        pytest.param(denial(), denial(), 0, id="another denial"),
        pytest.param(denial(), met(type="ACCUSE"), 0, id="another act"),
        pytest.param(denial(), plan(promised="AID"), 0, id="a plan of another act"),
        pytest.param(denial(), plan(modality="possible"), 0, id="what is no plan"),
        pytest.param(denial(type="AGREE"), plan(promised=""), 0.9, id="that anything was promised"),
        pytest.param(denial(sources="CUB", targets="RUS"), met(), 0.9, id="a meeting, told the other way round"),
        pytest.param(denial(type="AID"), gave(people="Putin"), 0.9, id="a gift"),
        pytest.param(denial(type="AID", sources="CUB", targets="RUS"), gave(), 0, id="a gift the other way round"),
        pytest.param(denial(targets=""), met(targets=""), 0.72, id="what one did alone"),
        pytest.param(denial(people="Lavrov"), met(), 0.36, id="what another did"),
        pytest.param(denial(people=""), met(), 0.54, id="without a name"),
        pytest.param(denial(amount=DOLLARS), met(amount=MORE_DOLLARS), 0.63, id="another sum"),
        pytest.param(denial(people="", amount=DOLLARS), met(amount=DOLLARS), 0.9, id="the sum"),
        pytest.param(
            denial(targets="CUB BRA", date="2014-07-14", people="", amount=DOLLARS), met(amount=MORE_DOLLARS), 0.176,
            id="with a third, days later, another sum, without a name",
        ),
        pytest.param(met(), met(), 0, id="an act denies none"),
    ],
)  # fmt: skip
def test_a_denial_is_about_the_same_act_of_the_same_parties(no, other, score):
    assert similarity.denies(no, other) == score


@pytest.mark.parametrize("word", "discuss discussed discussing discussion discussions talked raised".split())
def test_who_denies_a_topic_does_not_deny_the_meeting(word):
    assert similarity.denies(denial(trigger=word), met(trigger="visited")) == 0
    assert similarity.denies(denial(trigger=word), met(trigger="discussed")) == 0.9
    assert similarity.denies(denial(trigger="visited"), met(trigger=word)) == 0.9


@pytest.mark.parametrize(
    ("no", "other", "score"),
    [
        pytest.param(("2014-07-11", ""), ("2014-07-11", ""), 0.9, id="one day"),
        pytest.param(("2014-07", ""), ("2014-07-11", ""), 0.9, id="its month"),
        pytest.param(("2014-07-14", ""), ("2014-07-11", ""), 0.7, id="three days apart"),
        pytest.param(("2014-07-15", ""), ("2014-07-11", ""), 0, id="four days apart"),
        pytest.param(("", "2014-07-19"), ("2014-07-11", "2014-07-12"), 0.7, id="told within a week"),
        pytest.param(("", "2014-07-20"), ("2014-07-11", "2014-07-12"), 0.6, id="told in the second week"),
        pytest.param(("", "2014-08-12"), ("", "2014-07-12"), 0.6, id="told within a month"),
        pytest.param(("", "2014-08-13"), ("", "2014-07-12"), 0, id="told later"),
        pytest.param(("", "2014-07-05"), ("", "2014-07-12"), 0.7, id="told a week before"),
        pytest.param(("", ""), ("", "2014-07-12"), 0, id="nobody knows when it was denied"),
        pytest.param(("", "2014-07-12"), ("", ""), 0, id="nobody knows when it was told"),
    ],
)
def test_a_denial_is_about_that_time(no, other, score):
    no, other = denial(date=no[0], published=no[1]), met(date=other[0], published=other[1])
    assert similarity.denies(no, other) == score


def refusal(**more):
    return met(**{"type": "REJECT", "mode": "meet", "published": "2014-07-01"} | more)


@pytest.mark.parametrize(
    ("no", "pledge", "score"),
    [
        pytest.param(refusal(), plan(), 0.7, id="called off"),
        pytest.param(refusal(modality="ongoing"), plan(), 0.7, id="being called off"),
        pytest.param(refusal(sources="CUB", targets="RUS"), plan(), 0.7, id="by the host"),
        pytest.param(refusal(targets="CUB BRA"), plan(), 0.42, id="with a third"),
        pytest.param(refusal(targets="CUB BRA", people=""), plan(people=""), 0.336, id="with a third, nobody is named"),
        pytest.param(refusal(targets="BRA"), plan(), 0, id="with another"),
        pytest.param(refusal(people="Lavrov"), plan(), 0.28, id="by somebody else"),
        pytest.param(refusal(people=""), plan(), 0.42, id="without a name"),
        pytest.param(refusal(modality="planned"), plan(), 0, id="not called off yet"),
        pytest.param(refusal(type="ACCUSE"), plan(), 0, id="blamed"),
        pytest.param(refusal(mode="assist"), plan(), 0, id="help is refused"),
        pytest.param(refusal(), plan(modality="possible"), 0, id="what nobody planned"),
        pytest.param(refusal(), plan(promised="AID"), 0, id="what was no meeting"),
        pytest.param(refusal(published="2014-06-20"), plan(), 0.7, id="on the day of the plan"),
        pytest.param(refusal(published="2014-06-19"), plan(), 0, id="before the plan"),
        pytest.param(refusal(published="2015-07-25"), plan(), 0.7, id="four hundred days later"),
        pytest.param(refusal(published="2015-07-26"), plan(), 0, id="later still"),
        pytest.param(refusal(published=""), plan(), 0, id="told nobody knows when"),
        pytest.param(refusal(), plan(published=""), 0, id="planned nobody knows when"),
    ],
)
def test_a_refused_meeting_calls_off_the_plan_to_meet(no, pledge, score):
    assert similarity.denies(no, pledge) == score


DATES = ("", "2014", "2014-07", "2014-07-10", "2014-07-11", "2014-07-13", "2014-08-02", "2014-01-01 2014-07-12")
TELLINGS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["CONSULT", "AGREE", "SUPPORT", "AID", "COOPERATE", "REJECT"]),
        "mode": st.sampled_from(["", "visit", "meet"]),
        "modality": st.sampled_from(["occurred", "ongoing", "planned", "denied"]),
        "is_speech": st.booleans(),
        "symmetric": st.booleans(),
        "sources": st.sampled_from(["RUS", "CUB", "RUS CUB", "RUS CUB BRA"]),
        "targets": st.sampled_from(["", "CUB", "RUS", "BRA CUB"]),
        "people": st.sets(st.sampled_from(sorted(PEOPLE))).map(" ".join),
        "date": st.sampled_from(DATES),
        "published": st.sampled_from(["", "2014-06-20", "2014-07-12"]),
        "amount": st.sampled_from([None, DOLLARS, MORE_DOLLARS, TONS]),
        "promised": st.sampled_from(["", "CONSULT", "AID SUPPORT"]),
    }
).map(lambda values: told(**values))


@given(TELLINGS, TELLINGS)
def test_scores_lie_between_nothing_and_certainty_whatever_is_told(one, other):
    for score in (similarity.same, similarity.fulfils, similarity.denies):
        assert 0 <= score(one, other) <= 1


@given(TELLINGS, TELLINGS)
def test_one_is_the_same_as_the_other_as_the_other_is_the_same_as_the_one(one, other):
    assert similarity.same(one, other) == similarity.same(other, one)


@given(TELLINGS, TELLINGS, st.sampled_from(DATES), st.sampled_from(DATES))
def test_contradicting_days_are_never_the_same(one, other, this, that):
    one, other = on(one, this), on(other, that)
    if this and that and (one.latest < other.earliest or other.latest < one.earliest):
        assert similarity.same(one, other) < similarity.SAME


def on(one, date):
    days = when(date)
    ends = {"earliest": None, "latest": None, "precision": "unknown"}
    if days is not None:
        dated = told(date=date)
        ends = {name: getattr(dated, name) for name in ends}
    return dataclasses.replace(one, **ends)


def test_every_type_that_is_near_another_is_near_it_both_ways():
    for kind, others in facts.COMPATIBLE.items():
        assert all(kind in facts.COMPATIBLE[other] for other in others)
