"""The rows that SQL writes, against counting claim by claim."""

import datetime

import hypothesis.strategies as st
import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings

from articles.models import Article
from geo.models import Actor, Attribution, Claim, ClaimActor, ClaimPair, ClaimParty, Event, Run
from geo.totals import rollup
from tests.geo.scenes import actor, article, claim, day, year
from tests.geo.totals.reckoning import reckoned, stored

pytestmark = pytest.mark.django_db
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking on a database takes minutes
FEW = settings(
    max_examples=30, deadline=None, phases=PHASES, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip

PEOPLE = (("Ana Rusa", "RUS"), ("Boris Ruso", "RUS"), ("Carla Cubana", "CUB"), ("Nadie", ""))
RUSSIA, ANA, BORIS, NOBODY = 0, 3, 4, 6
EVENTS = (
    ("CONSULT", day("2024-03-05")),
    ("CONSULT", day("2024-03-20")),
    ("ACCUSE", (datetime.date(2024, 3, 30), datetime.date(2024, 4, 2), "range")),
    ("AGREE", (datetime.date(2023, 12, 30), datetime.date(2024, 1, 2), "range")),
    ("AID", (None, None, "unknown")),
    ("AID", year(2024)),
)
PARTIES = st.tuples(
    st.none() | st.integers(RUSSIA, NOBODY), st.sampled_from(["own", "own", "", "CUB", "URY"]), st.booleans()
)
TELLINGS = st.fixed_dictionaries(
    {
        "sources": st.lists(PARTIES, min_size=1, max_size=3, unique_by=lambda party: party[0]),
        "targets": st.lists(PARTIES, max_size=2, unique_by=lambda party: party[0]),
        "voices": st.lists(st.none() | st.integers(RUSSIA, NOBODY), max_size=2),
        "event": st.integers(0, len(EVENTS) - 1),
        "article": st.integers(0, 2),
        "mode": st.sampled_from(["", "visit", "allege", "unheard of"]),
        "modality": st.sampled_from(["occurred", "ongoing", "planned", "denied"]),
        "review": st.sampled_from(["unreviewed", "accepted", "edited", "rejected"]),
        "shown": st.sampled_from(["shown", "shown", "shown", "doubtful", "closed"]),
        "is_speech": st.booleans(),
        "symmetric": st.booleans(),
    }
)
STORIES = st.lists(TELLINGS, min_size=1, max_size=6)
MERGED = st.sampled_from([(), ((BORIS, ANA),), ((BORIS, RUSSIA), (NOBODY, ANA)), ((NOBODY, RUSSIA),)])
JOINED = st.sampled_from([(), ((1, 0),), ((5, 4), (1, 0))])


class World:
    """Seven actors, six events and three articles, of which claims can be told."""

    def __init__(self) -> None:
        self.actors = [actor(name) for name in ("Russia", "Cuba", "Brazil")]
        self.actors += [actor(name, country=country) for name, country in PEOPLE]
        self.events = [
            Event.objects.create(type=kind, date_earliest=first, date_latest=last, date_precision=precision)
            for kind, (first, last, precision) in EVENTS
        ]
        self.articles = [
            article("The same words."),
            article("The same words.", "The Herald", published_on=datetime.date(2023, 12, 31), language="es"),
            article("Other words.", published_on=None, published_precision="unknown"),
        ]

    def tell(self, tellings) -> list[int]:
        return [self._tell(n, **telling) for n, telling in enumerate(tellings)]

    def _tell(self, n, *, sources, targets, voices, event, article, shown, **fields) -> int:
        now = timezone.now()
        shown_from, shown_to = {"shown": (now, None), "doubtful": (None, None), "closed": (now, now)}[shown]
        told = Claim.objects.create(
            article=self.articles[article], key=str(n), event=self.events[event], type=EVENTS[event][0],
            sentence_start=0, sentence_end=9, trigger_start=4, trigger_end=8, confidence=0.9, rule="as told",
            listed_on=self.articles[article].published_on, shown_from=shown_from, shown_to=shown_to, **fields,
        )  # fmt: skip
        sides = (("source", sources), ("target", targets))
        ClaimParty.objects.bulk_create(
            self._party(told, role, rank, *party) for role, side in sides for rank, party in enumerate(side)
        )
        Attribution.objects.bulk_create(
            Attribution(claim=told, rank=rank, kind="speaker", name="x", start=0, end=1, actor=self._actor(voice))
            for rank, voice in enumerate(voices)
        )
        return told.pk

    def _party(self, told, role, rank, who, country, official) -> ClaimParty:
        one = self._actor(who)
        if country == "own":
            country = one.country if one else ""
        return ClaimParty(
            claim=told, role=role, rank=rank, actor=one, country=country, official=official, start=0, end=1
        )

    def _actor(self, n) -> Actor | None:
        return None if n is None else self.actors[n]

    def merge(self, actors, events) -> None:
        for one, into in actors:
            Actor.objects.filter(pk=self.actors[one].pk).update(merged_into=self.actors[into])
        for one, into in events:
            Event.objects.filter(pk=self.events[one].pk).update(merged_into=self.events[into])


@pytest.fixture
def world() -> World:
    return World()


def assert_rows_are_as_reckoned() -> None:
    rows = stored()
    for name, wanted in reckoned().items():
        assert rows[name] == wanted, name


@FEW
@given(STORIES, MERGED, JOINED)
def test_rows_of_a_rebuild_are_what_counting_gives(world, story, merged, joined):
    with transaction.atomic():
        world.merge(merged, joined)
        world.tell(story)
        rollup.rebuild()
        assert_rows_are_as_reckoned()
        transaction.set_rollback(True)


@FEW
@given(STORIES, MERGED, JOINED, st.integers(0, 6))
def test_rows_of_changes_are_what_counting_gives(world, story, merged, joined, first):
    with transaction.atomic():
        world.merge(merged, joined)
        claims = world.tell(story)
        rollup.refresh(claims[:first])
        rollup.refresh(claims[first:], articles=[one.pk for one in world.articles])
        assert_rows_are_as_reckoned()
        transaction.set_rollback(True)


def directions() -> set[tuple[str, str, int]]:
    """Sorted by name, as the ids of two actors have no order that a test knows."""
    rows = ClaimPair.objects.values_list("relationship__first__name", "relationship__second__name", "direction")
    return {(one, other, way) if one < other else (other, one, -way) for one, other, way in rows}


def test_what_one_does_to_another_has_a_direction_and_what_both_do_has_none():
    claim("Russia lent Cuba money.", trigger="lent")
    assert directions() == {("Cuba", "Russia", -1)}
    claim("Cuba lent Brazil money.", source="Cuba", target="Brazil", trigger="lent")
    assert directions() == {("Cuba", "Russia", -1), ("Brazil", "Cuba", -1)}
    claim("Brazil met Uruguay.", source="Brazil", target="Uruguay", trigger="met", symmetric=True)
    assert ("Brazil", "Uruguay", 0) in directions()


def test_sources_without_a_target_act_with_each_other():
    made = claim("Russia spoke with Cuba.", target=None, trigger="spoke")
    assert directions() == set()
    ClaimParty.objects.create(claim=made, role="source", rank=1, actor=actor("Cuba"), country="CUB", start=18, end=22)
    rollup.refresh([made.pk])
    assert directions() == {("Cuba", "Russia", 0)}


def test_a_country_is_no_pair_with_its_own_people_but_they_are_one_with_each_other():
    ana, boris = (actor(name, country="RUS") for name in ("Ana Rusa", "Boris Ruso"))
    claim("Russia scolded Ana Rusa.", target=ana, trigger="scolded")
    assert directions() == set()
    claim("Boris Ruso scolded Ana Rusa.", source=boris, target=ana, trigger="scolded")
    assert directions() == {("Ana Rusa", "Boris Ruso", -1)}
    assert set(ClaimActor.objects.values_list("actor__name", flat=True)) == {"Russia", "Ana Rusa", "Boris Ruso"}


def test_who_is_merged_into_a_country_is_that_country():
    ana, boris = (actor(name, country="RUS") for name in ("Ana Rusa", "Boris Ruso"))
    made = claim("Boris Ruso scolded Ana Rusa.", source=boris, target=ana, trigger="scolded")
    Actor.objects.filter(pk=boris.pk).update(merged_into=actor("Russia"))
    rollup.refresh([made.pk])
    assert directions() == set()
    assert set(ClaimActor.objects.values_list("actor__name", flat=True)) == {"Russia", "Ana Rusa"}
    assert_rows_are_as_reckoned()


def test_an_event_counts_by_its_first_claim_that_happened_and_is_reviewed_by_any():
    plan = claim(modality="planned", review="accepted", date=day("2024-03-05"))
    rows = ClaimActor.objects.filter(actor=actor("Russia")).order_by("claim")
    assert list(rows.values_list("counts", "reviewed")) == [(False, False)]
    for review in ("unreviewed", "accepted"):
        claim(event=plan.event, review=review)
    assert list(rows.values_list("counts", "reviewed")) == [(False, True), (True, True), (False, True)]


@pytest.mark.parametrize(
    "gone",
    [
        {"superseded_at": timezone.now()},
        {"withdrawn_at": timezone.now(), "withdrawn_reason": "It was false."},
        {"state": "unread"},
        {"state": "read"},
    ],
    ids=["replaced", "withdrawn", "of a language not read", "read"],
)
def test_coverage_counts_articles_that_are_there_and_were_read(world, gone):
    one, other, third = world.articles
    Article.objects.filter(pk=one.pk).update(**gone)
    Run.objects.filter(article=other).update(state="failed", error="no")
    rollup.refresh(articles=[one.pk, other.pk, third.pk])
    covered = {row[0] for row in stored()["ArticleTotal"]}
    assert covered == ({one.pk, third.pk} if gone == {"state": "read"} else {third.pk})
    assert_rows_are_as_reckoned()
