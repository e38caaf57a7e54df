"""Articles: the list, and one article beside its claims."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, Source
from geo.htmx import varies_by_part, wants_only
from geo.listing import with_words
from geo.models import Claim
from geo.paging import newest_first
from geo.reading import blocks
from geo.views.errors import gone

ARTICLES_PER_PAGE = 30


@require_safe
@varies_by_part
def articles(request: HttpRequest) -> HttpResponse:
    chosen = _known_source(request.GET.get("source", ""))
    listed = Article.objects.current().select_related("source").defer("text")
    if chosen:
        listed = listed.filter(source=chosen)
    after = request.GET.get("after", "")
    page = newest_first(listed, day="published_on", pk="pk", after=after, size=ARTICLES_PER_PAGE)
    context = {
        "page": page,
        "chosen": chosen,
        "first_page": f"?source={chosen.pk}" if chosen else "?",
        "sources": Source.objects.filter(Exists(Article.objects.current().filter(source=OuterRef("pk")))),
    }
    template = "geo/articles.html" + ("#articles" if wants_only(request, "articles") else "")
    return render(request, template, context)


def _known_source(pk: str) -> Source | None:
    if not pk:
        return None
    source = Source.objects.filter(pk=int(pk)).first() if pk.isascii() and pk.isdigit() and len(pk) < 10 else None
    if source is None:
        raise BadRequest(
            _("There is no source number “%(pk)s”. Choose one from the list of articles.") % {"pk": pk[:20]}
        )
    return source


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Article.objects.select_related("source", "revises", "origin"), pk=pk)
    if found.is_hidden:
        return gone(request, _("This article was withdrawn. Its text and its claims are no longer shown."))
    claims = list(
        with_words(Claim.objects.shown().filter(article=found)).order_by("sentence_start", "trigger_start", "pk")
    )
    is_editor = request.user.has_perm("articles.view_article")
    whole = found.rights == Article.Rights.FULL or is_editor
    context = {
        "article": found,
        "blocks": blocks(found.text, claims, whole=whole),
        "claim_total": len(claims),
        "whole": whole,
        "only_for_editors": whole and found.rights != Article.Rights.FULL,
        "newer": found.revisions.order_by("-pk").first() if found.superseded_at else None,
        "copies": Article.objects.current()
        .filter(origin=found.origin_id)
        .exclude(pk=found.pk)
        .select_related("source")[:10],
    }
    return render(request, "geo/article.html", context)
