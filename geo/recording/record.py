"""From a Reading to rows, in one transaction.

What stays keeps its row, what changed gets a new one, what went is closed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from geo.events import clusters, links
from geo.events.assign import place
from geo.events.clusters import Draft
from geo.extraction import results as extracted
from geo.extraction.version import claim_threshold
from geo.lib.names import fold
from geo.models import Actor, Attribution, Claim, ClaimParty, Event, Mention, Run
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
        touched, joined = _store_claims(run, reading, rows, mentions, now)
        shown = Claim.objects.shown().filter(article=article).count()
        Run.objects.filter(pk=run.pk).update(claim_count=shown, mention_count=len(mentions))
        state = Article.State.READ if reading.language in (None, "en") else Article.State.UNREAD
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


def key_of(claim: extracted.Claim) -> str:
    """The same for the same type, trigger and party spans: a claim's identity within its article."""
    spans = [f"{side}:{p.start}-{p.end}" for side, ps in (("s", claim.sources), ("t", claim.targets)) for p in ps]
    words = "|".join([claim.type, f"{claim.trigger.start}-{claim.trigger.end}", *sorted(spans)])
    return hashlib.sha256(words.encode()).hexdigest()


def _store_claims(
    run: Run,
    reading: extracted.Reading,
    rows: dict[Named, Actor | None],
    mentions: dict[tuple[int, int, int], Mention],
    now: datetime,
) -> tuple[list[int], set[int]]:
    """Insert, keep and close claims; returns the ids of all that changed, and of events that were joined."""
    current = list(
        Claim.objects.filter(run__isnull=False, article=run.article_id, shown_to=None)
        .select_related("event")
        .prefetch_related("parties")
    )
    by_key = {claim.key: claim for claim in current}
    drafts = _drafts(run, reading, rows)
    kept: set[int] = set()
    replaced: dict[int, Claim] = {}
    fresh: list[int] = []
    for i, (draft, _parties) in enumerate(drafts):
        old = by_key.get(draft.key)
        if old is not None and (old.review != Claim.Review.UNREVIEWED or _same(old, draft)):
            kept.add(old.pk)
            continue
        fresh.append(i)
        if old is not None:
            replaced[i] = old
    _match_moved(drafts, fresh, replaced, [c for c in current if c.pk not in kept], kept)
    fresh = [i for i in fresh if not (i in replaced and replaced[i].pk in kept)]
    closing = [c for c in current if c.pk not in kept and c.review == Claim.Review.UNREVIEWED]
    Claim.objects.filter(pk__in=[c.pk for c in closing]).update(shown_to=now)
    made, joined = _insert(run, reading, drafts, fresh, replaced, by_key, now)
    _insert_details(reading, rows, mentions, [(made[i], drafts[i][1], i) for i in fresh if i in made])
    return [claim.pk for claim in (*closing, *made.values())], joined


def _match_moved(
    drafts: list[Draft],
    fresh: list[int],
    replaced: dict[int, Claim],
    left: list[Claim],
    kept: set[int],
) -> None:
    """Another extractor may choose other words: match what is left by sentence, type and parties; decisions stay."""
    taken = {claim.pk for claim in replaced.values()}
    waiting: dict[tuple[int, str, frozenset[int | None]], Claim] = {}
    for claim in left:
        if claim.pk not in taken:
            waiting.setdefault(
                (claim.sentence_start, claim.type, frozenset(p.actor_id for p in claim.parties.all())), claim
            )
    for i in fresh:
        draft, parties = drafts[i]
        old = waiting.pop((draft.sentence_start, draft.type, frozenset(p.actor_id for p in parties)), None)
        if i not in replaced and old is not None:
            replaced[i] = old
            if old.review != Claim.Review.UNREVIEWED:
                kept.add(old.pk)


def _drafts(run: Run, reading: extracted.Reading, rows: dict[Named, Actor | None]) -> list[Draft]:
    """Rows for each claim, not stored yet; the i-th for the i-th claim of the reading."""
    article = run.article
    drafts = []
    for claim in reading.claims:
        earliest = date.fromisoformat(claim.date.earliest) if claim.date else None
        latest = date.fromisoformat(claim.date.latest) if claim.date else None
        amount = claim.amount
        draft = Claim(
            article_id=run.article_id, run=run, key=key_of(claim),
            sentence_start=claim.sentence.start, sentence_end=claim.sentence.end,
            trigger_start=claim.trigger.start, trigger_end=claim.trigger.end,
            type=claim.type, mode=claim.mode or "", contexts=list(claim.contexts), modality=claim.modality,
            is_speech=claim.is_speech, symmetric=claim.symmetric,
            date_earliest=earliest, date_latest=latest,
            date_precision=claim.date.precision if claim.date else "unknown",
            date_basis=claim.date.basis if claim.date else "",
            listed_on=min(filter(None, (latest, article.published_on)), default=None),
            amount_value=Decimal(str(amount.value)) if amount else None,
            amount_currency=(amount.currency or "") if amount else "",
            amount_unit=(amount.unit or "")[:60] if amount else "",
            amount_qualifier=amount.qualifier if amount else "",
            place=claim.place.name[:200] if claim.place else "",
            confidence=claim.confidence, rule=claim.rule,
            evidence=[[e.start, e.end, e.label] for e in claim.evidence],
        )  # fmt: skip
        drafts.append((draft, _party_rows(claim, rows)))
    return drafts


def _party_rows(claim: extracted.Claim, rows: dict[Named, Actor | None]) -> list[ClaimParty]:
    made = []
    for role, side in (("source", claim.sources), ("target", claim.targets)):
        seen: set[int | str] = set()
        for party in side:
            actor = rows[party.kind, party.name, party.country or ""]
            key = actor.pk if actor else party.name
            if key in seen:
                continue
            seen.add(key)
            row = ClaimParty(
                role=role, rank=len(seen) - 1, actor=actor, country=party.country or "", official=party.official,
                start=party.start, end=party.end,
            )  # fmt: skip
            made.append(row)
    return made


def _same(old: Claim, draft: Claim) -> bool:
    return all(getattr(old, name) == getattr(draft, name) for name in COMPARED)


def _insert(
    run: Run,
    reading: extracted.Reading,
    drafts: list[Draft],
    fresh: list[int],
    replaced: dict[int, Claim],
    by_key: dict[str, Claim],
    now: datetime,
) -> tuple[dict[int, Claim], set[int]]:
    """The stored claims by index, and the events that were joined on the way."""
    once = {drafts[i][0].key: i for i in reversed(fresh)}
    wanted = sorted(once.values())
    before: dict[int, int | Event] = {}
    for i in wanted:
        first = reading.claims[i].same_as
        if first in wanted:
            before[i] = first
        elif first is not None and drafts[first][0].key in by_key:
            before[i] = by_key[drafts[first][0].key].event
    places = place(run, [drafts[i] for i in wanted], wanted, replaced, before)
    Event.objects.bulk_create(places.new)
    threshold = claim_threshold()
    made = {i: drafts[i][0] for i in wanted}
    for i, claim in made.items():
        old = replaced.get(i)
        if old is not None:
            claim.ref, claim.replaces = old.ref, old
        claim.event = places.of[i]
        claim.shown_from = now if claim.confidence >= threshold else None
    Claim.objects.bulk_create(made.values())
    return made, places.joined


def _insert_details(
    reading: extracted.Reading,
    rows: dict[Named, Actor | None],
    mentions: dict[tuple[int, int, int], Mention],
    made: list[tuple[Claim, list[ClaimParty], int]],
) -> None:
    by_name: dict[str, list[Actor]] = defaultdict(list)
    for (_kind, name, _country), actor in rows.items():
        if actor is not None:
            by_name[fold(name)].append(actor)
    parties, attributions = [], []
    for claim, party_rows, i in made:
        for party in party_rows:
            party.claim = claim
            party.mention = mentions.get((party.start, party.end, party.actor_id or 0))
        parties += party_rows
        for rank, said in enumerate(reading.claims[i].attribution):
            known = by_name.get(fold(said.name), [])
            attributions.append(
                Attribution(
                    claim=claim,
                    rank=rank,
                    kind=said.kind,
                    name=said.name[:300],
                    start=said.start,
                    end=said.end,
                    actor=known[0] if len(known) == 1 and said.kind != "unnamed" else None,
                )
            )
    ClaimParty.objects.bulk_create(parties)
    Attribution.objects.bulk_create(attributions)
