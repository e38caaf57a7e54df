"""What an actor's page holds beside its claims: who it is, whom it stands among, who speaks, where accounts differ.

A page has few queries, so what belongs to one actor alone comes along with it as lists.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from geo import dates
from geo.charts.network import MOST_CHORDS, Neighbour, Network, network
from geo.filters import ClaimFilter
from geo.models import Actor, ActorTotal, Claim, EventLink, Office, Relationship, Tie, Voice
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


# By hand: this is asked for at every view, and to put it together anew costs more than the answer.
BESIDE = """
    SELECT actor.id,
        (SELECT json_build_object('name', country.name, 'slug', country.slug) FROM geo_actor country
            WHERE country.iso3 = actor.country AND country.id <> actor.id),
        (SELECT json_agg(json_build_object('title', title, 'country', country, 'starts', starts, 'ends', ends)
            ORDER BY starts DESC, title) FROM geo_office WHERE person_id = actor.id),
        (SELECT json_agg(known) FROM (
            SELECT alias.text, alias.language, owner.name AS owner
            FROM geo_actor owner JOIN geo_alias alias ON alias.actor_id = owner.id AND NOT alias.vetoed
            WHERE owner.id = actor.id OR owner.merged_into_id = actor.id
            ORDER BY alias.kind, alias.text LIMIT %(most)s
        ) known)
    FROM geo_actor actor WHERE actor.slug = %(slug)s"""


def profile_of(slug: str) -> Profile | None:
    """None when nobody has that slug."""
    with connection.cursor() as cursor:
        cursor.execute(BESIDE, {"slug": slug, "most": MOST_NAMES})
        row = cursor.fetchone()
    if row is None:
        return None
    actor = Actor.objects.select_related("merged_into", "sum").get(pk=row[0])
    country, offices, names = row[1:]
    return Profile(
        actor=actor,
        total=getattr(actor, "sum", None) or ActorTotal(),
        country=country,
        offices=[_office(held) for held in offices or ()],
        names=[name for name in names or () if name["text"] != actor.name],
        merged=sorted({name["owner"] for name in names or ()} - {actor.name}),
    )


def _office(held: dict[str, str]) -> Office:
    starts, ends = _day(held["starts"]), _day(held["ends"])
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
    pks = about.values("pk").union(by.values("pk"), all=True)  # an OR would read every voice
    rows = Voice.objects.filter(pk__in=pks).select_related("speaker", "about")
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


# An OR over both ends would read every link; the first shown claim of an end is as much as a line prints.
_CLAIM = """
    SELECT json_build_array(happened.id, happened.type, happened.date_earliest, happened.date_latest,
        happened.date_precision, claim.ref, source.name, claim.review,
        substr(article.text, claim.sentence_start + 1, claim.sentence_end - claim.sentence_start)) AS told
    FROM geo_event happened JOIN geo_claim claim ON claim.event_id = happened.id
    JOIN articles_article article ON article.id = claim.article_id
    JOIN articles_source source ON source.id = article.source_id
    WHERE happened.id = link.{end} AND claim.shown_from IS NOT NULL AND claim.shown_to IS NULL
    ORDER BY claim.id LIMIT 1"""
_LINK = "SELECT id, event_id, other_id FROM geo_eventlink WHERE {end} = ANY(%(events)s) AND {may_be}"
_MAY_BE = f"kind = '{EventLink.Kind.MAY_BE_SAME}' AND accepted IS NOT FALSE"
DIFFERING = f"""
    SELECT here.told, there.told FROM (
        {_LINK.format(end="event_id", may_be=_MAY_BE)} UNION {_LINK.format(end="other_id", may_be=_MAY_BE)}
        ORDER BY id DESC LIMIT %(most)s
    ) link
    LEFT JOIN LATERAL ({_CLAIM.format(end="event_id")}) here ON TRUE
    LEFT JOIN LATERAL ({_CLAIM.format(end="other_id")}) there ON TRUE
    WHERE here.told IS NOT NULL AND there.told IS NOT NULL ORDER BY link.id DESC"""


def differing_of(events: Iterable[int]) -> list[tuple[Account, Account]]:
    """Pairs of events that may be one and the same but are told differently, newest first."""
    values: dict[str, Any] = {"events": list(events)[:NEWEST_EVENTS], "most": MOST_DIFFERING}
    with connection.cursor() as cursor:
        cursor.execute(DIFFERING, values)
        return [(_account(*here), _account(*there)) for here, there in cursor.fetchall()]


def _account(
    event: int,
    kind: str,
    first: str | None,
    last: str | None,
    precision: str,
    ref: str,
    source: str,
    review: str,
    sentence: str,
) -> Account:
    when = dates.in_words(_day(first), _day(last), precision)
    return Account(event, kind, when, ref, sentence, source, review != Claim.Review.UNREVIEWED)


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
