"""What the picture of a pair rests on: its claims by source, by language and by year of publication."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from geo.browse.dyads.pair import Pair
from geo.charts.scales import Entry, Twin, number
from geo.models import RelationshipCoverage

MOST_SOURCES = 20


@dataclass(frozen=True, slots=True)
class Coverage:
    claims: int
    sources: int
    tables: list[Twin]


def coverage(pair: Pair) -> Coverage:
    """Of both directions together: a source is not quiet about the one because it tells of the other."""
    cells = RelationshipCoverage.objects.filter(relationship=pair.relationship)
    by_source: Counter[tuple[int, str]] = Counter()
    by_language: Counter[str] = Counter()
    by_year: Counter[int | None] = Counter()
    for source, name, language, year, claims in cells.values_list(
        "source_id", "source__name", "language", "year", "claims"
    ):
        by_source[source, name] += claims
        by_language[language] += claims
        by_year[year] += claims
    return Coverage(
        by_language.total(),
        len(by_source),
        [_sources(by_source, pair), _languages(by_language), _years(by_year)] if by_source else [],
    )


def _sources(counted: Counter[tuple[int, str]], pair: Pair) -> Twin:
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0][1]))
    rows = [
        [Entry(name), number(claims, f"{pair.query(direction='', source=pk)}#record")]
        for (pk, name), claims in ordered[:MOST_SOURCES]
    ]
    rest = sum(claims for _source, claims in ordered[MOST_SOURCES:])
    if rest:
        rows.append([Entry(_("%(n)d other sources") % {"n": len(ordered) - MOST_SOURCES}), number(rest)])
    return Twin.of([_("Source"), _("Claims")], rows)


def _languages(counted: Counter[str]) -> Twin:
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return Twin.of(
        [_("Language"), _("Claims")], [[Entry(language_name(code)), number(claims)] for code, claims in ordered]
    )


def language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code or _("not known")


def _years(counted: Counter[int | None]) -> Twin:
    ordered = sorted(counted.items(), key=lambda item: -(item[0] or 0))
    rows = [[Entry(str(year) if year else _("not known")), number(claims)] for year, claims in ordered]
    return Twin.of([_("Published in"), _("Claims")], rows)
