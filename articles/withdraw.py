"""Taking an article off the site: withdrawn (kept, hidden), or erased for a legal duty (blanked)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.signals import articles_hidden, articles_stored


def withdraw(article: Article, reason: str) -> None:
    """Hide the text and its claims: its pages answer 410."""
    with transaction.atomic():
        article.withdrawn_at, article.withdrawn_reason = timezone.now(), reason
        article.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        articles_hidden.send(sender=Article, article_ids=[article.pk], erased=False)


def republish(article: Article) -> None:
    """Undo a withdrawal; the article is read anew."""
    with transaction.atomic():
        article.withdrawn_at, article.withdrawn_reason = None, ""
        article.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        articles_stored.send(sender=Article, article_ids=[article.pk])


def erase(article: Article, reason: str) -> None:
    """Blank text, title, byline and quotes; hash and reason stay, so that the same text is recognised."""
    with transaction.atomic():
        now = timezone.now()
        Article.objects.filter(pk=article.pk).update(
            text="", title=f"Erased article {article.pk}", byline="", url="", basis="", state_note="", claim_count=0,
            erased_at=now, erased_reason=reason,
        )  # fmt: skip
        articles_hidden.send(sender=Article, article_ids=[article.pk], erased=True)
