"""What one claim tells, as a plain value: Russia meets Cuba on 11 July 2014, but for what a test says."""

import datetime
from decimal import Decimal
from itertools import count

from geo.events.facts import Told
from tests.geo.tellings import when

PEOPLE = {"Putin": ("RUS", 1), "Lavrov": ("RUS", 2), "Castro": ("CUB", 3), "Rodríguez": ("CUB", 4)}
articles = count(1)


def told(*, sources="RUS", targets="CUB", people="", date="2014-07-11", published="2014-07-12", **more) -> Told:
    """`date` as in tests.geo.tellings; names stand between spaces; `amount`: value, then currency or unit."""
    days = when(date)
    values = {
        "event": None, "article": next(articles), "sentence": 0, "type": "CONSULT", "mode": "", "modality": "occurred",
        "is_speech": False, "symmetric": False, "bodies": frozenset(), "promised": "", "trigger": "", "amount": None,
    }  # fmt: skip
    values |= {
        "sources": frozenset(sources.split()),
        "targets": frozenset(targets.split()),
        "people": frozenset(PEOPLE[name] for name in people.split()),
        "earliest": day(days.earliest) if days else None,
        "latest": day(days.latest) if days else None,
        "precision": days.precision if days else "unknown",
        "published": day(published),
    }
    values |= more
    values["promised"] = frozenset(values["promised"].split())
    values["amount"] = amount(*values["amount"]) if values["amount"] else None
    return Told(**values)


def day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def amount(value: float, currency: str = "", unit: str = "") -> tuple[Decimal, str, str]:
    return Decimal(str(value)), currency, unit
