"""Which claims report the same thing in the world, and what that thing is as far as they say."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from django.db.models import Q

from geo.events import facts, similarity
from geo.events.drafts import Draft
from geo.events.facts import Told
from geo.models import Claim, Event, EventLink

RANK = {"day": 0, "range": 1, "month": 2, "year": 3, "unknown": 4}


def lock(drafts: Sequence[Draft]) -> None:
    """Let one reading at a time look for events between the same parties: two at once would not see each other."""
    names = {" ".join(sorted({p.country or str(p.actor_id) for p in draft.parties})) for draft in drafts}
    with connection.cursor() as cursor:
        keys = sorted(zlib.crc32(name.encode()) for name in names)
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])


def find(told: Mapping[Draft, Told], article_id: int) -> dict[Draft, dict[int, float]]:
    """For each new claim the events of other articles that it could report, unmerged, each with a score from 0 to 1.

    A copy of the same text reports what its original reports, whatever it is dated.
    """
    near = facts.near([(one, facts.same_again(one)) for one in told.values()])
    elsewhere = [other for other in near if other.article != article_id]
    copies = _of_copies(article_id, [draft.claim.key for draft in told])
    found = {}
    for draft, one in told.items():
        copied = copies.get((draft.claim.key, draft.claim.modality))
        found[draft] = _scores(one, elsewhere) | ({} if copied is None else {copied: 1.0})
    return found


def _scores(one: Told, near: list[Told]) -> dict[int, float]:
    scores: dict[int, float] = defaultdict(float)
    for other in near:
        if other.event is not None:
            scores[other.event] = max(scores[other.event], similarity.same(one, other))
    return dict(scores)


def _of_copies(article_id: int, keys: list[str]) -> dict[tuple[str, str], int]:
    """The events of the same words in other articles of the same origin, by the claims' keys and moods."""
    claims = Claim.objects.shown().filter(article__origin__articles=article_id, key__in=keys)
    others = claims.exclude(article=article_id).order_by("-pk")
    rows = others.values_list("key", "modality", "event", "event__merged_into")
    return {(key, mood): into or event for key, mood, event, into in rows}


def kept_apart(event_ids: Iterable[int]) -> set[frozenset[int]]:
    """Pairs of these events that an editor said are not the same."""
    links = EventLink.objects.filter(kind=EventLink.Kind.MAY_BE_SAME, accepted=False).filter(
        Q(event__in=list(event_ids)) | Q(other__in=list(event_ids))
    )
    return {frozenset(pair) for pair in links.values_list("event_id", "other_id")}


def choose(scores: dict[int, float]) -> int | None:
    """The best of them, the oldest of equals; none where none is likely enough."""
    likely = [(-score, event) for event, score in scores.items() if score >= similarity.SAME]
    return min(likely)[1] if likely else None


def root(event: Event) -> Event:
    return event.merged_into or event


def join(ids: Iterable[int]) -> list[int]:
    """Let all of them, and whatever is merged into them, point at the oldest; returns it and those that point anew."""
    known = Event.objects.filter(pk__in=set(ids)).values_list("pk", "merged_into")
    roots = {into or pk for pk, into in known}  # some may have been joined a moment ago
    rows = list(Event.objects.select_for_update().filter(pk__in=roots).order_by("pk"))
    others = [row.pk for row in rows[1:]]
    Event.objects.filter(Q(pk__in=others) | Q(merged_into__in=others)).update(merged_into=rows[0])
    return [row.pk for row in rows]


def refresh(ids: Iterable[int]) -> None:
    """Recompute events from their shown claims: type, the closest period that is told, and the amount told most often.

    An event without shown claims keeps what it said last; nothing shows it.
    """
    wanted = Event.objects.filter(pk__in=set(ids))
    roots = {row.merged_into_id or row.pk for row in wanted} | {row.pk for row in wanted}
    events = list(Event.objects.filter(pk__in=roots).order_by("pk").select_for_update(of=["self"]))
    claims: dict[int, list[Claim]] = defaultdict(list)
    told = Claim.objects.shown().filter(event__in=Event.objects.family(roots)).select_related("event")
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
