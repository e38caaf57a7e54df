"""The demo goes in by the same door as any article, and may be loaded again."""

import pytest
from django.core.management import call_command

from articles.models import Article

from .test_corpus import FILES

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> None:
    call_command("load_demo", verbosity=0)


def test_every_article_is_stored_and_the_revision_replaces_its_first_text(loaded):
    assert Article.objects.count() == len(FILES)
    (replaced,) = Article.objects.exclude(superseded_at=None)
    revision = Article.objects.get(revises=replaced)
    assert revision.superseded_at is None
    assert "This report was updated" in revision.text
    assert "This report was updated" not in replaced.text


def test_loading_again_changes_nothing(loaded):
    before = list(Article.objects.order_by("pk").values())
    call_command("load_demo", verbosity=0)
    assert list(Article.objects.order_by("pk").values()) == before


def test_no_article_is_a_copy_of_another_outlets(loaded):
    assert Article.objects.values("text_sha256").distinct().count() == len(FILES)
