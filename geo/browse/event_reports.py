"""What an event's reports say, beside each other: in the order they were published, copies with what they copy.

Copies of one text are one witness (Article.origin). Which came first is told by the dates of publication alone: texts
do not say who copied whom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.utils.translation import gettext as _

from geo.browse import cards
from geo.browse.cards import CardClaim
from geo.browse.wording import amount, when
from geo.lib import statements
from geo.lib.paging import Cursor, Page, page_of
from geo.lib.periods import gap
from geo.models import Attribution, Claim, Event, EventLink

MOST_REPORTS = 40
MOST_LINKS = 12


@dataclass(slots=True)
class Origin:
    """One independent text: the claim that was published first, and those of its copies."""

    number: int
    first: CardClaim
    copies: list[CardClaim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the reports do not tell alike: each way of telling it, with who tells it so."""

    about: str
    ways: list[tuple[str, list[CardClaim]]]


@dataclass(frozen=True, slots=True)
class Link:
    """Another event and how this one stands to it; `claim` is one report of it, for its words."""

    words: str
    event: Event
    claim: CardClaim
    is_reviewed: bool


# An event with all that were joined to it. As arrays: an OR over two tables would read every claim, or every link.
FAMILY = "ARRAY(SELECT id FROM geo_event WHERE id = %(event)s OR merged_into_id = %(event)s)"
REPORTS = f"""
    SELECT claim.id FROM geo_claim claim JOIN articles_article article ON article.id = claim.article_id
    WHERE claim.event_id = ANY({FAMILY}) AND claim.shown_from IS NOT NULL AND claim.shown_to IS NULL
        AND (COALESCE(article.published_on, 'infinity'), claim.id) > (COALESCE(%(day)s::date, 'infinity'), %(pk)s)
    ORDER BY article.published_on NULLS LAST, claim.id LIMIT %(most)s"""


def reports_of(event: Event, after: str) -> Page[CardClaim]:
    """A page of shown claims, first published first; without a date of publication last. `after` is a cursor."""
    cursor = Cursor.parse(after)
    place = {"day": cursor.day, "pk": cursor.pk} if cursor else {"day": "-infinity", "pk": 0}
    found = cards.found_by(REPORTS, {"event": event.pk, "most": MOST_REPORTS + 1, **place})
    return page_of(found, day="article__published_on", pk="pk", size=MOST_REPORTS, is_first=cursor is None)


def by_origin(claims: Iterable[CardClaim]) -> list[Origin]:
    origins: dict[int, Origin] = {}
    for claim in claims:
        key = claim.article.origin_id
        if key in origins:
            origins[key].copies.append(claim)
        else:
            origins[key] = Origin(len(origins) + 1, claim)
    return list(origins.values())


def differences(claims: Iterable[CardClaim]) -> list[Difference]:
    """Dates, amounts and moods that are not told alike. A report that is silent on one contradicts nobody."""
    claims = list(claims)
    contradict = gap((claim.date_earliest, claim.date_latest) for claim in claims)
    dated = [(when(claim), claim) for claim in claims if claim.date_earliest] if contradict else []
    counted = [(amount(claim), claim) for claim in claims if claim.amount_value is not None]
    moods = [(str(claim.get_modality_display()), claim) for claim in claims]
    told = [(_("When"), dated), (_("How much"), counted), (_("Whether it happened"), moods)]
    found = [Difference(about, _ways(values)) for about, values in told]
    return [difference for difference in found if len(difference.ways) > 1]


def _ways(told: list[tuple[str, CardClaim]]) -> list[tuple[str, list[CardClaim]]]:
    ways: dict[str, list[CardClaim]] = {}
    for words, claim in told:
        ways.setdefault(words, []).append(claim)
    return list(ways.items())


def shared_agencies(origins: Iterable[Origin]) -> list[str]:
    """Agencies that several independent texts name: these may rest on one report."""
    named: Counter[str] = Counter()
    for origin in origins:
        links = origin.first.attributions
        named.update({link.name for link in links if link.kind == Attribution.Kind.AGENCY})
    return sorted(name for name, texts in named.items() if texts > 1)


_ENDS = [field.attname for field in Event._meta.concrete_fields]
LINKS = f"""
    WITH family AS MATERIALIZED (SELECT {FAMILY} AS ids)
    SELECT link.kind, link.accepted IS TRUE, link.is_from, {", ".join(f"happened.{name}" for name in _ENDS)}
    FROM (
        SELECT *, TRUE AS is_from FROM geo_eventlink WHERE event_id = ANY((SELECT ids FROM family)::bigint[])
        UNION ALL
        SELECT *, FALSE FROM geo_eventlink WHERE other_id = ANY((SELECT ids FROM family)::bigint[])
            AND event_id <> ALL((SELECT ids FROM family)::bigint[])
    ) link
    JOIN geo_event ends ON ends.id = CASE WHEN link.is_from THEN link.other_id ELSE link.event_id END
    JOIN geo_event happened ON happened.id = coalesce(ends.merged_into_id, ends.id)
    WHERE link.accepted IS NOT FALSE ORDER BY link.kind, link.id LIMIT %(most)s"""


def links_of(event: Event) -> list[Link]:
    """Events that fulfil, deny or may be this one, or that it fulfils or denies; refused links are left out."""
    rows = statements.rows(LINKS, {"event": event.pk, "most": MOST_LINKS})
    found = [(*row[:3], Event.from_db(connection.alias, _ENDS, row[3:])) for row in rows]
    claims = one_report_each([other.pk for *_link, other in found]) if found else {}
    return [
        Link(_in_words(kind, is_from), other, claims[other.pk], accepted)
        for kind, accepted, is_from, other in found
        if other.pk in claims and other.pk != event.pk
    ]


def _in_words(kind: str, is_from: bool) -> str:
    words = {
        EventLink.Kind.FULFILS: _("fulfils") if is_from else _("is fulfilled by"),
        EventLink.Kind.DENIES: _("denies") if is_from else _("is denied by"),
        EventLink.Kind.MAY_BE_SAME: _("may be the same as"),
    }
    return words[EventLink.Kind(kind)]


def one_report_each(events: Iterable[int]) -> dict[int, CardClaim]:
    """The first shown claim of each event."""
    reports = Claim.objects.shown().filter(event__in=list(events)).order_by("event_id", "pk").distinct("event_id")
    found = cards.in_order(reports.values_list("pk", flat=True))
    return {claim.event_id: claim for claim in found}
