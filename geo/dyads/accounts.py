"""Differing accounts, side by side: the same or nearly the same thing, dated, counted or described differently.

Two kinds of cases: events that may be the same (EventLink) but stay apart until an editor joins them, and events whose
own reports differ. Each version says how many independent texts stand behind it: copies are one witness.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from geo import listing
from geo.dyads.pair import Pair
from geo.models import Claim, EventLink

MOST = 8
READ = 60
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
    claim: Claim
    claims: int
    origins: int


@dataclass(frozen=True, slots=True)
class Case:
    """`differs` names what the versions disagree on; `is_one_event` where the site counts them as one."""

    versions: list[Version]
    differs: list[str]
    is_one_event: bool


@dataclass(frozen=True, slots=True)
class Accounts:
    cases: list[Case]
    is_capped: bool


def accounts(pair: Pair) -> Accounts:
    linked = _linked(pair)
    again = _told_again(pair)
    told = _told({event for events in linked for event in events} | set(again))
    cases = [[told[event] for event in events] for events in linked[:MOST] if all(told[event] for event in events)]
    apart = len(cases)
    cases += [versions for event in again if len(versions := _versions(told[event])) > 1][: MOST - apart]
    claims = {c.pk: c for c in listing.in_order(version[0].pk for case in cases for version in case)}
    return Accounts(
        [
            Case([_version(v, claims) for v in case], _differences(case), number >= apart)
            for number, case in enumerate(cases)
        ],
        len(linked) > MOST or len(again) == READ,
    )


def _linked(pair: Pair) -> list[tuple[int, int]]:
    links = EventLink.objects.filter(
        Exists(pair.rows().filter(event=OuterRef("event"))),
        Exists(pair.rows().filter(event=OuterRef("other"))),
        kind=EventLink.Kind.MAY_BE_SAME,
        accepted=None,
    )
    return list(links.order_by("-pk").values_list("other_id", "event_id")[: MOST + 1])


def _told_again(pair: Pair) -> list[int]:
    rows = pair.rows().filter(counts=True, reports__gt=1).order_by(F("listed_on").desc(nulls_last=True), "-claim_id")
    return list(rows.values_list("event_id", flat=True)[:READ])


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
    if _are_apart(one, other):
        found.add("date")
    if one.value is not None and other.value is not None and one.amount != other.amount:
        found.add("amount")
    if one.type != other.type or (one.mode and other.mode and one.mode != other.mode):
        found.add("type")
    if one.modality != other.modality:
        found.add("modality")
    return found


def _are_apart(one: Told, other: Told) -> bool:
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return one.latest < other.earliest or other.latest < one.earliest


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
        if one[0].precision != other[0].precision and not _are_apart(one[0], other[0]):
            found.add("precision")
    return [text for key, text in words.items() if key in found]


def _version(told: Sequence[Told], claims: dict[int, Claim]) -> Version:
    return Version(claims[told[0].pk], len(told), len({claim.origin for claim in told}))
