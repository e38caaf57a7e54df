"""Which event a claim of a reading is put under, case by case."""

import pytest
from django.contrib.auth.models import User

from geo.events import assign, clusters, merge, similarity
from geo.events.assign import Assigned, Reread
from geo.models import Claim, Event
from tests.geo import scenes
from tests.geo.derived import assert_totals_are_right
from tests.geo.events.told import day, told
from tests.geo.tellings import saying, store, tell

PUTIN, LAVROV, ANYBODY = told(people="Putin"), told(people="Lavrov"), told()


@pytest.mark.parametrize(
    ("scores", "chosen"),
    [
        pytest.param({}, None, id="none"),
        pytest.param({7: 0.599}, None, id="none that is likely"),
        pytest.param({7: 0.6}, 7, id="one that is just likely"),
        pytest.param({7: 0.8, 8: 0.9}, 8, id="the likelier one"),
        pytest.param({8: 0.8, 7: 0.8}, 7, id="the older of equals"),
        pytest.param({7: 0.1, 8: 0.7}, 8, id="beside one that is not"),
    ],
)
def test_the_likeliest_event_is_chosen(scores, chosen):
    assert clusters.choose(scores) == chosen


def root(scores, *, old=None, one=ANYBODY, mates=(), shared=(), decided=(), apart=()):
    reread = Reread({}, set(shared), set(decided), {frozenset(pair) for pair in apart})
    there = {event: list(mates) for event in scores}
    return assign._root(old, scores, one, there, reread, Assigned())


@pytest.mark.parametrize(
    ("scores", "mates", "event"),
    [
        pytest.param({}, [], None, id="nobody tells it"),
        pytest.param({7: 0.5}, [], None, id="somebody tells what may be the same"),
        pytest.param({7: 0.6}, [], 7, id="somebody tells it"),
        pytest.param({7: 0.9}, [LAVROV], None, id="another of its article is there, of somebody else"),
        pytest.param({7: 0.9}, [ANYBODY], 7, id="another of its article is there that could be the same"),
        pytest.param({7: 0.9}, [ANYBODY, LAVROV], None, id="all of them have to fit"),
        pytest.param({7: 1}, [LAVROV], 7, id="a copy of its text says so"),
    ],
)
def test_a_new_claim_goes_where_others_tell_it(scores, mates, event):
    assert root(scores, one=PUTIN, mates=mates) == event


@pytest.mark.parametrize(
    ("scores", "kept", "event"),
    [
        pytest.param({}, {}, 3, id="nobody else tells anything: it stays"),
        pytest.param({3: 0.9}, {}, 3, id="it stays where it is likely"),
        pytest.param({3: 0.6, 7: 0.9}, {"shared": {3}}, 3, id="it stays with others though more is likely elsewhere"),
        pytest.param({3: 0.59, 7: 0.9}, {"shared": {3}}, 7, id="it leaves what it no longer tells"),
        pytest.param({3: 0.1}, {"shared": {3}}, None, id="it leaves for nowhere"),
        pytest.param({}, {"shared": {3}}, None, id="it leaves where it is not even near"),
        pytest.param({3: 0.1, 7: 0.9}, {"shared": {3}, "decided": {3}}, 3, id="it stays where an editor put it"),
        pytest.param({7: 0.9}, {"decided": {3}}, 3, id="an editor's event is not joined to another"),
        pytest.param({7: 0.9}, {"apart": [(3, 7)]}, 3, id="nor is one kept apart from it"),
        pytest.param({3: 0.1, 7: 0.9}, {"shared": {3}, "apart": [(7, 3)]}, None, id="it never leaves for that one"),
    ],
)  # fmt: skip
def test_a_claim_read_anew_stays_or_leaves(scores, kept, event):
    assert root(scores, old=3, **kept) == event


def test_an_event_of_one_article_is_joined_to_what_others_report(monkeypatch):
    monkeypatch.setattr(clusters, "join", sorted)
    assigned = Assigned()
    nowhere = Reread({}, set(), set(), {frozenset({3, 8})})
    assert assign._root(9, {7: 0.9}, ANYBODY, {7: []}, nowhere, assigned) == 7
    assert assigned.joined == {7, 9}
    assert assign._root(3, {8: 0.9, 7: 0.8}, ANYBODY, {7: [], 8: []}, nowhere, assigned) == 3
    assert assigned.joined == {3, 7, 9}


def test_two_of_one_article_share_an_event_from_the_mark_on(monkeypatch):
    monkeypatch.setattr(similarity, "same", lambda _one, other: other)
    assert assign._could_all_be_same(PUTIN, [])
    assert assign._could_all_be_same(PUTIN, [0.6, 0.9])
    assert not assign._could_all_be_same(PUTIN, [0.9, 0.59])


def test_a_new_event_is_what_its_claim_says():
    claim = Claim(type="AID", date_earliest=day("2014-07-01"), date_latest=day("2014-07-31"), date_precision="month")
    assigned = Assigned()
    event = assign._new(claim, assigned)
    assert (event.type, event.date_precision, event.pk) == ("AID", "month", None)
    assert (event.date_earliest, event.date_latest) == (day("2014-07-01"), day("2014-07-31"))
    assert assigned.new == [event]


VISIT = {"trigger": "visited", "mode": "visit"}


def visit(who: str = "Putin", whom: str = "Cuba", date: str = "2014-07-11", **more) -> Claim:
    return tell(f"{who} visited {whom}, says {date}.", "CONSULT", who, whom, date=date, **VISIT | more)


def again(claim: Claim, who: str = "Putin", **more) -> Claim:
    """Another reading of its article."""
    tell(claim.article.text, "CONSULT", who, "Cuba", of=claim.article, **VISIT | more)
    return Claim.objects.shown().get(article=claim.article)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("second", "together"),
    [
        pytest.param({}, True, id="the same day"),
        pytest.param({"who": "Russia"}, True, id="by the country"),
        pytest.param({"date": "2014-07"}, True, id="the month, with the same person"),
        pytest.param({"date": "2014-07-12"}, False, id="the day after"),
        pytest.param({"who": "Lavrov"}, False, id="by somebody else"),
        pytest.param({"whom": "Brazil"}, False, id="to somebody else"),
    ],
)
def test_two_articles_meet_in_one_event_or_stay_two(second, together):
    one, other = visit(), visit(**second)
    assert (one.event == other.event) is together
    assert Event.objects.count() == (1 if together else 2)


@pytest.mark.django_db
def test_a_claim_goes_to_the_root_of_a_joined_event():
    one, other = visit(), visit(date="2014-07-13")
    merge.join_events([one.event, other.event], by=User.objects.create_user("ana"))
    assert visit("Russia", date="2014-07-13").event == one.event


@pytest.mark.django_db
def test_two_visits_of_one_day_find_their_own_events_in_a_copy():
    text = "Putin visited Cuba and Lavrov visited Cuba."
    two = [
        saying(text, "CONSULT", name, "Cuba", date="2014-07-11", mode="visit", trigger=trigger)
        for name, trigger in (("Putin", "visited Cuba and"), ("Lavrov", "and"))
    ]
    events = []
    for outlet in ("The Courier", "The Herald"):
        told = scenes.article(text, outlet)
        store(told, *two)
        events.append(list(told.claims.order_by("pk").values_list("event", flat=True)))
    assert events[0] == events[1]
    assert len(set(events[0])) == 2


@pytest.mark.django_db
def test_what_is_read_as_before_stays_beside_what_may_be_the_same():
    first, second = visit(), visit("Russia", date="2014-07")
    assert first.event != second.event
    assert again(second, "Russia", date="2014-07", confidence=0.8).event == second.event
    assert again(first, date="2014-07-11", confidence=0.8).event == first.event
    assert_totals_are_right()


@pytest.mark.django_db
def test_a_claim_that_alone_told_its_event_takes_it_along_to_another_date():
    alone = visit()
    moved = again(alone, date="2016-01-01")
    assert moved.event == alone.event
    assert Event.objects.get().date_earliest == day("2016-01-01")


@pytest.mark.django_db
def test_a_new_event_is_made_for_what_leaves_a_shared_one():
    known, other = visit(), visit("Russia")
    assert known.event == other.event
    assert again(other, "Russia", date="2014-09-11").event != known.event
    assert Claim.objects.shown().get(event=known.event) == known
    assert_totals_are_right()
