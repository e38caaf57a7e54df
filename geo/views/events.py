"""One event: everybody who reports it, who may have it from whom, and where the reports differ."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from geo.browse import event_reports
from geo.models import Event
from geo.views.error_pages import gone


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Event.objects.select_related("sum"), pk=pk)
    if found.merged_into_id:
        return redirect("event", found.merged_into_id)
    total = getattr(found, "sum", None)
    page = event_reports.reports_of(found, request.GET.get("after", ""))
    claims = page.rows
    if not claims and not page.is_first:
        return redirect("event", pk)
    if total is None or not claims:
        return gone(request, _("No claim that is shown today reports this event."))
    groups = event_reports.by_origin(claims)
    context = {
        "event": found,
        "first": claims[0],
        "groups": groups,
        "page": page,
        "differences": event_reports.differences(claims) if page.is_first else [],
        "agencies": event_reports.shared_agencies(groups),
        "links": event_reports.links_of(found) if page.is_first else [],
        "reports": total.claims,
        "origins": total.origins,
    }
    return render(request, "geo/event.html", context)
