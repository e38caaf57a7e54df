"""Lists and totals of shown claims: kept in the transaction that changes a claim, rebuilt from nothing at will.

Cells count events, not claims: an event stands in one cell of an actor or pair, the one of its first shown claim there.
The unit of a change is an event with all that is joined to it: its rows are written anew (geo.totals.rows), and what
that changes in sums is added to the cells (geo.totals.cells).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import DateTimeField, F, Func, Q

from geo.models import (
    ActorPeriod,
    ActorTotal,
    ActorYear,
    ArticleTotal,
    Claim,
    ClaimActor,
    ClaimPair,
    ClaimVoice,
    Event,
    EventTotal,
    Relationship,
    RelationshipContext,
    RelationshipCoverage,
    RelationshipPeriod,
    RelationshipYear,
    SiteCoverage,
    SitePeriod,
    SiteTotal,
    Voice,
)
from geo.totals import cells, rows

IDENTITIES = 0x6C617A6F
"""Of an advisory lock: shared by whoever resolves actors into rows, exclusive for merges and rebuilds."""
LISTS = (ClaimActor, ClaimPair, ClaimVoice)
OF_PAIRS = (ClaimPair, RelationshipPeriod, RelationshipYear, RelationshipContext, RelationshipCoverage)
OF_ACTORS = (
    ClaimActor, ClaimVoice, EventTotal, ArticleTotal, ActorPeriod, ActorYear, Voice, SitePeriod, SiteCoverage,
    ActorTotal,
)  # fmt: skip
DERIVED = (*OF_PAIRS, *OF_ACTORS, SiteTotal)
CLOCK = Func(function="clock_timestamp", template="%(function)s()", output_field=DateTimeField())
type Ids = dict[str, list[int]]


def hold_identities(*, alone: bool = False) -> None:
    """Until the end of the transaction nobody merges actors; `alone`: nobody writes rows either.

    To be taken before any event is locked.
    """
    _run(f"SELECT pg_advisory_xact_lock{'' if alone else '_shared'}(%s)", [IDENTITIES])


def refresh(claims: Iterable[int] = (), *, events: Iterable[int] = (), articles: Iterable[int] = ()) -> None:
    """Bring lists and totals up to date with these claims, shown or no longer shown; with these events, e.g. when a
    date became known; and with what these articles are. Once in a transaction, as its last step.
    """
    hold_identities()
    touched = Claim.objects.filter(Q(pk__in=list(claims)) | Q(event__in=list(events)))
    touched_articles = {*articles, *touched.values_list("article_id", flat=True)}
    touched |= Claim.objects.filter(article__in=_moved(touched_articles))
    ids = _families({*events, *touched.values_list("event_id", flat=True)})
    ids["articles"] = sorted(touched_articles)
    known = _has_rows(ids)
    before = {one: one.read(ids) if known else {} for one in cells.ALL}
    owners = _owners(ids) if known else {"actors": set(), "pairs": set()}
    if known:
        _delete_rows(ids)
    _insert_rows(ids)
    after = {one: one.read(ids) for one in cells.ALL}
    _add(before, after, {kind: owners[kind] | found for kind, found in _owners(ids).items()})


def _moved(articles: Iterable[int]) -> list[int]:
    """Articles whose source or date was corrected: all of their claims' rows say so."""
    known = ArticleTotal.objects.filter(article__in=list(articles))
    same = known.filter(source=F("article__source")).filter(
        Q(year=F("article__published_on__year")) | Q(year=None, article__published_on=None)
    )
    return list(known.exclude(pk__in=same.values("pk")).values_list("pk", flat=True))


def _families(events: Iterable[int]) -> Ids:
    """These events with all that are joined to them, locked, and all of their claims, shown or not."""
    known = Event.objects.filter(pk__in=list(events)).values_list("pk", "merged_into")
    roots = {merged or pk for pk, merged in known}
    list(Event.objects.filter(pk__in=roots).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    ids = Event.objects.family(roots)
    return {"events": ids, "claims": list(Claim.objects.filter(event__in=ids).values_list("pk", flat=True))}


def _has_rows(ids: Ids) -> bool:
    """A first reading of an article that joins no known event has none: nothing to read, nothing to delete."""
    tables = [f"SELECT FROM {model._meta.db_table} WHERE claim_id = ANY(%(claims)s)" for model in LISTS]
    tables.append("SELECT FROM geo_eventtotal WHERE event_id = ANY(%(events)s)")
    tables.append("SELECT FROM geo_articletotal WHERE article_id = ANY(%(articles)s)")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' OR '.join(f'EXISTS ({table})' for table in tables)}", ids)
        return bool(cursor.fetchone()[0])


def _owners(ids: Ids) -> dict[str, set[int]]:
    actors = ClaimActor.objects.filter(claim__in=ids["claims"]).values_list("actor_id", flat=True)
    voices = ClaimVoice.objects.filter(claim__in=ids["claims"]).values_list("actor_id", flat=True)
    pairs = ClaimPair.objects.filter(claim__in=ids["claims"]).values_list("relationship_id", flat=True)
    return {"actors": {*actors, *voices}, "pairs": {*pairs}}


def _delete_rows(ids: Ids) -> None:
    for model in LISTS:
        _run(f"DELETE FROM {model._meta.db_table} WHERE claim_id = ANY(%(claims)s)", ids)
    _run("DELETE FROM geo_eventtotal WHERE event_id = ANY(%(events)s)", ids)
    _run("DELETE FROM geo_articletotal WHERE article_id = ANY(%(articles)s)", ids)


def _insert_rows(ids: Ids) -> None:
    for statement in rows.STATEMENTS:
        _run(rows.for_events(statement), ids)
    _run(rows.ARTICLE_ROWS.replace("{only}", rows.ONLY_ARTICLES), ids)


def _add(before: dict[cells.Cells, Any], after: dict[cells.Cells, Any], owners: dict[str, set[int]]) -> None:
    """Owners are locked in key order, pairs before actors before the site: no two readings wait in a ring."""
    pairs, actors = sorted(owners["pairs"]), sorted(owners["actors"])
    ActorTotal.objects.bulk_create([ActorTotal(actor_id=pk) for pk in actors], ignore_conflicts=True)
    list(Relationship.objects.filter(pk__in=pairs).order_by("pk").select_for_update().values_list("pk"))
    list(ActorTotal.objects.filter(pk__in=actors).order_by("pk").select_for_update().values_list("pk"))
    known = _known(pairs, actors)
    for one in (cells.PAIR_TOTALS, *cells.PAIR_CELLS, *cells.ACTOR_TOTALS, *cells.ACTOR_CELLS):
        one.add(before[one], after[one])
    _run(f"{PAIR_MARKS} WHERE id = ANY(%s)", [pairs])
    _run(f"{ACTOR_MARKS} WHERE actor_id = ANY(%s)", [actors])
    found = _known(pairs, actors)
    SiteTotal.objects.bulk_create([SiteTotal()], ignore_conflicts=True)
    list(SiteTotal.objects.select_for_update())
    periods, coverage = cells.SITE_CELLS
    (events, _reviewed), (articles, claims, reviewed) = (
        one.add(before[one], after[one]) for one in (periods, coverage)
    )
    SiteTotal.objects.update(
        articles=F("articles") + articles, claims=F("claims") + claims, reviewed=F("reviewed") + reviewed,
        events=F("events") + events, actors=F("actors") + found[1] - known[1], pairs=F("pairs") + found[0] - known[0],
        changed_at=CLOCK,
    )  # fmt: skip


def _known(pairs: list[int], actors: list[int]) -> tuple[int, int]:
    """How many of these pairs have events, and how many of these actors claims."""
    return (
        Relationship.objects.filter(pk__in=pairs, event_count__gt=0).count(),
        ActorTotal.objects.filter(pk__in=actors, claims__gt=0).count(),
    )


# The first and last period are the edges of an index; the stamp changes with every refresh, whatever the sums do.
PAIR_MARKS = """
    UPDATE geo_relationship pair SET changed_at = clock_timestamp(),
        first_seen = (SELECT min(period) FROM geo_relationshipperiod WHERE relationship_id = pair.id),
        last_seen = (SELECT max(period) FROM geo_relationshipperiod WHERE relationship_id = pair.id)"""
ACTOR_MARKS = """
    UPDATE geo_actortotal total SET changed_at = clock_timestamp(),
        first_seen = (SELECT min(period) FROM geo_actorperiod WHERE actor_id = total.actor_id),
        last_seen = (SELECT max(period) FROM geo_actorperiod WHERE actor_id = total.actor_id),
        counterparts = (SELECT count(*) FROM geo_relationship WHERE first_id = total.actor_id AND claim_count > 0)
            + (SELECT count(*) FROM geo_relationship WHERE second_id = total.actor_id AND claim_count > 0)"""
GONE_PAIRS = "DELETE FROM geo_relationship known WHERE NOT EXISTS (SELECT FROM pair WHERE pair.id = known.id)"
_PAIR_SUMS = tuple(cells.PAIR_TOTALS.sums)
_PAIR_COLUMNS = ("first_id", "second_id", "countries", "are_countries", "first_seen", "last_seen", *_PAIR_SUMS)
_PAIR_VALUES = ", ".join(f"now.{name}" for name in _PAIR_COLUMNS)
ALL_PAIRS = f"""
    MERGE INTO geo_relationship known USING (
        SELECT pair.*, {rows.COUNTRIES} AS countries, {rows.ARE_COUNTRIES} AS are_countries,
            seen.first AS first_seen, seen.last AS last_seen, {", ".join(f"whole.{name}" for name in _PAIR_SUMS)}
        FROM pair JOIN geo_actor one ON one.id = pair.first_id JOIN geo_actor other ON other.id = pair.second_id
        JOIN ({cells.PAIR_TOTALS.of_all()}) whole (id, {", ".join(_PAIR_SUMS)}) ON whole.id = pair.id
        LEFT JOIN (
            SELECT relationship_id, min(period) AS first, max(period) AS last
            FROM geo_claimpair WHERE counts GROUP BY 1
        ) seen ON seen.relationship_id = pair.id
        ORDER BY pair.first_id, pair.second_id
    ) now ON known.id = now.id
    WHEN MATCHED THEN
        UPDATE SET changed_at = clock_timestamp(), ({", ".join(_PAIR_COLUMNS)}) = ROW ({_PAIR_VALUES})
    WHEN NOT MATCHED THEN
        INSERT (id, changed_at, {", ".join(_PAIR_COLUMNS)}) VALUES (now.id, clock_timestamp(), {_PAIR_VALUES})"""
ALL_ACTOR_MARKS = """
    UPDATE geo_actortotal total SET first_seen = seen.first, last_seen = seen.last,
        counterparts = coalesce(others.counterparts, 0)
    FROM geo_actor actor LEFT JOIN (
        SELECT actor_id, min(period) AS first, max(period) AS last FROM geo_actorperiod GROUP BY 1
    ) seen ON seen.actor_id = actor.id LEFT JOIN (
        SELECT actor_id, count(*) AS counterparts FROM geo_relationship
        CROSS JOIN LATERAL (VALUES (first_id), (second_id)) sides (actor_id) WHERE claim_count > 0 GROUP BY 1
    ) others ON others.actor_id = actor.id WHERE actor.id = total.actor_id"""
ALL_ACTORS = """
    INSERT INTO geo_actortotal (actor_id, events, reviewed, claims, said_by, said_about, counterparts)
    SELECT actor_id, 0, 0, 0, 0, 0, 0
    FROM (SELECT actor_id FROM geo_claimactor UNION SELECT actor_id FROM geo_claimvoice) known"""
WHOLE_SITE = """
    INSERT INTO geo_sitetotal (single, articles, claims, reviewed, events, actors, pairs, changed_at)
    SELECT TRUE, coalesce(sum(articles), 0), coalesce(sum(claims), 0), coalesce(sum(reviewed), 0),
        (SELECT coalesce(sum(events), 0) FROM geo_siteperiod),
        (SELECT count(*) FROM geo_actortotal WHERE claims > 0),
        (SELECT count(*) FROM geo_relationship WHERE event_count > 0), clock_timestamp()
    FROM geo_sitecoverage"""


def rebuild() -> int:
    """Everything from the shown claims; relationships keep their ids. Returns how many claims are counted."""
    with transaction.atomic():
        hold_identities(alone=True)
        for model in DERIVED:
            _run(f"DELETE FROM {model._meta.db_table}")
        prepare()
        fill_actors()
        fill_pairs()
        fill_site()
        return SiteTotal.objects.get().claims


def prepare(steps: Iterable[str] = rows.STEPS) -> None:
    """What the next two read in the same transaction: fill_actors needs rows.STEPS_OF_ACTORS only."""
    _run("SET LOCAL work_mem = '256MB'")
    for statement in rows.steps_for_all(steps):
        _run(statement)


def fill_actors() -> None:
    """Rows, cells and totals of actors, voices, events and articles, into the empty tables OF_ACTORS."""
    for statement in (*rows.ALL_ACTOR_ROWS, ALL_ACTORS):
        _run(statement)
    for one in (*cells.ACTOR_TOTALS, *cells.ACTOR_CELLS, *cells.SITE_CELLS):
        one.fill()


def fill_pairs() -> None:
    """Rows and cells of pairs, into the empty tables OF_PAIRS, and the pairs themselves."""
    for statement in (*rows.ALL_PAIR_ROWS, GONE_PAIRS, ALL_PAIRS):
        _run(statement)
    for one in cells.PAIR_CELLS:
        one.fill()


def fill_site() -> None:
    """What rests on actors and pairs."""
    _run(ALL_ACTOR_MARKS)
    _run(WHOLE_SITE)


def rebuild_missing(**kwargs: Any) -> None:
    """After a migration that made derived tables anew: they are empty and the claims are not."""
    if SiteTotal._meta.db_table not in connection.introspection.table_names():
        return  # migrated back to before there were any
    with transaction.atomic():
        missing = not SiteTotal.objects.exists() and Claim.objects.shown().exists()
    if missing:
        rebuild()


def _run(sql: str, values: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
