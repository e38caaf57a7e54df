"""What pages list and count, kept in the same transaction as the claims and rebuildable at any time.

All of it is derived: geo.rollup writes it, nobody edits it. Actor ids here are resolved through merged_into.
Only shown claims have rows here.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ClaimActor(models.Model):
    """A shown claim on an actor's page: each party, and the country that it acts for. One row for each pair."""

    claim = models.ForeignKey("geo.Claim", models.CASCADE, related_name="actor_rows")
    actor = models.ForeignKey("geo.Actor", models.CASCADE, related_name="claim_rows")
    as_source = models.BooleanField()
    as_target = models.BooleanField()
    listed_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "actor"], name="claim_actor_once")]
        indexes = [
            models.Index("actor", F("listed_on").desc(nulls_last=True), F("claim").desc(), name="claim_actor_newest")
        ]


class Relationship(models.Model):
    """Two actors with claims between them. Countries, and people or bodies of different countries."""

    first = models.ForeignKey("geo.Actor", models.CASCADE, related_name="relationships_first")
    second = models.ForeignKey("geo.Actor", models.CASCADE, related_name="relationships_second")
    first_seen = models.DateField(_("first dated event"), null=True)
    last_seen = models.DateField(_("last dated event"), null=True)
    event_count = models.PositiveIntegerField(_("events"), default=0)
    claim_count = models.PositiveIntegerField(_("claims"), default=0)
    reviewed_count = models.PositiveIntegerField(_("reviewed events"), default=0)

    class Meta:
        verbose_name = _("relationship")
        verbose_name_plural = _("relationships")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="relationship_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="relationship_pair_sorted"),
        ]
        indexes = [
            models.Index(fields=["first", "-event_count"], name="relationship_first_busiest"),
            models.Index(fields=["second", "-event_count"], name="relationship_second_busiest"),
        ]


class ClaimPair(models.Model):
    """A shown claim in a relationship. `direction`: 1 first to second, -1 second to first, 0 both or neither."""

    claim = models.ForeignKey("geo.Claim", models.CASCADE, related_name="pair_rows")
    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="claim_rows")
    direction = models.SmallIntegerField()
    listed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "relationship"], name="claim_pair_once"),
            models.CheckConstraint(condition=Q(direction__in=[-1, 0, 1]), name="claim_pair_direction_known"),
        ]
        indexes = [
            models.Index(
                "relationship", F("listed_on").desc(nulls_last=True), F("claim").desc(), name="claim_pair_newest"
            )
        ]


class Period(models.Model):
    """A cell of totals: events of one type in a month, in a year (known no closer), or undated.

    `period` is the first day of the month or year; None when undated. Only occurred and ongoing events count.
    """

    class Precision(models.TextChoices):
        MONTH = "month", _("month")
        YEAR = "year", _("year")
        UNDATED = "undated", _("undated")

    period = models.DateField(null=True)
    precision = models.CharField(max_length=8, choices=Precision)
    type = models.CharField(max_length=10)
    is_speech = models.BooleanField()
    events = models.PositiveIntegerField()
    reviewed = models.PositiveIntegerField()

    class Meta:
        abstract = True


class RelationshipPeriod(Period):
    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="periods")
    direction = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["relationship", "direction", "precision", "period", "type", "is_speech"],
                nulls_distinct=False,
                name="relationship_period_cell_once",
            ),
            models.CheckConstraint(condition=Q(direction__in=[-1, 0, 1]), name="relationship_period_direction_known"),
        ]


class ActorPeriod(Period):
    actor = models.ForeignKey("geo.Actor", models.CASCADE, related_name="periods")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "precision", "period", "type", "is_speech"],
                nulls_distinct=False,
                name="actor_period_cell_once",
            )
        ]
