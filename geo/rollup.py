"""Lists and totals of shown claims: kept in the transaction that changes a claim, rebuilt from nothing at will.

Cells count events, not claims: an event stands in one cell of an actor or pair, the one of its first shown claim there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from django.db import connection, transaction

from geo.models import Actor, ActorPeriod, Claim, ClaimActor, ClaimPair, ClaimParty, Relationship, RelationshipPeriod

BATCH = 2000
type Member = tuple[int, str, bool]
"""Actor, its country (ISO alpha-3 or ""), and whether it is that country itself."""

# The period of an event: a month when it is known that close, a year when not, else undated. Never January for a year.
CELLS = """
    SELECT DISTINCT ON (row.{owner}_id, happened.id)
        row.{owner}_id AS owner, {direction} claim.is_speech, happened.type,
        CASE WHEN {month} THEN 'month' WHEN {year} THEN 'year' ELSE 'undated' END AS precision,
        CASE WHEN {month} THEN date_trunc('month', happened.date_earliest)::date
             WHEN {year} THEN date_trunc('year', happened.date_earliest)::date END AS period,
        bool_or(claim.review IN ('accepted', 'edited')) OVER (PARTITION BY row.{owner}_id, happened.id) AS reviewed,
        happened.date_earliest, happened.date_latest
    FROM {table} row
    JOIN geo_claim claim ON claim.id = row.claim_id AND claim.modality IN ('occurred', 'ongoing')
    JOIN geo_event told ON told.id = claim.event_id
    JOIN geo_event happened ON happened.id = coalesce(told.merged_into_id, told.id)
    WHERE row.{owner}_id = ANY(%s)
    ORDER BY row.{owner}_id, happened.id, claim.id
"""
MONTH = "date_trunc('month', happened.date_earliest) = date_trunc('month', happened.date_latest)"
YEAR = "date_trunc('year', happened.date_earliest) = date_trunc('year', happened.date_latest)"
ACTOR_CELLS = CELLS.format(owner="actor", table="geo_claimactor", direction="", month=MONTH, year=YEAR)
PAIR_CELLS = CELLS.format(
    owner="relationship", table="geo_claimpair", direction="row.direction,", month=MONTH, year=YEAR
)


def refresh(claim_ids: Iterable[int]) -> None:
    """Bring lists and totals up to date with these claims, shown or no longer shown. Inside a transaction."""
    ids = sorted(set(claim_ids))
    actors = set(ClaimActor.objects.filter(claim__in=ids).values_list("actor_id", flat=True))
    pairs = set(ClaimPair.objects.filter(claim__in=ids).values_list("relationship_id", flat=True))
    ClaimActor.objects.filter(claim__in=ids).delete()
    ClaimPair.objects.filter(claim__in=ids).delete()
    new_actors, new_pairs = _list_claims(ids)
    recount(actors | new_actors, pairs | new_pairs)


def touch_events(event_ids: Iterable[int]) -> None:
    """Recount everybody in whose totals these events stand, e.g. when an event's date became known."""
    rows = {"claim__event__in": list(event_ids)}
    recount(
        set(ClaimActor.objects.filter(**rows).values_list("actor_id", flat=True)),
        set(ClaimPair.objects.filter(**rows).values_list("relationship_id", flat=True)),
    )


def rebuild() -> int:
    """Everything from the shown claims. Returns how many claims are listed."""
    with transaction.atomic():
        for model in (ClaimActor, ClaimPair, RelationshipPeriod, ActorPeriod, Relationship):
            model.objects.all().delete()
        ids = list(Claim.objects.shown().order_by("pk").values_list("pk", flat=True))
        actors: set[int] = set()
        pairs: set[int] = set()
        for start in range(0, len(ids), BATCH):
            some, others = _list_claims(ids[start : start + BATCH])
            actors |= some
            pairs |= others
        recount(actors, pairs)
    return len(ids)


def _list_claims(ids: list[int]) -> tuple[set[int], set[int]]:
    """Insert the rows of the claims that are shown; returns the actors and relationships that have new rows."""
    claims = list(Claim.objects.shown().filter(pk__in=ids).order_by("pk"))
    parties: dict[int, list[ClaimParty]] = defaultdict(list)
    for party in ClaimParty.objects.filter(claim__in=claims).select_related("actor").order_by("role", "rank"):
        parties[party.claim_id].append(party)
    countries = dict(Actor.objects.filter(iso3__isnull=False).values_list("iso3", "pk"))
    actor_rows: list[ClaimActor] = []
    pair_rows: list[tuple[Claim, int, int, int]] = []
    for claim in claims:
        sides = _sides(parties[claim.pk], countries)
        actor_rows += _actor_rows(claim, sides)
        pair_rows += _pair_rows(claim, sides)
    ClaimActor.objects.bulk_create(actor_rows, batch_size=BATCH)
    known = _relationships({(one, other) for _claim, one, other, _direction in pair_rows})
    ClaimPair.objects.bulk_create(
        [
            ClaimPair(claim=claim, relationship_id=known[one, other], direction=direction, listed_on=claim.listed_on)
            for claim, one, other, direction in pair_rows
        ],
        batch_size=BATCH,
    )
    return {row.actor_id for row in actor_rows}, set(known.values())


def _sides(parties: list[ClaimParty], countries: dict[str | None, int]) -> list[tuple[str, list[Member]]]:
    """For each party its role, and who it stands for: itself and the country that it acts for."""
    sides = []
    for party in parties:
        members: list[Member] = []
        if party.actor is not None:
            actor_id = party.actor.merged_into_id or party.actor_id
            members.append((actor_id or 0, party.country, party.actor.iso3 is not None))
        if party.country in countries and all(m[0] != countries[party.country] for m in members):
            members.append((countries[party.country], party.country, True))
        sides.append((party.role, members))
    return sides


def _actor_rows(claim: Claim, sides: list[tuple[str, list[Member]]]) -> list[ClaimActor]:
    rows: dict[int, ClaimActor] = {}
    for role, members in sides:
        for actor, _country, _is_country in members:
            row = rows.setdefault(
                actor,
                ClaimActor(claim=claim, actor_id=actor, as_source=False, as_target=False, listed_on=claim.listed_on),
            )
            row.as_source = row.as_source or role == "source"
            row.as_target = row.as_target or role == "target"
    return list(rows.values())


def _pair_rows(claim: Claim, sides: list[tuple[str, list[Member]]]) -> list[tuple[Claim, int, int, int]]:
    """(claim, lower actor, higher actor, direction), one for each pair that the claim concerns."""
    sources = [members for role, members in sides if role == "source"]
    targets = [members for role, members in sides if role == "target"]
    across = [(one, other) for one in sources for other in targets] or list(combinations(sources, 2))
    towards = 1 if targets and not claim.symmetric else 0
    found: dict[tuple[int, int], int] = {}
    for members, others in across:
        for one in members:
            for other in others:
                if not _concerns(one, other):
                    continue
                pair = (min(one[0], other[0]), max(one[0], other[0]))
                direction = towards if one[0] < other[0] else -towards
                found[pair] = direction if found.get(pair, direction) == direction else 0
    return [(claim, *pair, direction) for pair, direction in found.items()]


def _concerns(one: Member, other: Member) -> bool:
    """Two different actors; not a country with itself or with one of its own."""
    if one[0] == other[0]:
        return False
    return not (one[1] and one[1] == other[1] and (one[2] or other[2]))


def _relationships(pairs: set[tuple[int, int]]) -> dict[tuple[int, int], int]:
    ordered = sorted(pairs)
    Relationship.objects.bulk_create(
        [Relationship(first_id=one, second_id=other) for one, other in ordered], ignore_conflicts=True, batch_size=BATCH
    )
    rows = Relationship.objects.filter(first__in={one for one, _other in ordered})
    return {(row.first_id, row.second_id): row.pk for row in rows if (row.first_id, row.second_id) in pairs}


def recount(actors: Iterable[int], pairs: Iterable[int]) -> None:
    """Count anew, locked in key order so that two readings at once cannot wait for each other."""
    actor_ids, pair_ids = sorted(set(actors)), sorted(set(pairs))
    if actor_ids:
        list(Actor.objects.filter(pk__in=actor_ids).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    if pair_ids:
        list(Relationship.objects.filter(pk__in=pair_ids).order_by("pk").select_for_update().values_list("pk"))
    with connection.cursor() as cursor:
        if actor_ids:
            ActorPeriod.objects.filter(actor__in=actor_ids).delete()
            cursor.execute(
                "INSERT INTO geo_actorperiod (actor_id, precision, period, type, is_speech, events, reviewed)"  # noqa: S608
                " SELECT owner, precision, period, type, is_speech, count(*), count(*) FILTER (WHERE reviewed)"
                f" FROM ({ACTOR_CELLS}) cells GROUP BY 1, 2, 3, 4, 5",
                [actor_ids],
            )
        if pair_ids:
            _recount_pairs(pair_ids)


def _recount_pairs(pair_ids: list[int]) -> None:
    RelationshipPeriod.objects.filter(relationship__in=pair_ids).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO geo_relationshipperiod"  # noqa: S608
            " (relationship_id, direction, precision, period, type, is_speech, events, reviewed)"
            " SELECT owner, direction, precision, period, type, is_speech, count(*), count(*) FILTER (WHERE reviewed)"
            f" FROM ({PAIR_CELLS}) cells GROUP BY 1, 2, 3, 4, 5, 6",
            [pair_ids],
        )
        cursor.execute(
            "UPDATE geo_relationship"  # noqa: S608
            " SET event_count = coalesce(sums.events, 0), reviewed_count = coalesce(sums.reviewed, 0),"
            " first_seen = sums.first_seen, last_seen = sums.last_seen, claim_count ="
            " (SELECT count(*) FROM geo_claimpair WHERE relationship_id = geo_relationship.id)"
            " FROM unnest(%s::bigint[]) AS wanted(id) LEFT JOIN ("
            "  SELECT owner, count(*) AS events, count(*) FILTER (WHERE reviewed) AS reviewed,"
            "  min(date_earliest) AS first_seen, max(date_latest) AS last_seen"
            f"  FROM ({PAIR_CELLS}) cells GROUP BY 1) sums ON sums.owner = wanted.id"
            " WHERE geo_relationship.id = wanted.id",
            [pair_ids, pair_ids],
        )
