"""Articles that tell one thing, stored by the same door as a real reading: geo.recording.record."""

import datetime
from itertools import count
from typing import Any

from articles.models import Article
from geo.extraction import results as extracted
from geo.models import Claim
from geo.recording import record
from tests.geo import scenes

COUNTRY = {"Russia": "RUS", "Cuba": "CUB", "Brazil": "BRA", "Uruguay": "URY"}
PEOPLE = {"Putin": "RUS", "Lavrov": "RUS", "Castro": "CUB", "Rodríguez": "CUB"}
numbers = count(1)


def party(text: str, name: str) -> extracted.Party:
    start, end = scenes.span(text, name)
    kind: Any = "country" if name in COUNTRY else "person"
    country = COUNTRY.get(name) or PEOPLE.get(name)
    return extracted.Party(name, start, end, name, kind, country, official=True)


def when(date: str) -> extracted.EventDate | None:
    """“2014-07-11”, “2014-07”, “2014”, “2014-07-11 2014-07-12”, or nothing."""
    if not date:
        return None
    first, _space, last = date.partition(" ")
    if last:
        return extracted.EventDate(first, last, "range", "explicit")
    if len(date) == 10:
        return extracted.EventDate(date, date, "day", "explicit")
    if len(date) == 4:
        return extracted.EventDate(f"{date}-01-01", f"{date}-12-31", "year", "explicit")
    start = datetime.date.fromisoformat(f"{date}-01")
    end = (start + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    return extracted.EventDate(start.isoformat(), end.isoformat(), "month", "explicit")


def saying(text: str, type: str, sources: str, targets: str = "", **more: Any) -> extracted.Claim:  # noqa: A002
    """One claim of `text`. `sources` and `targets`: names, by commas. `trigger`: a word; `amount`: value, currency."""
    trigger = extracted.Words(*scenes.span(text, more.pop("trigger")), "")
    amount = more.pop("amount", None)
    values: dict[str, Any] = {
        "mode": None, "contexts": (), "modality": "occurred", "is_speech": type == "AGREE", "symmetric": False,
        "rule": "as told", "confidence": 0.9, "sentence": extracted.Words(0, len(text), text),
    }  # fmt: skip
    return extracted.Claim(
        type=type,
        sources=tuple(party(text, name) for name in sources.split(", ")),
        targets=tuple(party(text, name) for name in targets.split(", ") if name),
        trigger=trigger,
        date=when(more.pop("date", "")),
        amount=extracted.Amount(amount[0], amount[1], None, "exactly") if amount else None,
        **values | more,
    )


def tell(text: str, *args: Any, of: Article | None = None, outlet: str = "", published: str = "", **more: Any) -> Claim:
    """Store an article of `text` alone with the one claim that `saying` makes of the rest; returns its row."""
    if of is None:
        day = datetime.date.fromisoformat(published) if published else None
        dates = {"published_on": day, "published_precision": "day" if day else "unknown"}
        of = scenes.article(text, outlet or f"Outlet {next(numbers)}", **dates)
    store(of, saying(text, *args, **more))
    return Claim.objects.shown().get(article=of)


def store(of: Article, *claims: extracted.Claim) -> None:
    for name in COUNTRY:
        scenes.actor(name)
    record.record(of.pk, extracted.Reading(claims, language="en"), version="test", lexicon_digest="0" * 64)
