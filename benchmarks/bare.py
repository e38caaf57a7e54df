"""What a page costs that does next to nothing: one indexed query, 25 rows, a template; all the site's middleware."""

from django.core.cache import cache
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.template import engines

from articles.models import Article

TEMPLATE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Bare</title></head>
<body><h1>The newest articles</h1><table>
{% for row in rows %}<tr><td>{{ row.pk }}</td><td>{{ row.title }}</td><td>{{ row.published_on }}</td></tr>
{% endfor %}</table></body></html>
"""
template = engines["django"].from_string(TEMPLATE)


def bare(request: HttpRequest) -> HttpResponse:
    rows = Article.objects.order_by(F("published_on").desc(nulls_last=True), "-pk")[:25]
    return HttpResponse(template.render({"rows": rows.values("pk", "title", "published_on")}, request))


def forget(request: HttpRequest) -> HttpResponse:
    """Drop every fragment that the server kept."""
    cache.clear()
    return HttpResponse("forgotten")
