"""What templates say about claims: their words, their dates, their kind, and how to contest them."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.template import Context
from django.utils.translation import gettext as _

from geo.browse.highlight import marked_sentence
from geo.browse.wording import amount, publication_date, when
from geo.lib.addresses import address
from geo.markup.claim_head import head, kind
from geo.markup.elements import quad_glyph, tone_glyph
from geo.markup.parties import attributed, parties, words_of
from geo.vocabulary import TYPES, EventType, Quad

register = template.Library()
register.simple_tag(quad_glyph)
register.simple_tag(kind, name="claim_kind")
register.simple_tag(head, name="claim_head")
register.simple_tag(tone_glyph)
register.filter("words", marked_sentence)
for _filter in (amount, attributed, parties, publication_date, when, words_of):
    register.filter(_filter)


@register.filter
def at(value: str | int, name: str) -> str:
    """The address of the page `name` of this slug, reference or number."""
    return address(name, value)


@register.filter
def quad(event_type: str) -> Quad:
    return TYPES[event_type].quad


@register.filter
def type_label(event_type: str) -> str:
    return str(EventType(event_type).label)


@register.filter
def covers(event_type: str) -> str:
    return str(TYPES[event_type].covers)


def _address(request: HttpRequest) -> str:
    try:
        return request.build_absolute_uri()
    except DisallowedHost:  # the page that says so has this link too
        return request.path


@register.simple_tag(takes_context=True)
def report_url(context: Context, about: str = "") -> str:
    """Where readers say that something is wrong, with the page that they are on."""
    request = context.get("request")
    page = _address(request) if request else ""
    address: str = settings.REPORT_ADDRESS
    if address.startswith("mailto:"):
        subject = _("Error on Lazos: %(what)s") % {"what": about or page}
        return f"{address}?{urlencode({'subject': subject, 'body': page}, quote_via=quote)}"
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'page': page})}"


@register.filter
def get(mapping: dict[str, str], key: str) -> str:
    return mapping.get(key, "")


@register.filter
def spaced(name: str) -> str:
    return name.replace("_", " ")
