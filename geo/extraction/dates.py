"""When it happened, as a range never more precise than the text; no date where the text gives none."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from geo.extraction.claims import EventDate

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
MONTH = r"(?P<{0}>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?"
DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
           "ten": 10, "twelve": 12, "several": 0, "few": 0}  # fmt: skip
M = MONTH.format("month")
WEEKDAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
PATTERNS = [
    ("span", rf"\b(?:from |between )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: to | and |-|–)(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{M}(?:,? (?P<year>\d{{4}}))?\b"),
    ("span", rf"\b{M} (?P<day>\d{{1,2}})(?: to |-|–)(?P<day2>\d{{1,2}})(?:,? (?P<year>\d{{4}}))?\b"),
    ("day", rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{M}(?:,? (?P<year>(?:19|20)\d\d))?\b"),
    ("day", rf"\b{M} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>(?:19|20)\d\d))?\b"),
    ("iso", r"\b(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)\b"),
    ("part", rf"\b(?P<part>early|late|mid|the beginning of|the end of|the middle of)[ -]{M}(?:,? (?:of )?(?P<year>(?:19|20)\d\d))?\b"),
    ("month", rf"\b(?:(?P<which>last|next|this) )?{M}(?: of)?,? (?P<year>(?:19|20)\d\d)\b"),
    ("month", rf"\b(?P<which>last|next|this|in|since|until|by|during) {M}(?! \d)\b"),
    ("since", r"\bsince (?P<year>(?:19|20)\d\d)\b"),
    ("year", r"\b(?:in|during|of|for|by|until|throughout)(?: the year| early| late)? (?P<year>(?:19|20)\d\d)\b"),
    ("year", r"(?<=\bin )(?P<year>(?:19|20)\d\d)\b"),
    ("weekday", rf"\b(?P<which>last |next |this |the following |the previous )?(?P<weekday>{WEEKDAY})\b"),
    ("ago", r"\b(?P<number>an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d+) (?P<unit>day|week|month|year)s? (?P<dir>ago|earlier|before|later|after)\b"),
    ("named", r"\b(?P<named>yesterday|today|tonight|tomorrow|the same day|that day|the next day|the following day|the day before|the previous day)\b"),
    ("unit", r"\b(?P<which>this|last|next|past) (?P<unit>week|month|year)\b"),
]  # fmt: skip
COMPILED = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in PATTERNS]
ANY = re.compile(
    rf"\b(?:{WEEKDAY}|yesterday|today|tonight|tomorrow|ago|earlier|later|day|week|month|year|20\d\d|19\d\d|{'|'.join(sorted(MONTHS))})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression of the text. `anchor` says how it counts from an earlier date, when it does."""

    start: int
    end: int
    kind: str
    groups: dict[str, str | None]


def expressions(text: str, offset: int) -> list[Expression]:
    """The date expressions of a sentence, in order, none overlapping. Offsets in the whole text."""
    if not ANY.search(text):
        return []
    found: list[Expression] = []
    for kind, pattern in COMPILED:
        for match in pattern.finditer(text):
            start, end = match.start() + offset, match.end() + offset
            if all(end <= e.start or start >= e.end for e in found) and _plausible(kind, match):
                found.append(Expression(start, end, kind, match.groupdict()))
    return sorted(found, key=lambda e: e.start)


def _plausible(kind: str, match: re.Match[str]) -> bool:
    word = match.groupdict().get("month")
    return not (word and word.lower() in {"may", "march", "mar"} and not word[0].isupper())


def resolve(expr: Expression, published: date | None, previous: EventDate | None, future: bool) -> EventDate | None:
    """The range that an expression means. None when it counts from a date that is not known."""
    g = expr.groups
    base = published
    year = int(g["year"]) if g.get("year") else None
    month = MONTHS.get((g.get("month") or "").lower().rstrip("."))
    relative = "explicit" if year else "relative"

    def made(first: date, last: date, precision: str, basis: str = relative) -> EventDate:
        return EventDate(first.isoformat(), last.isoformat(), precision, basis, expr.start, expr.end)  # type: ignore[arg-type]

    try:
        if expr.kind == "iso":
            day = date(int(g["year"] or 0), int(g["m"] or 0), int(g["day"] or 0))
            return made(day, day, "day", "explicit")
        if expr.kind in {"day", "span", "part", "month"} and month:
            if year is None:
                if base is None:
                    return None
                year = _year_of(month, int(g.get("day") or 1), base, future, g.get("which"))
            if expr.kind == "day":
                day = date(year, month, int(g["day"] or 1))
                return made(day, day, "day", "explicit")
            if expr.kind == "span":
                return made(
                    date(year, month, int(g["day"] or 1)), date(year, month, int(g["day2"] or 1)), "range", "explicit"
                )
            first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
            if expr.kind == "part":
                part = (g["part"] or "").lower()
                first, last = {
                    "e": (first, first.replace(day=10)),
                    "m": (first.replace(day=11), first.replace(day=20)),
                }.get(
                    part.replace("the ", "")[0]
                    if not part.startswith("the ")
                    else {"b": "e", "e": "l", "m": "m"}[part[4]],
                    (first.replace(day=21), last),
                )
                return made(first, last, "range")
            return made(first, last, "month")
        if expr.kind == "year" and year:
            return made(date(year, 1, 1), date(year, 12, 31), "year", "explicit")
        if expr.kind == "since" and year:
            end = base or date(year, 12, 31)
            return made(date(year, 1, 1), max(end, date(year, 1, 1)), "range", "explicit")
        if expr.kind == "ago":
            return _ago(expr, base, previous, made)
        if expr.kind == "named":
            return _named(expr, base, previous, made)
        if base is None:
            return None
        if expr.kind == "weekday":
            day = _weekday(DAYS[(g["weekday"] or "").lower()], base, future, (g.get("which") or "").strip().lower())
            return made(day, day, "day", "relative")
        if expr.kind == "unit":
            return _unit(g["which"] or "", g["unit"] or "", base, made)
    except (ValueError, OverflowError):
        return None
    return None


def _year_of(month: int, day: int, base: date, future: bool, which: str | None) -> int:
    """The year that a month without one means: the latest such month not after the publication, or the next one."""
    which = (which or "").lower()
    if which == "next" or (future and which != "last"):
        return base.year if (month, day) >= (base.month, base.day) else base.year + 1
    if which == "last" and month >= base.month:
        return base.year - 1
    return (
        base.year
        if (month, day) <= (base.month, max(base.day, day if month < base.month else base.day))
        else base.year - 1
    )


def _weekday(wanted: int, base: date, future: bool, which: str) -> date:
    if which == "next" or (future and which != "last"):
        return base + timedelta(days=(wanted - base.weekday()) % 7 or 7 * (which == "next"))
    return base - timedelta(days=(base.weekday() - wanted) % 7 or 7 * (which == "last"))


def _ago(expr: Expression, base: date | None, previous: EventDate | None, made: object) -> EventDate | None:
    g = expr.groups
    direction = (g["dir"] or "").lower()
    if direction != "ago":
        if previous is None or previous.precision != "day":
            return None
        base = date.fromisoformat(previous.earliest)
    if base is None:
        return None
    word = (g["number"] or "").lower()
    number = int(word) if word.isdigit() else NUMBERS[word]
    sign = 1 if direction in {"later", "after"} else -1
    unit = (g["unit"] or "").lower()
    if unit == "day":
        first = last = base + sign * timedelta(days=number)
        precision = "day"
    elif unit == "week":
        middle = base + sign * timedelta(weeks=number)
        first, last, precision = middle - timedelta(days=3), middle + timedelta(days=3), "range"
    elif unit == "month":
        months = base.year * 12 + base.month - 1 + sign * number
        year, month = divmod(months, 12)
        first, last, precision = (
            date(year, month + 1, 1),
            date(year, month + 1, calendar.monthrange(year, month + 1)[1]),
            "month",
        )
    else:
        year = base.year + sign * number
        first, last, precision = date(year, 1, 1), date(year, 12, 31), "year"
    return EventDate(first.isoformat(), last.isoformat(), precision, "relative", expr.start, expr.end)  # type: ignore[arg-type]


def _named(expr: Expression, base: date | None, previous: EventDate | None, made: object) -> EventDate | None:
    word = (expr.groups["named"] or "").lower()
    shift = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}.get(word)
    if shift is None:
        if previous is None or previous.precision != "day":
            return None
        base = date.fromisoformat(previous.earliest)
        shift = {"the same day": 0, "that day": 0}.get(word, -1 if "before" in word or "previous" in word else 1)
    if base is None:
        return None
    day = (base + timedelta(days=shift)).isoformat()
    return EventDate(day, day, "day", "relative", expr.start, expr.end)


def _unit(which: str, unit: str, base: date, made: object) -> EventDate:
    """'this week', 'last month', 'next year'; this week and this year end with the publication."""
    shift = {"this": 0, "last": -1, "past": -1, "next": 1}[which.lower()]
    if unit.lower() == "week":
        first = base - timedelta(days=base.weekday()) + timedelta(weeks=shift)
        last, precision = first + timedelta(days=6), "range"
    elif unit.lower() == "month":
        year, month = divmod(base.year * 12 + base.month - 1 + shift, 12)
        first = date(year, month + 1, 1)
        last, precision = date(year, month + 1, calendar.monthrange(year, month + 1)[1]), "month"
    else:
        first, last, precision = date(base.year + shift, 1, 1), date(base.year + shift, 12, 31), "year"
    return EventDate(first.isoformat(), last.isoformat(), precision, "relative")  # type: ignore[arg-type]


def of_event(
    verb: Token, found: list[Expression], published: date | None, previous: EventDate | None, future: bool
) -> EventDate | None:
    """The date of an event: the expression nearest to its words that hangs on its clause or on one above it."""
    doc = verb.doc
    best: tuple[int, EventDate] | None = None
    for expr in found:
        token = _token_at(doc, expr.start, verb.sent.start)
        if token is None:
            continue
        distance = _clause_distance(verb, token)
        if distance is None:
            continue
        date_ = resolve(expr, published, previous, future)
        if date_ is not None and (best is None or distance < best[0]):
            best = (distance, date_)
    return best[1] if best else None


def _token_at(doc: Doc, start: int, first: int) -> Token | None:
    for token in doc[first:]:
        if token.idx + len(token.text) > start:
            return token
    return None


def _clause_distance(verb: Token, token: Token) -> int | None:
    """Steps up from the expression to the verb that governs it, then whether that verb is this one or one above it."""
    governor = token
    for _step in range(8):
        if governor.pos_ in {"VERB", "AUX"} or governor == verb or governor.head == governor:
            break
        governor = governor.head
    if governor == verb:
        return 0
    up, steps = verb, 1
    while up.head != up and steps < 6:
        up = up.head
        if up == governor:
            return steps
        steps += 1
    return None
