"""Who meets whom: the people of the one country with those of the other, and the bodies beside them."""

from __future__ import annotations

from django.db.models import QuerySet

from geo.browse.dyads.pair import Pair
from geo.charts.matrix import Matrix, Meetings, Person, matrix
from geo.models import Actor, Relationship
from geo.models.actors import ActorKind

READ = 150
"""Busiest pairs of people that are looked at."""


def across(pair: Pair) -> QuerySet[Relationship]:
    """Relationships between people and bodies of the two countries; between anybody else there are none."""
    codes = sorted([pair.one.iso3 or "", pair.other.iso3 or ""])
    if not all(codes):
        return Relationship.objects.none()
    return Relationship.objects.filter(countries=" ".join(codes), are_countries=False)


def meetings(pair: Pair) -> Matrix:
    people = across(pair).filter(first__kind=ActorKind.PERSON, second__kind=ActorKind.PERSON, meeting_count__gt=0)
    busiest = people.select_related("first", "second").order_by("-meeting_count", "pk")[:READ]
    return matrix(_meetings(row, pair.one.iso3 or "") for row in busiest)


def _meetings(row: Relationship, left: str) -> Meetings:
    one, other = (row.first, row.second) if row.first.country == left else (row.second, row.first)
    address = f"{one.get_absolute_url()}?with={other.slug}&type=CONSULT&modality=counted#record"
    return Meetings(_person(one), _person(other), row.meeting_count, address if one.has_page and other.has_page else "")


def _person(actor: Actor) -> Person:
    return Person(actor.name, actor.slug, actor.get_absolute_url() if actor.has_page else "")
