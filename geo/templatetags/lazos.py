"""What templates say about claims: their words, their dates, their kind, and how to contest them."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from geo import dates, highlight
from geo.models import Actor, Attribution, Claim, ClaimParty, Event
from geo.vocabulary import TYPES, EventType, Quad

register = template.Library()


@register.filter
def words(claim: Claim) -> SafeString:
    """The claim's sentence with what it rests on marked; needs `sentence` from geo.listing."""
    return highlight.marked(claim.sentence, claim.sentence_start, highlight.spans_of(claim))  # type: ignore[attr-defined]


@register.filter
def when(dated: Claim | Event) -> str:
    return dates.in_words(dated.date_earliest, dated.date_latest, dated.date_precision)


@register.filter
def publication_date(article) -> str:  # type: ignore[no-untyped-def]
    if article.published_on is None:
        return _("publication date not known")
    return dates.in_words(article.published_on, article.published_on, article.published_precision)


@register.filter
def resolved(linked: ClaimParty | Attribution) -> Actor | None:
    """Whom the words mean today: merging rewrites no party, reading resolves it."""
    return linked.actor and (linked.actor.merged_into or linked.actor)


@register.filter
def sources(claim: Claim) -> list[ClaimParty]:
    return [party for party in claim.parties.all() if party.role == ClaimParty.Role.SOURCE]


@register.filter
def targets(claim: Claim) -> list[ClaimParty]:
    return [party for party in claim.parties.all() if party.role == ClaimParty.Role.TARGET]


@register.filter
def words_of(party: ClaimParty, claim: Claim) -> str:
    """The words that name a party, where the claim's sentence holds them; else that somebody is not named there."""
    sentence: str = claim.sentence  # type: ignore[attr-defined]
    start, end = party.start - claim.sentence_start, party.end - claim.sentence_start
    return sentence[start:end] if 0 <= start < end <= len(sentence) else _("somebody named earlier")


@register.filter
def quad(event_type: str) -> Quad:
    return TYPES[event_type].quad


@register.filter
def type_label(event_type: str) -> str:
    return str(EventType(event_type).label)


@register.filter
def covers(event_type: str) -> str:
    return str(TYPES[event_type].covers)


@register.simple_tag
def quad_glyph(quad: Quad) -> SafeString:
    """Circle: cooperation; diamond: conflict. Hollow: words; filled: deeds. The word stands beside it."""
    shape = '<circle cx="6" cy="6" r="4.2"/>' if quad.cooperates else '<path d="M6 .9 11.1 6 6 11.1.9 6z"/>'
    tone = "cooperation" if quad.cooperates else "conflict"
    weight = "deed" if quad in (Quad.MATERIAL_COOPERATION, Quad.MATERIAL_CONFLICT) else "word"
    svg = '<svg class="glyph {} {}" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">' + shape + "</svg>"
    return format_html(svg, tone, weight)


@register.filter
def amount(claim: Claim | Event) -> str:
    """“up to 1,000,000,000 USD”; nothing when the text names none."""
    if claim.amount_value is None:
        return ""
    from django.contrib.humanize.templatetags.humanize import intcomma

    value = intcomma(f"{claim.amount_value.normalize():f}")
    qualifier = getattr(claim, "amount_qualifier", "")
    said = claim.get_amount_qualifier_display() if isinstance(claim, Claim) and qualifier != "exactly" else ""
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
