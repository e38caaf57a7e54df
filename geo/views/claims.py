"""One claim with the words it came from."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from geo import listing
from geo.highlight import marked, spans_of
from geo.models import Actor, Claim
from geo.passages import around
from geo.views.errors import NotHere, gone

OTHERS = 8


@require_safe
def claim(request: HttpRequest, ref: str) -> HttpResponse:
    found = listing.with_words(Claim.objects.filter(ref=ref)).select_related("run").order_by("-pk").first()
    if found is None or found.shown_from is None:
        raise NotHere(_("No claim has the reference “%(ref)s”.") % {"ref": ref[:20]})
    if found.shown_to is not None:
        return gone(request, _why_closed(found))
    before, sentence, after = around(found.article.text, found.sentence_start, found.sentence_end)
    spans = spans_of(found)
    others = Claim.objects.shown().filter(event=found.event_id).exclude(pk=found.pk).order_by("-pk")
    other_pks = list(others.values_list("pk", flat=True)[: OTHERS + 1])
    context = {
        "claim": found,
        "before": marked(found.article.text[before[0] : before[1]], before[0], spans),
        "sentence": marked(found.article.text[sentence[0] : sentence[1]], sentence[0], spans),
        "after": marked(found.article.text[after[0] : after[1]], after[0], spans),
        "parties": _parties(found),
        "attributions": [(link, _words(found, link.start, link.end)) for link in found.attributions.all()],
        "evidence": [(_words(found, start, end), label) for start, end, label in found.evidence],
        "trigger": _words(found, found.trigger_start, found.trigger_end),
        "others": listing.in_order(other_pks[:OTHERS]),
        "more_others": len(other_pks) > OTHERS,
    }
    return render(request, "geo/claim.html", context)


def _words(claim: Claim, start: int, end: int) -> str:
    return claim.article.text[start:end]


def _parties(claim: Claim) -> dict[str, list[dict[str, Any]]]:
    """Each party with its words and the country that it acts for."""
    parties = claim.parties.all()
    countries = {
        country.iso3: country for country in Actor.objects.filter(iso3__in={party.country for party in parties})
    }
    sides: dict[str, list[dict[str, Any]]] = {"source": [], "target": []}
    for party in parties:
        words = _words(claim, party.start, party.end)
        outside = party.end <= claim.sentence_start or party.start >= claim.sentence_end
        country = countries.get(party.country)
        sides[party.role].append({"party": party, "words": words, "outside": outside, "country": country})
    return sides


def _why_closed(claim: Claim) -> str:
    article = claim.article
    if article.is_hidden:
        return _("The article that this claim came from was withdrawn.")
    if claim.review == Claim.Review.REJECTED:
        return _("An editor read this claim against its words and rejected it.")
    return _("A newer reading of the article no longer makes this claim.")
