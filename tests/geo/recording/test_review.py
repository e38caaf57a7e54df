import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from geo.models import Claim, Relationship, Review
from geo.recording import review
from tests.geo.derived import assert_totals_are_right
from tests.geo.scenes import claim, day

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("ana")


def test_an_accepted_claim_is_a_new_row_of_the_same_ref(editor: User) -> None:
    old = claim(date=day("2025-05-29"))
    new = review.decide(old.ref, "accepted", by=editor, note="read it")
    old.refresh_from_db()
    assert (new.ref, new.replaces, new.review, new.event_id) == (old.ref, old, "accepted", old.event_id)
    assert old.shown_to is not None
    assert list(Claim.objects.shown()) == [new]
    assert [p.actor.name for p in new.parties.all()] == ["Russia", "Cuba"]
    assert list(Review.objects.values_list("ref", "decision", "by", "note")) == [
        (old.ref, "accepted", editor.pk, "read it")
    ]
    assert Relationship.objects.get().reviewed_count == 1
    assert_totals_are_right()


def test_a_rejected_claim_is_shown_and_counted_no_more(editor: User) -> None:
    old = claim(date=day("2025-05-29"))
    new = review.decide(old.ref, "rejected", by=editor)
    assert new.shown_from is None
    assert not Claim.objects.shown().exists()
    assert Relationship.objects.get().event_count == 0
    assert_totals_are_right()


def test_a_decision_can_be_taken_back(editor: User) -> None:
    old = claim(agency="Cuba")
    review.decide(old.ref, "rejected", by=editor)
    back = review.decide(old.ref, "undone", by=editor)
    assert back.review == "unreviewed"
    assert list(Claim.objects.shown()) == [back]
    assert back.attributions.get().name == "Cuba"
    assert Review.objects.filter(ref=old.ref).count() == 2
    assert_totals_are_right()


def test_a_doubtful_claim_is_shown_once_it_is_accepted_and_hidden_again_when_undone(editor: User) -> None:
    doubtful = claim(confidence=0.1, shown_from=None)
    review.decide(doubtful.ref, "accepted", by=editor)
    assert Claim.objects.shown().count() == 1
    review.decide(doubtful.ref, "undone", by=editor)
    assert not Claim.objects.shown().exists()


def test_the_same_decision_twice_is_refused_and_changes_nothing(editor: User) -> None:
    one = claim()
    review.decide(one.ref, "accepted", by=editor)
    with pytest.raises(review.ReviewError, match=f"{one.ref} is “accepted” already"):
        review.decide(one.ref, "accepted", by=editor)
    assert Review.objects.count() == 1
    assert Claim.objects.filter(ref=one.ref).count() == 2


def test_an_unknown_claim_is_named(editor: User) -> None:
    with pytest.raises(review.ReviewError, match="nonesuch"):
        review.decide("nonesuch", "accepted", by=editor)


def test_claim_rows_never_change_except_shown_to() -> None:
    one = claim()
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Claim.objects.filter(pk=one.pk).update(review="accepted")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Claim.objects.filter(pk=one.pk).update(type="AID")
