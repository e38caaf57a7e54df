"""What the front page draws: countries beside Russia, the busiest pairs of countries, and how they stand to each other.

Everything comes from the rows that geo.totals.rollup keeps; nothing is counted over claims.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db import connection

from articles.models import Article
from geo.browse.filters import COUNTED, ClaimFilter
from geo.charts.map import RUSSIA, Datum, breaks_of, geometry
from geo.lib import statements
from geo.lib.addresses import address
from geo.models import Actor, SiteTotal

MOST_PAIRS = 300
MATRIX_SIZE = 10
PAIRS_COMPARED = 40
TOTALS = [field.attname for field in SiteTotal._meta.concrete_fields]
MOST_CHANGES = 6
PAIRS = """
    SELECT one.iso3, one.iso2, one.name, other.iso3, other.iso2, other.name,
        pair.id, event_count, conflict_count, reviewed_count, first_seen, last_seen
    FROM geo_relationship pair JOIN geo_actor one ON one.id = first_id JOIN geo_actor other ON other.id = second_id
    WHERE """


class Country(NamedTuple):
    iso3: str
    iso2: str
    name: str


@dataclass(slots=True)
class Pair:
    """Two countries; `years` are those of the first and the last dated event."""

    one: Country
    other: Country
    pk: int
    events: int
    conflict: int
    reviewed: int
    years: str

    @property
    def href(self) -> str:
        return dyad_address(self.one.iso2, self.other.iso2)

    @property
    def cooperation(self) -> int:
        return self.events - self.conflict

    @property
    def short(self) -> str:
        """The events in four characters at most, for a cell: “1.2k” is rounded down."""
        return short_number(self.events)

    @property
    def events_href(self) -> str:
        return self.href_of("")

    def href_of(self, period: str) -> str:
        """The claims that its events of a period rest on; of any period when it is empty."""
        return f"{self.href}{_counted(period)}#claims"


@dataclass(frozen=True, slots=True)
class Row:
    """A country of the matrix with a cell for each busier one; None where no claim links the two."""

    country: Country
    cells: list[tuple[Country, Pair | None, int]]
    """The other country, the pair, and how dark it is (0 to 4)."""


def short_number(number: int) -> str:
    if number < 1000:
        return str(number)
    size, sign = (1_000_000, "M") if number >= 1_000_000 else (1000, "k")
    return f"{number // size}{sign}" if number >= 10 * size else f"{number * 10 // size / 10:g}{sign}"


@cache
def _counted(period: str) -> str:
    return ClaimFilter(modality=COUNTED, period=period).query()


def dyad_address(one: str, other: str) -> str:
    return address("dyad", "-".join(sorted([one.lower(), other.lower()])))


def busiest_pairs() -> list[Pair]:
    return _pairs("pair.are_countries AND event_count > 0 ORDER BY event_count DESC, pair.id LIMIT %s", MOST_PAIRS)


def _pairs(which: str, *values: Any) -> list[Pair]:
    return [_pair(row) for row in statements.rows(PAIRS + which, values)]


def _pair(row: tuple[Any, ...]) -> Pair:
    one, other = Country(*row[:3]), Country(*row[3:6])
    if other.iso2 < one.iso2:
        one, other = other, one
    pk, events, conflict, reviewed, first, last = row[6:]
    return Pair(one, other, pk, events, conflict, reviewed, years_in_words(first, last))


@dataclass(frozen=True, slots=True)
class BesideRussia:
    """What the map draws, by ISO alpha-3; its table, busiest first; and the countries that it has nothing about."""

    data: dict[str, Datum]
    table: list[tuple[Country, Pair]]
    silent: list[Datum]


def beside_russia() -> BesideRussia:
    outlined = geometry()["countries"]
    known = list(Actor.objects.filter(iso3__in=outlined).values_list("pk", "iso3", "iso2", "name"))
    countries = {iso3: Country(iso3, iso2 or "", name) for _pk, iso3, iso2, name in known if iso3}
    russia = next((pk for pk, iso3, *_rest in known if iso3 == RUSSIA), None)
    pairs = {iso3: pair for iso3, pair in _pairs_of(russia) if iso3 in countries}
    data = {iso3: _datum(country, pairs.get(iso3)) for iso3, country in countries.items()}
    table = [(countries[iso3], pair) for iso3, pair in pairs.items()]
    silent = [datum for iso3, datum in data.items() if iso3 not in (*pairs, RUSSIA)]
    return BesideRussia(
        data,
        sorted(table, key=lambda row: (-row[1].events, row[0].name)),
        sorted(silent, key=lambda datum: datum.name),
    )


def _pairs_of(country: int | None) -> Iterator[tuple[str, Pair]]:
    """By the other country's ISO alpha-3."""
    of_it = "(first_id = %s OR second_id = %s) AND pair.are_countries AND claim_count > 0"
    for pair in _pairs(of_it, country, country):
        yield (pair.other if pair.one.iso3 == RUSSIA else pair.one).iso3, pair


def _datum(country: Country, pair: Pair | None) -> Datum:
    if country.iso3 == RUSSIA:
        return Datum(RUSSIA, country.name, address("actor", "russia"), None)
    return Datum(country.iso3, country.name, dyad_address(country.iso2, "RU"), pair.events if pair else None)


def matrix(pairs: Iterable[Pair], size: int = MATRIX_SIZE) -> list[Row]:
    """The busiest countries, each pair once: a row holds its pairs with the countries above it."""
    pairs = list(pairs)
    weight: Counter[Country] = Counter()
    for pair in pairs:
        weight[pair.one] += pair.events
        weight[pair.other] += pair.events
    countries = sorted(weight, key=lambda country: (-weight[country], country.iso3))[:size]
    known = {frozenset((pair.one, pair.other)): pair for pair in pairs}
    shown = [[known.get(frozenset((one, other))) for other in countries[:i]] for i, one in enumerate(countries)]
    breaks = breaks_of(max((pair.events for row in shown for pair in row if pair), default=0))
    return [
        Row(
            country,
            [
                (other, pair, sum(least <= pair.events for least in breaks) if pair else 0)
                for other, pair in zip(countries, cells, strict=False)
            ],
        )
        for country, cells in zip(countries, shown, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Change:
    """A pair's events in the latest year that anything is read about, and in the year before it."""

    pair: Pair
    now: int
    before: int
    now_href: str
    before_href: str

    @property
    def difference(self) -> int:
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Changes:
    year: int
    rows: list[Change]


# The latest year that anything is read about is the year of the last cell.
CHANGES = """
    SELECT latest.year, found.*
    FROM (SELECT extract(year FROM max(period))::int AS year FROM geo_siteperiod) latest
    LEFT JOIN LATERAL (
        SELECT relationship_id, coalesce(sum(events) FILTER (WHERE cell.year = latest.year), 0) AS now,
            coalesce(sum(events) FILTER (WHERE cell.year < latest.year), 0) AS before
        FROM geo_relationshipyear cell
        WHERE relationship_id = ANY(%s::bigint[]) AND cell.year IN (latest.year - 1, latest.year) GROUP BY 1
    ) found ON TRUE"""


def changes(pairs: Iterable[Pair]) -> Changes | None:
    """Among the busiest pairs, those whose events became more or fewer by most. None before two years are read of."""
    busiest = {pair.pk: pair for pair in list(pairs)[:PAIRS_COMPARED]}
    found = statements.rows(CHANGES, [list(busiest)])
    latest = found[0][0]
    if latest is None:
        return None
    rows = [(busiest[pk], now, before) for _year, pk, now, before in found if now != before]
    rows.sort(key=lambda row: (-abs(row[1] - row[2]), -row[1], row[0].href))
    return Changes(latest, [_change(*row, latest) for row in rows[:MOST_CHANGES]])


def _change(pair: Pair, now: int, before: int, year: int) -> Change:
    return Change(pair, now, before, pair.href_of(str(year)), pair.href_of(str(year - 1)))


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the whole picture rests on. `waiting` articles are stored and not read yet."""

    articles: int
    waiting: int
    sources: int
    languages: int
    claims: int
    reviewed: int
    actors: int
    pairs: int
    first: int | None
    last: int | None


SITE = """
    SELECT {totals}, read.*, (SELECT count(*) FROM ({waiting}) waiting)
    FROM (SELECT (SELECT count(*) FROM (SELECT DISTINCT source_id FROM geo_sitecoverage)) AS sources,
        (SELECT count(*) FROM (SELECT DISTINCT language FROM geo_sitecoverage WHERE language <> '')) AS languages,
        min(year) AS first, max(year) AS last FROM geo_sitecoverage) read LEFT JOIN geo_sitetotal total ON TRUE"""


@cache
def _site() -> tuple[str, tuple[Any, ...]]:
    """Put together once: it is asked for at every view of the front page."""
    waiting = Article.objects.current().filter(state__in=[Article.State.QUEUED, Article.State.READING])
    sql, values = waiting.values("pk").query.sql_with_params()
    return SITE.format(totals=", ".join(f"total.{name}" for name in TOTALS), waiting=sql), values


def site() -> tuple[SiteTotal, Coverage]:
    """Everything counted, in one query."""
    row = statements.rows_around(*_site())[0]  # its index is of these states alone: planned for the values
    sources, languages, first, last, waiting = row[len(TOTALS) :]
    total = SiteTotal.from_db(connection.alias, TOTALS, row[: len(TOTALS)]) if row[0] else SiteTotal()
    return total, Coverage(
        articles=total.articles, claims=total.claims, reviewed=total.reviewed, actors=total.actors, pairs=total.pairs,
        waiting=waiting, sources=sources, languages=languages, first=first, last=last,
    )  # fmt: skip


def years_in_words(first: datetime.date | None, last: datetime.date | None) -> str:
    """Years only: the dates are bounds, and a bound is no date."""
    if first is None or last is None:
        return ""
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
