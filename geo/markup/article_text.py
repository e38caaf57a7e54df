"""An article's paragraphs, and the claims beside each."""

from __future__ import annotations

from collections.abc import Iterable

from geo.browse.article_readings import Numbered, Piece
from geo.lib.addresses import address
from geo.lib.markup import Markup
from geo.markup.claim_card import facts, review
from geo.markup.claim_head import head
from geo.markup.elements import hidden, joined
from geo.markup.elements import words as _


def pieces(found: Iterable[Piece]) -> Markup:
    return joined(map(_piece, found))


def _piece(piece: Piece) -> Markup:
    if piece.is_gap:
        return Markup('<span class="gap"> […] </span>')
    words = piece.html
    if not piece.claims:
        return words
    notes = "".join(map(_note, piece.claims))
    return Markup(f'<span class="sentence" data-claims="{piece.refs}">{words}{notes}</span>')


def _note(numbered: Numbered) -> Markup:
    ref, said = numbered.claim.ref, _("Claim %(n)s") % {"n": numbered.number}
    place = f'id="w-{ref}" href="#claim-{ref}" data-claims="{ref}"'
    return Markup(f'<a class="ref" {place} aria-label="{said}">{numbered.number}</a>')


def beside(claims: Iterable[Numbered]) -> Markup:
    """The entries of the list beside a paragraph."""
    return joined(map(_beside, claims))


def _beside(numbered: Numbered) -> Markup:
    claim, n = numbered.claim, {"n": numbered.number}
    ref, href = claim.ref, address("claim", claim.ref)
    number = f'<a class="number" href="#w-{ref}" aria-label="{_("Claim %(n)s: to its words") % n}">{n["n"]}</a>'
    why = f"{_('Why')}{hidden(Markup(' ' + _('claim %(n)s is here') % n))}"
    return Markup(
        f'<li class="short-claim" id="claim-{ref}" data-claims="{ref}">'
        f'<p class="claim-head">{number} {head(claim, href)}</p><p class="facts">{facts(claim)}</p>'
        f'<p class="standing">{review(claim)} <a class="to-words" href="{href}">{why}</a></p></li>'
    )
