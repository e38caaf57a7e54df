"""What was planned or agreed, and what became of it: it occurred, it was denied, or nothing is known since.

A pledge is an event of type AGREE that occurred, or any event that a text calls planned. What became of it is known
where another event is linked to it (EventLink): by the reading, or by an editor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from geo.browse import cards
from geo.browse.cards import CardClaim
from geo.browse.dyads.pair import Pair
from geo.models import Claim, ClaimPair, EventLink
from geo.vocabulary import EventType, Modality

MOST = 12
ROWS = 4 * MOST
"""Rows read to find MOST events: several claims may tell of one."""
ANSWERS = (EventLink.Kind.FULFILS, EventLink.Kind.DENIES)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An event that fulfils or denies a pledge, by a claim that tells it; `is_checked`: an editor has confirmed it."""

    kind: str
    claim: CardClaim
    is_checked: bool


@dataclass(frozen=True, slots=True)
class Pledge:
    claim: CardClaim
    outcomes: list[Outcome]


@dataclass(frozen=True, slots=True)
class Pledges:
    answered: list[Pledge]
    unanswered: list[Pledge]
    more_answered: bool
    more_unanswered: bool


def pledges(pair: Pair) -> Pledges:
    known = EventLink.objects.filter(other=OuterRef("event"), kind__in=ANSWERS).exclude(accepted=False)
    answered, more_answered = _first_claims(_rows(pair).filter(Exists(known)))
    unanswered, more_unanswered = _first_claims(_rows(pair).filter(~Exists(known)))
    links = _links(answered)
    tellers = _tellers(link.event_id for found in links.values() for link in found)
    claims = {
        claim.pk: claim for claim in cards.in_order([*answered.values(), *unanswered.values(), *tellers.values()])
    }
    return Pledges(
        [
            Pledge(claims[pk], [_outcome(link, claims, tellers) for link in links[event] if link.event_id in tellers])
            for event, pk in answered.items()
        ],
        [Pledge(claims[pk], []) for pk in unanswered.values()],
        more_answered,
        more_unanswered,
    )


def _rows(pair: Pair) -> QuerySet[ClaimPair]:
    promised = Q(type=EventType.AGREE, counts=True) | Q(claim__modality=Modality.PLANNED)
    return pair.rows().filter(promised).order_by(F("listed_on").desc(nulls_last=True), "-claim_id")


def _first_claims(rows: QuerySet[ClaimPair]) -> tuple[dict[int, int], bool]:
    """Event to its newest claim, for the newest events; and whether there are more."""
    found: dict[int, int] = {}
    for event, claim in rows.values_list("event_id", "claim_id")[:ROWS]:
        found.setdefault(event, claim)
    return dict(list(found.items())[:MOST]), len(found) > MOST


def _links(events: Iterable[int]) -> dict[int, list[EventLink]]:
    links: dict[int, list[EventLink]] = defaultdict(list)
    found = EventLink.objects.filter(other__in=list(events), kind__in=ANSWERS).exclude(accepted=False).order_by("pk")
    for link in found:
        links[link.other_id].append(link)
    return links


def _tellers(events: Iterable[int]) -> dict[int, int]:
    """Event to the first shown claim that tells it."""
    told = Claim.objects.shown().filter(event__in=set(events)).order_by("event_id", "pk").distinct("event_id")
    return dict(told.values_list("event_id", "pk"))


def _outcome(link: EventLink, claims: dict[int, CardClaim], tellers: dict[int, int]) -> Outcome:
    return Outcome(link.kind, claims[tellers[link.event_id]], bool(link.accepted))
