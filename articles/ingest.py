"""Document -> Article, with its job, in one transaction. What is refused leaves nothing behind."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles import language, readers
from articles.clean import LARGEST_TEXT, RefusedError
from articles.models import Article, DatePrecision, Origin, Source
from articles.readers import Document
from articles.signals import articles_hidden, articles_stored

DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
LONGEST_URL = 2000
LONGEST_NAME = 200
check_url = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Stored:
    article: Article
    is_new: bool
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """What became of many files: `errors` by file."""

    stored: list[Article] = field(default_factory=list)
    known: list[Article] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "stored": len(self.stored), "known": len(self.known), "refused": len(self.errors), "errors": self.errors,
            "notes": self.notes,
        }  # fmt: skip


def parse_date(words: str) -> tuple[datetime.date | None, str]:
    """YYYY-MM-DD, YYYY-MM or YYYY as the first day it may mean and its precision. Raises RefusedError."""
    words = words.strip()
    if not words:
        return None, DatePrecision.UNKNOWN
    match = DATE.fullmatch(words)
    try:
        if not match:
            raise ValueError
        year, month, day = match["year"], match["month"], match["day"]
        found = datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise RefusedError(f"The publication date {words!r} is no date: write 2025-05-30, 2025-05 or 2025.") from None
    if found > timezone.localdate():
        raise RefusedError(f"The publication date {words} lies in the future: correct it.")
    return found, DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR


def store(document: Document, source: Source) -> Stored:
    """Store one document, or find that it is there already. Raises RefusedError."""
    published_on, precision = parse_date(document.published)
    if document.url:
        try:
            check_url(document.url)
        except ValidationError:
            raise RefusedError(f"{document.url} is no http(s) address: correct it or leave it out.") from None
    _check_fields(document)
    if not document.text:
        raise RefusedError("The text is empty: paste the article's words.")
    if len(document.text) > LARGEST_TEXT:
        raise RefusedError(f"The text has {len(document.text):,} characters, more than 2,000,000: split it.")
    sha = hashlib.sha256(document.text.encode()).hexdigest()
    with transaction.atomic():
        Source.objects.select_for_update().get(pk=source.pk)  # two uploads of the same text wait for each other
        # A replaced text is known, too: a folder read twice must not bring the version before a correction back.
        stored = Article.objects.filter(source=source, text_sha256=sha)
        known = stored.order_by(F("superseded_at").desc(nulls_first=True)).first()
        if known is not None:
            return Stored(known, False)
        article = _create(document, source, sha, published_on, precision)
        articles_stored.send(sender=Article, article_ids=[article.pk])
    return Stored(article, True, _notes(document, article))


def _check_fields(document: Document) -> None:
    """What a file's head may say, or say too much of. Raises RefusedError."""
    if document.rights and document.rights not in Article.Rights.values:
        known = " or ".join(Article.Rights.values)
        raise RefusedError(f"The rights {document.rights!r} are not known: write {known}.")
    if document.language and not re.fullmatch("[a-z]{2,3}", document.language):
        raise RefusedError(f"The language {document.language!r} is no code: write en, es or the like (ISO 639-1).")
    if len(document.url) > LONGEST_URL:
        raise RefusedError(f"The address has {len(document.url):,} characters, more than {LONGEST_URL:,}: shorten it.")


def _create(
    document: Document, source: Source, sha: str, published_on: datetime.date | None, precision: str
) -> Article:
    revised = _supersede(document, source)
    found = document.language or language.detect(document.text)
    return Article.objects.create(
        source=source, url=document.url, title=title_of(document), byline=document.byline[:300], language=found,
        published_on=published_on, published_precision=precision, text=document.text, text_sha256=sha,
        rights=document.rights or Article.Rights.EXCERPTS, basis=document.basis, revises=revised,
        origin=Origin.objects.get_or_create(text_sha256=sha)[0],
    )  # fmt: skip


def _supersede(document: Document, source: Source) -> Article | None:
    """The current article that this text corrects, whose claims are closed: at the address that the document names as
    corrected (`revises`), else the one of the same source at its own address.
    """
    address = document.revises or document.url
    if not address:
        return None
    old = Article.objects.current().filter(source=source, url=address).order_by("pk").last()
    if old is not None:
        Article.objects.filter(pk=old.pk).update(superseded_at=timezone.now())
        articles_hidden.send(sender=Article, article_ids=[old.pk], erased=False)
    return old


def title_of(document: Document) -> str:
    """The document's title, else its first line, cut at a word."""
    title = document.title or document.text.split("\n", 1)[0]
    return title if len(title) <= 200 else title[:200].rsplit(" ", 1)[0] + " …"


def _notes(document: Document, article: Article) -> tuple[str, ...]:
    if article.language and article.language not in settings.LANGUAGES_READ:
        return (
            *document.notes,
            f"“{article.title}” is stored unread: its language ({article.language}) is not read yet",
        )
    return document.notes


def source_for(document: Document, name: str = "") -> Source:
    """The source that is named, or that the document names; made, unchecked, where it is new. Raises RefusedError."""
    name = (name or document.source).strip()
    if not name:
        raise RefusedError("No source is named: say who published it, with --source or in the file's head.")
    if len(name) > LONGEST_NAME:
        raise RefusedError(f"The source's name has {len(name)} characters, more than {LONGEST_NAME}: shorten it.")
    return Source.objects.get_or_create(name=name, defaults={"homepage": document.homepage})[0]


def ingest(name: str, data: bytes, tally: Tally, *, source: str = "", published: str = "", url: str = "") -> None:
    """Read and store one file, and note in `tally` what became of it."""
    try:
        document = readers.read(data, name)
        changes = {key: value for key, value in (("published", published), ("url", url)) if value}
        document = Document(**{**{f: getattr(document, f) for f in Document.__dataclass_fields__}, **changes})
        with transaction.atomic():
            done = store(document, source_for(document, source))
    except RefusedError as error:
        tally.errors[name] = str(error)
        return
    (tally.stored if done.is_new else tally.known).append(done.article)
    tally.notes += done.notes


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and those of a known kind in folders, in order of their names."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.suffix.lower() in readers.READERS and p.is_file())
        else:
            found.append(path)
    return found
