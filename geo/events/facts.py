"""What one claim tells, as far as it helps to know the same thing again, and which other claims could tell it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Case, F, Prefetch, Q, QuerySet, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber, Substr

from geo.events import promises
from geo.models import Actor, Claim, ClaimParty, Event, Relationship
from geo.vocabulary import COUNTED_MODALITIES, EventType

CLAIMS_OF_EVENT = 5
"""An event that hundreds of articles report is compared by its first claims: they say what it is."""
NEAREST = 100
"""At most so many claims are looked at for each pair of actors and kind of likeness."""
WEEKS = datetime.timedelta(days=35)
YEAR = datetime.timedelta(days=400)

COMPATIBLE: dict[str, frozenset[str]] = {
    "AGREE": frozenset({"SUPPORT"}), "SUPPORT": frozenset({"AGREE"}),  # a deal is agreed, and signed
    "AID": frozenset({"COOPERATE"}), "COOPERATE": frozenset({"AID"}),  # vaccines are given, or sold
    "SANCTION": frozenset({"COERCE"}), "COERCE": frozenset({"SANCTION"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One claim's content. `sources` and `targets` name countries, and whoever acts for none by its actor's id."""

    event: int | None
    article: int
    sentence: int
    """Where its sentence starts."""
    type: str
    mode: str
    modality: str
    is_speech: bool
    symmetric: bool
    sources: frozenset[str]
    targets: frozenset[str]
    people: frozenset[tuple[str, int]]
    """Country and actor id of each party that is a person."""
    bodies: frozenset[int]
    earliest: datetime.date | None
    latest: datetime.date | None
    precision: str
    amount: tuple[Decimal, str, str] | None
    published: datetime.date | None
    promised: frozenset[str]
    """Types of act that the words of an AGREE speak of."""
    trigger: str
    """The word that names what happened, in small letters; empty for a draft."""

    @property
    def everybody(self) -> frozenset[str]:
        return self.sources | self.targets

    @property
    def happened(self) -> bool:
        return self.modality in COUNTED_MODALITIES

    @property
    def day(self) -> datetime.date | None:
        """Where to look for others in lists, which are ordered by the end of the date or by the publication."""
        return self.latest or self.published


def of_draft(claim: Claim, parties: Iterable[ClaimParty], published: datetime.date | None) -> Told:
    """A claim that is not stored yet: its event is not chosen."""
    return _told(claim, list(parties), None, published, frozenset(), "")


def of_claims(rows: QuerySet[Claim]) -> list[Told]:
    """In two queries, whatever their number."""
    length = F("sentence_end") - F("sentence_start")
    words = Substr("article__text", F("sentence_start") + 1, length)
    parties = ClaimParty.objects.select_related("actor").order_by("role", "rank")
    claims = rows.annotate(
        root=Coalesce("event__merged_into_id", "event_id"),
        published=F("article__published_on"),
        trigger=Substr("article__text", F("trigger_start") + 1, F("trigger_end") - F("trigger_start")),
        words=Case(When(type=EventType.AGREE, then=words), default=Value("")),
    ).prefetch_related(Prefetch("parties", parties))
    return [
        _told(
            claim, list(claim.parties.all()), claim.root, claim.published,
            promises.kinds(claim.words, claim.trigger_start - claim.sentence_start), claim.trigger.lower(),
        )
        for claim in claims.order_by("pk")
    ]  # fmt: skip


def _told(
    claim: Claim,
    parties: list[ClaimParty],
    event: int | None,
    published: datetime.date | None,
    promised: frozenset[str],
    trigger: str,
) -> Told:
    sides: dict[str, set[str]] = {"source": set(), "target": set()}
    people: set[tuple[str, int]] = set()
    bodies: set[int] = set()
    for party in parties:
        actor = party.actor.merged_into_id or party.actor_id if party.actor else None
        words = f"words {claim.article_id} {party.start}"
        sides[party.role].add(party.country or (f"actor {actor}" if actor else words))
        if actor is not None and party.actor is not None and party.actor.iso3 is None:
            if party.actor.kind == "person":
                people.add((party.country, actor))
            else:
                bodies.add(actor)
    amount = (claim.amount_value, claim.amount_currency, claim.amount_unit) if claim.amount_value is not None else None
    return Told(
        event, claim.article_id, claim.sentence_start, claim.type, claim.mode, claim.modality, claim.is_speech,
        claim.symmetric, frozenset(sides["source"]), frozenset(sides["target"]), frozenset(people), frozenset(bodies),
        claim.date_earliest, claim.date_latest, claim.date_precision, amount, published, promised, trigger,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Want:
    """Claims of these types listed between two days, the nearest to a third first."""

    types: frozenset[str]
    first: datetime.date
    last: datetime.date
    near: datetime.date
    denied: bool | None = None
    amount: Decimal | None = None


def same_again(told: Told) -> list[Want]:
    """Where another account of the same thing would stand."""
    if told.day is None:
        return []
    types = COMPATIBLE.get(told.type, frozenset()) | {told.type}
    wants = []
    if told.earliest is not None and told.latest is not None and told.precision != "year":
        wants.append(Want(types, told.earliest - WEEKS, told.latest + WEEKS, told.latest))
    if told.amount is not None:
        wants.append(Want(types, told.day - YEAR, told.day + YEAR, told.day, amount=told.amount[0]))
    return wants


def linked(told: Told) -> list[Want]:
    """Where promises of this act, acts of this promise, and denials of either would stand."""
    if told.day is None:
        return []
    day = told.day
    wants = [Want(told.promised | {told.type}, day - WEEKS, day + WEEKS, day, denied=told.modality != "denied")]
    if told.modality == "denied" or (told.type, told.mode) == ("REJECT", "meet") or told.type in promises.ACTS:
        plans = frozenset({EventType.AGREE.value} | ({told.type} & {EventType.RETREAT.value}))
        wants.append(Want(plans, day - YEAR, day + WEEKS, day, denied=False))
    if told.type == EventType.AGREE and told.promised:
        said = min(filter(None, (told.earliest, told.published)))
        wants.append(Want(told.promised | {EventType.REJECT.value}, said - WEEKS, day + YEAR, day, denied=False))
    return wants


LISTS = """
    SELECT DISTINCT found.id FROM unnest(
        %s::bigint[], %s::text[], %s::date[], %s::date[], %s::date[], %s::bool[], %s::numeric[]
    ) AS wanted(owner, types, first, last, near, denied, amount)
    CROSS JOIN LATERAL (
        SELECT claim.id FROM {table} row JOIN geo_claim claim ON claim.id = row.claim_id
        WHERE row.{owner}_id = wanted.owner AND row.listed_on BETWEEN wanted.first AND wanted.last
            AND claim.type = ANY(string_to_array(wanted.types, ' '))
            AND (wanted.denied IS NULL OR wanted.denied = (claim.modality = 'denied'))
            AND (wanted.amount IS NULL OR wanted.amount = claim.amount_value)
        ORDER BY abs(row.listed_on - wanted.near), row.claim_id LIMIT {nearest}
    ) found
"""
OF_PAIR = LISTS.format(table="geo_claimpair", owner="relationship", nearest=NEAREST)
OF_ACTOR = LISTS.format(table="geo_claimactor", owner="actor", nearest=NEAREST)


def near(wanted: Sequence[tuple[Told, list[Want]]]) -> list[Told]:
    """Shown claims that answer the wants about the same pair, or the same actor where it acts alone.

    Five queries at most, and a bounded number of rows for each claim, however many there are in all.
    """
    asked = [(told, wants) for told, wants in wanted if wants]
    if not asked:
        return []
    actors = _actor_ids({name for told, _wants in asked for name in told.everybody})
    pairs = _pair_ids({pair for told, _wants in asked for pair in _pairs(told, actors)})
    of_pair: set[tuple[int, Want]] = set()
    of_actor: set[tuple[int, Want]] = set()
    for told, wants in asked:
        known = [pairs[pair] for pair in _pairs(told, actors) if pair in pairs]
        of_pair |= {(pk, want) for pk in known for want in wants}
        if len(told.everybody) == 1:
            of_actor |= {(actors[name], want) for name in told.everybody if name in actors for want in wants}
    ids = _ids(OF_PAIR, of_pair) | _ids(OF_ACTOR, of_actor)
    return of_claims(Claim.objects.shown().filter(pk__in=ids)) if ids else []


def _ids(query: str, wants: set[tuple[int, Want]]) -> set[int]:
    if not wants:
        return set()
    rows = sorted(wants, key=repr)
    columns: Any = [
        [owner for owner, _want in rows],
        [" ".join(sorted(want.types)) for _owner, want in rows],
        [want.first for _owner, want in rows],
        [want.last for _owner, want in rows],
        [want.near for _owner, want in rows],
        [want.denied for _owner, want in rows],
        [want.amount for _owner, want in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(query, columns)
        return {pk for (pk,) in cursor.fetchall()}


def _actor_ids(names: set[str]) -> dict[str, int]:
    """Actor ids by the names of sides."""
    found = {name: int(name.split()[1]) for name in names if name.startswith("actor ")}
    countries = [name for name in names if " " not in name]
    rows = Actor.objects.filter(iso3__in=countries).values_list("iso3", "pk")
    return found | {iso3: pk for iso3, pk in rows if iso3}


def _pairs(told: Told, actors: dict[str, int]) -> set[tuple[int, int]]:
    """The pairs that the claim's lists stand under: across its sides, or within the only one."""
    ones = {actors[name] for name in told.sources if name in actors}
    others = {actors[name] for name in told.targets if name in actors} or ones
    return {(min(a, b), max(a, b)) for a in ones for b in others if a != b}


def _pair_ids(pairs: set[tuple[int, int]]) -> dict[tuple[int, int], int]:
    if not pairs:
        return {}
    rows = Relationship.objects.filter(first__in={a for a, _b in pairs}, second__in={b for _a, b in pairs})
    return {(row.first_id, row.second_id): row.pk for row in rows}


def of_events(roots: Iterable[int]) -> dict[int, list[Told]]:
    """The first shown claims of each of these unmerged events."""
    ids = list(roots)
    family = Event.objects.filter(
        Q(pk__in=ids) | Q(merged_into__in=ids)
    )  # as a list of keys: an OR over a join reads all
    claims = Claim.objects.shown().filter(event__in=family.values("pk"))
    root = Coalesce("event__merged_into_id", "event_id")
    nth = Window(RowNumber(), partition_by=[root], order_by="pk")
    first = claims.annotate(nth=nth).filter(nth__lte=CLAIMS_OF_EVENT).values_list("pk", flat=True)
    found: dict[int, list[Told]] = defaultdict(list)
    for told in of_claims(Claim.objects.filter(pk__in=list(first))):
        found[told.event or 0].append(told)
    return found
