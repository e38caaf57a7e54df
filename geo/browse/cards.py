"""Claims as pages show them: read as plain values in one query, with the attributes that templates know from Claim.

A page of them costs a third of the models that it would be put together from: claim, article, source, event, parties,
actors and attributions.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from geo.lib import statements
from geo.lib.addresses import address
from geo.models import Attribution, Claim
from geo.vocabulary import Modality


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
    iso2: str | None = None
    """Only where a pair's address needs it."""

    def get_absolute_url(self) -> str:
        return address("actor", self.slug)


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

    def get_kind_display(self) -> str:
        return str(Attribution.Kind(self.kind).label)


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
    listed_on: datetime.date | None
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
    parties: list[CardParty]
    attributions: list[CardAttribution]

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
        claim.listed_on, claim.date_earliest, claim.date_latest, claim.date_precision, claim.amount_value,
        claim.amount_currency, claim.amount_unit, claim.amount_qualifier, claim.sentence_start, claim.sentence_end,
        claim.trigger_start, claim.trigger_end, claim.evidence::json, claim.event_id,
        substr(article.text, claim.sentence_start + 1, claim.sentence_end - claim.sentence_start),
        article.id, article.published_on, article.published_precision, article.origin_id,
        source.id, source.name, source.is_demo,
        (SELECT json_agg(json_build_array(row.role, row.start, row."end", row.country, row.official, {_ACTOR})
            ORDER BY row.role, row.rank) FROM geo_claimparty row {_NAMED} WHERE row.claim_id = claim.id),
        (SELECT json_agg(json_build_array(row.kind, row.start, row."end", row.name, {_ACTOR}) ORDER BY row.rank)
            FROM geo_attribution row {_NAMED} WHERE row.claim_id = claim.id)
    FROM {{claims}} JOIN articles_article article ON article.id = claim.article_id
    JOIN articles_source source ON source.id = article.source_id {{order}}"""
_OF_CLAIM, _OF_ARTICLE, _OF_SOURCE = 23, 4, 3
"""How many columns are of each."""


# As an array, so that whatever finds the keys has done so before anything is joined to them.
_WANTED = "unnest({keys}) WITH ORDINALITY wanted (id, place) JOIN geo_claim claim ON claim.id = wanted.id"
_SHOWN = """(SELECT * FROM geo_claim
    WHERE article_id = %s AND shown_from IS NOT NULL AND shown_to IS NULL) claim"""


def in_order(pks: Iterable[int] | QuerySet[Any]) -> list[CardClaim]:
    """Cards in the order of their keys; a query of keys is read in the same one."""
    if isinstance(pks, QuerySet):
        if (found := statements.compiled(pks)) is None:
            return []
        return found_by(*found)
    wanted = list(pks)
    return _read(_WANTED.format(keys="%s::bigint[]"), "ORDER BY wanted.place", (wanted,)) if wanted else []


def found_by(sql: str, values: Mapping[str, Any] | tuple[Any, ...]) -> list[CardClaim]:
    """Cards in the order in which a query finds their keys."""
    return _read(_WANTED.format(keys=f"ARRAY({sql})"), "ORDER BY wanted.place", values)


def of_article(pk: int) -> list[CardClaim]:
    """The shown claims of an article, as its text has them."""
    return _read(_SHOWN, "ORDER BY claim.sentence_start, claim.trigger_start, claim.id", (pk,))


COPIES = """
    SELECT article.id, published_on, published_precision, origin_id, source.id, source.name, source.is_demo
    FROM articles_article article JOIN articles_source source ON source.id = article.source_id
    WHERE origin_id = %s AND article.id <> %s
        AND superseded_at IS NULL AND withdrawn_at IS NULL AND erased_at IS NULL
    ORDER BY article.id DESC LIMIT 10"""


def copies_of(article: int, origin: int) -> list[CardArticle]:
    """Other articles of today that tell the same text."""
    found = statements.rows(COPIES, [origin, article])
    return [CardArticle(*(*row[:_OF_ARTICLE], CardSource(*row[_OF_ARTICLE:]))) for row in found]


def _read(claims: str, order: str, values: Mapping[str, Any] | tuple[Any, ...]) -> list[CardClaim]:
    sql = CARDS.replace("{claims}", claims).replace("{order}", order)
    return [_card(row) for row in statements.rows_around(sql, values)]


def _card(row: tuple[Any, ...]) -> CardClaim:
    article, source = row[_OF_CLAIM : _OF_CLAIM + _OF_ARTICLE], row[-2 - _OF_SOURCE : -2]
    parties = [CardParty(*(*party[:5], _actor(party[5:]))) for party in row[-2] or ()]
    said = [CardAttribution(*(*link[:4], _actor(link[4:]))) for link in row[-1] or ()]
    published = CardArticle(*(*article, CardSource(*source)))
    return CardClaim(*(*row[:_OF_CLAIM], published, parties, said))


def _actor(values: list[Any]) -> CardActor | None:
    return CardActor(*values) if values[0] is not None else None
