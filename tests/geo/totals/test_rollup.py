"""Totals kept bit by bit are the totals counted from nothing, whatever happened in between."""

import contextlib
from itertools import pairwise

import hypothesis.strategies as st
import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from articles.models import Article
from articles.withdraw import withdraw as take_off
from geo.events import merge
from geo.models import (
    Actor,
    Attribution,
    Claim,
    Event,
    Relationship,
    RelationshipContext,
    RelationshipPeriod,
    SiteTotal,
)
from geo.recording import record, review
from geo.totals import rollup
from tests.geo.derived import assert_totals_are_right
from tests.geo.scenes import actor, article, claim, day, year

pytestmark = pytest.mark.django_db

PEOPLE = (("Ana Rusa", "RUS"), ("Boris Ruso", "RUS"), ("Carla Cubana", "CUB"), ("Diego Brasileño", "BRA"))
KINDS = (("AGREE", "", True), ("CONSULT", "visit", False), ("CONSULT", "", False), ("ACCUSE", "allege", True))
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking a run of the database takes minutes
DATES = (day("2024-03-05"), day("2024-03-20"), day("2025-05-29"), year(2024), None)


class Totals(RuleBasedStateMachine):
    """Every rule is something that editors or readings do, by the functions that do it on the site."""

    @initialize()
    def begin(self) -> None:
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.editor = User.objects.create_user(f"editor {User.objects.count()}")
        self.everybody = [actor(name) for name in ("Russia", "Cuba", "Brazil")]
        self.everybody += [actor(name, country=country) for name, country in PEOPLE]
        for sides in ((0, 1), (0, 1), (3, 1), (3, 5)):  # enough to join, merge and take back
            self._tell(sides, KINDS[0], DATES[2])

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    @rule(
        sides=st.lists(st.integers(0, 6), min_size=1, max_size=2, unique=True), kind=st.sampled_from(KINDS),
        date=st.sampled_from(DATES), modality=st.sampled_from(["occurred", "planned"]), again=st.booleans(),
        symmetric=st.booleans(), hidden=st.booleans(), themes=st.sets(st.sampled_from(["military", "economic"])),
        said=st.none() | st.integers(0, 6),
    )  # fmt: skip
    def tell(self, sides, kind, date, modality, again, symmetric, hidden, themes, said) -> None:
        """A claim of a new event or of an old one; some are not trusted enough to be shown."""
        event = Event.objects.filter(type=kind[0]).order_by("-pk").first() if again else None
        more = {"shown_from": None} if hidden else {}
        more |= {"modality": modality, "event": event, "symmetric": symmetric, "contexts": sorted(themes)}
        self._tell(sides, kind, date, said, **more)

    def _tell(self, sides, kind, date, said=None, **more) -> None:
        one, *others = [self.everybody[n] for n in sides]
        words = f"{one.name} told {others[0].name if others else 'nobody'}."
        made = claim(
            words, source=one, target=others[0] if others else None, trigger="told", type=kind[0], mode=kind[1],
            is_speech=kind[2], date=date or (None, None, "unknown"), of=article(f"{words} {Claim.objects.count()}"),
            **more,
        )  # fmt: skip
        if said is not None:
            speaker = self.everybody[said]
            Attribution.objects.create(
                claim=made, rank=0, kind="speaker", name=speaker.name, actor=speaker, start=0, end=1
            )
        record.settle([made.pk], [made.article_id])

    @rule(n=st.integers(0, 30))
    def retract(self, n: int) -> None:
        """A newer reading no longer makes the claim."""
        claims = list(Claim.objects.filter(shown_to=None).order_by("pk").values_list("pk", flat=True))
        if claims:
            pk = claims[n % len(claims)]
            Claim.objects.filter(pk=pk).update(shown_to=timezone.now())
            record.settle([pk])

    @rule(n=st.integers(0, 30), decision=st.sampled_from(["accepted", "rejected", "undone"]))
    def decide(self, n: int, decision: str) -> None:
        refs = list(Claim.objects.filter(shown_to=None).order_by("pk").values_list("ref", flat=True))
        if refs:
            with contextlib.suppress(review.ReviewError):
                review.decide(refs[n % len(refs)], decision, by=self.editor)

    @rule(n=st.integers(0, 30))
    def withdraw(self, n: int) -> None:
        articles = sorted(set(Claim.objects.shown().values_list("article_id", flat=True)))
        if articles:
            take_off(Article.objects.get(pk=articles[n % len(articles)]), "It was false.")

    @rule(one=st.integers(3, 6), other=st.integers(0, 6))
    def merge_actors(self, one: int, other: int) -> None:
        with contextlib.suppress(merge.MergeError):
            merge.merge_actor(self.everybody[one], self.everybody[other])

    @rule(one=st.integers(3, 6))
    def unmerge_actors(self, one: int) -> None:
        with contextlib.suppress(merge.MergeError):
            merge.unmerge_actor(self.everybody[one])

    @rule(n=st.integers(0, 30))
    def join_events(self, n: int) -> None:
        """Two of one type, where there are two."""
        roots = list(Event.objects.filter(merged_into=None).order_by("type", "pk"))
        pairs = [pair for pair in pairwise(roots) if pair[0].type == pair[1].type]
        if pairs:
            merge.join_events(pairs[n % len(pairs)], by=self.editor)

    @rule(n=st.integers(0, 30))
    def split_event(self, n: int) -> None:
        joined = list(Event.objects.exclude(merged_into=None).order_by("pk"))
        if joined:
            merge.split_event(joined[n % len(joined)], by=self.editor)

    @invariant()
    def kept_totals_are_right(self) -> None:
        if hasattr(self, "outer"):
            assert_totals_are_right()


@pytest.mark.slow
def test_kept_totals_equal_rebuilt_ones_whatever_happens() -> None:
    run_state_machine_as_test(
        Totals,
        settings=settings(
            max_examples=30, stateful_step_count=20, deadline=None, phases=PHASES, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_a_cell_knows_officials_scores_and_themes() -> None:
    made = claim(type="CONSULT", mode="visit", is_speech=False, contexts=["military"], date=day("2025-05-29"))
    made.parties.update(official=True)
    rollup.refresh([made.pk])
    cell = RelationshipPeriod.objects.get()
    assert (cell.events, cell.score, cell.official, cell.is_speech) == (1, 4, True, False)
    assert RelationshipContext.objects.values_list("context", "year", "events", "conflict").get() == (
        "military", 2025, 1, 0,
    )  # fmt: skip


def test_the_stamp_of_a_pair_changes_with_every_refresh() -> None:
    made = claim()
    before = Relationship.objects.get().changed_at
    rollup.refresh([made.pk])
    assert Relationship.objects.get().changed_at > before


def test_an_event_counts_once_for_the_site_however_many_tell_it() -> None:
    first = claim(date=day("2025-05-29"))
    claim(date=day("2025-05-29"), event=first.event)
    total = SiteTotal.objects.get()
    assert (total.events, total.claims, total.articles, total.pairs) == (1, 2, 2, 1)
    assert Actor.objects.filter(sum__claims=2).count() == total.actors == 2
