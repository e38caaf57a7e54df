"""From a Reading to rows, in one transaction.

What stays keeps its row, what changed gets a new one, what went is closed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from geo.events import clusters, links
from geo.events.assign import assign
from geo.events.drafts import Draft
from geo.extraction import results as extracted
from geo.extraction.version import LANGUAGES_READ, claim_threshold
from geo.models import Actor, Attribution, Claim, ClaimParty, Event, Mention, Run
from geo.recording.drafting import drafts_of
from geo.recording.link import Named, link
from geo.totals import rollup

COMPARED = (
    "mode contexts modality is_speech symmetric date_earliest date_latest date_precision date_basis amount_value "
    "amount_currency amount_unit amount_qualifier place confidence rule evidence sentence_start sentence_end"
).split()


def record(article_id: int, reading: extracted.Reading, *, version: str, lexicon_digest: str) -> Run:
    """Store what one reading of an article found. The same text, date, version and lexicon give the same rows again."""
    with transaction.atomic():
        rollup.hold_identities()
        article = Article.objects.select_for_update().select_related("source").get(pk=article_id)
        now = timezone.now()
        run = Run.objects.create(
            article=article, extractor_version=version, lexicon_digest=lexicon_digest, state=Run.State.PUBLISHED,
            warnings=list(reading.warnings), started_at=now, finished_at=now,
        )  # fmt: skip
        if article.is_hidden or article.superseded_at is not None:
            return run
        rows = link(reading)
        mentions = _store_mentions(run, reading, rows)
        touched, joined = _store_claims(run, drafts_of(run, reading, rows, mentions), now)
        shown = Claim.objects.shown().filter(article=article).count()
        Run.objects.filter(pk=run.pk).update(claim_count=shown, mention_count=len(mentions))
        state = Article.State.READ if reading.language in (None, *LANGUAGES_READ) else Article.State.UNREAD
        Article.objects.filter(pk=article.pk).update(
            state=state, state_note="; ".join(reading.warnings), claim_count=shown
        )
        run.claim_count, run.mention_count = shown, len(mentions)
        settle(touched, [article.pk], joined)
    return run


def hide(article_ids: Iterable[int], *, erased: bool = False) -> None:
    """Close the claims of withdrawn, replaced or erased articles; blank what an erased one's claims quote."""
    with transaction.atomic():
        ids = list(article_ids)
        claims = Claim.objects.filter(article__in=ids)
        open_ids = list(claims.filter(shown_to=None).values_list("pk", flat=True))
        Claim.objects.filter(pk__in=open_ids).update(shown_to=timezone.now())
        settle(open_ids, ids)
        if erased:
            _blank(claims)


def _blank(claims: Any) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lazos.erasing', 'on', true)")
    claims.update(rule="", evidence=[], place="")
    Attribution.objects.filter(claim__in=claims, actor=None).update(name="erased")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lazos.erasing', 'off', true)")


def settle(claim_ids: list[int], article_ids: Iterable[int] = (), joined: Iterable[int] = ()) -> None:
    """What follows from changed claims and joined events: the events first, then how they stand to others, then the
    lists and totals in which they stand.
    """
    rollup.hold_identities()
    event_ids = {*Claim.objects.filter(pk__in=claim_ids).values_list("event_id", flat=True), *joined}
    clusters.refresh(event_ids)
    links.refresh(event_ids)
    rollup.refresh(claim_ids, events=joined, articles=article_ids)


def _store_mentions(
    run: Run, reading: extracted.Reading, rows: dict[Named, Actor | None]
) -> dict[tuple[int, int, int], Mention]:
    """Mentions by start, end and actor. Words that stand for an actor in a claim only are mentions, too."""
    found: dict[tuple[int, int, int], Mention] = {}

    def add(start: int, end: int, actor: Actor | None, how: str) -> None:
        if actor is not None:
            mention = Mention(article_id=run.article_id, run=run, start=start, end=end, actor=actor, how=how)
            found.setdefault((start, end, actor.pk), mention)

    for item in reading.actors:
        actor = rows[item.actor.kind, item.actor.name, item.actor.country or ""]
        for start, end in item.mentions:
            add(start, end, actor, "name")
    for claim in reading.claims:
        for party in (*claim.sources, *claim.targets):
            add(party.start, party.end, rows[party.kind, party.name, party.country or ""], "party")
    Mention.objects.bulk_create(found.values())
    return found


def _store_claims(run: Run, drafts: list[Draft], now: datetime) -> tuple[list[int], set[int]]:
    """Insert, keep and close claims; returns the ids of all that changed, and of events that were joined."""
    current = list(
        Claim.objects.filter(run__isnull=False, article=run.article_id, shown_to=None)
        .select_related("event")
        .prefetch_related("parties")
    )
    by_key = {claim.key: claim for claim in current}
    kept: set[int] = set()
    fresh: list[Draft] = []
    for draft in drafts:
        old = by_key.get(draft.claim.key)
        if old is not None and (_is_decided(old) or _same(old, draft.claim)):
            kept.add(old.pk)
        else:
            draft.replaces = old
            fresh.append(draft)
    kept |= _match_moved(fresh, [claim for claim in current if claim.pk not in kept])
    fresh = [draft for draft in fresh if draft.replaces is None or draft.replaces.pk not in kept]
    closing = [claim.pk for claim in current if claim.pk not in kept and not _is_decided(claim)]
    Claim.objects.filter(pk__in=closing).update(shown_to=now)
    once = {draft.claim.key: draft for draft in reversed(fresh)}
    wanted = [draft for draft in fresh if once[draft.claim.key] is draft]
    joined = _insert(run, wanted, by_key, now)
    return closing + [draft.claim.pk for draft in wanted], joined


def _is_decided(claim: Claim) -> bool:
    return claim.review != Claim.Review.UNREVIEWED


def _same(old: Claim, new: Claim) -> bool:
    return all(getattr(old, name) == getattr(new, name) for name in COMPARED)


def _match_moved(fresh: list[Draft], left: list[Claim]) -> set[int]:
    """Another extractor may choose other words: match what is left by sentence, type and parties, and of several the
    nearest; decisions stay.

    Returns the ids of rows that stay because an editor decided about them.
    """
    taken = {draft.replaces.pk for draft in fresh if draft.replaces is not None}
    waiting: dict[tuple[int, str, frozenset[int | None]], list[Claim]] = defaultdict(list)
    for claim in left:
        if claim.pk not in taken:
            waiting[_place_of(claim, claim.parties.all())].append(claim)
    decided = set()
    for draft in fresh:
        there = waiting[_place_of(draft.claim, draft.parties)] if draft.replaces is None else []
        if there:
            old = min(there, key=lambda claim: (_words_between(claim, draft.claim), claim.pk))
            there.remove(old)
            draft.replaces = old
            if _is_decided(old):
                decided.add(old.pk)
    return decided


def _words_between(one: Claim, other: Claim) -> int:
    return abs(one.trigger_start - other.trigger_start)


def _place_of(claim: Claim, parties: Iterable[ClaimParty]) -> tuple[int, str, frozenset[int | None]]:
    return claim.sentence_start, claim.type, frozenset(party.actor_id for party in parties)


def _insert(run: Run, drafts: list[Draft], by_key: dict[str, Claim], now: datetime) -> set[int]:
    """Store the drafts, each under its event; returns the events that were joined on the way."""
    new = {draft.claim.key: draft for draft in drafts}
    for draft in drafts:
        if draft.again is not None:
            first = draft.again = new.get(draft.again.claim.key, draft.again)
            stays = first.replaces or by_key.get(first.claim.key)
            if first.claim.key not in new and stays is not None:
                draft.event = stays.event
    assigned = assign(run, drafts)
    Event.objects.bulk_create(assigned.new)
    threshold = claim_threshold()
    for draft in drafts:
        claim, old = draft.claim, draft.replaces
        if old is not None:
            claim.ref, claim.replaces = old.ref, old
        assert draft.event is not None  # every draft was assigned one
        claim.event = draft.event
        claim.shown_from = now if claim.confidence >= threshold else None
    Claim.objects.bulk_create(draft.claim for draft in drafts)
    ClaimParty.objects.bulk_create(party for draft in drafts for party in _of_stored(draft, draft.parties))
    Attribution.objects.bulk_create(said for draft in drafts for said in _of_stored(draft, draft.attributions))
    return assigned.joined


def _of_stored[Row: (ClaimParty, Attribution)](draft: Draft, rows: list[Row]) -> list[Row]:
    for row in rows:
        row.claim = draft.claim  # has its key only now
    return rows
