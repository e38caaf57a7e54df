"""Whom a claim names, and whom it is attributed to."""

from __future__ import annotations

from django.utils.translation import gettext

from geo.browse.cards import CardClaim, CardParty
from geo.lib.markup import Markup, text
from geo.markup.elements import hidden, named
from geo.markup.elements import words as _


def words_of(party: CardParty, claim: CardClaim) -> str:
    """The words that name a party, where the claim's sentence holds them; else that somebody is not named there."""
    sentence = claim.sentence
    start, end = party.start - claim.sentence_start, party.end - claim.sentence_start
    return sentence[start:end] if 0 <= start < end <= len(sentence) else gettext("somebody named earlier")


def parties(claim: CardClaim) -> Markup:
    """“Russia → Cuba”: who acts, and upon whom; between equals “↔”."""
    sides: dict[str, list[str]] = {"source": [], "target": []}
    for party in claim.parties:
        sides[party.role].append(_party(party, claim))
    html = ", ".join(sides["source"])
    if sides["target"]:
        arrow, said = ("↔", _("and")) if claim.symmetric else ("→", _("towards"))
        html += f' <span class="arrow" aria-hidden="true">{arrow}</span> {hidden(said)} '
        html += ", ".join(sides["target"])
    return Markup(f'<span class="parties">{html}</span>')


def _party(party: CardParty, claim: CardClaim) -> Markup:
    actor = party.actor
    if actor is None:
        return Markup(f'<span class="unresolved">{text(words_of(party, claim))}</span>')
    if not party.country or party.country == actor.iso3:
        return named(actor)
    acting = hidden(Markup(f"{_('acting for')} "))
    return Markup(f'{named(actor)}&nbsp;<span class="code">{acting}{text(party.country)}</span>')


def attributed(claim: CardClaim) -> Markup:
    """“According to Cubadebate, via EFE · ”: who says so, and by whom we know; nothing where the text names nobody."""
    links = []
    for link in reversed(claim.attributions):  # the outermost comes first there
        actor = link.actor
        unnamed = f' <span class="note">({_("unnamed")})</span>' if link.kind == "unnamed" else ""
        links.append((named(actor) if actor else text(link.name)) + unnamed)
    if not links:
        return Markup("")
    chain = f", {_('via')} ".join(links)
    return Markup(f"{_('According to')} {chain} · ")
