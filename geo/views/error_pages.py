"""What went wrong, and what to do: a page for each answer that is no success."""

from __future__ import annotations

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


class NotHere(Http404):
    """A 404 whose reason is written for readers; Django's own name models and patterns."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", {"reason": _reason(exception)}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"reason": _reason(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", {"reason": _reason(exception)}, status=404)


def gone(request: HttpRequest, what: str) -> HttpResponse:
    return render(request, "410.html", {"what": what}, status=410)


def failed(request: HttpRequest) -> HttpResponse:
    """Without a query: the database may be what failed."""
    return render(request, "500.html", status=500)


def _reason(exception: Exception) -> str:
    """Only what our own code says to readers: other reasons hold hosts, paths and patterns."""
    ours = type(exception) in (BadRequest, PermissionDenied, NotHere)
    return str(exception.args[0]) if ours and exception.args else ""
