"""From the names of one reading to rows of Actor: known ones by alias, new ones made."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import slugify

from geo.extraction.results import ActorKind, Reading
from geo.lib.names import fold
from geo.models import Actor, Alias

type Named = tuple[ActorKind, str, str]
"""Kind, name, and ISO alpha-3 of the country it belongs to ("" when not known)."""


def names_of(reading: Reading) -> dict[Named, bool]:
    """Everybody whom the reading names as actor or party, and whether any place shows them in a public office."""
    named: dict[Named, bool] = {}
    for found in reading.actors:
        key = (found.actor.kind, found.actor.name, found.actor.country or "")
        named[key] = named.get(key, False) or found.actor.official
    for claim in reading.claims:
        for party in (*claim.sources, *claim.targets):
            key = (party.kind, party.name, party.country or "")
            named[key] = named.get(key, False) or party.official
    return named


def link(reading: Reading) -> dict[Named, Actor | None]:
    """The row for each name: a country by its code, others by a name with kind and country, else a new one.

    A party that is no actor of the reading ("rebels", a name without a country) keeps its words and gets no row,
    unless an editor has given it one.
    """
    found_by_name = {(a.actor.kind, a.actor.name, a.actor.country or "") for a in reading.actors}
    named = names_of(reading)
    codes = {country for kind, _name, country in named if kind == "country"}
    countries = {row.iso3: row for row in Actor.objects.filter(iso3__in=codes)}
    known = _known({fold(name) for _kind, name, _country in named})
    rows: dict[Named, Actor | None] = {}
    for (kind, name, country), official in named.items():
        if kind == "country" and country in countries:
            rows[kind, name, country] = countries[country]
            continue
        found = _choose(known.get(fold(name), []), kind, country)
        if found is None and (country or (kind, name, country) in found_by_name):
            found = _make(kind, name, country, official)
        rows[kind, name, country] = found
    return rows


def _known(folded: set[str]) -> dict[str, list[Actor]]:
    found: dict[str, list[Actor]] = {}
    for alias in Alias.objects.filter(folded__in=folded, vetoed=False).select_related("actor").order_by("pk"):
        found.setdefault(alias.folded, []).append(alias.actor)
    return found


def _choose(rows: Iterable[Actor], kind: ActorKind, country: str) -> Actor | None:
    """The actor of this kind and country; where the text names no country, the only one of this kind."""
    fitting = {row.pk: row for row in rows if row.kind == kind and (not country or row.country in ("", country))}
    return next(iter(fitting.values())) if len(fitting) == 1 or (country and fitting) else None


def _make(kind: ActorKind, name: str, country: str, official: bool) -> Actor:
    """A new actor; people get a page only with a public office or role."""
    row = Actor.objects.create(
        kind="group" if kind == "country" else kind,
        name=name[:300],
        slug=free_slug(name),
        country=country,
        has_page=kind != "person" or official,
    )
    Alias.objects.create(actor=row, text=name[:300], folded=fold(name)[:300])
    return row


def free_slug(name: str) -> str:
    """A slug that nobody has: the name's own, else with a number."""
    base = slugify(name)[:100] or "actor"
    taken = set(Actor.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
