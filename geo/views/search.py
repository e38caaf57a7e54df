"""/search/: one address for whatever a reader types. So far it knows names, and references of claims."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from geo.models import Claim


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:200]
    if Claim.objects.shown().filter(ref=query.lower()).exists():
        return redirect("claim", query.lower())
    return redirect(f"{reverse('actors')}?{urlencode({'q': query})}" if query else reverse("actors"))
