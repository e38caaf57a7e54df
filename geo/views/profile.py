"""What an actor's page holds beside its claims: who it is, whom it stands among, who speaks, where accounts differ.

A page has few queries, so what belongs to one actor alone comes along with it as lists.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import JSONObject, Substr

from geo import dates
from geo.charts.network import MOST_CHORDS, Neighbour, Network, network
from geo.filters import ClaimFilter
from geo.models import Actor, ActorTotal, Alias, Claim, EventLink, Office, Relationship, Tie, Voice
from geo.models.actors import ActorKind
from geo.views.parts import Counterpart

MOST_NAMES = 60
MOST_DIFFERING = 5
MOST_TIES = 25
NEWEST_EVENTS = 200
"""Among so many of an actor's newest events are differing accounts looked for."""
MOST_VOICES = 8


@dataclass(frozen=True, slots=True)
class Profile:
    """`merged` are the names of actors that were found to be this one; `country` is what it belongs to."""

    actor: Actor
    total: ActorTotal
    country: dict[str, str] | None
    offices: list[Office]
    names: list[dict[str, str]]
    merged: list[str]


def profile_of(slug: str) -> Profile | None:
    """None when nobody has that slug."""
    country = Actor.objects.filter(iso3=OuterRef("country")).exclude(pk=OuterRef("pk"))
    held = Office.objects.filter(person=OuterRef("pk")).order_by("-starts", "title")
    same = Actor.objects.filter(Q(pk=OuterRef(OuterRef("pk"))) | Q(merged_into=OuterRef(OuterRef("pk"))))
    known = Alias.objects.filter(actor__in=same.values("pk"), vetoed=False)
    found = Actor.objects.select_related("merged_into", "sum").annotate(
        belongs_to=Subquery(country.values(json=_as_json("name", "slug"))[:1]),
        held=ArraySubquery(
            held.values(json=JSONObject(title="title", country="country", starts="starts", ends="ends"))
        ),
        known_as=ArraySubquery(
            known.order_by("kind", "text").values(
                json=JSONObject(text="text", language="language", owner="actor__name")
            )[:MOST_NAMES]
        ),
    )
    actor: Any = found.filter(slug=slug).first()
    return actor and Profile(
        actor=actor,
        total=getattr(actor, "sum", None) or ActorTotal(),
        country=actor.belongs_to,
        offices=[_office(held) for held in actor.held],
        names=[name for name in actor.known_as if name["text"] != actor.name],
        merged=sorted({name["owner"] for name in actor.known_as} - {actor.name}),
    )


def _as_json(*fields: str) -> JSONObject:
    return JSONObject(**{field: field for field in fields})


def _office(held: dict[str, str]) -> Office:
    starts, ends = (day and datetime.date.fromisoformat(day) for day in (held["starts"], held["ends"]))
    return Office(title=held["title"], country=held["country"], starts=starts, ends=ends)


def network_of(counterparts: list[Counterpart], total: int) -> Network | None:
    """None without a counterpart that has events: there would be nothing to draw."""
    neighbours = [_neighbour(row) for row in counterparts if row.events]
    if not neighbours:
        return None
    keys = [one.key for one in neighbours]
    among = Relationship.objects.filter(first__in=keys, second__in=keys, event_count__gt=0)
    ties = among.order_by("-event_count", "pk").values_list("first_id", "second_id", "event_count", "reviewed_count")
    return network(neighbours, ties[:MOST_CHORDS], total)


def _neighbour(row: Counterpart) -> Neighbour:
    return Neighbour(
        key=row.other.pk,
        name=row.other.name,
        is_person=row.other.kind == ActorKind.PERSON,
        code=row.other.country,
        href=row.href,
        events=row.events,
        cooperation=row.cooperation,
        conflict=row.conflict,
        reviewed=row.reviewed,
    )


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted about another; `href` leads to the claims that are counted."""

    actor: Actor
    claims: int
    href: str


@dataclass(frozen=True, slots=True)
class Voices:
    """Who is quoted about an actor, and about whom it is quoted, most often first."""

    about_it: list[Speaker]
    by_it: list[Speaker]


def voices_of(actor: Actor) -> Voices:
    about = Voice.objects.filter(about=actor).order_by("-claims", "speaker_id")[:MOST_VOICES]
    by = Voice.objects.filter(speaker=actor).order_by("-claims", "about_id")[:MOST_VOICES]
    pks = about.values_list("pk", flat=True).union(by.values_list("pk", flat=True))  # an OR would read every voice
    rows = Voice.objects.filter(pk__in=list(pks)).select_related("speaker", "about")
    ordered = sorted(rows, key=lambda row: (-row.claims, row.speaker.name, row.about.name))
    return Voices(
        about_it=[_speaker(row, row.speaker) for row in ordered if row.about_id == actor.pk][:MOST_VOICES],
        by_it=[_speaker(row, row.about) for row in ordered if row.speaker_id == actor.pk][:MOST_VOICES],
    )


def _speaker(row: Voice, named: Actor) -> Speaker:
    query = ClaimFilter(voice=row.speaker.slug).query()
    return Speaker(named, row.claims, f"{row.about.get_absolute_url()}{query}#record")


@dataclass(frozen=True, slots=True)
class StandingTie:
    words: str
    other: Actor
    years: str
    article: int
    is_reviewed: bool


def ties_of(actor: Actor) -> list[StandingTie]:
    ties = Tie.objects.filter(Q(subject=actor) | Q(object=actor)).select_related("subject", "object")
    return [_tie(tie, actor) for tie in ties.order_by("kind", "pk")[:MOST_TIES]]


def _tie(tie: Tie, actor: Actor) -> StandingTie:
    first, last = tie.date_earliest, tie.date_latest
    years = f"{first.year if first else '?'}–{last.year if last else ''}" if first or last else ""
    other = tie.object if tie.subject_id == actor.pk else tie.subject
    return StandingTie(str(tie.get_kind_display()), other, years, tie.article_id, tie.reviewed_at is not None)


@dataclass(frozen=True, slots=True)
class Account:
    """One telling: of which event, when it says it was, and a sentence that says so."""

    event: int
    type: str
    when: str
    ref: str
    sentence: str
    source: str
    is_reviewed: bool


def differing_of(events: Iterable[int]) -> list[tuple[Account, Account]]:
    """Pairs of events that may be one and the same but are told differently, newest first."""
    ids = list(events)[:NEWEST_EVENTS]
    links = EventLink.objects.filter(Q(event__in=ids) | Q(other__in=ids), kind=EventLink.Kind.MAY_BE_SAME)
    told = links.exclude(accepted=False).select_related("event", "other").order_by("-pk")
    rows = told.annotate(here=_a_claim("event"), there=_a_claim("other"))[:MOST_DIFFERING]
    return [(_account(row.event, row.here), _account(row.other, row.there)) for row in rows if row.here and row.there]


def _a_claim(end: str) -> Subquery:
    """The first shown claim of the event at one end of a link, as much as a line prints."""
    length = F("sentence_end") - F("sentence_start")
    return Subquery(
        Claim.objects.shown()
        .filter(event=OuterRef(end))
        .order_by("pk")
        .values(
            json=JSONObject(
                ref="ref",
                source="article__source__name",
                review="review",
                sentence=Substr("article__text", F("sentence_start") + Value(1), length),
            )
        )[:1]
    )


def _account(event: Any, claim: dict[str, str]) -> Account:
    return Account(
        event=event.pk,
        type=event.type,
        when=dates.in_words(event.date_earliest, event.date_latest, event.date_precision),
        ref=claim["ref"],
        sentence=claim["sentence"],
        source=claim["source"],
        is_reviewed=claim["review"] != Claim.Review.UNREVIEWED,
    )
