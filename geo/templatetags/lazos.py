"""What templates say about claims: their words, their dates, their kind, and how to contest them."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from geo.browse import highlight
from geo.browse.cards import CardClaim
from geo.lib import date_words
from geo.lib.addresses import address
from geo.markup.elements import quad_glyph
from geo.markup.parties import attributed, parties, resolved, words_of
from geo.models import Claim, Event
from geo.vocabulary import TYPES, EventType, Quad

register = template.Library()
register.simple_tag(quad_glyph)
for _filter in (attributed, parties, resolved, words_of):
    register.filter(_filter)


@register.filter
def words(claim: CardClaim) -> SafeString:
    """The claim's sentence with what it rests on marked."""
    return highlight.marked(claim.sentence, claim.sentence_start, highlight.spans_of(claim))


@register.filter
def when(dated: Claim | CardClaim | Event) -> str:
    return date_words.in_words(dated.date_earliest, dated.date_latest, dated.date_precision)


@register.filter
def publication_date(article) -> str:  # type: ignore[no-untyped-def]
    if article.published_on is None:
        return _("publication date not known")
    return date_words.in_words(article.published_on, article.published_on, article.published_precision)


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


@register.filter
def amount(claim: Claim | CardClaim | Event) -> str:
    """“up to 1,000,000,000 USD”; nothing when the text names none."""
    if claim.amount_value is None:
        return ""
    from django.contrib.humanize.templatetags.humanize import intcomma

    value = intcomma(f"{claim.amount_value.normalize():f}")
    is_bare = isinstance(claim, Event) or claim.amount_qualifier == "exactly"
    said = "" if is_bare else claim.get_amount_qualifier_display()  # type: ignore[union-attr]
    return " ".join(part for part in (str(said), value, claim.amount_currency or claim.amount_unit) if part)


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
