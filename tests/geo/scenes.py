"""Articles with claims, stated by their words: offsets and parties follow from them, lists and totals as ever."""

import datetime
import hashlib
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from articles.models import Article, Origin, Source
from geo.lib.names import fold
from geo.models import Actor, Alias, Attribution, Claim, ClaimParty, Event, Run
from geo.totals import rollup

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
    official: bool = False,
    **more: Any,
) -> Claim:
    """`date` as (earliest, latest, precision), `official` of both sides; everything else is a field of Claim."""
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
                claim=made, role=role, rank=0, actor=party, country=party.country, official=official,
                start=words_start, end=words_end,
            )  # fmt: skip
    if agency:
        words_start, words_end = span(of.text, agency, start)
        Attribution.objects.create(claim=made, rank=0, kind="agency", name=agency, start=words_start, end=words_end)
    with transaction.atomic():  # browser journeys have none around them
        rollup.refresh([made.pk])
    return made


def day(text: str) -> tuple[datetime.date, datetime.date, str]:
    return datetime.date.fromisoformat(text), datetime.date.fromisoformat(text), "day"


def year(number: int) -> tuple[datetime.date, datetime.date, str]:
    return datetime.date(number, 1, 1), datetime.date(number, 12, 31), "year"
