"""Articles: the list, and one article beside its claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, Source
from geo.browse import cards
from geo.browse.article_readings import blocks
from geo.browse.dyads.coverage import language_name
from geo.browse.filters import bounds
from geo.lib.htmx import varies_by_part, wants_only
from geo.lib.paging import newest_first
from geo.models import SiteCoverage
from geo.views.error_pages import gone

ARTICLES_PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the list is narrowed to, as its query string says it."""

    source: Source | None
    year: str
    language: str

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Narrowed:
        year = query.get("year", "")
        if year and not (len(year) == 4 and year.isascii() and year.isdigit() and year[0] in "12"):
            raise BadRequest(_("“%(year)s” is no year. Choose one beside the list of articles.") % {"year": year[:20]})
        return cls(_known_source(query.get("source", "")), year, query.get("language", "")[:3])

    def rows(self) -> QuerySet[Article]:
        listed = Article.objects.current().select_related("source").defer("text")
        if self.source:
            listed = listed.filter(source=self.source)
        if self.year:
            listed = listed.filter(published_on__range=bounds(self.year))
        return listed.filter(language=self.language) if self.language else listed

    def query(self, **changes: str) -> str:
        values = {"source": str(self.source.pk) if self.source else "", "year": self.year, "language": self.language}
        return "?" + urlencode({name: value for name, value in {**values, **changes}.items() if value})

    def chips(self) -> list[tuple[str, str]]:
        """What is chosen, in words, and the address without it."""
        chosen = {"source": self.source.name if self.source else "", "year": self.year, "language": self.language}
        named = {**chosen, "language": language_name(self.language) if self.language else ""}
        return [(words, self.query(**{name: ""})) for name, words in named.items() if words]


@require_safe
@varies_by_part
def articles(request: HttpRequest) -> HttpResponse:
    narrowed = Narrowed.from_query(request.GET)
    after = request.GET.get("after", "")
    page = newest_first(narrowed.rows(), day="published_on", pk="pk", after=after, size=ARTICLES_PER_PAGE)
    context = {
        "page": page,
        "chips": narrowed.chips(),
        "chosen": narrowed.source,
        "first_page": narrowed.query(),
        "sources": [
            (source, narrowed.query(source=str(source.pk)))
            for source in Source.objects.filter(Exists(Article.objects.current().filter(source=OuterRef("pk"))))
        ],
        **_read(narrowed),
    }
    template = "geo/articles.html" + ("#articles" if wants_only(request, "articles") else "")
    return render(request, template, context)


def _read(narrowed: Narrowed) -> dict[str, list[tuple[str, int, str]]]:
    """Articles read, by year and by language, each with the address of its list."""
    cells = SiteCoverage.objects.filter(source=narrowed.source) if narrowed.source else SiteCoverage.objects.all()
    of_year = cells.filter(year=int(narrowed.year)) if narrowed.year else cells
    of_language = cells.filter(language=narrowed.language) if narrowed.language else cells
    years = of_language.values_list("year").annotate(Sum("articles")).order_by("-year")
    languages = of_year.values_list("language").annotate(all=Sum("articles")).order_by("-all", "language")
    return {
        "years": [(str(year), read, narrowed.query(year=str(year))) for year, read in years if year],
        "languages": [(language_name(code), read, narrowed.query(language=code)) for code, read in languages if code],
    }


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
    found = get_object_or_404(Article.objects.select_related("source"), pk=pk)
    if found.is_hidden:
        return gone(request, _("This article was withdrawn. Its text and its claims are no longer shown."))
    claims = cards.of_article(pk)
    is_editor = request.user.has_perm("articles.view_article")
    whole = found.rights == Article.Rights.FULL or is_editor
    context = {
        "article": found,
        "blocks": blocks(found.text, claims, whole=whole),
        "claim_total": len(claims),
        "whole": whole,
        "only_for_editors": whole and found.rights != Article.Rights.FULL,
        "newer": found.revisions.order_by("-pk").first() if found.superseded_at else None,
        "copies": cards.copies_of(found.pk, found.origin_id),
    }
    return render(request, "geo/article.html", context)
