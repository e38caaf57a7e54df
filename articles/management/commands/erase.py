"""Blank an article's text and quotes for a legal duty; its hash and the reason stay."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from articles.withdraw import erase


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", type=int, help="the number in its address, /articles/NUMBER/")
        parser.add_argument("--reason", required=True, help="the legal duty, kept with the hash")

    def handle(self, *args: Any, **options: Any) -> None:
        article = Article.objects.filter(pk=options["article"]).first()
        if article is None:
            raise CommandError(f"There is no article {options['article']}: see its address, /articles/NUMBER/.")
        if article.erased_at is not None:
            raise CommandError(
                f"Article {article.pk} was erased on {article.erased_at:%Y-%m-%d}: nothing is left to do."
            )
        if not options["reason"].strip():
            raise CommandError("The reason is empty: name the legal duty.")
        erase(article, options["reason"].strip())
        self.stdout.write(f"Article {article.pk} is erased: its hash and the reason are kept.")
