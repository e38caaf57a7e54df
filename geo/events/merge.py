"""Two rows, one thing: actors and events are joined by pointing the one at the other, and nothing else is rewritten."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from geo.events import clusters, links
from geo.events.facts import COMPATIBLE
from geo.models import Actor, Attribution, ClaimActor, ClaimParty, Event, EventLink
from geo.totals import rollup


class MergeError(Exception):
    """A sentence for the editor: why these cannot be joined."""


def merge_actor(actor: Actor, into: Actor) -> None:
    """Read `actor` as `into` from now on; its address redirects. Raises MergeError."""
    with transaction.atomic():
        rollup.hold_identities(alone=True)
        rows = {row.pk: row for row in Actor.objects.select_for_update().filter(pk__in=[actor.pk, into.pk])}
        one, other = rows[actor.pk], rows[into.pk]
        _check(one, other)
        one.merged_into = other
        one.save(update_fields=["merged_into"])
        _recount_actors([one.pk, other.pk])


def _check(one: Actor, other: Actor) -> None:
    names = {"one": one.name, "other": other.name}
    if one.pk == other.pk:
        raise MergeError(_("%(one)s cannot be merged into itself.") % names)
    if one.iso3 is not None:
        raise MergeError(_("%(one)s is a country: merge the other one into it instead.") % names)
    if one.merged_into_id is not None:
        raise MergeError(_("%(one)s is merged already: undo that first.") % names)
    if other.merged_into_id is not None:
        raise MergeError(_("%(other)s is merged into another actor: choose that one.") % names)
    if one.merged.exists():
        raise MergeError(_("Others are merged into %(one)s: undo that, or merge the other way round.") % names)


def unmerge_actor(actor: Actor) -> None:
    """Undo a merge. Raises MergeError where there is none."""
    with transaction.atomic():
        rollup.hold_identities(alone=True)
        row = Actor.objects.select_for_update().get(pk=actor.pk)
        into = row.merged_into_id
        if into is None:
            raise MergeError(_("%s is not merged.") % row.name)
        row.merged_into = None
        row.save(update_fields=["merged_into"])
        _recount_actors([row.pk, into])


def _recount_actors(ids: list[int]) -> None:
    claims = set(ClaimParty.objects.filter(actor__in=ids).values_list("claim_id", flat=True))
    claims |= set(Attribution.objects.filter(actor__in=ids).values_list("claim_id", flat=True))
    claims |= set(ClaimActor.objects.filter(actor__in=ids).values_list("claim_id", flat=True))
    rollup.refresh(claims)


def join_events(joined: Iterable[Event], *, by: User) -> Event:
    """Make one event of several: the oldest keeps its id, the others point at it. Raises MergeError."""
    with transaction.atomic():
        rollup.hold_identities()
        ids = {event.merged_into_id or event.pk for event in joined}
        if len(ids) < 2:
            raise MergeError(_("Choose two different events to join."))
        rows = list(Event.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
        if any(row.type not in COMPATIBLE.get(rows[0].type, frozenset()) | {rows[0].type} for row in rows):
            raise MergeError(_("These events are of different types: they are not the same thing."))
        root, others = rows[0], [row.pk for row in rows[1:]]
        clusters.join(ids)
        _decide_links(ids, accepted=True, by=by)
        _recount_events([root.pk, *others])
    root.refresh_from_db()
    return root


def split_event(event: Event, *, by: User) -> None:
    """Undo a joining: this event stands for itself again. Raises MergeError."""
    with transaction.atomic():
        rollup.hold_identities()
        row = Event.objects.select_for_update().get(pk=event.pk)
        root = row.merged_into_id
        if root is None:
            raise MergeError(_("Event %s is joined to no other.") % row.pk)
        row.merged_into = None
        row.save(update_fields=["merged_into"])
        EventLink.objects.get_or_create(kind=EventLink.Kind.MAY_BE_SAME, event=row, other_id=root)
        _decide_links({row.pk, root}, accepted=False, by=by)
        _recount_events([row.pk, root])


def decide_link(link: EventLink, *, accepted: bool | None, by: User) -> None:
    """Keep what an editor says; None takes it back. Accepting that two are the same joins them. Raises MergeError."""
    if accepted and link.kind == EventLink.Kind.MAY_BE_SAME:
        join_events([link.event, link.other], by=by)
        return
    with transaction.atomic():
        rollup.hold_identities()
        row = EventLink.objects.select_for_update(of=["self"]).select_related("event", "other").get(pk=link.pk)
        if row.kind == EventLink.Kind.MAY_BE_SAME and clusters.root(row.event) == clusters.root(row.other):
            raise MergeError(_("Events %s and %s are joined: split them first.") % (row.event_id, row.other_id))
        row.accepted, row.decided_by = accepted, None if accepted is None else by
        row.decided_at = None if accepted is None else timezone.now()
        row.save(update_fields=["accepted", "decided_by", "decided_at"])
        _recount_events([row.event_id, row.other_id])


def _decide_links(ids: set[int], *, accepted: bool, by: User) -> None:
    between = EventLink.objects.filter(kind=EventLink.Kind.MAY_BE_SAME, event__in=ids, other__in=ids)
    between.update(accepted=accepted, decided_by=by, decided_at=timezone.now())


def _recount_events(ids: list[int]) -> None:
    clusters.refresh(ids)
    links.refresh(ids)
    rollup.refresh(events=ids)
