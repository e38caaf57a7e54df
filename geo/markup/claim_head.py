"""The head of a claim or event wherever one stands: its glyph, its type, and who did it to whom."""

from __future__ import annotations

from geo.browse.cards import CardClaim
from geo.lib.markup import Markup
from geo.markup.elements import label, quad_glyph
from geo.markup.parties import parties
from geo.vocabulary import TYPES, EventType


def kind(event_type: str, href: str = "") -> Markup:
    """The type with its glyph; a link to the claim or event, where an address is given."""
    name = label(EventType, event_type)
    shown = f'<a href="{href}">{name}</a>' if href else name
    return Markup(f'<span class="type">{quad_glyph(TYPES[event_type].quad)} {shown}</span>')


def head(claim: CardClaim, href: str = "") -> Markup:
    return Markup(f"{kind(claim.type, href)} {parties(claim)}")
