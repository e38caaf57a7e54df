"""Which claims report the same thing in the world, and what that thing is as far as they say."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Prefetch, Q

from geo.models import Claim, ClaimParty, Event, EventLink

type Sides = tuple[frozenset[str], frozenset[str]]
CONTRADICTION = datetime.timedelta(days=3)
RANK = {"day": 0, "range": 1, "month": 2, "year": 3, "unknown": 4}


def sides_of(claim: Claim, parties: Iterable[ClaimParty]) -> Sides:
    """Who acts and who is acted upon, as countries or actors; a symmetric claim has one side."""
    sources: set[str] = set()
    targets: set[str] = set()
    for party in parties:
        name = party.country or (
            f"actor {party.actor_id}" if party.actor_id else f"words {party.claim_id} {party.start}"
        )
        (sources if party.role == "source" or claim.symmetric else targets).add(name)
    return frozenset(sources), frozenset(targets)


def find(claims: list[tuple[Claim, list[ClaimParty]]], article_id: int) -> list[tuple[Event | None, list[Event]]]:
    """For each new claim the event of another article that it reports, and events that may be the same but are dated
    otherwise. Only claims dated closer than a year are matched: two undated visits are two visits until shown
    otherwise.
    """
    dated = [
        claim for claim, _parties in claims if claim.date_earliest and claim.date_precision in ("day", "range", "month")
    ]
    if not dated:
        return [(None, []) for _claim in claims]
    first = min(claim.date_earliest for claim in dated if claim.date_earliest) - CONTRADICTION
    last = max(claim.date_latest for claim in dated if claim.date_latest) + CONTRADICTION
    others = (
        Claim.objects.shown()
        .filter(date_earliest__lte=last, date_latest__gte=first, type__in={claim.type for claim in dated})
        .exclude(article=article_id)
        .exclude(date_precision="year")
        .select_related("event")
        .prefetch_related(Prefetch("parties", ClaimParty.objects.all()))
        .order_by("pk")
    )
    known: dict[tuple[str, str, Sides], list[Claim]] = defaultdict(list)
    for other in others:
        known[other.type, other.modality, sides_of(other, other.parties.all())].append(other)
    return [
        _choose(claim, known.get((claim.type, claim.modality, sides_of(claim, parties)), []))
        for claim, parties in claims
    ]


def _choose(claim: Claim, others: list[Claim]) -> tuple[Event | None, list[Event]]:
    if not claim.date_earliest or not claim.date_latest or claim.date_precision in ("year", "unknown"):
        return None, []
    similar: dict[int, Event] = {}
    for other in others:
        if _overlap(claim, other):
            return root(other.event), []
        similar[other.event_id] = root(other.event)
    return None, list(similar.values())


def _overlap(one: Claim, other: Claim) -> bool:
    """Whether both may tell of the same days. A month alone meets only the same month."""
    if not (one.date_earliest and one.date_latest and other.date_earliest and other.date_latest):
        return False
    if "month" in (one.date_precision, other.date_precision) and one.date_precision != other.date_precision:
        return False
    return one.date_earliest <= other.date_latest and other.date_earliest <= one.date_latest


def root(event: Event) -> Event:
    return event.merged_into or event


def note_doubts(pairs: Iterable[tuple[Event, Event]]) -> None:
    """Two events that may be the same stay two until an editor joins them."""
    EventLink.objects.bulk_create(
        [EventLink(kind="may be the same", event=new, other=old, score=0.5) for new, old in pairs if new.pk != old.pk],
        ignore_conflicts=True,
    )


def refresh(ids: Iterable[int]) -> None:
    """Recompute events from their shown claims: type, the closest period that is told, and the amount told most often.

    An event without shown claims keeps what it said last; nothing shows it.
    """
    wanted = Event.objects.filter(pk__in=set(ids))
    roots = {row.merged_into_id or row.pk for row in wanted} | {row.pk for row in wanted}
    events = list(Event.objects.filter(pk__in=roots).order_by("pk").select_for_update(of=["self"]))
    claims: dict[int, list[Claim]] = defaultdict(list)
    told = Claim.objects.shown().filter(Q(event__in=events) | Q(event__merged_into__in=events)).select_related("event")
    for claim in told.order_by("pk"):
        for event_id in {claim.event_id, claim.event.merged_into_id}:
            if event_id is not None:
                claims[event_id].append(claim)
    for event in events:
        _recompute(event, claims.get(event.pk, []))
    fields = [
        "type",
        "date_earliest",
        "date_latest",
        "date_precision",
        "amount_value",
        "amount_currency",
        "amount_unit",
    ]
    Event.objects.bulk_update(events, fields)


def _recompute(event: Event, claims: list[Claim]) -> None:
    if not claims:
        return
    event.type = claims[0].type
    closest = min(claims, key=lambda claim: (RANK[claim.date_precision], claim.pk))
    event.date_earliest, event.date_latest = closest.date_earliest, closest.date_latest
    event.date_precision = closest.date_precision
    told = [(c.amount_value, c.amount_currency, c.amount_unit) for c in claims if c.amount_value is not None]
    value, currency, unit = max(told, key=told.count) if told else (None, "", "")
    event.amount_value, event.amount_currency, event.amount_unit = value, currency, unit
