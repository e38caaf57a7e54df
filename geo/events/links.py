"""How events stand to one another: kept promises, denials, and what may be the same.

Derived from shown claims like the totals, in the same transaction, and made anew at will; what an editor decided about
a link stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations

from django.db.models import Q

from geo.events import facts, similarity
from geo.events.facts import Told
from geo.models import Claim, Event, EventLink

MOST = 3
"""An event's best links of each kind: more would be guesses beside better ones."""
BATCH = 100
COMPARED = 100
"""With at most so many events of the same parties each one is compared: a text of a thousand claims stays quick."""
Kind = EventLink.Kind
type Key = tuple[str, int, int]
"""Kind, event, other event."""


def refresh(event_ids: Iterable[int]) -> None:
    """Bring the links of these events up to date. Inside a transaction, after geo.events.refresh."""
    ids = set(event_ids)
    if not ids:
        return
    rows = Event.objects.filter(pk__in=ids).values_list("pk", "merged_into")
    roots = {into or pk for pk, into in rows}
    found = _found(roots)
    _forget(ids | roots, found)
    links = [EventLink(kind=k, event_id=e, other_id=o, score=score) for (k, e, o), score in sorted(found.items())]
    EventLink.objects.bulk_create(
        links, update_conflicts=True, unique_fields=["kind", "event", "other"], update_fields=["score"]
    )


def rebuild() -> int:
    """The links of all shown events. Returns how many links there are."""
    shown = Claim.objects.shown().order_by("event_id").values_list("event_id", flat=True).distinct()
    ids = list(shown)
    _forget(set(EventLink.objects.filter(accepted=None).values_list("event_id", flat=True)), {})
    for start in range(0, len(ids), BATCH):
        refresh(ids[start : start + BATCH])
    return EventLink.objects.count()


def _forget(events: set[int], found: dict[Key, float]) -> None:
    """Delete what claims no longer say, unless an editor decided about it."""
    undecided = EventLink.objects.filter(Q(event__in=events) | Q(other__in=events), accepted=None)
    gone = [pk for pk, *key in undecided.values_list("pk", "kind", "event_id", "other_id") if tuple(key) not in found]
    EventLink.objects.filter(pk__in=gone).delete()


def _found(roots: set[int]) -> dict[Key, float]:
    """Lists of these events' own claims may not be written yet: those of one article are looked at anyway."""
    ours = facts.of_events(roots)
    mine = [one for claims in ours.values() for one in claims]
    others = facts.near([(one, facts.same_again(one) + facts.linked(one)) for one in mine])
    by_parties: dict[frozenset[str], dict[int, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for other in dict.fromkeys((*others, *mine)):
        for key in _party_keys(other):
            events = by_parties[key]
            if other.event in events or len(events) < COMPARED:
                events[other.event or 0].append(other)
    found: dict[Key, float] = {}
    for root, claims in ours.items():
        there: dict[int, list[Told]] = defaultdict(list)
        for key in {key for one in claims for key in _party_keys(one)}:
            for event, rows in by_parties[key].items():
                there[event] += rows
        links = [link for event, rows in there.items() if event != root for link in _between(root, claims, event, rows)]
        found |= {key: score for score, key in _strongest(links)}
    return found


def _party_keys(one: Told) -> set[frozenset[str]]:
    """Two claims without a pair in common are never alike; of one party alone, without that one."""
    names = sorted(one.everybody)
    return {frozenset(pair) for pair in combinations(names, 2)} or {frozenset(names)}


def _strongest(links: list[tuple[float, Key]]) -> list[tuple[float, Key]]:
    kept: list[tuple[float, Key]] = []
    for kind in Kind.values:
        some = sorted((link for link in links if link[1][0] == kind), reverse=True)
        kept += some[:MOST]
    return kept


def _between(root: int, claims: list[Told], other: int, others: list[Told]) -> list[tuple[float, Key]]:
    """The links between two events that reach their mark, each with its best score."""
    younger, older = max(root, other), min(root, other)
    tries: list[tuple[Key, float, float]] = [
        ((Kind.MAY_BE_SAME.value, younger, older), _best(_same_elsewhere, claims, others), similarity.MAYBE),
        ((Kind.FULFILS.value, root, other), _best(similarity.fulfils, claims, others), similarity.LINKED),
        ((Kind.FULFILS.value, other, root), _best(similarity.fulfils, others, claims), similarity.LINKED),
        ((Kind.DENIES.value, root, other), _best(similarity.denies, claims, others), similarity.LINKED),
        ((Kind.DENIES.value, other, root), _best(similarity.denies, others, claims), similarity.LINKED),
    ]
    return [(score, key) for key, score, least in tries if score >= least]


def _best(score: Callable[[Told, Told], float], some: list[Told], others: list[Told]) -> float:
    return max(score(one, other) for one in some for other in others)


def _same_elsewhere(one: Told, other: Told) -> float:
    """Within one article the extractor says what is told again."""
    return similarity.same(one, other) if one.article != other.article else 0.0
