"""An article's paragraphs, and the claims beside each."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from geo.browse.article_readings import Numbered, Piece
from geo.lib.addresses import address
from geo.markup.claim_card import facts, review
from geo.markup.elements import hidden, joined, label, quad_glyph
from geo.markup.elements import words as _
from geo.markup.parties import parties
from geo.vocabulary import TYPES, EventType


def pieces(found: Iterable[Piece]) -> SafeString:
    return joined(map(_piece, found))


def _piece(piece: Piece) -> str:
    if piece.is_gap:
        return '<span class="gap"> […] </span>'
    words = conditional_escape(piece.html)
    if not piece.claims:
        return words
    notes = "".join(map(_note, piece.claims))
    return f'<span class="sentence" data-claims="{piece.refs}">{words}{notes}</span>'


def _note(numbered: Numbered) -> str:
    ref, said = numbered.claim.ref, _("Claim %(n)s") % {"n": numbered.number}
    place = f'id="w-{ref}" href="#claim-{ref}" data-claims="{ref}"'
    return f'<a class="ref" {place} aria-label="{said}">{numbered.number}</a>'


def beside(claims: Iterable[Numbered]) -> SafeString:
    """The entries of the list beside a paragraph."""
    return joined(map(_beside, claims))


def _beside(numbered: Numbered) -> str:
    claim, n = numbered.claim, {"n": numbered.number}
    ref, href, quad = claim.ref, address("claim", claim.ref), TYPES[claim.type].quad
    kind = f'<span class="type">{quad_glyph(quad)} <a href="{href}">{label(EventType, claim.type)}</a></span>'
    number = f'<a class="number" href="#w-{ref}" aria-label="{_("Claim %(n)s: to its words") % n}">{n["n"]}</a>'
    why = f"{_('Why')}{hidden(' ' + _('claim %(n)s is here') % n)}"
    return (
        f'<li class="short-claim" id="claim-{ref}" data-claims="{ref}">'
        f'<p class="claim-head">{number} {kind} {parties(claim)}</p><p class="facts">{facts(claim)}</p>'
        f'<p class="standing">{review(claim)} <a class="to-words" href="{href}">{why}</a></p></li>'
    )
