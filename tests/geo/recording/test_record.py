"""A second reading keeps what stays, replaces what changed and closes what went."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article
from geo.extraction import results as extracted
from geo.models import Attribution, Claim, ClaimParty, Event, Mention, Run
from geo.recording import record, review
from tests.geo import scenes
from tests.geo.derived import assert_totals_are_right
from tests.geo.tellings import party, saying, store, when

pytestmark = pytest.mark.django_db
TEXT = "Russia lent Cuba money and Brazil sold Cuba grain. Putin visited Cuba."
FIRST = extracted.Words(0, 50, "")


@pytest.fixture
def told() -> Article:
    return scenes.article(TEXT, published_on=None, published_precision="unknown")


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("ana")


def loan(trigger: str = "lent", **more) -> extracted.Claim:
    return saying(TEXT, "AID", "Russia", "Cuba", **{"trigger": trigger, "sentence": FIRST} | more)


def visit(**more) -> extracted.Claim:
    return saying(TEXT, "CONSULT", "Putin", "Cuba", **{"trigger": "visited"} | more)


def current() -> list[Claim]:
    return list(Claim.objects.filter(shown_to=None).order_by("pk"))


def everything() -> list[tuple]:
    models = (Claim, ClaimParty, Attribution, Event)
    return [tuple(model.objects.order_by("pk").values_list()) for model in models]


def test_the_same_reading_again_changes_no_row(told):
    claims = loan(date="2014-07-11", amount=(0.1, "USD"), contexts=("economic",)), visit(same_as=0)
    store(told, *claims)
    before = everything()
    store(told, *claims)
    assert everything() == before
    assert [run.claim_count for run in Run.objects.exclude(extractor_version="1.0")] == [2, 2]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"mode": "loan"}, id="mode"),
        pytest.param({"contexts": ("economic",)}, id="contexts"),
        pytest.param({"modality": "ongoing"}, id="mood"),
        pytest.param({"is_speech": True}, id="speech"),
        pytest.param({"symmetric": True}, id="each other"),
        pytest.param({"date": when("2014-07")}, id="another date"),
        pytest.param({"date": None}, id="no date"),
        pytest.param({"date": replace(when("2014-07-11"), precision="range")}, id="precision"),
        pytest.param({"date": replace(when("2014-07-11"), basis="relative")}, id="basis"),
        pytest.param({"amount": extracted.Amount(6, "USD", None, "exactly")}, id="sum"),
        pytest.param({"amount": extracted.Amount(5, "EUR", None, "exactly")}, id="currency"),
        pytest.param({"amount": extracted.Amount(5, "USD", "notes", "exactly")}, id="unit"),
        pytest.param({"amount": extracted.Amount(5, "USD", None, "about")}, id="qualifier"),
        pytest.param({"place": extracted.Place("Havana", "CUB", 0, 6)}, id="place"),
        pytest.param({"confidence": 0.8}, id="confidence"),
        pytest.param({"rule": "another rule"}, id="rule"),
        pytest.param({"evidence": (extracted.Evidence(7, 11, "the verb"),)}, id="evidence"),
        pytest.param({"sentence": extracted.Words(0, 49, "")}, id="end of the sentence"),
        pytest.param({"sentence": extracted.Words(1, 50, "")}, id="start of the sentence"),
    ],
)
def test_whatever_changes_makes_a_new_row_of_the_same_claim(told, change):
    first = loan(date="2014-07-11", amount=(5, "USD"))
    store(told, first)
    (old,) = current()
    store(told, replace(first, **change))
    (new,) = current()
    assert new.pk != old.pk
    assert (new.ref, new.replaces, new.event) == (old.ref, old, old.event)
    old.refresh_from_db()
    assert new.shown_from == old.shown_to
    assert [row.actor.name for row in new.parties.all()] == ["Russia", "Cuba"]
    assert_totals_are_right()


def test_what_a_reading_no_longer_finds_is_closed(told):
    store(told, loan(), visit())
    lent, visited = current()
    store(told, visit())
    assert current() == [visited]
    lent.refresh_from_db()
    assert lent.shown_to is not None
    assert Event.objects.filter(pk=lent.event_id).exists()
    told.refresh_from_db()
    assert told.claim_count == 1
    assert_totals_are_right()


def test_a_claim_keeps_its_reference_under_other_words(told):
    store(told, loan())
    (old,) = current()
    store(told, loan("lent Cuba money"))
    (new,) = current()
    assert (new.ref, new.replaces, new.event) == (old.ref, old, old.event)
    assert new.key != old.key


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(loan("money"), type="COOPERATE"), id="of another type"),
        pytest.param(replace(loan("money"), sources=(party(TEXT, "Brazil"),)), id="of another party"),
        pytest.param(loan("money", sentence=extracted.Words(1, 50, "")), id="of another sentence"),
    ],
)
def test_other_words_of_something_else_are_another_claim(told, other):
    store(told, loan())
    (old,) = current()
    store(told, other)
    (new,) = current()
    assert new.ref != old.ref
    assert new.replaces is None


def test_of_claims_about_one_thing_each_keeps_its_reference_by_the_nearest_words(told):
    store(told, loan(), loan("money"))
    lent, money = current()
    store(told, loan("lent Cuba"), loan("Cuba money"))
    assert {claim.trigger_start: claim.ref for claim in current()} == {7: lent.ref, 12: money.ref}
    store(told, loan("money"))
    assert [claim.ref for claim in current()] == [money.ref]


def test_what_changed_does_not_take_the_place_of_what_moved(told, editor):
    store(told, loan(), loan("money"))
    lent, money = current()
    rejected = review.decide(money.ref, "rejected", by=editor)
    store(told, loan(mode="loan"), loan("money and"))
    assert {claim.ref: claim.mode for claim in current()} == {lent.ref: "loan", rejected.ref: ""}
    assert rejected in current()


@pytest.mark.parametrize("decision", ["accepted", "rejected"])
def test_what_an_editor_decided_stays_as_it_was(told, editor, decision):
    store(told, loan())
    kept = review.decide(current()[0].ref, decision, by=editor)
    for reading in ([loan(mode="loan")], [loan("lent Cuba money")], [visit()], []):
        store(told, *reading)
        assert [claim for claim in current() if claim.type == "AID"] == [kept]
    assert_totals_are_right()


def test_what_an_editor_undid_is_the_machine_s_again(told, editor):
    store(told, loan())
    ref = current()[0].ref
    review.decide(ref, "rejected", by=editor)
    review.decide(ref, "undone", by=editor)
    store(told, loan(mode="loan"))
    assert [(claim.ref, claim.mode) for claim in current()] == [(ref, "loan")]


def test_a_claim_that_editors_wrote_is_not_the_machine_s_to_close(told):
    store(told, loan(), visit())
    lent, _visited = current()
    by_hand = Claim.objects.create(
        **{name: getattr(lent, name) for name in ("article_id", "key", "type", "modality", "event_id", "confidence")},
        sentence_start=0, sentence_end=50, trigger_start=7, trigger_end=11, is_speech=False, symmetric=False,
        shown_from=lent.shown_from,
    )  # fmt: skip
    store(told, visit())
    assert by_hand in current()
    assert lent not in current()


def test_what_is_told_twice_stands_under_one_event(told):
    store(told, loan(), loan("money", same_as=0), visit())
    lent, again, visited = current()
    assert lent.event == again.event != visited.event


def test_a_new_repeat_joins_the_event_of_the_claim_that_was_kept(told):
    store(told, loan())
    (lent,) = current()
    store(told, loan(), loan("money", same_as=0))
    kept, again = current()
    assert kept == lent
    assert again.event == lent.event


def test_a_new_repeat_joins_the_event_of_a_decided_claim_whose_words_moved(told, editor):
    store(told, loan())
    kept = review.decide(current()[0].ref, "accepted", by=editor)
    store(told, loan("lent Cuba money"), loan("money", same_as=0))
    first, again = current()
    assert (first, again.event) == (kept, kept.event)
    assert again.ref != kept.ref


def test_a_repeat_of_what_one_key_left_out_joins_its_twin(told):
    store(told, loan(), loan(), loan("money", same_as=1))
    lent, again = current()
    assert again.event == lent.event


def test_one_key_gives_one_row(told):
    store(told, loan(), loan(mode="loan"))
    (claim,) = current()
    assert claim.mode == ""


@pytest.mark.parametrize(("confidence", "shown"), [(0.49, False), (0.5, True), (0.51, True)])
def test_doubtful_claims_are_stored_and_not_shown(told, monkeypatch, confidence, shown):
    monkeypatch.setenv("LAZOS_CLAIM_THRESHOLD", "0.5")
    store(told, loan(confidence=confidence))
    assert Claim.objects.shown().exists() is shown
    assert len(current()) == 1
    told.refresh_from_db()
    assert told.claim_count == shown


def test_who_says_so_is_stored_with_the_claim(told):
    said = (extracted.Attribution("speaker", "Putin", "RUS", 51, 56),)
    store(told, loan(attribution=said), visit())
    lent, visited = current()
    assert lent.attributions.get().actor == visited.parties.get(role="source").actor
    assert not visited.attributions.exists()


def read(told: Article, **more) -> Run:
    reading = extracted.Reading(**more)
    return record.record(told.pk, reading, version="test", lexicon_digest="0" * 64)


def test_words_of_actors_and_parties_are_mentions_once(told):
    putin = extracted.FoundActor(extracted.Actor("p", "Putin", "person", "RUS", True), ((51, 56),))
    scenes.actor("Cuba")
    run = read(told, claims=(visit(),), actors=(putin,), language="en")
    mentions = Mention.objects.order_by("start").values_list("start", "end", "actor__name", "how", "run", "article")
    start, end = scenes.span(TEXT, "Cuba")
    assert list(mentions) == [
        (start, end, "Cuba", "party", run.pk, told.pk), (51, 56, "Putin", "name", run.pk, told.pk),
    ]  # fmt: skip
    assert run.mention_count == 2
    assert {row.mention.start for row in current()[0].parties.all()} == {start, 51}


def test_words_that_name_no_actor_are_no_mention(told):
    rebels = replace(party(TEXT, "Putin"), name="rebels", kind="group", country=None)
    run = read(told, claims=(replace(visit(), sources=(rebels,), targets=()),), language="en")
    assert run.mention_count == Mention.objects.count() == 0
    assert current()[0].parties.get().mention is None


@pytest.mark.parametrize(
    ("language", "state"), [("en", "read"), (None, "read"), ("es", "unread")], ids=["English", "not known", "Spanish"]
)
def test_an_article_says_whether_it_was_read_and_what_the_reading_warned_of(told, language, state):
    run = read(told, language=language, warnings=("no date", "a long text"))
    told.refresh_from_db()
    assert (told.state, told.state_note, told.claim_count) == (state, "no date; a long text", 0)
    assert (run.state, run.warnings, run.claim_count) == ("published", ["no date", "a long text"], 0)
    assert (run.extractor_version, run.lexicon_digest) == ("test", "0" * 64)


@pytest.mark.parametrize(
    "gone",
    [
        {"withdrawn_reason": "It was false.", "withdrawn_at": timezone.now()},
        {"erased_reason": "By law.", "erased_at": timezone.now(), "text": ""},
        {"superseded_at": timezone.now()},
    ],
    ids=["withdrawn", "erased", "replaced"],
)
def test_a_reading_of_what_is_gone_is_noted_and_stores_nothing(told, gone):
    Article.objects.filter(pk=told.pk).update(**gone)
    store(told, loan())
    assert Run.objects.filter(article=told).count() == 2
    assert not Claim.objects.exists()
    assert not Mention.objects.exists()


def test_hidden_articles_show_no_claims_and_keep_their_words(told):
    other = scenes.claim()
    store(told, loan())
    (lent,) = (claim for claim in current() if claim != other)
    record.hide([told.pk])
    assert current() == [other]
    lent.refresh_from_db()
    assert lent.rule == "as told"
    assert_totals_are_right()


def test_erased_articles_leave_no_words_of_theirs(told):
    evidence, place = (extracted.Evidence(7, 11, "the verb"),), extracted.Place("Havana", "CUB", 0, 6)
    chain = (extracted.Attribution("agency", "Tass", None, 0, 4), extracted.Attribution("speaker", "Putin", "", 51, 56))
    store(told, loan(evidence=evidence, place=place, attribution=chain), visit())
    record.hide([told.pk], erased=True)
    rows = Claim.objects.values_list("rule", "evidence", "place")
    assert list(rows) == [("", [], "")] * 2
    assert list(Attribution.objects.order_by("rank").values_list("name", flat=True)) == ["erased", "Putin"]
    with pytest.raises(Exception, match="never changes"):
        Claim.objects.update(rule="again")
