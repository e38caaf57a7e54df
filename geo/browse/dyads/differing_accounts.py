"""Differing accounts, side by side: the same or nearly the same thing, dated, counted or described differently.

Three kinds of cases: events that may be the same (EventLink) but stay apart until an editor joins them, events that
somebody denies, and events whose own reports differ. Each version says how many independent texts stand behind it:
copies are one witness.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from django.db.models import F, Q
from django.utils.translation import gettext as _

from geo.browse import cards
from geo.browse.cards import CardClaim
from geo.browse.dyads.pair import Pair
from geo.lib.periods import gap
from geo.models import Claim, EventLink

MOST = 8
READ = 500
"""Newest claims that are looked at for links."""
AGAIN = 60
"""Newest events told more than once that are looked at."""
CLAIMS = 1000


@dataclass(frozen=True, slots=True)
class Told:
    """What one claim says of its event, without its words."""

    pk: int
    event: int
    origin: int
    type: str
    mode: str
    modality: str
    earliest: datetime.date | None
    latest: datetime.date | None
    precision: str
    value: Decimal | None
    currency: str
    unit: str

    @property
    def amount(self) -> tuple[Decimal | None, str, str]:
        return self.value, self.currency, self.unit


@dataclass(frozen=True, slots=True)
class Version:
    claim: CardClaim
    claims: int
    origins: int


@dataclass(frozen=True, slots=True)
class Case:
    """`title` says how the versions stand to each other, `differs` what they disagree on."""

    title: str
    versions: list[Version]
    differs: list[str]


@dataclass(frozen=True, slots=True)
class Accounts:
    cases: list[Case]
    is_capped: bool


def accounts(pair: Pair) -> Accounts:
    recent = _recent(pair)
    linked = _linked(recent)
    again = _told_again(pair)
    told = _told({event for _kind, *events in linked for event in events} | set(again))
    found = [(kind, [told[one], told[other]]) for kind, one, other in linked[:MOST] if told[one] and told[other]]
    differing = [versions for event in again if len(versions := _versions(told[event])) > 1]
    found += [("", versions) for versions in differing[: MOST - len(found)]]
    claims = {c.pk: c for c in cards.in_order(version[0].pk for _kind, case in found for version in case)}
    return Accounts(
        [Case(_title(kind), [_version(v, claims) for v in case], _differences(case)) for kind, case in found],
        len(linked) > MOST or len(again) == AGAIN or len(recent) == READ,
    )


def _title(kind: str) -> str:
    if kind == EventLink.Kind.MAY_BE_SAME:
        return _("Two events that may be the same")
    if kind == EventLink.Kind.DENIES:
        return _("Reported, and denied")
    return _("One event, told in different ways")


def _linked(recent: list[int]) -> list[tuple[str, int, int]]:
    """Of the events told last: those that may be the same, until an editor decides, and those that were denied."""
    doubts = Q(kind=EventLink.Kind.MAY_BE_SAME, accepted=None)
    denials = Q(kind=EventLink.Kind.DENIES) & ~Q(accepted=False)
    links = EventLink.objects.filter(doubts | denials, event__in=recent, other__in=recent).order_by("-pk")
    return list(links.values_list("kind", "other_id", "event_id")[: MOST + 1])


def _recent(pair: Pair) -> list[int]:
    rows = pair.rows().order_by(F("listed_on").desc(nulls_last=True), "-claim_id")
    return list(dict.fromkeys(rows.values_list("event_id", flat=True)[:READ]))


def _told_again(pair: Pair) -> list[int]:
    rows = pair.rows().filter(counts=True, reports__gt=1).order_by(F("listed_on").desc(nulls_last=True), "-claim_id")
    return list(rows.values_list("event_id", flat=True)[:AGAIN])


def _told(events: set[int]) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = defaultdict(list)
    claims = Claim.objects.shown().filter(event__in=events).order_by("pk")
    values = claims.values_list(
        "pk", "event_id", "article__origin_id", "type", "mode", "modality", "date_earliest", "date_latest",
        "date_precision", "amount_value", "amount_currency", "amount_unit",
    )  # fmt: skip
    for facts in values[:CLAIMS]:
        told = Told(*facts)
        found[told.event].append(told)
    return found


def _versions(told: Sequence[Told]) -> list[list[Told]]:
    """Claims of one event, apart where they contradict each other; what one leaves open contradicts nothing."""
    versions: list[list[Told]] = []
    for claim in told:
        fitting = next((v for v in versions if not any(_contradictions(claim, other) for other in v)), None)
        if fitting is None:
            versions.append([claim])
        else:
            fitting.append(claim)
    return versions


def _contradictions(one: Told, other: Told) -> set[str]:
    found = set()
    if gap(((one.earliest, one.latest), (other.earliest, other.latest))):
        found.add("date")
    if one.value is not None and other.value is not None and one.amount != other.amount:
        found.add("amount")
    if one.type != other.type or (one.mode and other.mode and one.mode != other.mode):
        found.add("type")
    if one.modality != other.modality:
        found.add("modality")
    return found


def _differences(case: Iterable[Sequence[Told]]) -> list[str]:
    words = {
        "date": _("dated differently"),
        "precision": _("dated more and less closely"),
        "amount": _("counted differently"),
        "type": _("described differently"),
        "modality": _("not equally real"),
    }
    found: set[str] = set()
    for one, other in combinations(case, 2):
        found |= _contradictions(one[0], other[0])
        if one[0].earliest and other[0].earliest and one[0].precision != other[0].precision:
            found.add("precision")
    if "date" in found:
        found.discard("precision")
    return [text for key, text in words.items() if key in found]


def _version(told: Sequence[Told], claims: dict[int, CardClaim]) -> Version:
    return Version(claims[told[0].pk], len(told), len({claim.origin for claim in told}))
