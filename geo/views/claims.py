"""One claim with the words it came from."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from geo.browse import cards
from geo.browse.cards import CardClaim
from geo.browse.highlight import marked, spans_of
from geo.charts.thermometer import signed
from geo.lib.addresses import pair_address
from geo.lib.passages import around
from geo.models import Actor, Claim
from geo.views.error_pages import NotHere, gone
from geo.vocabulary import score as score_of

OTHERS = 8
PAIRS = 4


@require_safe
def claim(request: HttpRequest, ref: str) -> HttpResponse:
    rows = Claim.objects.filter(ref=ref).select_related("article__source", "event", "run")
    found = rows.order_by("-pk").first()
    if found is None or found.shown_from is None:
        raise NotHere(_("No claim has the reference “%(ref)s”.") % {"ref": ref[:20]})
    if found.shown_to is not None:
        return gone(request, _why_closed(found))
    before, sentence, after = around(found.article.text, found.sentence_start, found.sentence_end)
    card = cards.in_order([found.pk])[0]
    spans = spans_of(card)
    other_pks = _other_reports(found)
    parties = _parties(found, card)
    trigger = (found.trigger_start, found.trigger_end)
    context = {
        "claim": found,
        "card": card,
        "before": marked(found.article.text[before[0] : before[1]], before[0], spans),
        "sentence": marked(found.article.text[sentence[0] : sentence[1]], sentence[0], spans),
        "after": marked(found.article.text[after[0] : after[1]], after[0], spans),
        "parties": parties,
        "pairs": _pairs(parties),
        "attributions": [(link, _words(found, link.start, link.end)) for link in card.attributions],
        "evidence": [(_words(found, *span), label) for *span, label in found.evidence if tuple(span) != trigger],
        "trigger": _words(found, *trigger),
        "score": signed(score_of(found.type, found.mode)),
        "address": request.build_absolute_uri(found.get_absolute_url()),
        "others": cards.in_order(other_pks[:OTHERS]),
        "more_others": len(other_pks) > OTHERS,
    }
    return render(request, "geo/claim.html", context)


def _other_reports(claim: Claim) -> list[int]:
    """Claims of the same event, the newest first; one more than are shown, to know whether there are more."""
    event = claim.event.merged_into_id or claim.event_id
    told = Claim.objects.shown().filter(Q(event=event) | Q(event__merged_into=event)).exclude(pk=claim.pk)
    return list(told.order_by("-pk").values_list("pk", flat=True)[: OTHERS + 1])


def _words(claim: Claim, start: int, end: int) -> str:
    return claim.article.text[start:end]


def _parties(claim: Claim, card: CardClaim) -> dict[str, list[dict[str, Any]]]:
    """Each party with its words and the country that it acts for."""
    countries = {
        country.iso3: country for country in Actor.objects.filter(iso3__in={party.country for party in card.parties})
    }
    sides: dict[str, list[dict[str, Any]]] = {"source": [], "target": []}
    for party in card.parties:
        words = _words(claim, party.start, party.end)
        outside = party.end <= claim.sentence_start or party.start >= claim.sentence_end
        country = countries.get(party.country)
        sides[party.role].append({"party": party, "words": words, "outside": outside, "country": country})
    return sides


def _pairs(sides: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str]]:
    """Names and addresses of the pages of the countries that the claim joins."""
    sources, targets = ([row["country"] for row in sides[role] if row["country"]] for role in ("source", "target"))
    joined = product(sources, targets) if targets else combinations(sources, 2)
    found = {
        pair_address(one, other): " ".join([one.name, _("and"), other.name])
        for one, other in (sorted(pair, key=lambda country: country.name) for pair in joined)
        if one.pk != other.pk
    }
    return [(name, address) for address, name in found.items()][:PAIRS]


def _why_closed(claim: Claim) -> str:
    article = claim.article
    if article.is_hidden:
        return _("The article that this claim came from was withdrawn.")
    if claim.review == Claim.Review.REJECTED:
        return _("An editor read this claim against its words and rejected it.")
    return _("A newer reading of the article no longer makes this claim.")
