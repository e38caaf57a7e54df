"""Whom a claim names, and whom it is attributed to."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from geo.browse.cards import CardActor, CardAttribution, CardClaim, CardParty
from geo.markup.elements import hidden, named, text
from geo.markup.elements import words as _
from geo.models import Actor, Attribution, Claim, ClaimParty


def resolved(linked: ClaimParty | Attribution | CardParty | CardAttribution) -> Actor | CardActor | None:
    """Whom the words mean today: merging rewrites no party, reading resolves it."""
    return linked.actor and (linked.actor.merged_into or linked.actor)


def words_of(party: ClaimParty | CardParty, claim: Claim | CardClaim) -> str:
    """The words that name a party, where the claim's sentence holds them; else that somebody is not named there."""
    sentence: str = claim.sentence  # type: ignore[union-attr]
    start, end = party.start - claim.sentence_start, party.end - claim.sentence_start
    return sentence[start:end] if 0 <= start < end <= len(sentence) else gettext("somebody named earlier")


def parties(claim: Claim | CardClaim) -> SafeString:
    """“Russia → Cuba”: who acts, and upon whom; between equals “↔”."""
    sides: dict[str, list[str]] = {"source": [], "target": []}
    for party in claim.parties.all():
        sides[party.role].append(_party(party, claim))
    html = ", ".join(sides["source"])
    if sides["target"]:
        arrow, said = ("↔", _("and")) if claim.symmetric else ("→", _("towards"))
        html += f' <span class="arrow" aria-hidden="true">{arrow}</span> {hidden(said)} '
        html += ", ".join(sides["target"])
    return SafeString(f'<span class="parties">{html}</span>')


def _party(party: ClaimParty | CardParty, claim: Claim | CardClaim) -> str:
    actor = resolved(party)
    if actor is None:
        return f'<span class="unresolved">{text(words_of(party, claim))}</span>'
    if not party.country or party.country == actor.iso3:
        return named(actor)
    acting = hidden(f"{_('acting for')} ")
    return f'{named(actor)}&nbsp;<span class="code">{acting}{text(party.country)}</span>'


def attributed(claim: Claim | CardClaim) -> SafeString:
    """“According to Cubadebate, via EFE · ”: who says so, and by whom we know; nothing where the text names nobody."""
    links = []
    for link in [*claim.attributions.all()][::-1]:  # the outermost comes first there
        actor = resolved(link)
        unnamed = f' <span class="note">({_("unnamed")})</span>' if link.kind == "unnamed" else ""
        links.append((named(actor) if actor else text(link.name)) + unnamed)
    if not links:
        return SafeString("")
    chain = f", {_('via')} ".join(links)
    return SafeString(f"{_('According to')} {chain} · ")
