"""Cells and totals are sums over rows: what SQL adds up, against adding up one by one."""

import datetime
from collections import defaultdict

import hypothesis.strategies as st
import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings

from geo.models import ActorTotal, ArticleTotal, ClaimActor, ClaimPair, ClaimVoice, EventTotal, Relationship
from geo.totals import cells
from geo.vocabulary import TYPES
from tests.geo.scenes import actor, claim

pytestmark = pytest.mark.django_db
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking on a database takes minutes
FEW = settings(
    max_examples=25, deadline=None, phases=PHASES, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip

PERIODS = st.sampled_from(
    [
        ("month", datetime.date(2024, 3, 1)),
        ("month", datetime.date(2024, 4, 1)),
        ("year", datetime.date(2024, 1, 1)),
        ("year", datetime.date(2023, 1, 1)),
        ("undated", None),
    ]
)
ONES, TYPE = st.integers(0, 2), st.sampled_from(["CONSULT", "ACCUSE", "ASSAULT"])
YEAR = st.sampled_from([2023, 2024, None])
SEEN = {"claim": ONES, "when": PERIODS, "type": TYPE, "counts": st.booleans(), "reviewed": st.booleans()}
ROWS = st.fixed_dictionaries(SEEN | {"is_speech": st.booleans(), "official": st.booleans()})


def some(strategy, *key):
    """A few rows, of which no two have one key."""
    return st.lists(strategy, max_size=6, unique_by=lambda row: tuple(row[name] for name in key))


def rows_with(**more):
    return st.builds(lambda row, rest: row | rest, ROWS, st.fixed_dictionaries(more))


PAIRS = rows_with(
    owner=ONES, direction=st.sampled_from([-1, 0, 1]), score=st.sampled_from([-9.0, 1.5, 2.5]), source=ONES,
    language=st.sampled_from(["en", "es"]), published=YEAR,
)  # fmt: skip
WORLDS = st.fixed_dictionaries(
    {
        "pairs": some(PAIRS, "claim", "owner"),
        "actors": some(rows_with(owner=ONES, score=st.sampled_from([-9.0, 2.5])), "claim", "owner"),
        "voices": st.sets(st.tuples(ONES, ONES), max_size=5),
        "events": some(ROWS, "claim"),
        "articles": st.lists(st.tuples(ONES, st.sampled_from(["en", "es"]), YEAR, ONES, ONES), max_size=4),
    }
)


class Stage:
    """Three pairs, two of them of countries, three actors and three claims with themes, and rows about them."""

    def __init__(self) -> None:
        actors = [actor(name) for name in ("Russia", "Cuba", "Brazil")] + [actor("Ana Rusa", country="RUS")]
        self.actors = [one.pk for one in actors[:3]]
        for one in self.actors:
            ActorTotal.objects.get_or_create(pk=one)
        sides = [sorted((actors[a].pk, actors[b].pk)) for a, b in ((0, 1), (1, 2), (3, 1))]
        self.pairs = [
            Relationship.objects.create(first_id=first, second_id=second, are_countries=countries).pk
            for (first, second), countries in zip(sides, (True, True, False), strict=True)
        ]
        themes = (["military", "economic", "military"], ["economic"], [])
        claims = [claim(target=None, shown_from=None, contexts=contexts) for contexts in themes]
        self.claims = [made.pk for made in claims]
        self.themes = {made.pk: set(made.contexts) for made in claims}
        for model in (ClaimPair, ClaimActor, ClaimVoice, EventTotal, ArticleTotal):
            model.objects.all().delete()
        Relationship.objects.exclude(pk__in=self.pairs).delete()
        self.clear()

    def clear(self) -> None:
        with connection.cursor() as cursor:
            for one in cells.ALL:
                if not one.stays:
                    cursor.execute(f"DELETE FROM {one.table}")

    def show(self, world) -> None:
        """Let these rows be all there are."""
        for model in (ClaimPair, ClaimActor, ClaimVoice, EventTotal, ArticleTotal):
            model.objects.all().delete()
        ClaimPair.objects.bulk_create(self._pair(**row) for row in world["pairs"])
        ClaimActor.objects.bulk_create(self._actor(**row) for row in world["actors"])
        ClaimVoice.objects.bulk_create(
            ClaimVoice(claim_id=self.claims[told], actor_id=self.actors[who]) for told, who in world["voices"]
        )
        EventTotal.objects.bulk_create(self._event(**row) for row in world["events"])
        ArticleTotal.objects.bulk_create(
            ArticleTotal(article_id=n, source_id=source, language=language, year=year, claims=told, reviewed=reviewed)
            for n, (source, language, year, told, reviewed) in enumerate(world["articles"])
        )

    def _row(self, claim, when, **fields):
        precision, period = when
        return {"claim_id": self.claims[claim], "event_id": claim, "precision": precision, "period": period} | fields

    def _pair(self, owner, source, published, **fields) -> ClaimPair:
        more = {"source_id": source, "published_year": published, "modality": "occurred", "reports": 1, "countries": 2}
        return ClaimPair(relationship_id=self.pairs[owner], **self._row(**fields) | more)

    def _actor(self, owner, **fields) -> ClaimActor:
        more = {"source_id": 1, "modality": "occurred", "as_source": True, "as_target": False}
        return ClaimActor(actor_id=self.actors[owner], **self._row(**fields) | more)

    def _event(self, official, **fields) -> EventTotal:
        values = self._row(**fields)
        del values["claim_id"]
        return EventTotal(claims=1, origins=1, **values)

    def ids(self) -> dict[str, list[int]]:
        return {"claims": self.claims, "events": [0, 1, 2], "articles": list(range(4))}

    def reckoned(self) -> list[dict]:
        """What each of cells.ALL should hold, by its key: sums made one by one."""
        pairs, actors = list(ClaimPair.objects.all()), list(ClaimActor.objects.all())
        counted, countries = [row for row in pairs if row.counts], set(self.pairs[:2])
        of_countries = [row for row in counted if row.relationship_id in countries]
        acted = [row for row in actors if row.counts]
        voices = list(ClaimVoice.objects.values_list("claim_id", "actor_id"))
        said = [who for told, who in voices]
        about = [
            row.actor_id for row in actors if any(told == row.claim_id and who != row.actor_id for told, who in voices)
        ]
        articles = list(ArticleTotal.objects.all())
        return [
            sums(
                ((row.relationship_id,), (1, row.counts, row.counts and row.reviewed, row.counts and hostile(row),
                 row.counts and row.type == "CONSULT")) for row in pairs
            ),
            sums(((row.relationship_id, *cell(row), row.official, row.direction), scored(row)) for row in counted),
            sums(
                ((row.relationship_id, *cell(row, year=True), row.official, row.direction), scored(row))
                for row in of_countries
            ),
            sums(
                ((row.relationship_id, theme, year_of(row), row.direction), (1, hostile(row)))
                for row in of_countries for theme in self.themes[row.claim_id]
            ),
            sums(
                ((row.relationship_id, row.source_id, row.language, row.published_year), (1,))
                for row in pairs if row.relationship_id in countries
            ),
            sums(((row.actor_id,), (1, row.counts, row.counts and row.reviewed)) for row in actors),
            sums(((who,), (1,)) for who in said),
            sums(((who,), (1,)) for who in about),
            sums(((row.actor_id, *cell(row), row.official), scored(row)) for row in acted),
            sums(((row.actor_id, year_of(row), row.precision, row.type), (1, row.reviewed)) for row in acted),
            sums(
                ((who, row.actor_id), (1,)) for told, who in voices for row in actors if row.claim_id == told
            ),
            sums((cell(row), (1, row.reviewed)) for row in EventTotal.objects.filter(counts=True)),
            sums(((row.source_id, row.language, row.year), (1, row.claims, row.reviewed)) for row in articles),
        ]  # fmt: skip


def sums(parts) -> dict:
    found = defaultdict(list)
    for key, values in parts:
        found[key].append(values)
    return {key: tuple(map(sum, zip(*several, strict=True))) for key, several in found.items()}


def hostile(row) -> bool:
    return not TYPES[row.type].quad.cooperates


def year_of(row) -> int | None:
    return row.period.year if row.period else None


def cell(row, *, year=False) -> tuple:
    return (year_of(row) if year else row.period, row.precision, row.type, row.is_speech)


def scored(row) -> tuple:
    return 1, row.reviewed, row.score


def held(one) -> dict:
    """What the table of these cells holds; of totals that stay, what is not nothing."""
    columns = ", ".join((*one.keys, *one.sums))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {one.table}")
        rows = {row[: len(one.keys)]: row[len(one.keys) :] for row in cursor.fetchall()}
    return {key: values for key, values in rows.items() if any(values)} if one.stays else rows


@pytest.fixture
def stage() -> Stage:
    return Stage()


@FEW
@given(WORLDS)
def test_sums_of_rows_are_what_adding_up_gives(stage, world):
    with transaction.atomic():
        stage.show(world)
        for one, wanted in zip(cells.ALL, stage.reckoned(), strict=True):
            assert one.read(stage.ids()) == wanted, one.table
        transaction.set_rollback(True)


@FEW
@given(WORLDS)
def test_cells_filled_at_once_are_what_adding_up_gives(stage, world):
    with transaction.atomic():
        stage.show(world)
        for one, wanted in zip(cells.ALL, stage.reckoned(), strict=True):
            one.fill()
            assert held(one) == wanted, one.table
        transaction.set_rollback(True)


@FEW
@given(WORLDS, WORLDS)
def test_cells_that_follow_a_change_are_what_adding_up_gives(stage, before, after):
    with transaction.atomic():
        stage.show(before)
        read = [one.read(stage.ids()) for one in cells.ALL]
        for one, rows in zip(cells.ALL, read, strict=True):
            one.add({}, rows)
        old = stage.reckoned()
        stage.show(after)
        for one, rows, was, wanted in zip(cells.ALL, read, old, stage.reckoned(), strict=True):
            change = one.add(rows, one.read(stage.ids()))
            assert held(one) == wanted, one.table
            assert change == minus(total(wanted, one), total(was, one)), one.table
        transaction.set_rollback(True)


def total(sums, one) -> tuple:
    return tuple(map(sum, zip(*sums.values(), strict=True))) if sums else (0,) * len(one.sums)


def minus(some, others) -> tuple:
    return tuple(a - b for a, b in zip(some, others, strict=True))


@pytest.mark.parametrize("one", cells.ALL, ids=[f"{one.table} {next(iter(one.sums))}" for one in cells.ALL])
def test_only_rows_that_were_asked_for_are_read(stage, one):
    row = {"claim": 0, "when": ("undated", None), "type": "CONSULT", "counts": True, "reviewed": False}
    row |= {"is_speech": False, "official": False}
    pair = {"owner": 0, "direction": 1, "score": 2.5, "source": 1, "language": "en", "published": 2024}
    heard = {"owner": 0, "score": 2.5}
    stage.show(
        {
            "pairs": [row | pair],
            "actors": [row | heard],
            "voices": {(0, 1)},
            "events": [row],
            "articles": [(1, "en", 2024, 1, 0)],
        }
    )
    nothing = {name: [] for name in stage.ids()}
    assert one.read(nothing) == {}
    assert one.read({**nothing, one.scope: stage.ids()[one.scope]}) == one.read(stage.ids()) != {}


PERIOD = cells.SITE_CELLS[0]
CELL = (datetime.date(2024, 3, 1), "month", "AID", False)
UNDATED = (None, "undated", "AID", False)


def test_a_cell_that_falls_to_nothing_goes_and_others_stay():
    PERIOD.add({}, {CELL: (2, 1), UNDATED: (1, 0)})
    assert PERIOD.add({CELL: (2, 1), UNDATED: (1, 0)}, {CELL: (1, 1)}) == (-2, 0)
    assert held(PERIOD) == {CELL: (1, 1)}
    assert PERIOD.add({CELL: (1, 1)}, {}) == (-1, -1)
    assert held(PERIOD) == {}


def test_what_does_not_change_is_not_written(django_assert_num_queries):
    PERIOD.add({}, {CELL: (2, 1)})
    with django_assert_num_queries(0):
        assert PERIOD.add({CELL: (2, 1)}, {CELL: (2, 1)}) == (0, 0)


def test_no_cell_falls_below_nothing():
    PERIOD.add({}, {CELL: (1, 0)})
    with pytest.raises(IntegrityError), transaction.atomic():
        PERIOD.add({CELL: (2, 0)}, {})


def test_a_total_that_stays_is_never_deleted(stage):
    (pair, *_others), totals = stage.pairs, cells.PAIR_TOTALS
    totals.add({}, {(pair,): (2, 1, 0, 0, 1)})
    totals.add({(pair,): (2, 1, 0, 0, 1)}, {})
    assert Relationship.objects.filter(pk=pair, claim_count=0, meeting_count=0).exists()


def test_a_score_may_fall_while_events_rise():
    one = cells.ACTOR_CELLS[0]
    key = (7, *CELL, True)
    one.add({}, {key: (1, 0, 2.5)})
    one.add({key: (1, 0, 2.5)}, {key: (2, 0, -6.5)})
    assert held(one) == {key: (2, 0, -6.5)}


def test_every_type_of_conflict_is_counted_as_one():
    listed = set(cells.CONFLICT.replace("'", "").split(", "))
    assert listed == {kind for kind, facts in TYPES.items() if "conflict" in facts.quad.value}
