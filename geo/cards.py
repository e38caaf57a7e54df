"""Claims as cards show them: read as plain values in one query, with the attributes that templates know from Claim.

A page of them costs a third of the models that it would be put together from: claim, article, source, event, parties,
actors and attributions.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.urls import reverse

from geo.models import Claim
from geo.vocabulary import Modality


class Rows[Row](list[Row]):
    """A list that is asked for `all()`, as a related manager is."""

    def all(self) -> list[Row]:
        return self


@dataclass(slots=True)
class CardActor:
    """Whom words mean today: merges are resolved."""

    pk: int
    name: str
    slug: str
    iso3: str | None
    country: str
    kind: str
    has_page: bool

    @property
    def merged_into(self) -> None:
        return None

    def get_absolute_url(self) -> str:
        return reverse("actor", args=[self.slug])


@dataclass(slots=True)
class CardParty:
    role: str
    start: int
    end: int
    country: str
    official: bool
    actor: CardActor | None


@dataclass(slots=True)
class CardAttribution:
    kind: str
    start: int
    end: int
    name: str
    actor: CardActor | None


@dataclass(slots=True)
class CardSource:
    pk: int
    name: str
    is_demo: bool


@dataclass(slots=True)
class CardArticle:
    pk: int
    published_on: datetime.date | None
    published_precision: str
    origin_id: int
    source: CardSource


@dataclass(slots=True)
class CardClaim:
    """As in Claim; `sentence` is cut out of the article's text."""

    pk: int
    ref: str
    type: str
    mode: str
    modality: str
    review: str
    is_speech: bool
    symmetric: bool
    date_earliest: datetime.date | None
    date_latest: datetime.date | None
    date_precision: str
    amount_value: Decimal | None
    amount_currency: str
    amount_unit: str
    amount_qualifier: str
    sentence_start: int
    sentence_end: int
    trigger_start: int
    trigger_end: int
    evidence: list[Any]
    """[[start, end, what for], ...]"""
    event_id: int
    sentence: str
    article: CardArticle
    parties: Rows[CardParty]
    attributions: Rows[CardAttribution]

    @property
    def article_id(self) -> int:
        return self.article.pk

    def get_modality_display(self) -> str:
        return str(Modality(self.modality).label)

    def get_review_display(self) -> str:
        return str(Claim.Review(self.review).label)

    def get_amount_qualifier_display(self) -> str:
        return str(Claim.Qualifier(self.amount_qualifier).label) if self.amount_qualifier else ""


_ACTOR = "actor.id, actor.name, actor.slug, actor.iso3, actor.country, actor.kind, actor.has_page"
_NAMED = """LEFT JOIN geo_actor named ON named.id = row.actor_id
            LEFT JOIN geo_actor actor ON actor.id = coalesce(named.merged_into_id, named.id)"""
CARDS = f"""
    SELECT claim.id, claim.ref, claim.type, claim.mode, claim.modality, claim.review, claim.is_speech, claim.symmetric,
        claim.date_earliest, claim.date_latest, claim.date_precision, claim.amount_value, claim.amount_currency,
        claim.amount_unit, claim.amount_qualifier, claim.sentence_start, claim.sentence_end, claim.trigger_start,
        claim.trigger_end, claim.evidence::json, claim.event_id,
        substr(article.text, claim.sentence_start + 1, claim.sentence_end - claim.sentence_start),
        article.id, article.published_on, article.published_precision, article.origin_id,
        source.id, source.name, source.is_demo,
        (SELECT json_agg(json_build_array(row.role, row.start, row."end", row.country, row.official, {_ACTOR})
            ORDER BY row.role, row.rank) FROM geo_claimparty row {_NAMED} WHERE row.claim_id = claim.id),
        (SELECT json_agg(json_build_array(row.kind, row.start, row."end", row.name, {_ACTOR}) ORDER BY row.rank)
            FROM geo_attribution row {_NAMED} WHERE row.claim_id = claim.id)
    FROM geo_claim claim JOIN articles_article article ON article.id = claim.article_id
    JOIN articles_source source ON source.id = article.source_id
    WHERE {{which}}"""
_OF_CLAIM, _OF_ARTICLE, _OF_SOURCE = 22, 4, 3
"""How many columns are of each."""


def in_order(pks: Iterable[int]) -> list[CardClaim]:
    wanted = list(pks)
    if not wanted:
        return []
    found = {card.pk: card for card in _read("claim.id = ANY(%s)", wanted)}
    return [found[pk] for pk in wanted if pk in found]


def of_article(pk: int) -> list[CardClaim]:
    """The shown claims of an article, as its text has them."""
    shown = "claim.article_id = %s AND claim.shown_from IS NOT NULL AND claim.shown_to IS NULL"
    return _read(f"{shown} ORDER BY claim.sentence_start, claim.trigger_start, claim.id", pk)


def _read(which: str, value: int | list[int]) -> list[CardClaim]:
    with connection.cursor() as cursor:
        cursor.execute(CARDS.replace("{which}", which), [value])
        return [_card(row) for row in cursor.fetchall()]


def _card(row: tuple[Any, ...]) -> CardClaim:
    article, source = row[_OF_CLAIM : _OF_CLAIM + _OF_ARTICLE], row[-2 - _OF_SOURCE : -2]
    parties = Rows([CardParty(*(*party[:5], _actor(party[5:]))) for party in row[-2] or ()])
    said = Rows([CardAttribution(*(*link[:4], _actor(link[4:]))) for link in row[-1] or ()])
    published = CardArticle(*(*article, CardSource(*source)))
    return CardClaim(*(*row[:_OF_CLAIM], published, parties, said))


def _actor(values: list[Any]) -> CardActor | None:
    return CardActor(*values) if values[0] is not None else None
