"""What an actor's page holds beside its claims: who it is, whom it stands among, who speaks, where accounts differ.

A page has few queries, so what belongs to one actor alone comes along with it as lists.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from geo.browse.cards import CardActor
from geo.browse.counterparts import COUNTERPARTS, Counterpart
from geo.browse.filters import ClaimFilter
from geo.browse.overview import years_in_words
from geo.charts.network import MOST_CHORDS, Neighbour, Network, network
from geo.lib import date_words, statements
from geo.lib.addresses import address, pair_address
from geo.models import Actor, ActorTotal, Claim, EventLink, Office
from geo.models.actors import ActorKind
from geo.vocabulary import Ties

MOST_NAMES = 60
MOST_DIFFERING = 5
MOST_TIES = 25
MOST_VOICES = 8


@dataclass(frozen=True, slots=True)
class StandingTie:
    words: str
    other: CardActor
    years: str
    article: int
    is_reviewed: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """`merged` are the names of actors that were found to be this one; `country` is what it belongs to."""

    actor: Actor
    total: ActorTotal
    country: dict[str, str] | None
    offices: list[Office]
    names: list[dict[str, str]]
    merged: list[str]
    ties: list[StandingTie]


_FIELDS = [[field.attname for field in model._meta.concrete_fields] for model in (Actor, ActorTotal)]
_PLAIN = "{0}.id, {0}.name, {0}.slug, {0}.iso3, {0}.country, {0}.kind, {0}.has_page, {0}.iso2"
"""As CardActor has it."""

# By hand: this is asked for at every view, and to put it together anew costs more than the answer.
BESIDE = f"""
    SELECT {", ".join(f"actor.{name}" for name in _FIELDS[0])}, {", ".join(f"total.{name}" for name in _FIELDS[1])},
        (SELECT json_build_object('name', country.name, 'slug', country.slug) FROM geo_actor country
            WHERE country.iso3 = actor.country AND country.id <> actor.id),
        (SELECT json_agg(json_build_object('title', title, 'country', country, 'starts', starts, 'ends', ends)
            ORDER BY starts DESC, title) FROM geo_office WHERE person_id = actor.id),
        (SELECT json_agg(known) FROM (
            SELECT alias.text, alias.language, owner.name AS owner
            FROM geo_actor owner JOIN geo_alias alias ON alias.actor_id = owner.id AND NOT alias.vetoed
            WHERE owner.id = actor.id OR owner.merged_into_id = actor.id
            ORDER BY alias.kind, alias.text LIMIT %(names)s
        ) known),
        (SELECT json_agg(json_build_array(tie.kind, extract(year FROM tie.date_earliest),
            extract(year FROM tie.date_latest), tie.article_id, tie.reviewed_at IS NOT NULL, {_PLAIN.format("other")})
            ORDER BY tie.kind, tie.id) FROM (
            SELECT held.*, subject_id + object_id - actor.id AS other_id FROM (
                SELECT * FROM geo_tie WHERE subject_id = actor.id
                UNION ALL SELECT * FROM geo_tie WHERE object_id = actor.id
            ) held ORDER BY kind, id LIMIT %(ties)s
        ) tie JOIN geo_actor other ON other.id = tie.other_id)
    FROM geo_actor actor LEFT JOIN geo_actortotal total ON total.actor_id = actor.id WHERE actor.slug = %(slug)s"""


def profile_of(slug: str) -> Profile | None:
    """None when nobody has that slug."""
    row = statements.row(BESIDE, {"slug": slug, "names": MOST_NAMES, "ties": MOST_TIES})
    if row is None:
        return None
    width, end = len(_FIELDS[0]), sum(map(len, _FIELDS))
    actor = Actor.from_db(connection.alias, _FIELDS[0], row[:width])
    country, offices, names, ties = row[end:]
    return Profile(
        actor=actor,
        total=ActorTotal.from_db(connection.alias, _FIELDS[1], row[width:end]) if row[width] else ActorTotal(),
        country=country,
        offices=[_office(held) for held in offices or ()],
        names=[name for name in names or () if name["text"] != actor.name],
        merged=sorted({name["owner"] for name in names or ()} - {actor.name}),
        ties=[_tie(*held) for held in ties or ()],
    )


def _office(held: dict[str, str]) -> Office:
    starts, ends = _day(held["starts"]), _day(held["ends"])
    return Office(title=held["title"], country=held["country"], starts=starts, ends=ends)


def _tie(kind: str, first: int | None, last: int | None, article: int, is_reviewed: bool, *other: Any) -> StandingTie:
    years = f"{first or '?'}–{last or ''}" if first or last else ""
    return StandingTie(str(Ties(kind).label), CardActor(*other), years, article, is_reviewed)


# From the top of each side's index, as an OR would read all of them.
_SIDE = """
    (SELECT pair.*, {other} AS other_id FROM geo_relationship pair WHERE {this} = %(actor)s AND claim_count > 0
        ORDER BY event_count DESC, claim_count DESC, id LIMIT %(most)s)"""
BUSIEST = f"""
    SELECT event_count, event_count - conflict_count, conflict_count, reviewed_count, first_seen, last_seen,
        {_PLAIN.format("other")}
    FROM ({_SIDE.format(this="first_id", other="second_id")} UNION ALL
        {_SIDE.format(this="second_id", other="first_id")}) pair JOIN geo_actor other ON other.id = pair.other_id
    ORDER BY event_count DESC, claim_count DESC, pair.id LIMIT %(most)s"""


def counterparts_of(actor: Actor) -> list[Counterpart]:
    """The busiest."""
    return [_counterpart(actor, *row) for row in statements.rows(BUSIEST, {"actor": actor.pk, "most": COUNTERPARTS})]


def _counterpart(actor: Actor, *row: Any) -> Counterpart:
    events, cooperation, conflict, reviewed, first, last = row[:6]
    other = CardActor(*row[6:])
    href, years = pair_address(actor, other), years_in_words(first, last)
    return Counterpart(actor, other, href, events, cooperation, conflict, reviewed, years)


# Each two are looked up: of a busy actor's relationships only these few are among its neighbours.
CHORDS = """
    SELECT pair.first_id, pair.second_id, event_count, reviewed_count
    FROM unnest(%(keys)s::bigint[]) one JOIN unnest(%(keys)s::bigint[]) other ON one < other
    CROSS JOIN LATERAL (SELECT * FROM geo_relationship WHERE first_id = one AND second_id = other OFFSET 0) pair
    WHERE event_count > 0 ORDER BY event_count DESC, pair.id LIMIT %(most)s"""


def network_of(counterparts: list[Counterpart], total: int) -> Network | None:
    """None without a counterpart that has events: there would be nothing to draw."""
    neighbours = [_neighbour(row) for row in counterparts if row.events]
    if not neighbours:
        return None
    ties = statements.rows(CHORDS, {"keys": [one.key for one in neighbours], "most": MOST_CHORDS})
    return network(neighbours, ties, total)


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

    actor: CardActor
    claims: int
    href: str


@dataclass(frozen=True, slots=True)
class Voices:
    """Who is quoted about an actor, and about whom it is quoted, most often first."""

    about_it: list[Speaker]
    by_it: list[Speaker]


_QUOTED = f"""
    (SELECT %(is_about)s, voice.claims, {_PLAIN.format("other")} FROM geo_voice voice
        JOIN geo_actor other ON other.id = voice.{{other}} WHERE voice.{{this}} = %(actor)s
        ORDER BY voice.claims DESC, voice.{{other}} LIMIT %(most)s)"""
VOICES = " UNION ALL ".join(
    (
        _QUOTED.format(this="about_id", other="speaker_id").replace("%(is_about)s", "TRUE"),
        _QUOTED.format(this="speaker_id", other="about_id").replace("%(is_about)s", "FALSE"),
    )
)


def voices_of(actor: Actor) -> Voices:
    rows = statements.rows(VOICES, {"actor": actor.pk, "most": MOST_VOICES})
    speakers = [(is_about, CardActor(*other), claims) for is_about, claims, *other in rows]
    speakers.sort(key=lambda row: (-row[2], row[1].name))
    return Voices(
        about_it=[_speaker(other, claims, other, actor) for is_about, other, claims in speakers if is_about],
        by_it=[_speaker(other, claims, actor, other) for is_about, other, claims in speakers if not is_about],
    )


def _speaker(named: CardActor, claims: int, speaker: Actor | CardActor, about: Actor | CardActor) -> Speaker:
    return Speaker(named, claims, f"{address('actor', about.slug)}{ClaimFilter(voice=speaker.slug).query()}#record")


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
_LINK = """SELECT id, event_id, other_id FROM geo_eventlink
        WHERE {end} = ANY(ARRAY(SELECT event_id FROM newest)) AND {may_be}"""
_MAY_BE = f"kind = '{EventLink.Kind.MAY_BE_SAME}' AND accepted IS NOT FALSE"
DIFFERING = f"""
    WITH newest AS MATERIALIZED ({{events}})
    SELECT here.told, there.told FROM (
        {_LINK.format(end="event_id", may_be=_MAY_BE)} UNION {_LINK.format(end="other_id", may_be=_MAY_BE)}
        ORDER BY id DESC LIMIT {MOST_DIFFERING}
    ) link
    LEFT JOIN LATERAL ({_CLAIM.format(end="event_id")}) here ON TRUE
    LEFT JOIN LATERAL ({_CLAIM.format(end="other_id")}) there ON TRUE
    WHERE here.told IS NOT NULL AND there.told IS NOT NULL ORDER BY link.id DESC"""


def differing_of(events: QuerySet[Any]) -> list[tuple[Account, Account]]:
    """Pairs of events that may be one and the same but are told differently, newest first; one of each two is among
    the events that a query finds.
    """
    if (found := statements.compiled(events)) is None:
        return []
    sql, values = found
    pairs = statements.rows_around(DIFFERING.replace("{events}", sql), values)
    return [(_account(*here), _account(*there)) for here, there in pairs]


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
    when = date_words.in_words(_day(first), _day(last), precision)
    return Account(event, kind, when, ref, sentence, source, review != Claim.Review.UNREVIEWED)


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
