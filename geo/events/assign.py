"""Where each new claim of a reading stands: under the event it stood under, one that others report, or a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from geo.events import clusters, facts, similarity
from geo.events.clusters import Draft
from geo.events.facts import Told
from geo.models import Claim, Event, EventLink, Run

type Before = dict[int, int | Event]


@dataclass(slots=True)
class Places:
    """By the drafts' indexes. `new` are not stored yet; `joined` now point at another event, or are pointed at."""

    of: dict[int, Event] = field(default_factory=dict)
    new: list[Event] = field(default_factory=list)
    joined: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Reread:
    """The events of replaced rows: which of them others report too, and which an editor decided about."""

    roots: dict[int, int]
    shared: set[int]
    decided: set[int]
    apart: set[frozenset[int]]
    """Pairs that an editor said are not the same."""


def place(
    run: Run, drafts: Sequence[Draft], indexes: Sequence[int], replaced: dict[int, Claim], before: Before
) -> Places:
    """`indexes` number the drafts, in order. `replaced`: the rows that they replace. `before`: what the extractor found
    told before in the article, as the index of an earlier draft or as an event whose row stays.
    """
    published = run.article.published_on
    mine = dict(zip(indexes, [facts.of_draft(*draft, published) for draft in drafts], strict=True))
    clusters.lock(drafts)
    scores = _scores(indexes, clusters.find(drafts, run.article_id, published), before)
    reread = _reread({i: replaced[i] for i in indexes if i in replaced}, run.article_id)
    known = Event.objects.in_bulk({event for row in scores.values() for event in row} | {*reread.roots.values()})
    places = Places()
    mates: dict[int, list[Told]] = defaultdict(list)
    for i, (claim, _parties) in zip(indexes, drafts, strict=True):
        earlier = before.get(i)
        if earlier is not None:
            places.of[i] = places.of[earlier] if isinstance(earlier, int) else earlier
            continue
        root = _root(reread.roots.get(i), scores[i], mine[i], mates, reread, places)
        if root is not None:
            mates[root].append(mine[i])
        if root is not None and root == reread.roots.get(i):
            places.of[i] = replaced[i].event  # also where it is joined to another: a split takes it along
        else:
            places.of[i] = known[root] if root is not None else _new(claim, places)
    return places


def _scores(indexes: Sequence[int], found: list[dict[int, float]], before: Before) -> dict[int, dict[int, float]]:
    """What an article tells several times is placed by all of it."""
    scores = dict(zip(indexes, found, strict=True))
    for i, earlier in before.items():
        if isinstance(earlier, int):
            first = scores[earlier]
            first |= {event: max(score, first.get(event, 0)) for event, score in scores[i].items()}
    return scores


def _root(
    old: int | None, scores: dict[int, float], mine: Told, mates: dict[int, list[Told]], reread: Reread, places: Places
) -> int | None:
    """The unmerged event under which a claim stands; none for a new one."""
    likely = {e: s for e, s in scores.items() if old is None or frozenset({old, e}) not in reread.apart}
    best = clusters.choose({e: s for e, s in likely.items() if s == 1 or _fits(mine, mates[e])})
    if old is None or not _stays(old, likely, reread):
        return best
    if best is None or best == old or old in reread.shared | reread.decided:
        return old
    rows = clusters.join([old, best])
    places.joined |= set(rows)
    return rows[0]


def _fits(mine: Told, mates: list[Told]) -> bool:
    """Two claims of one article stand under one event only if they, too, could be the same."""
    return all(similarity.same(mine, mate) >= similarity.SAME for mate in mates)


def _stays(old: int, likely: dict[int, float], reread: Reread) -> bool:
    """A claim that is read anew leaves its event only if others report it and it no longer says the same."""
    return old not in reread.shared or old in reread.decided or likely.get(old, 0) >= similarity.SAME


def _new(draft: Claim, places: Places) -> Event:
    event = Event(
        type=draft.type, date_earliest=draft.date_earliest, date_latest=draft.date_latest,
        date_precision=draft.date_precision,
    )  # fmt: skip
    places.new.append(event)
    return event


def _reread(replaced: dict[int, Claim], article_id: int) -> Reread:
    if not replaced:
        return Reread({}, set(), set(), set())
    rows = Event.objects.filter(pk__in={claim.event_id for claim in replaced.values()}).values_list("pk", "merged_into")
    root_of = {pk: into or pk for pk, into in rows}
    roots = set(root_of.values())
    others = Claim.objects.shown().exclude(article=article_id).filter(event__in=Event.objects.family(roots))
    shared = {into or pk for pk, into in others.values_list("event", "event__merged_into").distinct()}
    links = EventLink.objects.filter(kind=EventLink.Kind.MAY_BE_SAME, accepted=True).filter(
        Q(event__in=roots) | Q(other__in=roots)
    )
    decided = {pk for pair in links.values_list("event", "other") for pk in pair}
    by_draft = {i: root_of[claim.event_id] for i, claim in replaced.items()}
    return Reread(by_draft, shared, decided, clusters.kept_apart(roots))
