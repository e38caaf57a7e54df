"""Where each new claim of a reading stands: under the event it stood under, one that others report, or a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from geo.events import clusters, facts, similarity
from geo.events.drafts import Draft
from geo.events.facts import Told
from geo.models import Claim, Event, EventLink, Run


@dataclass(slots=True)
class Assigned:
    """What assigning changed: `new` events are not stored yet, `joined` ones point at another, or are pointed at."""

    new: list[Event] = field(default_factory=list)
    joined: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Reread:
    """The events of replaced rows: which of them others report too, and which an editor decided about."""

    roots: dict[Draft, int]
    shared: set[int]
    decided: set[int]
    apart: set[frozenset[int]]
    """Pairs that an editor said are not the same."""


def assign(run: Run, drafts: Sequence[Draft]) -> Assigned:
    """Set the event of each draft that has none yet; the drafts are in the order of the text."""
    published = run.article.published_on
    told = {draft: facts.of_draft(draft.claim, draft.parties, published) for draft in drafts}
    clusters.lock(drafts)
    scores = clusters.find(told, run.article_id)
    _add_tellings(drafts, scores)
    reread = _reread(drafts, run.article_id)
    known = Event.objects.in_bulk({event for row in scores.values() for event in row} | {*reread.roots.values()})
    assigned = Assigned()
    mates: dict[int, list[Told]] = defaultdict(list)
    for draft in drafts:
        if draft.event is not None:
            continue
        if draft.again in told:
            draft.event = draft.again.event
            continue
        old = reread.roots.get(draft)
        root = _root(old, scores[draft], told[draft], mates, reread, assigned)
        if root is not None:
            mates[root].append(told[draft])
        if root is not None and root == old and draft.replaces is not None:
            draft.event = draft.replaces.event  # also where it is joined to another: a split takes it along
        else:
            draft.event = known[root] if root is not None else _new(draft.claim, assigned)
    return assigned


def _add_tellings(drafts: Sequence[Draft], scores: dict[Draft, dict[int, float]]) -> None:
    """What an article tells several times is placed by all of it."""
    for draft in drafts:
        if draft.event is None and draft.again in scores:
            first = scores[draft.again]
            first |= {event: max(score, first.get(event, 0)) for event, score in scores[draft].items()}


def _root(
    old: int | None,
    scores: dict[int, float],
    told: Told,
    mates: dict[int, list[Told]],
    reread: Reread,
    assigned: Assigned,
) -> int | None:
    """The unmerged event under which a claim stands; none for a new one."""
    likely = {e: s for e, s in scores.items() if old is None or frozenset({old, e}) not in reread.apart}
    best = clusters.choose({e: s for e, s in likely.items() if s == 1 or _could_all_be_same(told, mates[e])})
    if old is None or not _stays(old, likely, reread):
        return best
    if best is None or best == old or old in reread.shared | reread.decided:
        return old
    rows = clusters.join([old, best])
    assigned.joined |= set(rows)
    return rows[0]


def _could_all_be_same(told: Told, mates: list[Told]) -> bool:
    """Two claims of one article stand under one event only if they, too, could be the same."""
    return all(similarity.same(told, mate) >= similarity.SAME for mate in mates)


def _stays(old: int, likely: dict[int, float], reread: Reread) -> bool:
    """A claim that is read anew leaves its event only if others report it and it no longer says the same."""
    return old not in reread.shared or old in reread.decided or likely.get(old, 0) >= similarity.SAME


def _new(claim: Claim, assigned: Assigned) -> Event:
    event = Event(
        type=claim.type, date_earliest=claim.date_earliest, date_latest=claim.date_latest,
        date_precision=claim.date_precision,
    )  # fmt: skip
    assigned.new.append(event)
    return event


def _reread(drafts: Sequence[Draft], article_id: int) -> Reread:
    before = {draft: draft.replaces.event_id for draft in drafts if draft.replaces is not None}
    if not before:
        return Reread({}, set(), set(), set())
    rows = Event.objects.filter(pk__in=set(before.values())).values_list("pk", "merged_into")
    root_of = {pk: into or pk for pk, into in rows}
    roots = set(root_of.values())
    others = Claim.objects.shown().exclude(article=article_id).filter(event__in=Event.objects.family(roots))
    shared = {into or pk for pk, into in others.values_list("event", "event__merged_into").distinct()}
    links = EventLink.objects.filter(kind=EventLink.Kind.MAY_BE_SAME, accepted=True).filter(
        Q(event__in=roots) | Q(other__in=roots)
    )
    decided = {pk for pair in links.values_list("event", "other") for pk in pair}
    return Reread(
        {draft: root_of[event] for draft, event in before.items()}, shared, decided, clusters.kept_apart(roots)
    )
