"""One claim of a list: who and what, its words, when and according to whom."""

from __future__ import annotations

from geo.browse.cards import CardClaim
from geo.browse.highlight import marked_sentence
from geo.browse.wording import amount, publication_date, when
from geo.lib.addresses import address
from geo.lib.markup import Markup, text
from geo.markup.claim_head import head
from geo.markup.elements import hidden, label
from geo.markup.elements import words as _
from geo.markup.parties import attributed
from geo.models import Claim
from geo.vocabulary import TYPES, EventType, Modality


def card(claim: CardClaim) -> Markup:
    href = address("claim", claim.ref)
    what = Markup(f": {label(EventType, claim.type)}, {text(when(claim))}")
    return Markup(
        f'<article class="claim" id="claim-{claim.ref}"><h3 class="claim-head">{head(claim, href)}</h3>'
        f'<blockquote class="words"><p>{marked_sentence(claim)}</p></blockquote>'
        f'<p class="facts">{facts(claim)} {review(claim)}</p>'
        f'<p class="origin">{attributed(claim)}{_origin(claim)} <span aria-hidden="true">·</span> '
        f'<a class="to-words" href="{href}">{_("The words and why")}{hidden(what)}</a></p></article>'
    )


def facts(claim: CardClaim) -> Markup:
    """What kind of thing it says, how sure it is of it, when and how much."""
    quad = TYPES[claim.type].quad
    found = [
        f'<span class="quad-word">{label(type(quad), quad)}</span>',
        f'<span class="modality is-{claim.modality}">{label(Modality, claim.modality)}</span>',
        f'<span class="when">{text(when(claim))}</span>',
    ]
    if claim.amount_value is not None:
        found.append(f'<span class="amount">{text(amount(claim))}</span>')
    return Markup(" ".join(found))


def review(claim: CardClaim) -> Markup:
    """Whether an editor has seen it."""
    state = "is-unreviewed" if claim.review == Claim.Review.UNREVIEWED else "is-reviewed"
    return Markup(f'<span class="review {state}">{label(Claim.Review, claim.review)}</span>')


def _origin(claim: CardClaim) -> Markup:
    article = claim.article
    href, demo = f"{address('article', article.pk)}#w-{claim.ref}", ""
    if article.source.is_demo:
        demo = f' <span class="note">({_("invented outlet, demo")})</span>'
    published = f"{_('published')} {text(publication_date(article))}"
    return Markup(f'<a href="{href}">{text(article.source.name)}</a>{demo}, {published}')
