import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction

from geo.events import merge
from geo.models import Actor, Claim, Event, EventLink, Relationship
from tests.geo.derived import assert_totals_are_right
from tests.geo.scenes import actor, claim, day

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("ana")


def check_now() -> None:
    """Deferred triggers run at the end of a transaction, which a test never reaches."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def names(*actors: Actor) -> tuple[str, ...]:
    return tuple(a.name for a in sorted(actors, key=lambda a: a.pk))


def test_a_merged_actor_is_read_as_the_other_and_its_parties_stay() -> None:
    one, two = actor("Sergei Shoigu", country="RUS"), actor("Sergey Shoygu", country="RUS")
    claim("Sergei Shoigu promised Cuba help.", source=one)
    other = claim("Sergey Shoygu promised Cuba help.", source=two)
    merge.merge_actor(two, one)
    check_now()
    assert one.claim_rows.count() == 2
    assert not two.claim_rows.exists()
    assert other.parties.get(role="source").actor == two
    pair = Relationship.objects.filter(claim_count__gt=0)
    assert {(p.first.name, p.second.name): p.event_count for p in pair}[names(one, actor("Cuba"))] == 2
    assert_totals_are_right()
    two.refresh_from_db()
    merge.unmerge_actor(two)
    check_now()
    assert (one.claim_rows.count(), two.claim_rows.count()) == (1, 1)
    assert_totals_are_right()


def test_merges_that_make_no_sense_are_refused() -> None:
    cuba, one, two, three = actor("Cuba"), actor("Ana One"), actor("Ana Two"), actor("Ana Three")
    with pytest.raises(merge.MergeError, match="itself"):
        merge.merge_actor(one, one)
    with pytest.raises(merge.MergeError, match="is a country"):
        merge.merge_actor(cuba, one)
    with pytest.raises(merge.MergeError, match="is not merged"):
        merge.unmerge_actor(one)
    merge.merge_actor(one, two)
    with pytest.raises(merge.MergeError, match="merged already"):
        merge.merge_actor(one, three)
    with pytest.raises(merge.MergeError, match="merged into another"):
        merge.merge_actor(three, one)
    with pytest.raises(merge.MergeError, match="Others are merged into"):
        merge.merge_actor(two, three)


def test_the_database_refuses_chains_of_merges() -> None:
    one, two, three = actor("Ana One"), actor("Ana Two"), actor("Ana Three")
    with pytest.raises(IntegrityError, match="may only merge"), transaction.atomic():
        Actor.objects.filter(pk=one.pk).update(merged_into=two)
        Actor.objects.filter(pk=two.pk).update(merged_into=three)
        check_now()
    with pytest.raises(IntegrityError, match="actor_not_into_itself"), transaction.atomic():
        Actor.objects.filter(pk=one.pk).update(merged_into=one)


def test_joined_events_count_once_and_can_be_split(editor: User) -> None:
    first = claim(date=day("2025-05-29"))
    second = claim(date=day("2025-05-30"))
    link = EventLink.objects.create(kind="may be the same", event=second.event, other=first.event, score=0.5)
    assert Relationship.objects.get().event_count == 2
    root = merge.join_events([second.event, first.event], by=editor)
    assert root == first.event
    assert Relationship.objects.get().event_count == 1
    assert Relationship.objects.get().claim_count == 2
    link.refresh_from_db()
    assert (link.accepted, link.decided_by) == (True, editor)
    assert_totals_are_right()
    merge.split_event(Event.objects.get(pk=second.event_id), by=editor)
    assert Relationship.objects.get().event_count == 2
    assert_totals_are_right()


def test_an_event_joined_to_a_joined_one_points_at_the_oldest(editor: User) -> None:
    one, two, three = (claim(date=day(f"2025-05-{n}")).event for n in (27, 28, 29))
    merge.join_events([two, three], by=editor)
    merge.join_events([one, Event.objects.get(pk=three.pk)], by=editor)
    assert set(Event.objects.exclude(pk=one.pk).values_list("merged_into", flat=True)) == {one.pk}
    assert Claim.objects.shown().count() == 3
    assert Relationship.objects.get().event_count == 1


def test_joinings_that_make_no_sense_are_refused(editor: User) -> None:
    one, two = claim().event, claim(type="AID", is_speech=False).event
    with pytest.raises(merge.MergeError, match="two different"):
        merge.join_events([one, one], by=editor)
    with pytest.raises(merge.MergeError, match="different types"):
        merge.join_events([one, two], by=editor)
    with pytest.raises(merge.MergeError, match="joined to no other"):
        merge.split_event(one, by=editor)
