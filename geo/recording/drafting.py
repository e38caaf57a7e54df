"""From what extraction found to rows that are not stored yet."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from geo.events.drafts import Draft
from geo.extraction import results as extracted
from geo.lib.names import fold
from geo.models import Actor, Attribution, Claim, ClaimParty, Mention, Run
from geo.recording.link import Named

type Actors = Mapping[Named, Actor | None]
type Mentions = Mapping[tuple[int, int, int], Mention]
"""Stored mentions by start, end and actor id."""


def key_of(claim: extracted.Claim) -> str:
    """The same for the same type, trigger and party spans: a claim's identity within its article."""
    spans = [f"{side}:{p.start}-{p.end}" for side, ps in (("s", claim.sources), ("t", claim.targets)) for p in ps]
    words = "|".join([claim.type, f"{claim.trigger.start}-{claim.trigger.end}", *sorted(spans)])
    return hashlib.sha256(words.encode()).hexdigest()


def drafts_of(run: Run, reading: extracted.Reading, actors: Actors, mentions: Mentions) -> list[Draft]:
    """One for each claim of the reading, in its order."""
    by_name: dict[str, list[Actor]] = defaultdict(list)
    for (_kind, name, _country), actor in actors.items():
        if actor is not None:
            by_name[fold(name)].append(actor)
    drafts: list[Draft] = []
    for found in reading.claims:
        claim = _claim(run, found)
        parties = list(_parties(claim, found, actors, mentions))
        attributions = list(_attributions(claim, found, by_name))
        again = drafts[found.same_as] if found.same_as is not None else None
        drafts.append(Draft(claim, parties, attributions, again))
    return drafts


def _claim(run: Run, found: extracted.Claim) -> Claim:
    earliest = date.fromisoformat(found.date.earliest) if found.date else None
    latest = date.fromisoformat(found.date.latest) if found.date else None
    amount = found.amount
    return Claim(
        article_id=run.article_id, run=run, key=key_of(found),
        sentence_start=found.sentence.start, sentence_end=found.sentence.end,
        trigger_start=found.trigger.start, trigger_end=found.trigger.end,
        type=found.type, mode=found.mode or "", contexts=list(found.contexts), modality=found.modality,
        is_speech=found.is_speech, symmetric=found.symmetric,
        date_earliest=earliest, date_latest=latest,
        date_precision=found.date.precision if found.date else "unknown",
        date_basis=found.date.basis if found.date else "",
        listed_on=min(filter(None, (latest, run.article.published_on)), default=None),
        amount_value=Decimal(str(amount.value)) if amount else None,
        amount_currency=(amount.currency or "") if amount else "",
        amount_unit=(amount.unit or "")[:60] if amount else "",
        amount_qualifier=amount.qualifier if amount else "",
        place=found.place.name[:200] if found.place else "",
        confidence=found.confidence, rule=found.rule,
        evidence=[[e.start, e.end, e.label] for e in found.evidence],
    )  # fmt: skip


def _parties(claim: Claim, found: extracted.Claim, actors: Actors, mentions: Mentions) -> Iterator[ClaimParty]:
    """Each actor once on each side."""
    for role, side in (("source", found.sources), ("target", found.targets)):
        seen: set[int | str] = set()
        for party in side:
            actor = actors[party.kind, party.name, party.country or ""]
            who = actor.pk if actor else party.name
            if who in seen:
                continue
            seen.add(who)
            yield ClaimParty(
                claim=claim, role=role, rank=len(seen) - 1, actor=actor, country=party.country or "",
                official=party.official, start=party.start, end=party.end,
                mention=mentions.get((party.start, party.end, actor.pk if actor else 0)),
            )  # fmt: skip


def _attributions(claim: Claim, found: extracted.Claim, by_name: Mapping[str, list[Actor]]) -> Iterator[Attribution]:
    for rank, said in enumerate(found.attribution):
        known = by_name.get(fold(said.name), [])
        actor = known[0] if len(known) == 1 and said.kind != "unnamed" else None
        yield Attribution(
            claim=claim, rank=rank, kind=said.kind, name=said.name[:300], start=said.start, end=said.end, actor=actor
        )
