"""What articles say, word for word: claims, their parties, who says so, and what editors decided."""

from __future__ import annotations

import secrets
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from geo.vocabulary import COUNTED_MODALITIES, EventType, Modality

REF_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread when typed from paper


def new_ref() -> str:
    """A claim's public id: 10 characters, for life."""
    return "".join(secrets.choice(REF_ALPHABET) for _position in range(10))


class Run(models.Model):
    """One reading of one article by one version of the extractor."""

    class State(models.TextChoices):
        STAGED = "staged", _("being read")
        PUBLISHED = "published", _("published")
        FAILED = "failed", _("failed")

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="runs", verbose_name=_("article"))
    extractor_version = models.CharField(_("extractor version"), max_length=40)
    lexicon_digest = models.CharField(_("lexicon digest"), max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STAGED)
    error = models.TextField(_("error"), blank=True)
    warnings = models.JSONField(_("warnings"), default=list, blank=True)
    claim_count = models.PositiveIntegerField(_("claims"), default=0)
    mention_count = models.PositiveIntegerField(_("mentions"), default=0)
    started_at = models.DateTimeField(_("started at"), db_default=Now())
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="staged", finished_at=None) | ~Q(state="staged") & Q(finished_at__isnull=False),
                name="run_finished_unless_staged",
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(error=""), name="run_failure_has_error"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.article_id} ({self.state})"


class ClaimQuerySet(models.QuerySet["Claim"]):
    def shown(self) -> Self:
        """What the site says today (the article's state is in shown_to: hiding an article closes its claims)."""
        return self.filter(shown_from__isnull=False, shown_to=None)

    def counted(self) -> Self:
        return self.filter(modality__in=COUNTED_MODALITIES)


class Claim(models.Model):
    """One article saying that somebody did something, and where it says so.

    A row never changes except `shown_to` (the database refuses): an edit, an undo, a newer reading or a claim carried
    over to a revision is a new row with the same `ref`. Offsets count code points of `article.text`.
    """

    class Review(models.TextChoices):
        UNREVIEWED = "unreviewed", _("read by machine, not reviewed")
        ACCEPTED = "accepted", _("accepted")
        EDITED = "edited", _("edited")
        REJECTED = "rejected", _("rejected")

    class DatePrecision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")
        RANGE = "range", _("range")
        UNKNOWN = "unknown", _("unknown")

    class DateBasis(models.TextChoices):
        EXPLICIT = "explicit", _("the text names the date")
        RELATIVE = "relative", _("counted from another date")

    class Qualifier(models.TextChoices):
        EXACTLY = "exactly", _("exactly")
        UP_TO = "up to", _("up to")
        ABOUT = "about", _("about")
        AT_LEAST = "at least", _("at least")

    ref = models.CharField(_("reference"), max_length=10, default=new_ref)
    article = models.ForeignKey(
        "articles.Article", models.PROTECT, db_index=False, related_name="claims", verbose_name=_("article")
    )
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="claims", verbose_name=_("reading"))
    key = models.CharField(_("key"), max_length=64, help_text=_("Hash of type, trigger and party spans"))
    replaces = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="replaced_by")
    sentence_start = models.PositiveIntegerField()
    sentence_end = models.PositiveIntegerField()
    trigger_start = models.PositiveIntegerField()
    trigger_end = models.PositiveIntegerField()
    type = models.CharField(_("type"), max_length=10, choices=EventType)
    mode = models.CharField(_("mode"), max_length=20, blank=True)
    contexts = ArrayField(models.CharField(max_length=30), default=list, blank=True, verbose_name=_("contexts"))
    modality = models.CharField(_("modality"), max_length=12, choices=Modality)
    is_speech = models.BooleanField(_("said, not done"))
    symmetric = models.BooleanField(_("symmetric"))
    date_earliest = models.DateField(_("earliest"), null=True, blank=True)
    date_latest = models.DateField(_("latest"), null=True, blank=True)
    date_precision = models.CharField(
        _("precision"), max_length=10, choices=DatePrecision, default=DatePrecision.UNKNOWN
    )
    date_basis = models.CharField(_("basis"), max_length=10, choices=DateBasis, blank=True)
    listed_on = models.DateField(
        _("listed on"),
        null=True,
        help_text=_("Orders lists: the earlier of date_latest and the publication date. Never shown as a date."),
    )
    amount_value = models.DecimalField(_("amount"), max_digits=24, decimal_places=4, null=True, blank=True)
    amount_currency = models.CharField(_("currency"), max_length=3, blank=True)
    amount_unit = models.CharField(_("unit"), max_length=60, blank=True)
    amount_qualifier = models.CharField(_("qualifier"), max_length=10, choices=Qualifier, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    confidence = models.FloatField(_("confidence"))
    rule = models.TextField(_("rule"), help_text=_("What the rule looked for, in words"))
    evidence = models.JSONField(_("evidence"), default=list, help_text=_("[[start, end, what for], ...]"))
    event = models.ForeignKey("geo.Event", models.PROTECT, related_name="claims", verbose_name=_("event"))
    review = models.CharField(_("review"), max_length=10, choices=Review, default=Review.UNREVIEWED)
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now())
    shown_from = models.DateTimeField(_("shown from"), null=True, blank=True)
    shown_to = models.DateTimeField(_("shown to"), null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["article", "sentence_start"], name="claim_of_article"),
            models.Index(fields=["ref"], name="claim_ref"),
            models.Index(fields=["replaces"], condition=Q(replaces__isnull=False), name="claim_replaces"),
            models.Index(
                F("listed_on").desc(nulls_last=True),
                F("id").desc(),
                condition=Q(shown_from__isnull=False, shown_to=None),
                name="claim_shown_newest",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["ref"], condition=Q(shown_to=None), name="claim_one_current_row_per_ref"),
            models.UniqueConstraint(
                fields=["article", "key"],
                condition=Q(shown_to=None, run__isnull=False),
                name="claim_key_once_among_current_machine_rows",
            ),
            models.CheckConstraint(condition=Q(sentence_end__gt=F("sentence_start")), name="claim_sentence_not_empty"),
            models.CheckConstraint(
                condition=Q(
                    trigger_end__gt=F("trigger_start"),
                    trigger_start__gte=F("sentence_start"),
                    trigger_end__lte=F("sentence_end"),
                ),
                name="claim_trigger_inside_sentence",
            ),
            models.CheckConstraint(condition=Q(type__in=EventType.values), name="claim_type_known"),
            models.CheckConstraint(condition=Q(modality__in=Modality.values), name="claim_modality_known"),
            models.CheckConstraint(
                condition=Q(date_earliest=None, date_latest=None, date_precision="unknown", date_basis="")
                | Q(date_earliest__isnull=False, date_latest__isnull=False, date_earliest__lte=F("date_latest"))
                & ~Q(date_precision="unknown")
                & ~Q(date_basis=""),
                name="claim_date_whole_and_in_order",
            ),
            models.CheckConstraint(
                condition=Q(amount_value=None, amount_currency="", amount_unit="", amount_qualifier="")
                | Q(amount_value__isnull=False) & ~Q(amount_qualifier=""),
                name="claim_amount_whole",
            ),
            models.CheckConstraint(condition=Q(confidence__range=(0, 1)), name="claim_confidence_0_to_1"),
            models.CheckConstraint(
                condition=Q(shown_to=None) | Q(shown_from=None) | Q(shown_to__gte=F("shown_from")),
                name="claim_shown_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    def get_absolute_url(self) -> str:
        return reverse("claim", args=[self.ref])


class ClaimParty(models.Model):
    """One source or target of a claim, with the words that name it."""

    class Role(models.TextChoices):
        SOURCE = "source", _("source")
        TARGET = "target", _("target")

    claim = models.ForeignKey(Claim, models.CASCADE, db_index=False, related_name="parties")
    role = models.CharField(_("role"), max_length=6, choices=Role)
    rank = models.PositiveSmallIntegerField(_("order in the text"))
    actor = models.ForeignKey(
        "geo.Actor", models.PROTECT, null=True, blank=True, related_name="parties", verbose_name=_("actor")
    )
    country = models.CharField(
        _("acts for"),
        max_length=4,
        blank=True,
        help_text=_("ISO alpha-3 of the country it acts for at the event's date"),
    )
    official = models.BooleanField(_("acts for the state"), default=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    mention = models.ForeignKey("geo.Mention", models.SET_NULL, null=True, related_name="parties")

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["role", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "role", "rank"], name="party_order_unique"),
            models.UniqueConstraint(
                fields=["claim", "role", "actor"], condition=Q(actor__isnull=False), name="party_once_per_side"
            ),
            models.CheckConstraint(condition=Q(role__in=["source", "target"]), name="party_role_known"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="party_words_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.rank}"


class Attribution(models.Model):
    """One link of the chain that says who says so; rank 0 is outermost."""

    class Kind(models.TextChoices):
        OUTLET = "outlet", _("outlet")
        AGENCY = "agency", _("agency")
        SPEAKER = "speaker", _("speaker")
        UNNAMED = "unnamed", _("unnamed")

    claim = models.ForeignKey(Claim, models.CASCADE, db_index=False, related_name="attributions")
    rank = models.PositiveSmallIntegerField(_("rank"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    actor = models.ForeignKey(
        "geo.Actor", models.PROTECT, null=True, blank=True, related_name="attributions", verbose_name=_("actor")
    )
    name = models.CharField(_("name"), max_length=300)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    mention = models.ForeignKey("geo.Mention", models.SET_NULL, null=True, related_name="attributions")

    class Meta:
        verbose_name = _("attribution")
        verbose_name_plural = _("attributions")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "rank"], name="attribution_rank_unique"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="attribution_words_not_empty"),
            models.CheckConstraint(
                condition=Q(kind__in=["outlet", "agency", "speaker", "unnamed"]), name="attribution_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Review(models.Model):
    """One decision of an editor about a claim. Decisions are rows: the newest one holds, none is overwritten."""

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        EDITED = "edited", _("edited")
        REJECTED = "rejected", _("rejected")
        UNDONE = "undone", _("taken back")

    ref = models.CharField(_("claim"), max_length=10, db_index=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now())
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=["accepted", "edited", "rejected", "undone"]), name="review_decision_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ref}: {self.decision}"
