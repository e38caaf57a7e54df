"""Whole page or part of it, decided in one place."""

from django.http import HttpRequest
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails


class HtmxHttpRequest(HttpRequest):
    htmx: HtmxDetails


def wants_only(request: HttpRequest, element_id: str) -> bool:
    """Whether htmx asks for this element alone: boosted links and history restores send its header too."""
    details: HtmxDetails | None = getattr(request, "htmx", None)
    return bool(details) and details is not None and details.target == element_id


varies_by_part = vary_on_headers("HX-Request", "HX-Target")
"""For every view that answers with a part: no cache may hand a part to whoever asks for the page."""
