"""Actors: the list, one actor, and an actor with another one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from geo import listing, totals
from geo.filters import ClaimFilter
from geo.htmx import varies_by_part, wants_only
from geo.models import Actor, ActorPeriod, ClaimActor
from geo.models.actors import ActorKind
from geo.paging import by_name
from geo.search import find_actors
from geo.views.dyads import pair_page
from geo.views.errors import NotHere
from geo.views.parts import claims_part, counterparts_of, pair_address, record_part

ACTORS_PER_PAGE = 40
MOST_FOUND = 60


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
        "rows": [(actor, events) for actor, events in zip(rows, _events_of(rows), strict=True)],
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
    listed = Actor.objects.unmerged().filter(Exists(ClaimActor.objects.filter(actor=OuterRef("pk"))), has_page=True)
    if kind:
        listed = listed.filter(kind=kind)
    return listed.filter(country=country) if country else listed


def _events_of(rows: list[Actor]) -> list[int]:
    cells = ActorPeriod.objects.filter(actor__in=[actor.pk for actor in rows])
    events = dict(cells.values_list("actor").annotate(Sum("events")))
    return [events.get(actor.pk, 0) for actor in rows]


def _countries_with_claims() -> dict[str, str]:
    """ISO alpha-3 to name. A country has claims when somebody who acts for it has."""
    countries = Actor.objects.filter(Exists(ClaimActor.objects.filter(actor=OuterRef("pk"))), kind=ActorKind.COUNTRY)
    return {country.iso3 or "": country.name for country in countries.order_by("name").only("iso3", "name")}


@require_safe
@varies_by_part
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    found = _actor_with_page(slug)
    if found.slug != slug:
        return redirect(f"{found.get_absolute_url()}?{request.GET.urlencode()}".rstrip("?"))
    if other := request.GET.get("with", ""):
        return _with_other(request, found, _actor_with_page(other))
    narrowed = ClaimFilter.from_query(request.GET)
    rows = listing.rows_of_actor(found, narrowed)
    context: dict[str, Any] = {"actor": found, **claims_part(request, rows, narrowed, {})}
    if wants_only(request, "claims"):
        return render(request, "geo/actor.html#claims", context)
    directions = (_("by %(name)s") % {"name": found.name}, _("towards %(name)s") % {"name": found.name})
    cells = totals.cells_of_actor(found)
    context |= record_part(cells, rows, narrowed, {}, directions)
    if wants_only(request, "record"):
        return render(request, "geo/actor.html#record", context)
    counts = {"events": sum(cell.events for cell in cells), "reviewed": sum(cell.reviewed for cell in cells)}
    return render(request, "geo/actor.html", context | counts | _about(found))


def _about(actor: Actor) -> dict[str, Any]:
    pairs = listing.relationships_of(actor)
    return {
        "counterparts": counterparts_of(actor, pairs),
        "counterpart_count": pairs.count(),
        "offices": list(actor.offices.order_by("-starts", "title")),
        "aliases": list(actor.aliases.filter(vetoed=False).exclude(text=actor.name).order_by("kind", "text")[:40]),
        "belongs_to": Actor.objects.filter(iso3=actor.country).first() if actor.country and not actor.iso3 else None,
    }


def _actor_with_page(slug: str) -> Actor:
    """Merged actors answer as what they were merged into; a merge can be undone, so the redirect is for now."""
    found = get_object_or_404(Actor.objects.select_related("merged_into"), slug=slug)
    found = found.merged_into or found
    if not found.has_page:
        raise NotHere(_("People without a public office or role in the texts have no page here."))
    return found


def _with_other(request: HttpRequest, one: Actor, other: Actor) -> HttpResponse:
    if one.pk == other.pk:
        return redirect(one)
    if one.iso2 and other.iso2:
        return redirect(pair_address(one, other))
    return pair_page(request, one, other, keep={"with": other.slug})
