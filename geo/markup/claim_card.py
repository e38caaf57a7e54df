"""One claim of a list: who and what, its words, when and according to whom."""

from __future__ import annotations

from django.utils.safestring import SafeString

from geo.browse.cards import CardClaim
from geo.browse.highlight import marked_sentence
from geo.browse.wording import amount, publication_date, when
from geo.lib.addresses import address
from geo.markup.elements import hidden, joined, label, quad_glyph, text
from geo.markup.elements import words as _
from geo.markup.parties import attributed, parties
from geo.models import Claim
from geo.vocabulary import TYPES, EventType, Modality


def card(claim: CardClaim) -> SafeString:
    kind, href, dated = label(EventType, claim.type), address("claim", claim.ref), text(when(claim))
    return joined(
        (
            f'<article class="claim" id="claim-{claim.ref}"><h3 class="claim-head"><span class="type">',
            f'{quad_glyph(TYPES[claim.type].quad)} <a href="{href}">{kind}</a></span> {parties(claim)}</h3>',
            f'<blockquote class="words"><p>{marked_sentence(claim)}</p></blockquote>',
            f'<p class="facts">{facts(claim)} {review(claim)}</p>',
            f'<p class="origin">{attributed(claim)}{_origin(claim)} <span aria-hidden="true">·</span> ',
            f'<a class="to-words" href="{href}">{_("The words and why")}{hidden(f": {kind}, {dated}")}</a></p>',
            "</article>",
        )
    )


def facts(claim: CardClaim) -> str:
    """What kind of thing it says, how sure it is of it, when and how much."""
    quad = TYPES[claim.type].quad
    found = [
        f'<span class="quad-word">{label(type(quad), quad)}</span>',
        f'<span class="modality is-{claim.modality}">{label(Modality, claim.modality)}</span>',
        f'<span class="when">{text(when(claim))}</span>',
    ]
    if claim.amount_value is not None:
        found.append(f'<span class="amount">{text(amount(claim))}</span>')
    return " ".join(found)


def review(claim: CardClaim) -> SafeString:
    """Whether an editor has seen it."""
    state = "is-unreviewed" if claim.review == Claim.Review.UNREVIEWED else "is-reviewed"
    return SafeString(f'<span class="review {state}">{label(Claim.Review, claim.review)}</span>')


def _origin(claim: CardClaim) -> str:
    article = claim.article
    href, demo = f"{address('article', article.pk)}#w-{claim.ref}", ""
    if article.source.is_demo:
        demo = f' <span class="note">({_("invented outlet, demo")})</span>'
    published = f"{_('published')} {text(publication_date(article))}"
    return f'<a href="{href}">{text(article.source.name)}</a>{demo}, {published}'
