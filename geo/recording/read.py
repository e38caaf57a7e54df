"""Read one article: the only module of the Django side that loads spaCy. Workers of the extraction queue import it."""

from __future__ import annotations

from articles.models import Article
from geo.extraction import lexicons
from geo.extraction.reader import read
from geo.extraction.version import version
from geo.models import Run
from geo.recording.record import record


def read_article(article: Article) -> Run:
    """Extract outside any transaction, record inside one."""
    known = article.published_on is not None and article.published_precision == "day"
    reading = read(
        article.text,
        date=article.published_on.isoformat() if known and article.published_on else None,
        language=article.language or None,
        outlet=article.source.name,
    )
    return record(article.pk, reading, version=version(), lexicon_digest=lexicons.digest())
