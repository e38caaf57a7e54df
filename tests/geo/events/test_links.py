"""What became of promises, who denies what: links between events, made with the claims."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from geo.events import links as event_links
from geo.events import similarity
from geo.extraction.results import Words
from geo.models import Claim, EventLink
from geo.recording import record, review
from tests.geo import scenes
from tests.geo.tellings import saying, store, tell

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PLAN = "Putin is due to visit Cuba in July."
LOAN = "Russia promised Cuba a loan."


def plan(published: str = "2014-06-20", **more):
    values = {"trigger": "visit", "modality": "planned", "date": "2014-07"} | more
    return tell(PLAN, "AGREE", "Putin", "Cuba", published=published, **values)


def visit(who: str = "Putin", date: str = "2014-07-11", published: str = "2014-07-12", **more):
    values = {"trigger": "visited", "mode": "visit"} | more
    return tell(f"{who} visited Cuba, says {date}.", "CONSULT", who, "Cuba", date=date, published=published, **values)


def promise(published: str = "2014-06-20", **more):
    return tell(LOAN, "AGREE", "Russia", "Cuba", trigger="promised", published=published, **more)


def lend(source: str = "Russia", target: str = "Cuba", published: str = "2014-09-02", **more):
    text = f"{source} lent {target} money, says {published}."
    return tell(text, "AID", source, target, trigger="lent", published=published, **more)


def links() -> set[tuple[str, int, int]]:
    return set(EventLink.objects.values_list("kind", "event", "other"))


def test_a_planned_visit_that_took_place_is_a_kept_promise():
    pledge, act = plan(), visit()
    assert links() == {("fulfils", act.event_id, pledge.event_id)}
    assert EventLink.objects.get().score == pytest.approx(0.95)


def test_it_is_found_too_when_the_older_article_comes_in_later():
    act, pledge = visit(), plan()
    assert links() == {("fulfils", act.event_id, pledge.event_id)}


def test_one_article_may_tell_the_plan_and_the_act():
    text = "Putin visited Cuba. In spring he was due to visit it."
    told = scenes.article(text)
    first, second = ({"sentence": Words(*scenes.span(text, part), "")} for part in ("Putin visited Cuba.", text[20:]))
    store(
        told,
        saying(text, "AGREE", "Putin", "Cuba", trigger="visit it", modality="planned", date="2014-07", **second),
        saying(text, "CONSULT", "Putin", "Cuba", trigger="visited", date="2014-07-11", **first),
    )
    act, plan_row = told.claims.order_by("trigger_start")
    assert links() == {("fulfils", act.event_id, plan_row.event_id)}


def test_a_loan_paid_later_keeps_the_promise_and_the_same_sum_says_so_more_surely():
    pledge = promise(amount=(1e9, "USD"))
    act = lend(amount=(1e9, "USD"), date="2014-09-01")
    other = lend(amount=(2e9, "USD"), date="2014-11-01", published="2014-11-02")
    scores = dict(EventLink.objects.filter(kind="fulfils").values_list("event", "score"))
    assert scores == {act.event_id: pytest.approx(0.65)}
    assert pledge.event_id != act.event_id != other.event_id


@pytest.mark.parametrize(
    "act",
    [
        lambda: lend("Cuba", "Russia"),
        lambda: lend(target="Brazil"),
        lambda: lend(published="2014-06-01", date="2014-05-30"),
        lambda: lend(published="2019-06-01", date="2019-05-30"),
        lambda: lend(modality="denied", date="2014-09-01"),
        lambda: visit("Russia", published="2014-09-02", date="2014-09-01"),
    ],
    ids=["the other way round", "to another", "before it was promised", "years later", "denied", "another act"],
)
def test_what_no_promise_speaks_of_keeps_none(act):
    promise()
    act()
    assert not {link for link in links() if link[0] == "fulfils"}


def test_a_visit_by_another_is_a_weaker_answer():
    plan()
    visit("Lavrov")
    assert not links()
    tell("Russia visited Cuba.", "CONSULT", "Russia", "Cuba", trigger="visited", date="2014-07-20")
    assert EventLink.objects.get(kind="fulfils").score == pytest.approx(0.57)


def test_a_visit_of_another_month_is_late_or_no_answer():
    plan()
    visit(date="2014-08-20", published="2014-08-21")
    assert EventLink.objects.get().score == pytest.approx(0.5)
    visit(date="2015-05-09", published="2015-05-10")
    assert EventLink.objects.count() == 1


def test_a_denial_denies_the_act_and_the_plan():
    pledge, act = plan(), visit()
    denial = visit(date="2014-07-11", modality="denied", trigger="visited Cuba")
    assert links() == {
        ("fulfils", act.event_id, pledge.event_id),
        ("denies", denial.event_id, act.event_id),
        ("denies", denial.event_id, pledge.event_id),
    }


def test_an_undated_denial_denies_what_was_reported_around_that_time():
    act = lend(published="2014-09-02")
    soon = lend(published="2014-09-05", modality="denied")
    lend(published="2016-09-05", modality="denied")
    assert links() == {("denies", soon.event_id, act.event_id)}


def test_who_denies_that_a_thing_was_discussed_does_not_deny_the_meeting():
    visit()
    text = "Putin had not discussed the station with Cuba."
    tell(text, "CONSULT", "Putin", "Cuba", trigger="discussed", modality="denied", published="2014-07-13")
    assert links() == set()


def test_a_cancelled_meeting_calls_the_plan_off():
    pledge = plan()
    text = "Putin cancelled a meeting with Cuba."
    refusal = tell(text, "REJECT", "Putin", "Cuba", trigger="cancelled", mode="meet", published="2014-07-01")
    assert links() == {("denies", refusal.event_id, pledge.event_id)}


def test_a_promise_and_its_keeping_stay_two_events():
    assert plan().event != visit().event


def test_a_decision_about_a_link_survives_another_reading():
    pledge, act = plan(), visit()
    link = EventLink.objects.get()
    editor = User.objects.create_user("ana")
    EventLink.objects.filter(pk=link.pk).update(accepted=True, decided_by=editor, decided_at=timezone.now())
    tell(act.article.text, "CONSULT", "Putin", "Cuba", of=act.article, date="2016-07-11", trigger="visited")
    link.refresh_from_db()
    assert (link.accepted, link.event_id, link.other_id) == (True, act.event_id, pledge.event_id)
    record.hide([act.article_id])
    assert EventLink.objects.filter(pk=link.pk).exists()


def test_an_undecided_link_goes_when_a_reading_no_longer_bears_it():
    plan()
    act = visit()
    tell(act.article.text, "CONSULT", "Putin", "Cuba", of=act.article, date="2016-07-11", trigger="visited")
    assert not links()


def test_a_rejected_claim_loses_its_links_and_gets_them_back():
    pledge, act = plan(), visit()
    editor = User.objects.create_user("ana")
    review.decide(act.ref, "rejected", by=editor)
    assert not links()
    review.decide(act.ref, "undone", by=editor)
    assert links() == {("fulfils", act.event_id, pledge.event_id)}


def test_links_made_anew_are_the_same():
    plan()
    visit()
    visit(date="2014-07-12")
    promise()
    lend(date="2014-09-01")
    before = set(EventLink.objects.values_list("kind", "event", "other", "score"))
    assert len(before) == 4
    assert event_links.rebuild() == 4
    assert set(EventLink.objects.values_list("kind", "event", "other", "score")) == before
    assert Claim.objects.shown().count() == 5


@pytest.mark.slow
def test_a_text_of_very_many_claims_is_linked_in_bounded_time(monkeypatch):
    """Each event is compared with a bounded number of others, not with all of its own article."""
    lines = [f"Russia lent Cuba {n} dollars." for n in range(1000, 1240)]
    text = "\n".join(lines)
    tried = []
    real = similarity.fulfils
    monkeypatch.setattr(similarity, "fulfils", lambda one, other: tried.append(1) or real(one, other))
    claims = []
    for line in lines:
        start = text.index(line)
        sentence = Words(start, start + len(line), line)
        claims.append(saying(text, "AID", "Russia", "Cuba", trigger=line[12:], sentence=sentence))
    store(scenes.article(text), *claims)
    assert Claim.objects.shown().count() == len(lines)
    assert len(tried) <= 2 * len(lines) * event_links.COMPARED
