"""A claim's, an event's and an article's dates and sums in words, never more precise than the text was."""

from __future__ import annotations

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from articles.models import Article
from geo.browse.cards import CardArticle, CardClaim
from geo.lib import date_words
from geo.models import Claim, Event


def when(dated: Claim | CardClaim | Event) -> str:
    return date_words.in_words(dated.date_earliest, dated.date_latest, dated.date_precision)


def publication_date(article: Article | CardArticle) -> str:
    if article.published_on is None:
        return _("publication date not known")
    return date_words.in_words(article.published_on, article.published_on, article.published_precision)


def amount(claim: Claim | CardClaim | Event) -> str:
    """“up to 1,000,000,000 USD”; nothing when the text names none."""
    if claim.amount_value is None:
        return ""
    value = intcomma(f"{claim.amount_value.normalize():f}")
    is_bare = isinstance(claim, Event) or claim.amount_qualifier == "exactly"
    said = "" if is_bare else claim.get_amount_qualifier_display()  # type: ignore[union-attr]
    return " ".join(part for part in (str(said), value, claim.amount_currency or claim.amount_unit) if part)
