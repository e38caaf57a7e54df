"""Rows of lists as one would count them by hand: slowly, claim by claim, out of the stored claims.

Each function gives what a table should hold, as a set of the values of its columns.
"""

import datetime
from collections import Counter, defaultdict
from itertools import combinations, product

from articles.models import Article
from geo.models import Actor, ArticleTotal, Claim, ClaimActor, ClaimPair, ClaimVoice, EventTotal
from geo.vocabulary import score

ACTOR = (
    "claim_id actor_id event_id as_source as_target official listed_on type precision period is_speech score modality "
    "source_id counts reviewed"
).split()
PAIR = (
    "claim_id relationship__first_id relationship__second_id event_id direction official listed_on type precision "
    "period is_speech score modality source_id counts reviewed reports countries language published_year"
).split()
VOICE = "claim_id actor_id listed_on".split()
EVENT = "event_id claims origins counts type precision period is_speech reviewed".split()
ARTICLE = "article_id source_id language year claims reviewed".split()


def stored() -> dict[str, Counter]:
    """What the tables hold."""
    tables = {ClaimActor: ACTOR, ClaimPair: PAIR, ClaimVoice: VOICE, EventTotal: EVENT, ArticleTotal: ARTICLE}
    return {model.__name__: Counter(model.objects.values_list(*columns)) for model, columns in tables.items()}


def reckoned() -> dict[str, Counter]:
    """What they should hold."""
    claims = list(Claim.objects.shown().select_related("event__merged_into", "article").order_by("pk"))
    return {
        "ClaimActor": Counter(_actors(claims)),
        "ClaimPair": Counter(_pairs(claims)),
        "ClaimVoice": Counter(_voices(claims)),
        "EventTotal": Counter(_events(claims)),
        "ArticleTotal": Counter(_articles(claims)),
    }


def event_of(claim):
    return claim.event.merged_into or claim.event


def happened(claim) -> bool:
    return claim.modality in ("occurred", "ongoing")


def is_reviewed(claim) -> bool:
    return claim.review in ("accepted", "edited")


def period_of(event) -> tuple[str, datetime.date | None]:
    first, last = event.date_earliest, event.date_latest
    if first is None or first.year != last.year:
        return "undated", None
    return ("month", first.replace(day=1)) if first.month == last.month else ("year", first.replace(month=1, day=1))


def stands_for(party) -> dict[int, bool]:
    """Whom a party stands for, and whether that is a country."""
    actors = [party.actor.merged_into or party.actor] if party.actor else []
    actors += Actor.objects.filter(iso3=party.country) if party.country else []
    return {actor.pk: actor.iso3 is not None for actor in actors}


def _common(claim) -> tuple:
    """What every row of a claim says of it and of its event."""
    event = event_of(claim)
    about = (event.type, *period_of(event), claim.is_speech, score(event.type, claim.mode))
    return (claim.listed_on, *about, claim.modality, claim.article.source_id)


def _seen(claims) -> dict[int, tuple[bool, bool]]:
    """For claims of one event and owner, whether each is the one that counts, and whether the event is reviewed."""
    counting = [claim for claim in claims if happened(claim)]
    reviewed = any(is_reviewed(claim) for claim in counting)
    return {claim.pk: (claim in counting[:1], reviewed) for claim in claims}


def _by_event_and_owner(claims, owners):
    """Groups of claims under (event, owner), where `owners` names the owners of a claim."""
    groups = defaultdict(list)
    for claim in claims:
        for owner in owners(claim):
            groups[event_of(claim).pk, owner].append(claim)
    return groups


def _actors(claims):
    def owners(claim):
        return {actor for party in claim.parties.all() for actor in stands_for(party)}

    for (event, actor), group in _by_event_and_owner(claims, owners).items():
        seen = _seen(group)
        for claim in group:
            parties = [party for party in claim.parties.all() if actor in stands_for(party)]
            roles = {party.role for party in parties}
            official = any(party.official for party in parties)
            sides = ("source" in roles, "target" in roles, official)
            yield (claim.pk, actor, event, *sides, *_common(claim), *seen[claim.pk])


def across(claim):
    """(actor, other actor, direction, both official) for each two that the claim brings together."""
    parties = list(claim.parties.all())
    sources, targets = ([party for party in parties if party.role == role] for role in ("source", "target"))
    for one, other in product(sources, targets) if targets else combinations(sources, 2):
        for (a, a_is_country), (b, b_is_country) in product(stands_for(one).items(), stands_for(other).items()):
            own = one.country == other.country != "" and (a_is_country or b_is_country)
            if a != b and not own:
                direction = (1 if a < b else -1) if targets else 0
                yield min(a, b), max(a, b), direction, one.official and other.official


def _pairs(claims):
    def owners(claim):
        return {(first, second) for first, second, _direction, _official in across(claim)}

    for (event, pair), group in _by_event_and_owner(claims, owners).items():
        seen = _seen(group)
        for claim in group:
            ways = [way for way in across(claim) if way[:2] == pair]
            directions = {direction for _first, _second, direction, _official in ways}
            direction = 0 if claim.symmetric or len(directions) > 1 else directions.pop()
            official = any(way[3] for way in ways)
            countries = {party.country for party in claim.parties.all() if stands_for(party)} - {""}
            article = claim.article
            published = article.published_on.year if article.published_on else None
            yield (
                claim.pk, *pair, event, direction, official, *_common(claim), *seen[claim.pk], len(group),
                len(countries), article.language, published,
            )  # fmt: skip


def _voices(claims):
    for claim in claims:
        speakers = [said.actor.merged_into or said.actor for said in claim.attributions.all() if said.actor]
        for speaker in {actor.pk for actor in speakers}:
            yield claim.pk, speaker, claim.listed_on


def _events(claims):
    for (pk, _all), group in _by_event_and_owner(claims, lambda _claim: ["site"]).items():
        first = next((claim for claim in group if happened(claim)), group[0])
        event = event_of(first)
        origins = {claim.article.origin_id for claim in group}
        reviewed = any(is_reviewed(claim) and happened(claim) for claim in group)
        about = (event.type, *period_of(event), first.is_speech, reviewed)
        yield (pk, len(group), len(origins), happened(first), *about)


def _articles(claims):
    for article in Article.objects.exclude(state="unread"):
        gone = article.superseded_at or article.is_hidden
        if not gone and article.runs.filter(state="published").exists():
            ours = [claim for claim in claims if claim.article_id == article.pk]
            published = article.published_on.year if article.published_on else None
            reviewed = sum(is_reviewed(claim) for claim in ours)
            yield article.pk, article.source_id, article.language, published, len(ours), reviewed
