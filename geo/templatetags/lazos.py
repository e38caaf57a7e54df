"""What templates say about claims: their words, their dates, their kind, and how to contest them."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.template import Context
from django.urls import get_script_prefix, reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from geo import dates, highlight
from geo.cards import CardActor, CardAttribution, CardClaim, CardParty
from geo.charts.base import Entry
from geo.models import Actor, Attribution, Claim, ClaimParty, Event
from geo.vocabulary import TYPES, EventType, Quad

register = template.Library()


@register.filter
def words(claim: CardClaim) -> SafeString:
    """The claim's sentence with what it rests on marked."""
    return highlight.marked(claim.sentence, claim.sentence_start, highlight.spans_of(claim))


@register.filter
def when(dated: Claim | CardClaim | Event) -> str:
    return dates.in_words(dated.date_earliest, dated.date_latest, dated.date_precision)


@register.filter
def publication_date(article) -> str:  # type: ignore[no-untyped-def]
    if article.published_on is None:
        return _("publication date not known")
    return dates.in_words(article.published_on, article.published_on, article.published_precision)


@register.filter
def resolved(linked: ClaimParty | Attribution | CardParty | CardAttribution) -> Actor | CardActor | None:
    """Whom the words mean today: merging rewrites no party, reading resolves it."""
    return linked.actor and (linked.actor.merged_into or linked.actor)


@register.filter
def words_of(party: ClaimParty | CardParty, claim: Claim | CardClaim) -> str:
    """The words that name a party, where the claim's sentence holds them; else that somebody is not named there."""
    sentence: str = claim.sentence  # type: ignore[union-attr]
    start, end = party.start - claim.sentence_start, party.end - claim.sentence_start
    return sentence[start:end] if 0 <= start < end <= len(sentence) else _("somebody named earlier")


@register.filter
def parties(claim: Claim | CardClaim) -> SafeString:
    """“Russia → Cuba”: who acts, and upon whom; between equals “↔”."""
    sides: dict[str, list[str]] = {"source": [], "target": []}
    for party in claim.parties.all():
        sides[party.role].append(_party(party, claim))
    html = ", ".join(sides["source"])
    if sides["target"]:
        arrow, words = ("↔", _("and")) if claim.symmetric else ("→", _("towards"))
        html += f' <span class="arrow" aria-hidden="true">{arrow}</span> <span class="hidden">{escape(words)}</span> '
        html += ", ".join(sides["target"])
    return mark_safe(f'<span class="parties">{html}</span>')  # noqa: S308 - every name was escaped


def _party(party: ClaimParty | CardParty, claim: Claim | CardClaim) -> str:
    actor = resolved(party)
    if actor is None:
        return f'<span class="unresolved">{escape(words_of(party, claim))}</span>'
    if not party.country or party.country == actor.iso3:
        return _linked(actor)
    hidden = f'<span class="hidden">{escape(_("acting for"))} </span>'
    return f'{_linked(actor)}&nbsp;<span class="code">{hidden}{escape(party.country)}</span>'


def _linked(actor: Actor | CardActor) -> str:
    name = escape(actor.name)
    return f'<a href="{address("actor", actor.slug)}">{name}</a>' if actor.has_page else name


@register.filter
def attributed(claim: Claim | CardClaim) -> SafeString:
    """“According to Cubadebate, via EFE · ”, as the text has the chain; nothing where it names nobody."""
    links = []
    for link in claim.attributions.all():
        actor = resolved(link)
        unnamed = f' <span class="note">({escape(_("unnamed"))})</span>' if link.kind == "unnamed" else ""
        links.append((_linked(actor) if actor else escape(link.name)) + unnamed)
    if not links:
        return SafeString("")
    via = f", {escape(_('via'))} "
    return mark_safe(f"{escape(_('According to'))} {via.join(links)} · ")  # noqa: S308 - every name was escaped


@register.filter
def at(value: str | int, name: str) -> str:
    """The address of the page `name` of this slug, reference or number."""
    return address(name, value)


def address(name: str, value: str | int) -> str:
    before, after = _around(name, get_script_prefix())
    return f"{before}{value}{after}"


@cache
def _around(name: str, prefix: str) -> tuple[str, str]:
    """What an address has before and after its one part: asking Django for each costs more than a card's words."""
    before, _part, after = reverse(name, args=["7"]).rpartition("7")
    return before, after


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
@cache
def quad_glyph(quad: Quad) -> SafeString:
    """Circle: cooperation; diamond: conflict. Hollow: words; filled: deeds. The word stands beside it."""
    shape = '<circle cx="6" cy="6" r="4.2"/>' if quad.cooperates else '<path d="M6 .9 11.1 6 6 11.1.9 6z"/>'
    tone = "cooperation" if quad.cooperates else "conflict"
    weight = "deed" if quad in (Quad.MATERIAL_COOPERATION, Quad.MATERIAL_CONFLICT) else "word"
    svg = '<svg class="glyph {} {}" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">' + shape + "</svg>"
    return format_html(svg, tone, weight)


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


@register.filter
def fields(row: list[Entry]) -> SafeString:
    """A row of a table: its name, then its numbers. Not a template, because tables beside drawings are long."""
    name, *numbers = (_field(entry) for entry in row)
    cells = "".join(f'<td class="num">{number}</td>' for number in numbers)
    return mark_safe(f'<th scope="row">{name}</th>{cells}')  # noqa: S308 - _field escapes


def _field(entry: Entry) -> str:
    text, note = escape(entry.text), f' <span class="note">{escape(entry.note)}</span>' if entry.note else ""
    return f'<a href="{escape(entry.href)}">{text}</a>{note}' if entry.href else f"{text}{note}"
