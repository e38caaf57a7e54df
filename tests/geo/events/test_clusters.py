"""One thing in the world told by several articles: one event, several claims."""

import datetime

import pytest
from django.contrib.auth.models import User

from geo.events import merge
from geo.models import Claim, Event, EventLink, Relationship
from tests.geo import scenes
from tests.geo.recording.test_review import assert_totals_are_right
from tests.geo.tellings import saying, store, tell, when

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
VISIT = {"trigger": "visited", "mode": "visit"}


def visit(who: str = "Putin", whom: str = "Cuba", date: str = "2014-07-11", **more):
    return tell(f"{who} visited {whom}, says {date}.", "CONSULT", who, whom, date=date, **VISIT | more)


def counted() -> int:
    """Events between the two countries, as their page counts them."""
    return Relationship.objects.get(first__iso3="RUS", second__iso3="CUB").event_count


def links() -> set[tuple[str, int, int]]:
    return set(EventLink.objects.values_list("kind", "event", "other"))


def test_two_articles_of_one_day_tell_one_event():
    one, other = visit(), visit("Russia")
    assert one.event == other.event
    assert counted() == 1
    assert not links()
    assert_totals_are_right()


def test_who_came_and_who_received_may_be_told_the_other_way_round():
    hosted = tell("Cuba received Putin on Friday.", "CONSULT", "Cuba", "Putin", trigger="received", date="2014-07-11")
    assert visit().event == hosted.event


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"date": "2014-07-11"}, {"date": "2014-07-13"}),
        ({"date": "2014-07-11", "who": "Russia"}, {"date": "2014-07", "who": "Russia"}),
    ],
    ids=["two days apart", "a month alone"],
)
def test_accounts_that_contradict_stay_two_and_are_linked(first, second):
    one, other = visit(**first), visit(**second)
    assert one.event != other.event
    assert links() == {("may be the same", other.event_id, one.event_id)}
    assert EventLink.objects.get().score < 0.6
    assert counted() == 2


@pytest.mark.parametrize(
    "second",
    [
        {"date": "2014-07-19"},
        {"date": "2014-07-11", "whom": "Brazil"},
        {"date": "2014-07-11", "modality": "denied"},
        {"date": "2014-07-11", "who": "Lavrov"},
        {"date": "2010-01-01 2014-12-31"},
        {"date": ""},
        {"date": "2014"},
    ],
    ids=["a week later", "elsewhere", "denied", "another person", "over years", "undated", "a year alone"],
)
def test_what_is_likely_another_thing_is_not_linked_as_the_same(second):
    one, other = visit(), visit(**second)
    assert one.event != other.event
    assert not {link for link in links() if link[0] == "may be the same"}


def test_a_month_and_a_day_are_one_event_where_they_name_the_same_person():
    assert visit(date="2014-07-11").event == visit(date="2014-07").event


def test_an_amount_named_three_times_is_one_event():
    text = "Russia lent Cuba a billion dollars, says {}."
    told = [
        tell(text.format(n), "AID", "Russia", "Cuba", trigger="lent", amount=(1e9, "USD"), date=date, published=day)
        for n, date, day in [(1, "2014-07-11", "2014-07-12"), (2, "2014", "2014-12-30"), (3, "", "2015-01-02")]
    ]
    assert {claim.event_id for claim in told} == {told[0].event_id}
    event = Event.objects.get()
    assert (event.amount_value, event.amount_currency) == (1_000_000_000, "USD")
    assert (event.date_earliest, event.date_precision) == (datetime.date(2014, 7, 11), "day")


def test_another_amount_on_the_day_is_a_differing_account():
    text = "Russia lent Cuba {} dollars."
    told = [
        tell(text.format(n), "AID", "Russia", "Cuba", trigger="lent", amount=(n, "USD"), date="2014-07-11")
        for n in (1_000_000, 2_000_000)
    ]
    assert links() == {("may be the same", told[1].event_id, told[0].event_id)}


def test_a_deal_is_agreed_in_one_article_and_signed_in_another():
    one = tell("Putin agreed with Castro.", "AGREE", "Putin", "Castro", trigger="agreed", date="2014-07-11")
    other = tell("Putin signed it with Castro.", "SUPPORT", "Putin", "Castro", trigger="signed", date="2014-07-11")
    assert one.event == other.event
    other = tell("Putin helped Castro.", "AID", "Putin", "Castro", trigger="helped", date="2014-07-11")
    assert one.event != other.event


def test_copies_of_a_text_tell_the_same_events_though_they_date_nothing():
    text = "Putin visited Cuba."
    copies = [tell(text, "CONSULT", "Putin", "Cuba", outlet=name, **VISIT) for name in ("The Courier", "The Herald")]
    assert copies[0].article.origin == copies[1].article.origin
    assert copies[0].event == copies[1].event
    assert visit(date="").event != copies[0].event


def test_two_visits_of_one_article_stay_two_though_one_other_visit_is_known():
    known = visit("Russia")
    text = "Putin visited Cuba and Lavrov visited Cuba."
    told = scenes.article(text)
    two = saying(text, "CONSULT", "Lavrov", "Cuba", date="2014-07-11", trigger="and", mode="visit")
    store(told, saying(text, "CONSULT", "Putin", "Cuba", date="2014-07-11", **VISIT), two)
    assert sorted(told.claims.values_list("event", flat=True)) == [known.event_id, known.event_id + 1]


def test_what_an_article_tells_twice_is_placed_by_both():
    known = visit()
    text = "Putin visited Cuba. That visit of Putin to Cuba"
    told = scenes.article(text)
    again = saying(text, "CONSULT", "Putin", "Cuba", date="2014-07-11", trigger="visit of", same_as=0)
    store(told, saying(text, "CONSULT", "Putin", "Cuba", **VISIT), again)
    assert set(told.claims.values_list("event", flat=True)) == {known.event_id}


def test_a_second_reading_brings_a_claim_to_the_event_that_others_report():
    alone = visit(date="")
    known = visit()
    assert alone.event != known.event
    tell(alone.article.text, "CONSULT", "Putin", "Cuba", of=alone.article, date="2014-07-11", **VISIT)
    reread = Claim.objects.shown().get(article=alone.article)
    assert reread.ref == alone.ref
    assert Event.objects.get(pk=known.event_id).merged_into == alone.event
    assert reread.event == alone.event
    assert counted() == 1
    assert_totals_are_right()


def test_a_second_reading_leaves_an_event_that_it_no_longer_reports():
    known, other = visit(), visit("Russia")
    tell(other.article.text, "CONSULT", "Russia", "Cuba", of=other.article, date="2014-07-13", **VISIT)
    reread = Claim.objects.shown().get(article=other.article)
    assert reread.event != known.event
    assert links() == {("may be the same", reread.event_id, known.event_id)}
    assert_totals_are_right()


def test_what_an_editor_kept_apart_stays_apart_and_what_was_joined_stays_joined():
    editor = User.objects.create_user("ana")
    one, other = visit(date="2014-07-11"), visit(date="2014-07-13")
    merge.join_events([one.event, other.event], by=editor)
    tell(other.article.text, "CONSULT", "Putin", "Cuba", of=other.article, date="2014-07-14", **VISIT)
    reread = Claim.objects.shown().get(article=other.article)
    assert (reread.event, reread.event.merged_into) == (other.event, one.event)
    merge.split_event(reread.event, by=editor)
    tell(other.article.text, "CONSULT", "Putin", "Cuba", of=other.article, date="2014-07-11", **VISIT)
    reread = Claim.objects.shown().get(article=other.article)
    assert (reread.event, reread.event.merged_into) == (other.event, None)
    link = EventLink.objects.get()
    assert (link.accepted, link.decided_by) == (False, editor)


def test_a_link_goes_with_the_claim_that_it_rests_on():
    one, other = visit(date="2014-07-11"), visit(date="2014-07-13")
    assert links() == {("may be the same", other.event_id, one.event_id)}
    from geo.recording import record

    record.hide([other.article_id])
    assert not links()


@pytest.mark.parametrize("others", [8, 30])
def test_queries_do_not_grow_with_what_is_known(others, django_assert_num_queries):
    for n in range(others):
        visit(date=f"2014-07-{n + 1:02}")
    text = "Putin visited Cuba. Lavrov visited Brazil."
    told = scenes.article(text)
    claims = [
        saying(text, "CONSULT", "Putin", "Cuba", date="2014-07-05", **VISIT),
        saying(text, "CONSULT", "Lavrov", "Brazil", date="2014-07-05", trigger=". Lavrov", mode="visit"),
    ]
    with django_assert_num_queries(126):
        store(told, *claims)
    assert EventLink.objects.count() <= 3 * (others + 2)


def test_dates_in_words_of_a_test_are_what_they_say():
    assert when("2014-02").latest == "2014-02-28"
