"""Actors: the list, one actor, and an actor with another one."""

from __future__ import annotations

import datetime
from functools import cache, partial
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from geo.browse import listing, profiles
from geo.browse.actor_search import find_actors
from geo.browse.filters import ClaimFilter
from geo.browse.profiles import Profile
from geo.charts.offices import strip
from geo.lib.addresses import pair_address
from geo.lib.htmx import varies_by_part, wants_only
from geo.lib.lazy import kept, lazily
from geo.lib.paging import by_name
from geo.models import Actor
from geo.models.actors import ActorKind
from geo.totals import sums
from geo.views.dyads import pair_page
from geo.views.error_pages import NotHere
from geo.views.shared_sections import RECORD, claims_part, record_part

ACTORS_PER_PAGE = 40
MOST_FOUND = 60
CLAIMS_PER_PAGE = 8
NO_PAGE = gettext_lazy("People without a public office or role in the texts have no page here.")


@require_safe
@varies_by_part
def actors(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:200]
    kind, country = _known_kind(request.GET.get("kind", "")), request.GET.get("country", "")[:4].upper()
    listed = _with_claims(kind, country)
    found = find_actors(query, listed, limit=MOST_FOUND) if query else None
    page = (
        None if found else by_name(listed, key="slug", after=request.GET.get("after", "")[:120], size=ACTORS_PER_PAGE)
    )
    rows = found.actors if found else page.rows if page else []
    context = {
        "query": query, "kind": kind, "country": country, "found": found, "page": page,
        "rows": rows,
        "kinds": ActorKind.choices,
        "countries": _countries_with_claims(),
    }  # fmt: skip
    template = "geo/actors.html" + ("#actors" if wants_only(request, "actors") else "")
    return render(request, template, context)


def _known_kind(kind: str) -> str:
    if kind and kind not in ActorKind.values:
        known = ", ".join(ActorKind.values)
        raise BadRequest(
            _("There is no kind of actor “%(kind)s”. Kinds: %(known)s.") % {"kind": kind[:40], "known": known}
        )
    return kind


def _with_claims(kind: str, country: str) -> QuerySet[Actor]:
    listed = Actor.objects.unmerged().filter(sum__claims__gt=0, has_page=True).select_related("sum")
    if kind:
        listed = listed.filter(kind=kind)
    return listed.filter(country=country) if country else listed


def _countries_with_claims() -> dict[str, str]:
    """ISO alpha-3 to name. A country has claims when somebody who acts for it has."""
    countries = Actor.objects.filter(kind=ActorKind.COUNTRY, sum__claims__gt=0)
    return {country.iso3 or "": country.name for country in countries.order_by("name").only("iso3", "name")}


@require_safe
@varies_by_part
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    about = _profile_with_page(slug)
    found = about.actor
    if found.merged_into is not None:  # a merge can be undone, so the redirect is for now
        return redirect(f"{found.merged_into.get_absolute_url()}?{request.GET.urlencode()}".rstrip("?"))
    if other := request.GET.get("with", ""):
        return _with_other(request, found, _actor_with_page(other))
    narrowed = ClaimFilter.from_query(request.GET)
    rows = listing.rows_of_actor(found, narrowed)
    context: dict[str, Any] = {"actor": found, **claims_part(request, rows, narrowed, {}, size=CLAIMS_PER_PAGE)}
    if wants_only(request, "claims"):
        return render(request, "geo/actor.html#claims", context)
    directions = (_("by %(name)s") % {"name": found.name}, _("towards %(name)s") % {"name": found.name})
    context |= kept(request, about.total.changed_at)
    closely = bool(narrowed.type or narrowed.period)  # a part of the time may be short enough to be drawn by month
    cells = partial(sums.cells_of_actor, found, about.total, closely=closely)
    record = cache(lambda: record_part(cells(), rows, narrowed, {}, directions))
    context |= lazily(RECORD, record)
    if wants_only(request, "record"):
        return render(request, "geo/_actor_record.html", context)
    return render(request, "geo/actor.html", context | _rest_of_page(about, listing.newest_events(rows)))


def _rest_of_page(about: Profile, events: QuerySet[Any]) -> dict[str, Any]:
    """What no filter changes. `events` are the newest: among them are differing accounts looked for."""
    counterparts = cache(lambda: profiles.counterparts_of(about.actor))
    return {
        "about": about,
        "counterparts": counterparts,
        "network": cache(lambda: profiles.network_of(counterparts(), about.total.counterparts)),
        "strip": strip(about.offices, datetime.date.today()),
        "voices": cache(lambda: profiles.voices_of(about.actor)),
        "differing": profiles.differing_of(events),
    }


def _profile_with_page(slug: str) -> Profile:
    found = profiles.profile_of(slug)
    if found is None:
        raise Http404
    if not found.actor.has_page:
        raise NotHere(NO_PAGE)
    return found


def _actor_with_page(slug: str) -> Actor:
    """Merged actors answer as what they were merged into."""
    found = get_object_or_404(Actor.objects.select_related("merged_into"), slug=slug)
    found = found.merged_into or found
    if not found.has_page:
        raise NotHere(NO_PAGE)
    return found


def _with_other(request: HttpRequest, one: Actor, other: Actor) -> HttpResponse:
    if one.pk == other.pk:
        return redirect(one)
    if one.iso2 and other.iso2:
        return redirect(pair_address(one, other))
    return pair_page(request, one, other, listing.relationship_between(one, other), keep={"with": other.slug})
