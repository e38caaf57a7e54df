"""Documents: where they come from, what they say, and how far their reading has come."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DatePrecision(models.TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("unknown")


class Source(models.Model):
    """An outlet, agency or body that publishes articles."""

    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper", _("newspaper or news site")
        AGENCY = "agency", _("news agency")
        BROADCASTER = "broadcaster", _("broadcaster")
        GOVERNMENT = "government", _("government site")
        ORGANISATION = "organisation", _("organisation's site")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=200, unique=True)
    homepage = models.URLField(_("homepage"), blank=True, max_length=500)
    country = models.CharField(_("country code"), max_length=2, blank=True, help_text=_("ISO 3166-1 alpha-2"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    alignment = models.TextField(_("alignment"), blank=True, help_text=_("What is known of its owners or alignment"))
    alignment_citation = models.CharField(_("citation for the alignment"), max_length=500, blank=True)
    is_demo = models.BooleanField(_("invented for the demo"), default=False)
    checked = models.BooleanField(_("checked by an editor"), default=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="source_named"),
            models.CheckConstraint(condition=Q(country__regex=r"^([A-Z]{2})?$"), name="source_country_is_alpha2"),
            models.CheckConstraint(
                condition=Q(alignment="") | ~Q(alignment_citation=""), name="source_alignment_is_cited"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Origin(models.Model):
    """A text, wherever it was published: ten copies of it are one witness."""

    text_sha256 = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.text_sha256[:12]


class ArticleQuerySet(models.QuerySet["Article"]):
    def current(self) -> Self:
        """Not replaced by a later revision, not withdrawn, not erased: what readers may find."""
        return self.filter(superseded_at=None, withdrawn_at=None, erased_at=None)


class Article(models.Model):
    """One text as one source published it. `text` is cleaned once, on the way in, and never changes.

    All offsets count Unicode code points of `text`.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        READING = "reading", _("being read")
        READ = "read", _("read")
        FAILED = "failed", _("failed")
        UNREAD = "unread", _("stored, not read")

    class Rights(models.TextChoices):
        EXCERPTS = "excerpts", _("excerpts only")
        FULL = "full", _("full text")

    source = models.ForeignKey(Source, models.PROTECT, related_name="articles", verbose_name=_("source"))
    url = models.URLField(_("address"), max_length=2000, blank=True)
    title = models.CharField(_("title"), max_length=500)
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=3, blank=True, help_text=_("ISO 639-1"))
    published_on = models.DateField(_("published on"), null=True, blank=True)
    published_precision = models.CharField(
        _("precision of the date"), max_length=10, choices=DatePrecision, default=DatePrecision.UNKNOWN
    )
    text = models.TextField(_("text"), blank=True)
    text_sha256 = models.CharField(_("hash of the text"), max_length=64, db_index=True)
    rights = models.CharField(_("rights"), max_length=10, choices=Rights, default=Rights.EXCERPTS)
    basis = models.TextField(_("basis of the facts"), blank=True, help_text=_("Of demo articles: the public record"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    state_note = models.TextField(_("note on the state"), blank=True)
    claim_count = models.PositiveIntegerField(_("claims"), default=0)
    origin = models.ForeignKey(Origin, models.PROTECT, related_name="articles", verbose_name=_("origin"))
    revises = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="revisions", verbose_name=_("revises")
    )
    stored_at = models.DateTimeField(_("stored at"), auto_now_add=True)
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("reason of the withdrawal"), blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)
    erased_reason = models.TextField(_("reason of the erasure"), blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-pk"]
        indexes = [
            models.Index(F("published_on").desc(nulls_last=True), F("id").desc(), name="article_newest"),
            models.Index(fields=["state"], condition=Q(state__in=["queued", "reading"]), name="article_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "text_sha256"],
                condition=Q(superseded_at=None),
                name="article_stored_once_per_source",
            ),
            models.CheckConstraint(condition=Q(rights__in=["excerpts", "full"]), name="article_rights_known"),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "reading", "read", "failed", "unread"]), name="article_state_known"
            ),
            models.CheckConstraint(condition=Q(text_sha256__regex=r"^[0-9a-f]{64}$"), name="article_hash_is_sha256"),
            models.CheckConstraint(
                condition=Q(published_on=None, published_precision="unknown")
                | Q(published_on__isnull=False) & ~Q(published_precision="unknown"),
                name="article_date_and_precision_together",
            ),
            models.CheckConstraint(
                condition=Q(revises=None) | ~Q(revises=F("id")), name="article_not_its_own_revision"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="article_withdrawal_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None, erased_reason="") & ~Q(text="")
                | Q(erased_at__isnull=False, text="") & ~Q(erased_reason=""),
                name="article_has_text_unless_erased",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_hidden(self) -> bool:
        """Withdrawn or erased: its pages answer 410 and its claims are not shown."""
        return self.withdrawn_at is not None or self.erased_at is not None


class Upload(models.Model):
    """One file that somebody handed in, and what became of it."""

    class State(models.TextChoices):
        STORED = "stored", _("stored")
        KNOWN = "known", _("already known")
        REFUSED = "refused", _("refused")

    name = models.CharField(_("file name"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=State)
    stored = models.PositiveIntegerField(_("stored"), default=0)
    known = models.PositiveIntegerField(_("already known"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    errors = models.JSONField(_("errors"), default=list, blank=True)
    articles = models.ManyToManyField(Article, related_name="uploads", blank=True, verbose_name=_("articles"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
