"""Articles with claims, stated by their words: offsets, parties and derived rows follow from them."""

import datetime
import hashlib
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from articles.models import Article, Origin, Source
from geo.models import (
    Actor,
    ActorPeriod,
    Alias,
    Attribution,
    Claim,
    ClaimActor,
    ClaimPair,
    ClaimParty,
    Event,
    Relationship,
    RelationshipPeriod,
    Run,
)
from geo.names import fold
from geo.vocabulary import COUNTED_MODALITIES

CODES = {"Russia": ("RUS", "RU"), "Cuba": ("CUB", "CU"), "Brazil": ("BRA", "BR"), "Uruguay": ("URY", "UY")}
numbers = count(1)


def actor(name: str, kind: str = "person", country: str = "", **more: Any) -> Actor:
    """One of CODES by its name alone, anybody else with kind and country (ISO alpha-3)."""
    if name in CODES:
        iso3, iso2 = CODES[name]
        more |= {"iso3": iso3, "iso2": iso2}
        kind, country = "country", iso3
    made, _new = Actor.objects.get_or_create(
        slug=slugify(name), defaults={"name": name, "kind": kind, "country": country, **more}
    )
    alias(made, name)
    return made


def alias(owner: Actor, text: str, **more: Any) -> None:
    Alias.objects.get_or_create(actor=owner, text=text, language="", defaults={"folded": fold(text), **more})


def article(text: str, source: str = "The Courier", **more: Any) -> Article:
    sha = hashlib.sha256(text.encode()).hexdigest()
    values: dict[str, Any] = {
        "title": "Delegations meet",
        "language": "en",
        "published_on": datetime.date(2025, 5, 30),
        "published_precision": "day",
        "rights": "full",
        "state": "read",
        "url": "https://example.org/story",
    }
    made = Article.objects.create(
        source=Source.objects.get_or_create(name=source)[0],
        text=text,
        text_sha256=sha,
        origin=Origin.objects.get_or_create(text_sha256=sha)[0],
        **values | more,
    )
    Run.objects.create(
        article=made, extractor_version="1.0", lexicon_digest="ab" * 32, state="published", finished_at=timezone.now()
    )
    return made


def span(text: str, words: str, start: int = 0) -> tuple[int, int]:
    at = text.index(words, start)
    return at, at + len(words)


def claim(
    quote: str = "Russia promised Cuba a credit line.",
    *,
    of: Article | None = None,
    source: Actor | str = "Russia",
    target: Actor | str | None = "Cuba",
    trigger: str = "promised",
    agency: str = "",
    event: Event | None = None,
    **more: Any,
) -> Claim:
    """`date` as (earliest, latest, precision); everything else is a field of Claim."""
    of = of or article(f"{quote}\nStory number {next(numbers)}.")
    start, end = span(of.text, quote)
    trigger_start, trigger_end = span(of.text, trigger, start)
    earliest, latest, precision = more.pop("date", (None, None, "unknown"))
    dates = {"date_earliest": earliest, "date_latest": latest, "date_precision": precision}
    values: dict[str, Any] = {
        "type": "AGREE", "modality": "occurred", "is_speech": True, "symmetric": False, "confidence": 0.8,
        "rule": "A verb of promising between two countries.", "evidence": [[trigger_start, trigger_end, "the verb"]],
        "shown_from": timezone.now(), "date_basis": "explicit" if earliest else "",
        "listed_on": min(filter(None, (latest, of.published_on)), default=None),
    }  # fmt: skip
    values |= more
    made = Claim.objects.create(
        article=of, run=of.runs.first(), key=f"{next(numbers):064}", sentence_start=start, sentence_end=end,
        trigger_start=trigger_start, trigger_end=trigger_end,
        event=event or Event.objects.create(type=values["type"], **dates), **values | dates,
    )  # fmt: skip
    sides = {"source": source, "target": target}
    for role, party in sides.items():
        if party is not None:
            party = actor(party) if isinstance(party, str) else party
            words_start, words_end = span(
                of.text, party.name.split()[-1] if party.kind == "person" else party.name, start
            )
            ClaimParty.objects.create(
                claim=made, role=role, rank=0, actor=party, country=party.country, start=words_start, end=words_end
            )
    if agency:
        words_start, words_end = span(of.text, agency, start)
        Attribution.objects.create(claim=made, rank=0, kind="agency", name=agency, start=words_start, end=words_end)
    derive(made)
    return made


def derive(made: Claim) -> None:
    """The rows that geo.rollup keeps, for one claim with one party a side and an event of its own."""
    parties = {party.role: party.actor for party in made.parties.select_related("actor")}
    sides: dict[Actor, str] = {}
    for role, party in parties.items():
        sides[party] = role
        sides.setdefault(Actor.objects.filter(iso3=party.country or None).first() or party, role)
    for one, role in sides.items():
        is_source = role == "source"
        ClaimActor.objects.create(
            claim=made, actor=one, as_source=is_source, as_target=not is_source, listed_on=made.listed_on
        )
        _count(ActorPeriod, made, actor=one)
    for source, target in _pairs(sides):
        first, second = sorted([source, target], key=lambda party: party.pk)
        pair, _new = Relationship.objects.get_or_create(first=first, second=second)
        direction = 1 if source == first else -1
        ClaimPair.objects.create(claim=made, relationship=pair, direction=direction, listed_on=made.listed_on)
        _count(RelationshipPeriod, made, relationship=pair, direction=direction)
        pair.claim_count += 1
        pair.event_count += made.modality in COUNTED_MODALITIES
        pair.first_seen, pair.last_seen = made.date_earliest, made.date_latest
        pair.save()


def _pairs(sides: dict[Actor, str]) -> list[tuple[Actor, Actor]]:
    sources = [one for one, role in sides.items() if role == "source"]
    targets = [one for one, role in sides.items() if role == "target"]
    return [(one, other) for one in sources for other in targets if one.country != other.country]


def _count(model: Any, made: Claim, **owner: Any) -> None:
    if made.modality not in COUNTED_MODALITIES:
        return
    precision, period = "undated", None
    if made.date_earliest and made.date_precision == "year":
        precision, period = "year", made.date_earliest.replace(month=1, day=1)
    elif made.date_earliest:
        precision, period = "month", made.date_earliest.replace(day=1)
    cell, _new = model.objects.get_or_create(
        **owner, precision=precision, period=period, type=made.type, is_speech=made.is_speech,
        defaults={"events": 0, "reviewed": 0},
    )  # fmt: skip
    cell.events += 1
    cell.save()


def day(text: str) -> tuple[datetime.date, datetime.date, str]:
    return datetime.date.fromisoformat(text), datetime.date.fromisoformat(text), "day"


def year(number: int) -> tuple[datetime.date, datetime.date, str]:
    return datetime.date(number, 1, 1), datetime.date(number, 12, 31), "year"
