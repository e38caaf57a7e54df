"""When it happened, as a range never more precise than the text; no date where the text gives none."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from geo.extraction import lexicons
from geo.extraction.frames import modality
from geo.extraction.lexicons import words
from geo.extraction.results import DateBasis, DatePrecision, EventDate
from geo.extraction.text.sentence_starts import in_dateline

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
LEXICON = lexicons.table_cached("dates")
NUMBERS: dict[str, int] = LEXICON["numbers"]
SEASONS: dict[str, tuple[int, int]] = {name: (first, last) for name, (first, last) in LEXICON["seasons"].items()}
HALVES: dict[str, tuple[int, int]] = {name: (first, last) for name, (first, last) in LEXICON["parts_of_year"].items()}

MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
MONTH2 = MONTH.replace("<month>", "<month2>")
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
DAY2 = r"(?P<day2>\d{1,2})(?:st|nd|rd|th)?"
WEEKDAY = rf"(?:(?:{'|'.join(DAYS)}),? )?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
NUMBER = rf"(?P<number>{'|'.join(NUMBERS)}|\d+)"
UNIT = r"(?P<unit>day|week|month|year|decade)"
PART = r"(?P<part>early|late|mid|the (?:beginning|start|end|middle) of|at the end of)[ -]"
NAMED = (
    "yesterday|today|tonight|tomorrow|the same day|that day|that same day|the next day|the following day|"
    "the day before|the previous day"
)
OCCASIONS = (
    "visit|meeting|trip|talks|call|occasion|conversation|stay|tour|summit|encounter|event|phone call|ceremony|session"
)
THAT = "(?:the|this|that|these|those|his|her|their)"
PATTERNS: list[tuple[str, str]] = [
    ("across", rf"\b(?:from |between )?{MONTH} {DAY}(?: to | and | ?[-–] ?){MONTH2} {DAY2}(?:,? {YEAR})?\b"),
    ("across", rf"\b(?:from |between )?{DAY} {MONTH}(?: to | and | ?[-–] ?){DAY2} {MONTH2}(?:,? {YEAR})?\b"),
    ("span", rf"\b(?:from |between )?{DAY}(?: to | and |-|–){DAY2} (?:of )?{MONTH}(?:,? {YEAR})?\b"),
    ("span", rf"\b{MONTH} {DAY}(?: to | and |-|–){DAY2}(?:,? {YEAR})?\b"),
    ("day", rf"\b{WEEKDAY}(?:the )?{DAY} (?:of )?{MONTH}(?:,? (?:of )?{YEAR})?\b"),
    ("day", rf"\b{WEEKDAY}{MONTH} {DAY}(?:,? {YEAR})?\b"),
    ("iso", rf"\b{YEAR}-(?P<m>\d\d)-(?P<day>\d\d)\b"),
    ("part", rf"\b{PART}(?P<which>last |next |this )?{MONTH}(?:,? (?:of )?{YEAR})?\b"),
    ("since", rf"\bsince (?:early |late |mid-)?(?:{MONTH}(?: of)?,? )?{YEAR}\b"),
    ("month", rf"\b(?P<which>last |next |this |past )?{MONTH}(?: of)?,? {YEAR}\b"),
    ("month", rf"\b(?P<which>last|next|this|past|in|since|until|by|during) {MONTH}(?! \d)\b"),
    ("half", rf"\b(?P<half>{'|'.join(HALVES)}) of {YEAR}\b"),
    ("season", rf"\b(?P<which>last |next |this )?(?:the )?(?P<season>{'|'.join(SEASONS)})(?: of)? {YEAR}\b"),
    ("season", rf"\b(?P<which>last|next|this) (?P<season>{'|'.join(SEASONS)})\b"),
    ("winter", r"\b(?P<which>last|this) (?P<season>winter)\b"),
    ("third", rf"\b(?P<part>early|late|mid|the (?:beginning|start|end|middle) of)(?: in)?[ -]{YEAR}\b(?!-)"),
    ("third", r"\b(?P<part>the (?:beginning|start|end|middle) of) (?P<which>the|this|last|next) year\b"),
    ("decade", r"\b(?:the |early |late |mid-)?(?P<decade>(?:19|20)\d0)s\b"),
    ("years", rf"\bin {YEAR} and (?P<year2>(?:19|20)\d\d)\b"),
    ("years", rf"\b(?:between|from) {YEAR}(?: and | to |-|–)(?P<year2>(?:19|20)\d\d)\b"),
    ("year", rf"\b(?:in|during|of|for|by|until|throughout|back in)(?: the year| early| late| mid)?[ -]{YEAR}\b(?!-)"),
    ("weekday", rf"\b(?P<which>last |next |this |the following |the previous )?(?P<weekday>{'|'.join(DAYS)})\b"),
    ("ago", rf"\b{NUMBER} {UNIT}s? (?P<dir>ago|earlier|previously|later)\b"),
    ("ago", rf"\b{NUMBER} {UNIT}s? (?P<dir>before|after)(?= ?[,.;:]|\s*$)"),
    ("relation", rf"\b{NUMBER} {UNIT}s? (?P<dir>before|after)\b"),
    ("past", rf"\b(?:in|over|during|for|within) the (?:past|last|previous) (?:{NUMBER} )?{UNIT}s?\b"),
    ("occasion", rf"\b(?:during|at|on|in) {THAT} (?:same )?(?:{OCCASIONS})\b"),
    ("that", r"\b(?P<which>that same|the same|that|the following|the next|the previous) (?P<unit>week|month|year)\b"),
    ("named", rf"\b(?P<named>{NAMED})\b"),
    ("unit", r"\b(?P<which>this|last|next|past|earlier this|later this) (?P<unit>week|weekend|month|year)\b"),
]  # fmt: skip
COMPILED = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in PATTERNS]
ANY = re.compile(
    rf"\b(?:{'|'.join([*DAYS, *MONTHS, *SEASONS])}|winter|{OCCASIONS}|yesterday|today|tonight|tomorrow|"
    r"days?|weeks?|weekend|months?|"
    r"years?|decades?|(?:19|20)\d\ds?)\b",
    re.IGNORECASE,
)
APART = words("dates", "apart")
LONGEST_NUMBER = 4  # digits of "1,200 days ago" that mean a date
Range = tuple[date, date, DatePrecision, DateBasis]


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression of the text: the pattern that found it, and its parts in lower case."""

    start: int
    end: int
    kind: str
    groups: dict[str, str]

    def number(self, name: str) -> int:
        return int(self.groups[name])


AHEAD = timedelta(days=60)
"""So near is a day without a year that words in the present tell of."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an expression counts from: the publication date, the last day named before, whether it is to come."""

    published: date | None
    previous: EventDate | None = None
    future: bool = False
    occasion: EventDate | None = None
    """When the last dated event before took place: what "during the visit" means."""
    ahead: bool = False
    """Whether a near day is meant before a far one: the words stand in the present or tell what will be."""

    @property
    def named_day(self) -> date | None:
        one = self.previous is not None and self.previous.precision == "day"
        return date.fromisoformat(self.previous.earliest) if one and self.previous else None


def expressions(text: str, offset: int) -> list[Expression]:
    """The date expressions of a sentence, in order, none overlapping. Offsets in the whole text."""
    if not ANY.search(text):
        return []
    found: list[Expression] = []
    for kind, pattern in COMPILED:
        for match in pattern.finditer(text):
            start, end = match.start() + offset, match.end() + offset
            if all(end <= e.start or start >= e.end for e in found) and _plausible(match):
                groups = {key: value.strip().lower() for key, value in match.groupdict().items() if value}
                found.append(Expression(start, end, kind, groups))
    return sorted(found, key=lambda e: e.start)


def _plausible(match: re.Match[str]) -> bool:
    """'may' and 'march' in lower case are verbs; so is 'sun' no day."""
    groups = match.groupdict()
    words = (groups.get("month"), groups.get("weekday"))
    return all(word is None or word[0].isupper() for word in words)


def resolve(expr: Expression, known: Known) -> EventDate | None:
    """The range that an expression means. None when it counts from a date that is not known, or is no date."""
    try:
        found = RESOLVERS[expr.kind](expr, known)
    except (ValueError, OverflowError):  # the 31st of February
        return None
    if found is None or found[0] > found[1]:
        return None
    first, last, precision, basis = found
    return EventDate(first.isoformat(), last.isoformat(), precision, basis, expr.start, expr.end)


def _whole_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _dated(expr: Expression, known: Known) -> tuple[int, int, DateBasis] | None:
    """Year and month that an expression with a month means, and whether the year was said."""
    month = MONTHS[expr.groups["month"].rstrip(".")]
    if "year" in expr.groups:
        return expr.number("year"), month, "explicit"
    if known.published is None:
        return None
    which = expr.groups.get("which", "")
    day = expr.number("day") if "day" in expr.groups else 1
    future = which == "next" or (known.future and which != "last")
    if known.ahead and not which and "day" in expr.groups:
        future = _is_soon(month, day, known.published)
    return _year_of(month, day, known.published, future, which), month, "relative"


def _is_soon(month: int, day: int, base: date) -> bool:
    """Whether that day of the year comes within AHEAD of the publication: the other one is nearly a year ago."""
    try:
        return timedelta() <= date(base.year + ((month, day) < (base.month, base.day)), month, day) - base <= AHEAD
    except ValueError:
        return False


def _year_of(month: int, day: int, base: date, future: bool, which: str) -> int:
    """The year that a month without one means: the latest not after the publication, or the next if it is to come."""
    if future:
        return base.year + ((month, day) < (base.month, base.day if which != "next" else 32) and month < base.month)
    if which == "last":
        return base.year - (month >= base.month)
    return base.year - ((month, day) > (base.month, base.day))


def is_to_come(verb: Token) -> bool:
    """Whether the words tell of what is still to come, whatever the event's mood: 'will be in Moscow on 3 June'."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if helpers & modality.WILL:
        return True
    if verb.dep_ in {"xcomp", "relcl", "acl"} and helpers & {"to"}:
        return is_to_come(verb.head) if verb.head != verb and verb.head.pos_ in {"VERB", "AUX"} else False
    return verb.tag_ in {"VBZ", "VBP"} and not helpers and verb.dep_ in {"ROOT", "ccomp"}


def _span(expr: Expression, known: Known) -> Range | None:
    dated = _dated(expr, known)
    if dated is None:
        return None
    year, month, _basis = dated
    return date(year, month, expr.number("day")), date(year, month, expr.number("day2")), "range", "explicit"


def _day(expr: Expression, known: Known) -> Range | None:
    dated = _dated(expr, known)
    if dated is None:
        return None
    day = date(dated[0], dated[1], expr.number("day"))
    return day, day, "day", "explicit"


def _iso(expr: Expression, known: Known) -> Range | None:
    day = date(expr.number("year"), expr.number("m"), expr.number("day"))
    return day, day, "day", "explicit"


def _part(expr: Expression, known: Known) -> Range | None:
    dated = _dated(expr, known)
    if dated is None:
        return None
    first, last = _whole_month(dated[0], dated[1])
    words = expr.groups["part"]
    if "early" in words or "beginning" in words or "start" in words:
        last = first.replace(day=10)
    elif "mid" in words:
        first, last = first.replace(day=11), first.replace(day=20)
    else:
        first = first.replace(day=21)
    return first, last, "range", dated[2]


def _month(expr: Expression, known: Known) -> Range | None:
    dated = _dated(expr, known)
    if dated is None:
        return None
    first, last = _whole_month(dated[0], dated[1])
    if expr.groups.get("which") == "since" and known.published and known.published > first:
        return first, known.published, "range", dated[2]
    return first, last, "month", dated[2]


def _half(expr: Expression, known: Known) -> Range | None:
    low, high = HALVES[expr.groups["half"]]
    return _whole_month(expr.number("year"), low)[0], _whole_month(expr.number("year"), high)[1], "range", "explicit"


def _season(expr: Expression, known: Known) -> Range | None:
    low, high = SEASONS[expr.groups["season"]]
    basis: DateBasis = "explicit" if "year" in expr.groups else "relative"
    if "year" in expr.groups:
        year = expr.number("year")
    elif known.published is None:
        return None
    else:
        base, which = known.published, expr.groups["which"]
        year = base.year + (which == "next" and base.month >= low) - (which == "last" and base.month <= high)
    return _whole_month(year, low)[0], _whole_month(year, high)[1], "range", basis


def _decade(expr: Expression, known: Known) -> Range | None:
    return date(expr.number("decade"), 1, 1), date(expr.number("decade") + 9, 12, 31), "range", "explicit"


def _year(expr: Expression, known: Known) -> Range | None:
    return date(expr.number("year"), 1, 1), date(expr.number("year"), 12, 31), "year", "explicit"


def _years(expr: Expression, known: Known) -> Range | None:
    return date(expr.number("year"), 1, 1), date(expr.number("year2"), 12, 31), "range", "explicit"


def _since(expr: Expression, known: Known) -> Range | None:
    month = MONTHS[expr.groups["month"].rstrip(".")] if "month" in expr.groups else 1
    first = date(expr.number("year"), month, 1)
    return first, max(known.published or first.replace(month=12, day=31), first), "range", "explicit"


def _across(expr: Expression, known: Known) -> Range | None:
    """'from March 30 to April 2'."""
    dated = _dated(expr, known)
    if dated is None:
        return None
    first, month = date(dated[0], dated[1], expr.number("day")), MONTHS[expr.groups["month2"].rstrip(".")]
    year = first.year + (month < first.month and "year" not in expr.groups)
    return first, date(year, month, expr.number("day2")), "range", "explicit"


def _winter(expr: Expression, known: Known) -> Range | None:
    """The winter that the publication falls into, else the one before it; "this winter" in autumn is the next."""
    base = known.published
    if base is None:
        return None
    year = base.year - (base.month < 11 or expr.groups["which"] == "last")
    year -= base.month < 3 and expr.groups["which"] == "last"
    return date(year, 12, 1), _whole_month(year + 1, 2)[1], "range", "relative"


def _third(expr: Expression, known: Known) -> Range | None:
    """'early 2019', 'the end of last year': a third of the year, as vague as the words are."""
    which, words = expr.groups.get("which"), expr.groups["part"]
    if which and known.published is None:
        return None
    base = known.published.year if known.published else 0
    year = base + {"last": -1, "next": 1}.get(which, 0) if which else expr.number("year")
    low = (
        1 if words.split()[-1] in {"early"} or "beginning" in words or "start" in words else 5 if "mid" in words else 9
    )
    return _whole_month(year, low)[0], _whole_month(year, low + 3)[1], "range", "relative" if which else "explicit"


def _occasion(expr: Expression, known: Known) -> Range | None:
    when = known.occasion
    if when is None:
        return None
    return date.fromisoformat(when.earliest), date.fromisoformat(when.latest), when.precision, "relative"


def _that(expr: Expression, known: Known) -> Range | None:
    """'that year', 'the following month': counted from the last dated event."""
    if known.occasion is None:
        return None
    base = date.fromisoformat(known.occasion.earliest)
    which, unit = expr.groups["which"], expr.groups["unit"]
    shift = 1 if which in {"the following", "the next"} else -1 if which == "the previous" else 0
    if unit == "week":
        first = base - timedelta(days=base.weekday()) + timedelta(weeks=shift)
        return first, first + timedelta(days=6), "range", "relative"
    return _shifted(base, unit, shift)


def _weekday(expr: Expression, known: Known) -> Range | None:
    which = expr.groups.get("which", "")
    base = known.named_day if which.startswith("the ") else known.published
    if base is None:
        return None
    ahead = (DAYS[expr.groups["weekday"]] - base.weekday()) % 7
    if which in {"next", "the following"} or (known.future and which != "last"):
        day = base + timedelta(days=ahead or 7 * bool(which))
    else:
        day = base - timedelta(days=(-ahead) % 7 or 7 * which.startswith(("last", "the previous")))
    return day, day, "day", "relative"


def _count(word: str) -> int:
    if len(word) > LONGEST_NUMBER and word not in NUMBERS:
        raise ValueError(word)
    return NUMBERS.get(word) or int(word)


def _ago(expr: Expression, known: Known) -> Range | None:
    direction = expr.groups["dir"]
    base = known.published if direction == "ago" else known.named_day
    if base is None:
        return None
    number = _count(expr.groups["number"]) * (1 if direction in {"later", "after"} else -1)
    return _shifted(base, expr.groups["unit"], number)


def _shifted(base: date, unit: str, number: int) -> Range:
    """The day, week, month or year that lies so many units from a day: as precise as the unit, no more."""
    if unit == "day":
        day = base + timedelta(days=number)
        return day, day, "day", "relative"
    if unit == "week":
        middle = base + timedelta(weeks=number)
        return middle - timedelta(days=3), middle + timedelta(days=3), "range", "relative"
    if unit == "month":
        year, month = divmod(base.year * 12 + base.month - 1 + number, 12)
        return *_whole_month(year, month + 1), "month", "relative"
    year = base.year + number * (10 if unit == "decade" else 1)
    wide = 2 if unit == "decade" else 0
    return date(year - wide, 1, 1), date(year + wide, 12, 31), "range" if wide else "year", "relative"


def _past(expr: Expression, known: Known) -> Range | None:
    """'over the past two weeks': a range that ends with the publication."""
    if known.published is None:
        return None
    number = _count(expr.groups.get("number", "one"))
    days = {"day": 1, "week": 7, "month": 31, "year": 366, "decade": 3653}[expr.groups["unit"]]
    return known.published - timedelta(days=days * number), known.published, "range", "relative"


def _named(expr: Expression, known: Known) -> Range | None:
    words = expr.groups["named"]
    shift = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}.get(words)
    base = known.published
    if shift is None:
        base = known.named_day
        shift = 0 if words.endswith(("same day", "that day")) else -1 if "before" in words or "previous" in words else 1
    if base is None:
        return None
    day = base + timedelta(days=shift)
    return day, day, "day", "relative"


def _unit(expr: Expression, known: Known) -> Range | None:
    """'this week', 'last month', 'next year', 'at the weekend'."""
    base, unit = known.published, expr.groups["unit"]
    if base is None:
        return None
    shift = {"last": -1, "past": -1, "next": 1}.get(expr.groups["which"], 0)
    if unit in {"week", "weekend"}:
        first = base - timedelta(days=base.weekday()) + timedelta(weeks=shift)
        return first + timedelta(days=5 * (unit == "weekend")), first + timedelta(days=6), "range", "relative"
    return _shifted(base, unit, shift)


RESOLVERS: dict[str, Callable[[Expression, Known], Range | None]] = {
    "span": _span, "day": _day, "iso": _iso, "part": _part, "month": _month, "half": _half, "season": _season,
    "decade": _decade, "year": _year, "years": _years, "since": _since, "weekday": _weekday, "ago": _ago, "past": _past,
    "named": _named, "unit": _unit, "across": _across, "winter": _winter, "third": _third, "occasion": _occasion,
    "that": _that, "relation": lambda expr, known: None,
}  # fmt: skip


def of_event(verb: Token, found: Sequence[Expression], known: Known) -> EventDate | None:
    """The date of an event: the expression nearest to its words that hangs on its clause or on one above it.

    What a clause above dates has happened, when that clause tells what is to come: "said on Friday that it would".
    A clause behind "after" or "before" is of another time than the one above it.
    """
    apart = next((c for c in verb.children if c.dep_ in {"mark", "advmod"} and c.lower_ in APART), None)
    if not known.future and verb.pos_ in {"VERB", "AUX"} and is_to_come(verb):
        known = replace(known, ahead=True)
    best: tuple[tuple[int, bool], EventDate] | None = None
    for expr in found:
        if in_dateline(verb.doc, expr.start):  # the day of the report
            continue
        token = _token_at(verb.doc, expr.start, verb.sent.start)
        distance = _clause_distance(verb, token) if token is not None else None
        if distance is None or (distance > 0 and apart is not None):
            continue
        if expr.kind == "relation":
            meant = _counted_from_above(verb, expr, found, known) if distance == 0 and apart is not None else None
        else:
            meant = resolve(expr, known if distance == 0 else replace(known, future=False, ahead=False))
        rank = (distance, expr.kind == "occasion")
        if meant is not None and (best is None or rank < best[0]):
            best = (rank, meant)
    return best[1] if best else None


def _counted_from_above(verb: Token, expr: Expression, found: Sequence[Expression], known: Known) -> EventDate | None:
    """'expelled them on Thursday, a week after Ecuador sent ...': the sending was a week before Thursday."""
    rest = [other for other in found if other.kind != "relation"]
    main = of_event(verb.head, rest, replace(known, future=False)) if verb.head != verb else None
    if main is None or main.precision != "day":
        return None
    number = _count(expr.groups["number"]) * (-1 if expr.groups["dir"] == "after" else 1)
    first, last, precision, basis = _shifted(date.fromisoformat(main.earliest), expr.groups["unit"], number)
    return EventDate(first.isoformat(), last.isoformat(), precision, basis, expr.start, expr.end)


def _token_at(doc: Doc, start: int, first: int) -> Token | None:
    for token in doc[first:]:
        if token.idx + len(token.text) > start:
            return token
    return None


def _clause_distance(verb: Token, token: Token) -> int | None:
    """0 where the expression hangs on this verb, else the steps up from this verb to the one that it hangs on."""
    governor = token
    for _step in range(8):
        if governor.pos_ in {"VERB", "AUX"} or governor == verb or governor.head == governor:
            break
        governor = governor.head
    if governor == verb:
        return 0
    for steps, up in enumerate(verb.ancestors, 1):
        if up == governor:
            return steps
        if steps == 6:
            break
    return None
